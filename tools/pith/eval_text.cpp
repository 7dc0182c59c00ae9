#include "eval_text.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>

namespace pith::program {
namespace {

// A walk over UTF-8; ill-formed bytes come as U+FFFD.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}
  bool next() {
    begin_ = end_;
    if (static_cast<std::size_t>(end_) >= text_.size()) return false;
    U8_NEXT_OR_FFFD(text_.data(), end_, static_cast<std::int32_t>(text_.size()), value_);
    return true;
  }
  UChar32 value() const { return value_; }
  std::string_view bytes() const { return text_.substr(begin_, end_ - begin_); }
  std::size_t begin() const { return begin_; }
  std::size_t end() const { return end_; }

 private:
  std::string_view text_;
  std::int32_t begin_ = 0;
  std::int32_t end_ = 0;
  UChar32 value_ = 0;
};

// \w is isalnum() or "_": letters (general categories L*) and whatever has a numeric value. Marks are not in it.
bool is_word(UChar32 c) {
  return c == '_' || u_isalpha(c) || u_getIntPropertyValue(c, UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool is_cjk(UChar32 c) {
  constexpr std::array<std::array<UChar32, 2>, 5> kRanges = {
      {{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x3040, 0x30FF}, {0x20000, 0x2EBEF}}};
  return std::any_of(kRanges.begin(), kRanges.end(), [c](const auto& r) { return c >= r[0] && c <= r[1]; });
}

// str.isspace(): general category Zs, or bidirectional class WS, B or S.
bool is_space(UChar32 c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// The decimal digits at the front, at most `most` of them, taken off `text`; nothing if there are fewer than `least`.
std::optional<int> take_number(std::string_view& text, int least, int most) {
  int value = 0;
  int count = 0;
  CodePoints walk(text);
  std::size_t end = 0;
  while (count < most && walk.next() && u_isdigit(walk.value())) {
    value = value * 10 + u_charDigitValue(walk.value());
    end = walk.end();
    ++count;
  }
  if (count < least) return std::nullopt;
  text.remove_prefix(end);
  return value;
}

bool take_separator(std::string_view& text, std::string_view character) {
  if (text.empty()) return false;
  if (std::string_view("-/.").find(text.front()) != std::string_view::npos) {
    text.remove_prefix(1);
    return true;
  }
  if (!text.starts_with(character)) return false;
  text.remove_prefix(character.size());
  return true;
}

// Length of what parts two names at the start of `text`, else 0.
std::size_t name_separator(std::string_view text) {
  constexpr std::string_view kSeparators[] = {";", ",", "、", "，", " and ", " und ", " et "};
  for (const std::string_view separator : kSeparators) {
    if (text.starts_with(separator)) return separator.size();
  }
  return 0;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toLower(icu::Locale::getRoot())
      .toUTF8String(out);
  return out;
}

std::vector<std::string> tokenize(std::string_view text, Tokens kind) {
  const std::string lowered = lower(text);
  std::vector<std::string> out;
  bool open = false;  // the last token may grow
  for (CodePoints walk(lowered); walk.next();) {
    const bool single = kind == Tokens::mixed && is_cjk(walk.value());
    const bool word = single || is_word(walk.value());
    if (word && open && !single) {
      out.back() += walk.bytes();
    } else if (word) {
      out.emplace_back(walk.bytes());
    }
    open = word && !single;
  }
  return out;
}

std::string fold(std::string_view text) {
  const std::string lowered = lower(text);
  std::string out;
  bool gap = false;
  for (CodePoints walk(lowered); walk.next();) {
    if (is_space(walk.value())) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += ' ';
    gap = false;
    out += walk.bytes();
  }
  return out;
}

std::string letters(std::string_view text) {
  const std::string lowered = lower(text);
  std::string out;
  for (CodePoints walk(lowered); walk.next();) {
    if (is_word(walk.value())) out += walk.bytes();
  }
  return out;
}

std::string_view strip(std::string_view text) {
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (CodePoints walk(text); walk.next();) {
    if (is_space(walk.value())) continue;
    begin = std::min(begin, walk.begin());
    end = walk.end();
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string day(std::string_view date) {
  std::string_view rest = strip(date);
  const auto year = take_number(rest, 4, 4);
  if (!year || !take_separator(rest, "年")) return {};
  const auto month = take_number(rest, 1, 2);
  if (!month || !take_separator(rest, "月")) return {};
  const auto of_month = take_number(rest, 1, 2);
  if (!of_month) return {};
  char out[16];
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", *year, *month, *of_month);
  return out;
}

std::vector<std::string> name_keys(const std::vector<std::string>& names) {
  std::vector<std::string> keys;
  for (const std::string& name : names) {
    const std::vector<std::string> words = tokenize(name, Tokens::words);
    if (words.empty()) continue;
    keys.push_back(words.back());
    std::string all;
    for (const std::string& word : words) all += word;
    keys.push_back(std::move(all));
  }
  return keys;
}

std::vector<std::string> split_names(std::string_view names) {
  std::vector<std::string> out(1);
  while (!names.empty()) {
    if (const std::size_t length = name_separator(names); length > 0) {
      names.remove_prefix(length);
      out.emplace_back();
    } else {
      out.back() += names.front();
      names.remove_prefix(1);
    }
  }
  return out;
}

std::size_t code_points(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (const std::string_view line = strip(text.substr(0, end)); !line.empty()) out.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace pith::program
