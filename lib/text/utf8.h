// The UTF-8 decoder of WHATWG Encoding 8.1.1: what is valid, and what is replaced where it is not.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pith::text {

// Offset of the first byte above ASCII from `position` on; bytes.size() if there is none.
std::size_t find_non_ascii(std::string_view bytes, std::size_t position);

// Offset of the first byte that does not begin a valid sequence; bytes.size() if all is valid.
std::size_t find_invalid_utf8(std::string_view bytes);

struct Utf8Repair {
  std::size_t replaced = 0;   // maximal subparts that became U+FFFD
  std::size_t multibyte = 0;  // valid sequences of two bytes and more
};
// Appends `bytes` to `out`, each maximal subpart of a bad sequence as one U+FFFD.
Utf8Repair repair_utf8(std::string_view bytes, std::vector<char>& out);

}  // namespace pith::text
