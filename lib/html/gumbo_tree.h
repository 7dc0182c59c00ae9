// The one place that calls Gumbo.
#pragma once

#include <gumbo.h>

#include <memory>
#include <string_view>

namespace pith::html {

struct GumboOutputDeleter {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};
using GumboTree = std::unique_ptr<GumboOutput, GumboOutputDeleter>;

// The tree points into `text`. Both its building and its release recurse or scan over the nesting depth, so that must
// be bounded before.
inline GumboTree parse_tree(std::string_view text) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  return GumboTree(gumbo_parse_with_options(&options, text.data(), text.size()));
}

}  // namespace pith::html
