#include <algorithm>
#include <limits>

#include "builder.h"
#include "gumbo_tree.h"
#include "html.h"
#include "storage.h"

namespace pith::html {
namespace {

constexpr std::size_t kLongest = std::numeric_limits<std::int32_t>::max();  // Gumbo counts bytes in an int

}  // namespace

Document parse(std::string_view text, const Limits& limits) {
  Document document;
  document.cut_nodes = text.size() > kLongest;
  text = text.substr(0, kLongest);
  const GumboTree tree = parse_tree(text);
  Builder(document, limits, text).build(*tree->root);
  return document;
}

}  // namespace pith::html
