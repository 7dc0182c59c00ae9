// The document's form; that it is valid TEI is held by tests/program/tei_test.py.
#include <gtest/gtest.h>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

using namespace emit_test;

// What stands in the first division.
std::string entry(const Article& article) {
  const std::string tei = to_tei(article);
  const std::string_view open = "<div type=\"entry\">\n";
  const std::size_t begin = tei.find(open) + open.size();
  const std::size_t end = std::min(tei.find("\n</div>\n</body>"), tei.find("\n</div>\n<div type=\"comments\">"));
  return tei.substr(begin, end - begin);
}

TEST(Tei, TeiP5_AHeadingOpensItsDivision) {
  EXPECT_EQ(entry(article({paragraph("a"), heading("Two", 2), paragraph("b"), heading("Three", 3), paragraph("c"),
                           heading("Again two", 2), heading("One", 1), paragraph("d")})),
            "<p>a</p>\n<div>\n<head>Two</head>\n<p>b</p>\n<div>\n<head>Three</head>\n<p>c</p>\n</div>\n</div>\n<div>\n"
            "<head>Again two</head>\n</div>\n<div>\n<head>One</head>\n<p>d</p>\n</div>");
}

TEST(Tei, TeiP5_ListsQuotesCodeAndTables) {
  EXPECT_EQ(
      entry(article({item("a", 1, 1), item("b", 2, 2, 7), item("more", 2, 2), block(Block::Kind::quote, "q", 1)})),
      "<list rend=\"bulleted\">\n<item>a\n<list rend=\"numbered\">\n<item n=\"7\">b\n<p>more</p></item>\n</list>"
      "</item>\n</list>\n<quote>\n<p>q</p>\n</quote>");
  EXPECT_EQ(entry(article({code("x < y\n  z", "c")})),
            "<ab type=\"code\" xml:space=\"preserve\"><code lang=\"c\">x &lt; y\n  z</code></ab>");
  Block wide = cell("h", 0, 0, true);
  wide.column_span = 2;
  EXPECT_EQ(entry(article({wide, cell("1", 1, 0), cell("2", 1, 1)})),
            "<table rows=\"2\" cols=\"2\">\n<row><cell role=\"label\" cols=\"2\">h</cell></row>\n"
            "<row><cell>1</cell><cell>2</cell></row>\n</table>");
}

TEST(Tei, TeiP5_InlineMarkup) {
  const auto one = [](Span::Kind kind, std::string href = {}) {
    return entry(article({paragraph("ab c", {{kind, 0, 2, std::move(href)}})}));
  };
  EXPECT_EQ(one(Span::Kind::strong), "<p><hi rend=\"bold\">ab</hi> c</p>");
  EXPECT_EQ(one(Span::Kind::superscript), "<p><hi rend=\"superscript\">ab</hi> c</p>");
  EXPECT_EQ(one(Span::Kind::formula), "<p><formula notation=\"tex\">ab</formula> c</p>");
  EXPECT_EQ(one(Span::Kind::link, "https://x.example/a b?c&d|\"<"),
            "<p><ref target=\"https://x.example/a%20b?c&amp;d%7C%22%3C\">ab</ref> c</p>");
  EXPECT_EQ(one(Span::Kind::link, "javascript:alert(1)"), "<p>ab c</p>");
}

// Production [2] Char and section 2.11: control characters are not even allowed as references, and a bare CR is lost.
TEST(Tei, Xml10_CharactersThatAreNone) {
  const std::string text("a\0b\x01\x1f\x7f\t\r\n\xEF\xBF\xBE\xEF\xBF\xBF]]>", 18);
  const std::string written = entry(article({code(text)}));
  EXPECT_NE(written.find("a\uFFFDb\uFFFD\uFFFD\x7f\t&#13;\n\uFFFD\uFFFD]]&gt;"), std::string::npos) << written;
}

// xsd:dateTime has seconds.
TEST(Tei, TeiP5_DatesAreThoseOfXmlSchema) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"2024", " when=\"2024\""},
      {"2024-03", " when=\"2024-03\""},
      {"2024-03-05", " when=\"2024-03-05\""},
      {"2024-03-05T08:00", " when=\"2024-03-05T08:00:00\""},
      {"2024-03-05T08:00Z", " when=\"2024-03-05T08:00:00Z\""},
      {"2024-03-05T08:00:09+05:30", " when=\"2024-03-05T08:00:09+05:30\""},
      {"2024-03-05T08:00:09.25Z", " when=\"2024-03-05\""},
      {"5 March", ""},
  };
  for (const auto& [date, when] : cases) {
    Article page = article({paragraph("a")});
    page.metadata.date = date;
    EXPECT_NE(to_tei(page).find("<date" + std::string(when) + ">" + std::string(date) + "</date>"), std::string::npos)
        << date;
  }
}

TEST(Tei, TeiP5_Comments) {
  Article page = article({paragraph("a")});
  page.comments = {{"Cy", "2024-03-03", "Nice <b>\nindeed."}, {"", "", "Really?"}};
  EXPECT_NE(
      to_tei(page).find("<div type=\"comments\">\n<div type=\"comment\">\n<docAuthor>Cy</docAuthor>\n"
                        "<docDate when=\"2024-03-03\">2024-03-03</docDate>\n"
                        "<ab xml:space=\"preserve\">Nice &lt;b&gt;\nindeed.</ab>\n</div>\n<div type=\"comment\">\n"
                        "<ab xml:space=\"preserve\">Really?</ab>\n</div>\n</div>\n"),
      std::string::npos);
}

}  // namespace
}  // namespace pith
