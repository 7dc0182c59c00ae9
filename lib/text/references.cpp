#include <algorithm>
#include <array>
#include <cstddef>

#include "text.h"

namespace pith::text {
namespace {

struct Named {
  std::string_view name;
  char32_t code;
};

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

constexpr Named kOthers[] = {
    {"amp", '&'},      {"lt", '<'},        {"gt", '>'},       {"quot", '"'},      {"apos", '\''},     {"ndash", 0x2013},
    {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201a},  {"ldquo", 0x201c},  {"rdquo", 0x201d},
    {"bdquo", 0x201e}, {"hellip", 0x2026}, {"bull", 0x2022},  {"lsaquo", 0x2039}, {"rsaquo", 0x203a}, {"trade", 0x2122},
    {"euro", 0x20ac},  {"OElig", 0x0152},  {"oelig", 0x0153}, {"Scaron", 0x0160}, {"scaron", 0x0161}, {"Yuml", 0x0178}};

constexpr bool by_name(const Named& a, const Named& b) {
  return a.name < b.name;
}

constexpr auto make_names() {
  std::array<Named, std::size(kLatin1) + std::size(kOthers)> names{};
  for (std::size_t i = 0; i < std::size(kLatin1); ++i) names[i] = {kLatin1[i], static_cast<char32_t>(0xA0 + i)};
  std::copy(std::begin(kOthers), std::end(kOthers), names.begin() + std::size(kLatin1));
  std::sort(names.begin(), names.end(), by_name);
  return names;
}

constexpr auto kNames = make_names();

}  // namespace

char32_t named_reference(std::string_view name) {
  const auto found = std::lower_bound(kNames.begin(), kNames.end(), Named{name, 0}, by_name);
  return found != kNames.end() && found->name == name ? found->code : 0;
}

bool is_bare_reference(std::string_view name) {
  for (const std::string_view upper : {"AMP", "COPY", "GT", "LT", "QUOT", "REG"}) {
    if (name == upper) return true;
  }
  const char32_t code = named_reference(name);
  return (code >= 0xA0 && code <= 0xFF) || code == '&' || code == '<' || code == '>' || code == '"';
}

}  // namespace pith::text
