// What the vocabularies of tags share: escapes, attributes, and inline markup around runs.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "emit/emit.h"

namespace pith::emit {

struct MarkTag {
  Mark mark;
  std::string_view open;
  std::string_view close;
};
using MarkTags = std::array<MarkTag, 7>;

// The tags of inline markup; a link is `link`, then the address and `">`, then the text and `link_end`.
struct Inline {
  MarkTags marks;
  std::string_view link;
  std::string_view link_end;
  std::string_view line_break;
};

// WHATWG HTML 13.3 "escapingString" and XML 1.0 2.4, for text and quoted attribute values alike. What XML 1.0 2.2 does
// not allow as a character becomes U+FFFD; white space that a reader of XML would fold is written as a reference.
void append_escaped(std::string& out, std::string_view text);
// ` name="value"`
std::string attribute(std::string_view name, std::string_view value);
// An address as an attribute may hold it: characters that are in no URL are percent-encoded.
std::string address(std::string_view url);

// The blocks' text with its inline markup, a line break between them.
std::string lines(const std::vector<const Block*>& blocks, const Inline& tags);
// The blocks' text as it is, a line feed between them.
std::string verbatim(const std::vector<const Block*>& blocks);

}  // namespace pith::emit
