// Percent-encoding brought into one spelling (RFC 3986, 6.2.2).
#pragma once

#include <string>
#include <string_view>

#include "ascii.h"

namespace pith::percent {

// RFC 3986, 2.3.
constexpr bool is_unreserved(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// The octet that "%XX" at the beginning of `text` stands for, or -1.
constexpr int decoded(std::string_view text) {
  if (text.size() < 3 || text[0] != '%') return -1;
  const int high = ascii::hex_value(text[1]);
  const int low = ascii::hex_value(text[2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

inline void append_encoded(std::string& out, unsigned char octet) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += '%';
  out += kDigits[octet >> 4];
  out += kDigits[octet & 15];
}

// Encoded octets for which `plain` holds are decoded, the others get upper-case digits; octets above ASCII, spaces and
// control characters are encoded.
template <typename Plain>
std::string one_spelling(std::string_view text, Plain plain) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int octet = decoded(text.substr(i));
    const auto raw = static_cast<unsigned char>(text[i]);
    if (octet >= 0 && plain(static_cast<char>(octet))) {
      out += static_cast<char>(octet);
    } else if (octet >= 0) {
      append_encoded(out, static_cast<unsigned char>(octet));
    } else if (raw <= 0x20 || raw >= 0x7f) {
      append_encoded(out, raw);
    } else {
      out += text[i];
    }
    if (octet >= 0) i += 2;
  }
  return out;
}

}  // namespace pith::percent
