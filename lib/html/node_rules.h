// What a Document says of a node, however it was made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html.h"

namespace pith::html {

inline constexpr std::size_t kStyleBytes = 1024;  // of a style attribute; what hides an element stands in front

// The flags of what is in an element of these flags.
constexpr std::uint8_t flags_below(Tag tag, std::uint8_t flags) {
  switch (tag) {
    case Tag::noscript:
      return flags | Node::in_noscript;
    case Tag::pre:
    case Tag::textarea:
    case Tag::listing:
    case Tag::xmp:
    case Tag::plaintext:
      return flags | Node::preformatted;
    default:
      return flags;
  }
}

// The prefix of at most `size` bytes that does not end within a character.
constexpr std::string_view utf8_prefix(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace pith::html
