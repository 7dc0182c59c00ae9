// What Gumbo need not see taken out of a page, and nesting bounded, by one pass over its bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html.h"
#include "marks.h"

namespace pith::html {

// The attributes of a start tag that are kept, which Gumbo does not see.
struct SlimAttribute {
  AttributeName name;
  bool given;              // Gumbo was given it, as its value has references to decode: look there
  std::string_view value;  // a view of the source
};

struct SlimTag {
  std::uint32_t offset;  // of the tag in `text`
  std::uint32_t first;   // in `attributes`
  std::uint32_t count;
};

struct Slim {
  std::string_view text;  // for Gumbo: the source, the front of it, or `buffer`
  std::string buffer;
  Marks marks;
  std::vector<SlimTag> tags;  // by offset; only those with attributes. Other elements' attributes are Gumbo's to know.
  std::vector<SlimAttribute> attributes;
  std::size_t pieces = 0;  // start tags and texts, about as many as the document will have nodes
  bool cut_nodes = false;
  bool cut_depth = false;
  bool cut_attributes = false;
};

// Bounds nesting, attributes and tags only, and mends what would make the tokenizer's state uncertain: HTML in <svg>,
// raw text elements in <select> or after <frameset>. `text` is `source` where there is nothing to do. No marks.
Slim bound(std::string_view source, const Limits& limits);

// The same, and in the text only what shapes the tree is left: scripts, styles, comments, <svg> and attributes are
// taken out, texts are marks. Building the tree of it and reading marks and attributes back gives the tree of bound().
// False: a character reference looks like a mark, use bound(). `source` must have no CR and be under 2 GB.
bool slim(std::string_view source, const Limits& limits, Slim& slim);

}  // namespace pith::html
