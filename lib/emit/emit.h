// What the writers of this stage share: an article's kept blocks put together as a reader sees them.
// Views and pointers point into the Article and are good as long as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pith/article.h"

namespace pith::emit {

// Lists and quotes that are nested deeper are written at this depth, so that indentation stays linear in the input.
inline constexpr std::size_t kNesting = 16;

// ---- layout.cpp: which blocks belong together -----------------------------------------------------------------------

// One paragraph, heading, piece of a list item, code block, quote, caption or whole table, and the images before it.
struct Element {
  std::vector<const Image*> images;
  std::vector<const Block*> blocks;  // kept ones, all of one kind; empty only in a last element of images alone

  // The kind of all blocks; must not be called without blocks.
  Block::Kind kind() const { return blocks.front()->kind; }
};
std::vector<Element> elements(const Article& article);

struct Cell {
  std::vector<const Block*> blocks;  // none: the table has nothing there
  std::size_t rows = 1;              // of the grid, that it covers
  std::size_t columns = 1;
  bool covered = false;  // by a cell above or to the left
  bool header() const { return !blocks.empty() && blocks.front()->header_cell; }
};
// Rows are as long as the widest and columns stand below one another; where most of such a grid would be gaps (a
// hostile page can ask for a square of them), each row just has its own cells.
struct Table {
  std::vector<std::vector<Cell>> rows;
  std::size_t columns = 0;
};
Table table(const Element& element);

// The code block's language where it is one word that may stand in a class or an info string, else empty.
std::string_view code_language(const Block& block);

// Do the schemes make this address one that may be clicked (http, https, mailto) or loaded (http, https)?
bool is_safe_link(std::string_view url);
bool is_safe_image(std::string_view url);

// ---- inline.cpp: text with its inline markup, cut where the markup changes ------------------------------------------

// One bit each. The order is that of nesting, the outermost first; a link is outside of all.
enum Mark : std::uint8_t {
  kStrong = 1,
  kEmphasis = 2,
  kDeleted = 4,
  kSubscript = 8,
  kSuperscript = 16,
  kCode = 32,
  kFormula = 128,  // 64 is a writer's own
};

struct Run {
  std::string_view text;  // never empty
  std::uint8_t marks = 0;
  const Span* link = nullptr;  // with an address that is_safe_link
  friend bool operator==(const Run&, const Run&) = default;
};
// The block's text from first to last byte. White space at the edges of a span is outside of it; spans that are
// impossible (out of range, inside a character) are left out.
std::vector<Run> runs(const Block& block);
// Puts neighbours of equal markup together; `list` are consecutive views of one text.
void merge_equal(std::vector<Run>& list);

}  // namespace pith::emit
