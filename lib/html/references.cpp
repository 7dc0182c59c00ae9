#include "references.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "text/text.h"
#include "text_pieces.h"

namespace pith::html {
namespace {

constexpr std::size_t kLongestBare = 6;  // of the names that need no ';'

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

// Whether the tree builder takes the character as it is, wherever it stands.
bool is_plain(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c > 0x10FFFF) return false;
  return (c < 0xD800 || c > 0xDFFF) && (c < 0xFDD0 || c > 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

// Of the reference at the start of `text`, which begins with "&#". 0: not read here.
std::size_t append_numeric(std::string& out, std::string_view text) {
  const bool hexadecimal = text.size() > 2 && (text[2] | 0x20) == 'x';
  const char* const digits = text.data() + (hexadecimal ? 3 : 2);
  const char* const end = text.data() + text.size();
  std::uint32_t code = 0;
  const auto [after, error] = std::from_chars(std::min(digits, end), end, code, hexadecimal ? 16 : 10);
  if (error != std::errc() || after == end || *after != ';' || !is_plain(code)) return 0;
  text::append_utf8(out, code);
  return static_cast<std::size_t>(after + 1 - text.data());
}

// How much of `name` is a name that needs no ';', at most.
std::size_t bare_name(std::string_view name) {
  for (std::size_t size = std::min(name.size(), kLongestBare); size >= 2; --size) {
    if (text::is_bare_reference(name.substr(0, size))) return size;
  }
  return 0;
}

// Of a reference by name or a plain '&' at the start of `text`. 0: not read here.
std::size_t append_named(std::string& out, std::string_view text, bool in_attribute) {
  std::size_t end = 1;
  while (end < text.size() && is_alphanumeric(text[end])) ++end;
  const std::string_view name = text.substr(1, end - 1);
  if (end < text.size() && text[end] == ';' && !name.empty()) {
    const char32_t code = text::named_reference(name);
    if (code == 0) return 0;
    text::append_utf8(out, code);
    return end + 1;
  }
  const std::size_t bare = bare_name(name);
  // 13.2.5.73: in an attribute no reference where '=' or a letter or digit follows.
  const bool plain = bare == 0 || (in_attribute && (bare < name.size() || text.substr(end, 1) == "="));
  if (!plain) return 0;
  out.append(text, 0, end);
  return end;
}

}  // namespace

bool append_decoded(std::string& out, std::string_view text, bool in_attribute) {
  for (std::size_t done = 0; done < text.size();) {
    const std::size_t special = find_special(text, done, true);
    out.append(text, done, special - done);
    if (special == text.size()) return true;
    if (text[special] != '&') return false;
    const std::string_view rest = text.substr(special);
    const std::size_t size = rest.starts_with("&#") ? append_numeric(out, rest) : append_named(out, rest, in_attribute);
    if (size == 0) return false;
    done = special + size;
  }
  return true;
}

}  // namespace pith::html
