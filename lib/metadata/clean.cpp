#include "clean.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

#include "text/text.h"

namespace pith::metadata {
namespace {

// HTML 4.01 section 24.2: the names of U+00A0 to U+00FF in order.
constexpr std::string_view kLatin1[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

struct Named {
  std::string_view name;
  char32_t code;
};
constexpr Named kNamed[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},      {"apos", '\''},     {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201a},  {"ldquo", 0x201c},  {"rdquo", 0x201d},
    {"bdquo", 0x201e}, {"hellip", 0x2026}, {"bull", 0x2022},  {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"trade", 0x2122},
    {"euro", 0x20ac},  {"OElig", 0x0152},  {"oelig", 0x0153}, {"Scaron", 0x0160}, {"scaron", 0x0161}, {"Yuml", 0x0178}};

char32_t named_reference(std::string_view name) {
  for (const Named& entry : kNamed) {
    if (entry.name == name) return entry.code;
  }
  const auto* found = std::find(std::begin(kLatin1), std::end(kLatin1), name);
  return found == std::end(kLatin1) ? 0 : static_cast<char32_t>(0xa0 + (found - std::begin(kLatin1)));
}

char32_t numeric_reference(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  std::uint32_t code = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  const bool whole = result.ec == std::errc{} && result.ptr == digits.data() + digits.size();
  if (!whole || code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return 0;
  return code;
}

// Comments and tags of markup that was put into a value; a "<" that opens none stays.
std::string without_tags(std::string text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('<', at), text.size());
    out.append(text, at, open - at);
    if (open == text.size()) break;
    const char next = open + 1 < text.size() ? text[open + 1] : ' ';
    const bool tag = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/' || next == '!';
    if (!tag) {
      out += '<';
      at = open + 1;
      continue;
    }
    const std::size_t close = text.find('>', open);
    if (close == text.npos) {
      out.append(text, open, text.npos);  // no tag ends behind this
      break;
    }
    out += ' ';
    at = close + 1;
  }
  return out;
}

}  // namespace

std::string decode_entities(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t amp = std::min(text.find('&', at), text.size());
    out.append(text.substr(at, amp - at));
    if (amp == text.size()) break;
    const std::size_t end = text.substr(0, std::min(text.size(), amp + kLongest)).find(';', amp);
    const std::string_view name = end == text.npos ? std::string_view{} : text.substr(amp + 1, end - amp - 1);
    const char32_t code = name.starts_with('#') ? numeric_reference(name.substr(1)) : named_reference(name);
    if (code == 0) {
      out += '&';
      at = amp + 1;
    } else {
      text::append_utf8(out, code);
      at = end + 1;
    }
  }
  return out;
}

std::string clean_value(std::string_view text) {
  if (text.find('&') == text.npos && text.find('<') == text.npos) return text::fold_space(text);
  std::string out = decode_entities(text);
  if (out.find('&') != out.npos) out = decode_entities(out);
  if (out.find('<') != out.npos) out = without_tags(std::move(out));
  return text::fold_space(out);
}

std::string folded_letters(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    if (text::is_letter(c) || text::is_digit(c)) text::append_utf8(out, text::to_lower(c));
  }
  return out;
}

std::string_view prefix(std::string_view text, std::size_t size) {
  if (size >= text.size()) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

std::vector<std::string> split_list(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(separators);
    std::string part = text::fold_space(text.substr(0, end));
    if (!part.empty()) out.push_back(std::move(part));
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

void add_once(std::vector<std::string>& list, std::string value) {
  if (value.empty() || std::find(list.begin(), list.end(), value) != list.end()) return;
  list.push_back(std::move(value));
}

}  // namespace pith::metadata
