// Where tokens end: the WHATWG tokenizer's states (13.2.5) as far as they decide that. Nothing here knows the tree.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tags.h"

namespace pith::html {

inline constexpr std::size_t kEnd = std::string_view::npos;

inline bool is_html_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}
inline bool is_ascii_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

struct RawAttribute {
  std::string_view name;   // as in the source
  std::string_view value;  // without quotes, references not decoded
  char quote;              // '"', '\'' or 0
};

struct TagToken {
  std::size_t begin = 0;  // of the '<'
  std::size_t end = 0;    // past the '>', or kEnd if the text ends within the tag, which then is no tag (eof-in-tag)
  std::string_view name;  // as in the source
  Tag tag = Tag::unknown;
  bool self_closing = false;
  std::vector<RawAttribute> attributes;  // in source order, `most` at most; of a repeated name the first (13.2.5.33)
  bool more_attributes = false;          // there were more
  bool repeated = false;                 // a name was repeated, or left out for its characters
};

// Reads the start or end tag whose name starts at `name` (a letter), 13.2.5.8 and on. `tag` is overwritten; it is
// passed in so that its vector is used again.
void read_tag(std::string_view source, std::size_t begin, std::size_t name, std::size_t most, TagToken& tag);

// Past the end of the comment whose text starts at `text` (behind "<!--"), 13.2.5.43 to 13.2.5.51; kEnd if it never
// ends.
std::size_t comment_end(std::string_view source, std::size_t text);

// Where the end tag of a raw text, RCDATA (13.2.5.9 to 13.2.5.14) or script element (13.2.5.4, with the escaped states)
// starts, looked for from `text`; kEnd if there is none. `name` in lower case.
std::size_t raw_text_end(std::string_view source, std::size_t text, std::string_view name);
std::size_t script_end(std::string_view source, std::size_t text);

bool equals_lower(std::string_view text, std::string_view lower);
bool equals_ignoring_case(std::string_view a, std::string_view b);  // of ASCII letters

}  // namespace pith::html
