// Any bytes decode, and what comes out is valid UTF-8. The first byte says how much of the input is the Content-Type.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "text/text.h"

namespace {

bool is_tail(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

// Written apart from the library's validator: decode, then compare with the bounds of each length.
bool is_valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC0 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF8 ? 4
                                             : 0;
    if (length == 0 || i + length > text.size()) return false;
    std::uint32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if (!is_tail(byte)) return false;
      c = c << 6 | (byte & 0x3FU);
    }
    constexpr std::uint32_t kLowest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < kLowest[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return false;
    i += length;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  std::string_view content_type;
  if (!input.empty()) {
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(input.front()) & 0x3F);
    content_type = input.substr(1, length);
    input.remove_prefix(1 + content_type.size());
  }
  const pith::text::Decoded decoded = pith::text::decode(input, content_type);
  if (!is_valid_utf8(decoded.text) || decoded.encoding.empty()) std::abort();
  const pith::text::Figures figures = pith::text::figures(decoded.text);
  if (figures.characters > decoded.text.size()) std::abort();
  pith::text::for_each_word(decoded.text, [](pith::text::Word word) {
    if (word.text.empty()) std::abort();
  });
  return 0;
}
