#include "text_pieces.h"

#include <array>
#include <cstdint>

namespace pith::html {
namespace {

enum Class : std::uint8_t { kPlain, kReference, kControl, kLead };

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> classes{};
  for (int c = 0; c < 0x20; ++c) classes[static_cast<std::size_t>(c)] = kControl;
  classes['\t'] = classes['\n'] = classes['\f'] = kPlain;
  classes[0x7F] = kControl;
  classes['&'] = kReference;
  classes[0xC2] = classes[0xEF] = kLead;
  for (std::size_t c = 0xF0; c <= 0xF4; ++c) classes[c] = kLead;
  return classes;
}

constexpr std::array<Class, 256> kClasses = make_classes();

unsigned at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
}

// U+0080 to U+009F, U+FDD0 to U+FDEF, U+xxFFFE and U+xxFFFF.
bool is_odd_character(std::string_view text, std::size_t i) {
  const unsigned lead = at(text, i);
  const unsigned second = at(text, i + 1);
  const unsigned third = at(text, i + 2);
  if (lead == 0xC2) return second < 0xA0;
  if (lead == 0xEF) return (second == 0xB7 && third >= 0x90 && third <= 0xAF) || (second == 0xBF && third >= 0xBE);
  return (second & 0x0F) == 0x0F && third == 0xBF && at(text, i + 3) >= 0xBE;
}

bool is_reference_part(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '#' || c == ';';
}

}  // namespace

std::size_t find_special(std::string_view text, std::size_t position, bool references) {
  for (std::size_t i = position; i < text.size(); ++i) {
    const Class found = kClasses[static_cast<unsigned char>(text[i])];
    if (found == kPlain) [[likely]] {
      continue;
    }
    if (found == kReference ? references : found == kControl || is_odd_character(text, i)) return i;
  }
  return text.size();
}

std::size_t special_end(std::string_view text, std::size_t position) {
  std::size_t i = position + 1;
  if (text[position] == '&') {
    while (i < text.size() && is_reference_part(text[i])) ++i;
  } else {
    while (i < text.size() && (at(text, i) & 0xC0) == 0x80) ++i;
  }
  return i;
}

}  // namespace pith::html
