// Inline parts of text.h that stand on the hot path: reading UTF-8, character classes, words.
#pragma once

#include <array>

namespace pith::text {

namespace detail {

// What a character is, one bit a question. ASCII is answered by a table, the rest by wide_class().
enum Class : std::uint16_t {
  kSpace = 1 << 0,
  kLetter = 1 << 1,  // L* and M*
  kMark = 1 << 2,    // M*
  kDigit = 1 << 3,   // Nd
  kNumber = 1 << 4,  // N*
  kUpper = 1 << 5,
  kLower = 1 << 6,
  kCjk = 1 << 7,
  kSentence = 1 << 8,
  kClause = 1 << 9,
  kQuote = 1 << 10,
  kSymbol = 1 << 11,
  kCloser = 1 << 12,  // closing brackets and every quote mark (» closes French and opens Danish), also ASCII '
  kUnderscore = 1 << 13,
  kWord = kLetter | kNumber | kUnderscore,
};

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool contains(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}

constexpr std::uint16_t ascii_class(char c) {
  unsigned bits = 0;
  if (c == ' ' || (c >= '\t' && c <= '\r')) bits |= kSpace;
  if (c >= 'a' && c <= 'z') bits |= kLetter | kLower;
  if (c >= 'A' && c <= 'Z') bits |= kLetter | kUpper;
  if (c >= '0' && c <= '9') bits |= kDigit | kNumber;
  if (contains(".!?", c)) bits |= kSentence;
  if (contains(",;:", c)) bits |= kClause;
  if (c == '"') bits |= kQuote;
  if (contains("|>/\\+*#@$%=~", c)) bits |= kSymbol;
  if (contains(")]}\"'", c)) bits |= kCloser;
  if (c == '_') bits |= kUnderscore;
  return static_cast<std::uint16_t>(bits);
}

constexpr std::array<std::uint16_t, 128> make_ascii_classes() {
  std::array<std::uint16_t, 128> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i] = ascii_class(static_cast<char>(i));
  return classes;
}
inline constexpr std::array<std::uint16_t, 128> kAsciiClasses = make_ascii_classes();

std::uint16_t wide_class(char32_t c);  // c >= 0x80; characters.cpp
inline std::uint16_t class_of(char32_t c) {
  return c < 0x80 ? kAsciiClasses[c] : wide_class(c);
}

// Characters that are a word each: Han ideographs and kana. Hangul is written with spaces and makes runs.
constexpr bool is_single_word(char32_t c) {
  if (c < 0x3040) return false;
  return c <= 0x30FF || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x2EBEF);
}

}  // namespace detail

inline char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[position + i]));
  };
  const char32_t lead = byte(0);
  char32_t c = lead;
  std::size_t length = 1;
  if (lead >= 0xF0) {
    c = (lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
    length = 4;
  } else if (lead >= 0xE0) {
    c = (lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    length = 3;
  } else if (lead >= 0xC0) {
    c = (lead & 0x1F) << 6 | (byte(1) & 0x3F);
    length = 2;
  }
  position += length;
  return c;
}

namespace detail {

// The end of the run of word characters that goes on at `position`.
inline std::size_t end_of_run(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte < 0x80) {
      if ((kAsciiClasses[byte] & kWord) == 0) break;
      ++position;
      continue;
    }
    std::size_t next = position;
    const char32_t c = next_code_point(text, next);
    if ((wide_class(c) & kWord) == 0 || is_single_word(c)) break;
    position = next;
  }
  return position;
}

}  // namespace detail

template <class Sink>
void for_each_word(std::string_view text, Sink&& sink) {
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t start = position;
    const char32_t c = next_code_point(text, position);
    const bool single = detail::is_single_word(c);
    if (!single && (detail::class_of(c) & detail::kWord) == 0) continue;
    if (!single) position = detail::end_of_run(text, position);
    sink(Word{text.substr(start, position - start), single});
  }
}

}  // namespace pith::text
