#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "dump.h"
#include "html/html.h"

namespace pith::html {
namespace {

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (; times > 0; --times) out += piece;
  return out;
}

std::size_t depth_of(const Document& document) {
  std::size_t deepest = 0;
  for (const Node& node : document.nodes) deepest = std::max<std::size_t>(deepest, node.depth);
  return deepest;
}

Limits with_slim(bool slim) {
  Limits limits;
  limits.slim = slim;
  return limits;
}

TEST(Limits, Pith_TwoThousandDeepIsCutAndKeepsItsText) {
  const std::string html = repeat("<div>", 2000) + "deep" + repeat("</div>", 2000) + "<p>after";
  for (const bool slim : {true, false}) {
    const Document document = parse(html, with_slim(slim));
    EXPECT_EQ(broken_rule(document), "");
    EXPECT_TRUE(document.cut_depth);
    EXPECT_EQ(document.text_of(0), "deepafter");
    EXPECT_EQ(document.nodes.back().depth, 3);
  }
}

TEST(Limits, Pith_FiveHundredDeepIsWhole) {
  const std::string html = repeat("<div>", 500) + "deep" + repeat("</div>", 500);
  const Document document = parse(html);
  EXPECT_FALSE(document.cut_depth);
  EXPECT_EQ(depth_of(document), 502u);
}

// Tags that nest without bound in the tree builder, in ways that a count of tags does not see. What is built stays
// within a small multiple of the limit.
TEST(Limits, Pith_NoSequenceOfTagsNestsWithoutBound) {
  for (const std::string_view piece : {"<div>",
                                       "<b>",
                                       "<a><p>",
                                       "<table>",
                                       "<table><tr><td>",
                                       "<font>",
                                       "<dd><li>",
                                       "<span><dd></span><li>",
                                       "<dialog><div></dialog>",
                                       "<div></span>",
                                       "<div><table><tr><td></div>",
                                       "<table><td></thead>",
                                       "<p><button>",
                                       "<ruby><rt>",
                                       "<rt>",
                                       "<template>",
                                       "<object>",
                                       "<frameset>",
                                       "<optgroup>",
                                       "<x-y>",
                                       "<svg><foreignObject>",
                                       "<svg><g></svg>",
                                       "<math><mi>",
                                       "<marquee><b>",
                                       "<b><div></b>",
                                       "<font><p></font>",
                                       "<ul><li>",
                                       "<p><span>",
                                       "<a><table>",
                                       "<a><b><div></a>",
                                       "<span><p></span><div>",
                                       "<noscript><p>",
                                       "<table><caption>",
                                       "<form><div>",
                                       "<select><optgroup>",
                                       "<button><div></button>",
                                       "<option><div>",
                                       "<nobr><p>",
                                       "<h1></h2>",
                                       "<li><div></li>"}) {
    const std::string html = repeat(piece, 20000);
    for (const bool slim : {true, false}) {
      const Document document = parse(html, with_slim(slim));
      EXPECT_EQ(broken_rule(document), "") << piece;
      EXPECT_LE(depth_of(document), 4 * Limits{}.depth) << piece;
    }
  }
}

TEST(Limits, Pith_NoSequenceDrawnByChanceNestsWithoutBound) {
  constexpr std::string_view kNames[] = {
      "p",        "div",    "span",    "b",      "i",     "a",        "font", "nobr",  "table", "tr",       "td",
      "th",       "tbody",  "caption", "ul",     "li",    "dl",       "dd",   "dt",    "h1",    "select",   "option",
      "optgroup", "button", "form",    "object", "pre",   "template", "x-y",  "ruby",  "rt",    "noscript", "frameset",
      "svg",      "title",  "math",    "mi",     "input", "body",     "html", "label", "br"};
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    std::string piece;
    for (std::size_t n = 2 + random() % 7; n > 0; --n) {
      piece.append(random() % 3 == 0 ? "</" : "<").append(kNames[random() % std::size(kNames)]).append(">");
      if (random() % 8 == 0) piece += 'x';
    }
    EXPECT_LE(depth_of(parse(repeat(piece, 2500))), 4 * Limits{}.depth) << piece;
  }
}

TEST(Limits, Pith_FormattingLeftOpenIsNotMultiplied) {
  std::string html;
  for (int i = 0; i < 300; ++i) html += "<font size=" + std::to_string(i) + ">";
  html += repeat("<p>x", 100000);
  const Document document = parse(html);
  EXPECT_TRUE(document.cut_depth);
  EXPECT_LT(document.nodes.size(), 2'000'000u);
}

TEST(Limits, Pith_UnclosedParagraphsAndItemsAreNoDepth) {
  for (const std::string_view piece : {"<p>x", "<li>x", "<p><span>x", "<dt>a<dd>b", "<tr><td>x", "<option>x", "<br>"}) {
    const Document document = parse("<table>" + repeat(piece, 3000));
    EXPECT_FALSE(document.cut_depth) << piece;
  }
}

TEST(Limits, Pith_AttributesAboveTheLimitAreCut) {
  std::string html = "<p";
  for (int i = 0; i < 200000; ++i) html += " a" + std::to_string(i) + "=1";
  html = "<p id=early" + html.substr(2) + " id=late>x";
  for (const bool slim : {true, false}) {
    const Document document = parse(html, with_slim(slim));
    EXPECT_TRUE(document.cut_attributes);
    EXPECT_EQ(document.attribute(document.nodes.back().parent, AttributeName::id), "early");
    EXPECT_EQ(document.attributes.size(), 1u);
  }
}

TEST(Limits, Pith_NodesAboveTheLimitAreCut) {
  Limits limits;
  for (const std::size_t most : {1, 2, 3, 10, 1000}) {
    limits.nodes = most;
    const Document document = parse(repeat("<p>x", 2000), limits);
    EXPECT_EQ(broken_rule(document), "");
    EXPECT_EQ(document.nodes.size(), most);
    EXPECT_TRUE(document.cut_nodes);
  }
  limits.nodes = 100'000;
  EXPECT_FALSE(parse(repeat("<p>x", 2000), limits).cut_nodes);
}

// What is kept grows with the page, not faster: as many nodes a byte at twice the size.
TEST(Limits, Pith_HostilePagesAreParsed) {
  using namespace std::string_view_literals;
  for (const std::string_view piece : {"<br>"sv,
                                       "<a href=\"x"sv,
                                       "<"sv,
                                       "&"sv,
                                       "\0"sv,
                                       "<p>\0"sv,
                                       "<![CDATA["sv,
                                       "<script>"sv,
                                       "<!--"sv,
                                       "<title>"sv,
                                       "a<!-- -->"sv,
                                       "<table>x"sv,
                                       "<select>"sv,
                                       "<isindex prompt=x>"sv,
                                       "<body a=1>"sv,
                                       "<noframes>"sv,
                                       "]]>"sv,
                                       "<svg>"sv,
                                       "</svg>"sv,
                                       "<plaintext>"sv,
                                       "\xEF\xBF\xBF"sv,
                                       "<p\0a>"sv}) {
    const std::string html = repeat(piece, 20000);
    for (const bool slim : {true, false}) {
      const Document document = parse(html, with_slim(slim));
      EXPECT_EQ(broken_rule(document), "") << piece;
      EXPECT_LE(document.nodes.size(), html.size() + 16) << piece;
    }
  }
}

}  // namespace
}  // namespace pith::html
