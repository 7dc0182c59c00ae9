// The slimmer against its referee: the document of a slimmed page is that of the page as it is.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dump.h"
#include "html/html.h"

namespace pith::html {
namespace {

using namespace std::string_view_literals;

// Empty if the page gives the same document both ways.
std::string slim_difference(std::string_view html) {
  const std::vector<char> bytes(html.begin(), html.end());
  const std::string_view text(bytes.data(), bytes.size());
  Limits plain;
  plain.slim = false;
  const Document slimmed = parse(text);
  const std::string broken = broken_rule(slimmed);
  return broken.empty() ? difference(slimmed, parse(text, plain)) : broken;
}

constexpr std::string_view kPieces[] = {
    "<p>"sv,     "</p>"sv,     "<a href=x>"sv, "</a>"sv,   "<table>"sv, "<td>"sv,      "<svg>"sv,
    "</svg>"sv,  "<script>"sv, "</script>"sv,  "<!--"sv,   "-->"sv,     "&amp;"sv,     "\""sv,
    ">"sv,       "<"sv,        "text"sv,       "\0"sv,     "<pre>\n"sv, "\n  \n"sv,    "<textarea>"sv,
    "<title>"sv, "<style>"sv,  "<select>"sv,   "<math>"sv, "]]>"sv,     "<![CDATA["sv,
};

// More of them, for sequences drawn by chance.
constexpr std::string_view kMorePieces[] = {
    "</table>"sv,
    "<tr>"sv,
    "</td>"sv,
    "</title>"sv,
    "</textarea>"sv,
    "</style>"sv,
    "</select>"sv,
    "<option>"sv,
    "</math>"sv,
    "<b>"sv,
    "</b>"sv,
    "<font color=a>"sv,
    "<font size=1>"sv,
    "</font>"sv,
    "<i class='a'>"sv,
    "</i>"sv,
    "<div id=\"a&lt;b\" class=c>"sv,
    "</div>"sv,
    "<li>"sv,
    "<ul>"sv,
    "</ul>"sv,
    "<template>"sv,
    "</template>"sv,
    "<col>"sv,
    "<caption>"sv,
    "<frameset>"sv,
    "<frame>"sv,
    "</frameset>"sv,
    "<noframes>"sv,
    "</noframes>"sv,
    "<noscript>"sv,
    "</noscript>"sv,
    "<iframe src=a>"sv,
    "</iframe>"sv,
    "<xmp>"sv,
    "</xmp>"sv,
    "<plaintext>"sv,
    "<html lang=a>"sv,
    "<html id=b>"sv,
    "<body class=a>"sv,
    "<body class=b id=c>"sv,
    "</body>"sv,
    "</html>"sv,
    "<head>"sv,
    "</head>"sv,
    "<!DOCTYPE html>"sv,
    "<!doctype x>"sv,
    "<path d='M0'/>"sv,
    "<g>"sv,
    "</g>"sv,
    "<foreignObject>"sv,
    "</foreignObject>"sv,
    "<desc>"sv,
    "</desc>"sv,
    "<mi>"sv,
    "</mi>"sv,
    "<annotation-xml encoding=text/html>"sv,
    "</annotation-xml>"sv,
    "<mglyph>"sv,
    "<br/>"sv,
    "</br>"sv,
    "<hr>"sv,
    "<img src='a&b' alt=\"\" foo>"sv,
    "<image>"sv,
    "<input type=hidden>"sv,
    "<input type='text' value=a>"sv,
    "<button>"sv,
    "</button>"sv,
    "<form>"sv,
    "</form>"sv,
    "<isindex prompt=q>"sv,
    "<object>"sv,
    "</object>"sv,
    "<nobr>"sv,
    "</nobr>"sv,
    "<h1>"sv,
    "</h2>"sv,
    "<dd>"sv,
    "<dt>"sv,
    "<!-->"sv,
    "<!--->"sv,
    "--!>"sv,
    "<!x>"sv,
    "<?x>"sv,
    "</ x>"sv,
    "</>"sv,
    "</"sv,
    "<p"sv,
    " class="sv,
    "'"sv,
    "/>"sv,
    "="sv,
    " "sv,
    "\n"sv,
    "\t x"sv,
    "\r\n"sv,
    "\r"sv,
    "\f"sv,
    "&nbsp;"sv,
    "&#32;"sv,
    "&#12;"sv,
    "\n            "sv,
    "\n\t\t\t\t\t\t\t\t\t\t"sv,
    "            "sv,
    "&#x10FFFD;"sv,
    "&#983040;"sv,
    "&lt"sv,
    "&"sv,
    "#"sv,
    ";"sv,
    "\x01"sv,
    "\xC2\x85"sv,
    "\xEF\xB7\x90"sv,
    "\xEF\xBF\xBF"sv,
    "\xF3\xB0\x80\x80"sv,
    "\xF4\x80\x80\x81"sv,
    "\xF0\x9F\xBF\xBE"sv,
    "\xE4\xB8\xAD"sv,
    "<script type=application/ld+json>"sv,
    "<script type=\"text/JSON\">"sv,
    "<!--<script>"sv,
    "</script "sv,
    "<SCRIPT/>"sv,
    "<style/>"sv,
    "<svg/>"sv,
    "<svg class=i>"sv,
    "<My-El id=a>"sv,
    "</My-El>"sv,
    "<base href=/a>"sv,
    "<a href=y class=z>"sv,
    "<listing>"sv,
    "</listing>"sv,
    "</pre>"sv,
    "<span hidden>"sv,
    "</span>"sv,
    "<ruby>"sv,
    "<rt>"sv,
    "<optgroup>"sv,
    "<marquee>"sv,
    "</marquee>"sv,
    "<colgroup>"sv,
    "<tbody>"sv,
    "</tbody>"sv,
    "<th>"sv,
    "</tr>"sv,
    "<noembed>"sv,
    "</noembed>"sv,
    "<keygen>"sv,
    "</svg\n>"sv,
    "</math a>"sv,
    "</title >"sv,
    "<td a=1 a=2 id=c>"sv,
    "<img src='?a=1&b=2&amp;c=3&copy=4&lt;&lt' alt='&#983040;'>"sv,
    "<a href=?a&amp=b&copy>"sv,
    "<p title='a \"&quot; b&#x41;'>"sv,
    "</my-el >"sv,
    "<meta charset=a>"sv,
    "<link rel=a href=b>"sv,
};

std::string shown(std::string_view html) {
  std::string out;
  for (const char c : html) {
    constexpr char kHex[] = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return out;
}

// Fails at most a few times, so that a broken rule does not fill the screen.
class Referee {
 public:
  void check(std::string_view html) {
    if (failures_ >= 10) return;
    const std::string found = slim_difference(html);
    if (found.empty()) return;
    ++failures_;
    ADD_FAILURE() << shown(html) << "\n  " << shown(found);
  }

 private:
  int failures_ = 0;
};

#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kLength = 3;
constexpr int kDrawn = 20'000;
#else
constexpr std::size_t kLength = 4;
constexpr int kDrawn = 150'000;
#endif

TEST(Slim, Pith_AllShortSequencesGiveTheSameDocument) {
  Referee referee;
  std::array<std::size_t, kLength> digits{};
  for (std::size_t place = 0; place < kLength;) {
    std::string html;
    for (const std::size_t digit : digits) html += kPieces[digit];
    referee.check(html);
    for (place = 0; place < kLength && ++digits[place] == std::size(kPieces); ++place) digits[place] = 0;
  }
}

TEST(Slim, Pith_LongSequencesDrawnByChanceGiveTheSameDocument) {
  std::vector<std::string_view> pieces(std::begin(kPieces), std::end(kPieces));
  pieces.insert(pieces.end(), std::begin(kMorePieces), std::end(kMorePieces));
  std::mt19937 random(20240229);
  Referee referee;
  for (int i = 0; i < kDrawn; ++i) {
    std::string html;
    for (std::size_t n = 2 + random() % 14; n > 0; --n) html += pieces[random() % pieces.size()];
    referee.check(html);
  }
}

}  // namespace
}  // namespace pith::html
