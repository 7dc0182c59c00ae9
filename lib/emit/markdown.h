// The two halves of Markdown: a line's inline markup and escapes here, blocks in markdown.cpp.
#pragma once

#include <string>
#include <string_view>

#include "emit/emit.h"

namespace pith::emit {

// Where a text goes; decides what has to be escaped in it. A broken line is one that a hard break's backslash follows.
enum class Place : std::uint8_t { line, broken_line, heading, cell };

// The block's text as one line of CommonMark (GFM where it must): no line feed, and nothing in it that is read as
// markup but the block's own spans.
std::string markdown_line(const Block& block, Place place);
// A link or image address between parentheses, escaped.
std::string markdown_address(std::string_view url);
// Plain text as it may stand in a line or between brackets.
std::string markdown_text(std::string_view text, Place place);

}  // namespace pith::emit
