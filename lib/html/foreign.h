// How far an <svg> or <math> reaches, told from the tokens alone.
#pragma once

#include <cstddef>
#include <string_view>

#include "tokens.h"

namespace pith::html {

struct ForeignExtent {
  std::size_t end = 0;    // where HTML goes on: past the end tag, or at a tag that ends it, or the end of the text
  bool certain = true;    // the tree builder comes to the same end (WHATWG 13.2.6.5)
  bool has_text = false;  // characters other than white space
};

// `start` is the start tag, not self-closing. Where the content is well formed, or broken off by an HTML start tag as
// the standard has it, the answer is certain. Else (HTML within foreignObject or mtext, end tags that match nothing) it
// is the matching end tag, or the first tag that can only be of the page around, so that a broken icon does not swallow
// it.
ForeignExtent foreign_extent(std::string_view source, const TagToken& start);

}  // namespace pith::html
