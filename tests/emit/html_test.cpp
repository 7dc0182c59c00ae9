#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

using namespace emit_test;
using Kind = Span::Kind;

std::string html(std::vector<Block> blocks) {
  return to_html(article(std::move(blocks)));
}

// ---- Blocks ---------------------------------------------------------------------------------------------------------

TEST(Html, Pith_NothingIsNothing) {
  EXPECT_EQ(to_html({}), "");
}

TEST(Html, Pith_HeadingsAndParagraphs) {
  EXPECT_EQ(
      html({heading("One", 1), heading("Nine", 9), paragraph("a"), continued(paragraph("b")), dropped(paragraph("c"))}),
      "<h1>One</h1>\n<h6>Nine</h6>\n<p>a<br>b</p>");
}

TEST(Html, Pith_NestedLists) {
  EXPECT_EQ(html({item("a", 1, 1), item("b", 2, 2, 1), item("c", 2, 3, 2), item("more c", 2, 3), item("d", 1, 4),
                  paragraph("after")}),
            "<ul>\n<li>a\n<ol>\n<li>b</li>\n<li>c\n<p>more c</p></li>\n</ol></li>\n<li>d</li>\n</ul>\n<p>after</p>");
  EXPECT_EQ(html({item("a", 3, 1), item("b", 1, 2), item("c", 1, 3, 1)}),
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>");
}

TEST(Html, Pith_Quotes) {
  EXPECT_EQ(html({block(Block::Kind::quote, "a", 1), block(Block::Kind::quote, "b", 2),
                  block(Block::Kind::quote, "c", 1), paragraph("d")}),
            "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>c</p>\n</blockquote>\n<p>d</p>");
}

TEST(Html, Pith_Code) {
  EXPECT_EQ(html({code("a < b\n  c", "c++"), code("x", "a\" onclick=\"y")}),
            "<pre><code class=\"language-c++\">a &lt; b\n  c</code></pre>\n<pre><code>x</code></pre>");
}

TEST(Html, Pith_Tables) {
  EXPECT_EQ(html({cell("h", 0, 1, true), cell("r", 1, 0, true), cell("1", 1, 1), cell("2", 1, 1)}),
            "<table>\n<thead>\n<tr><td></td><th>h</th></tr>\n</thead>\n<tbody>\n<tr><th>r</th><td>1<br>2</td></tr>\n</"
            "tbody>\n"
            "</table>");
  EXPECT_EQ(html({cell("h", 0, 0)}), "<table>\n<tbody>\n<tr><td>h</td></tr>\n</tbody>\n</table>");
}

TEST(Html, Pith_ImagesAndTheirCaptions) {
  Article page = article(
      {paragraph("a"), block(Block::Kind::caption, "cap"), block(Block::Kind::caption, "alone"), item("i", 1, 1)});
  page.images = {{"https://x.example/1.png", "\"one\"", "", 0},
                 {"https://x.example/2.png", "two", "", 1},
                 {"data:image/svg+xml,<svg>", "no", "", 1},
                 {"https://x.example/3.png", "", "", 4}};
  EXPECT_EQ(to_html(page),
            "<figure><img src=\"https://x.example/1.png\" alt=\"&quot;one&quot;\"></figure>\n<p>a</p>\n"
            "<figure><img src=\"https://x.example/2.png\" alt=\"two\"></figure>\n<p>cap</p>\n<p>alone</p>\n"
            "<ul>\n<li>i</li>\n</ul>\n<figure><img src=\"https://x.example/3.png\" alt=\"\"></figure>");
  page.images.erase(page.images.begin() + 2);
  EXPECT_NE(to_html(page).find("alt=\"two\"><figcaption>cap</figcaption></figure>\n<p>alone</p>"), std::string::npos);
}

Block spanning(Block cell, std::uint16_t rows, std::uint16_t columns) {
  cell.row_span = rows;
  cell.column_span = columns;
  return cell;
}

// Spans reach to the grid's edge at most, and end before a cell that stands in their place.
TEST(Html, Pith_CellsSpanRowsAndColumns) {
  EXPECT_EQ(html({spanning(cell("a", 0, 0, true), 1, 2), cell("b", 0, 2, true), spanning(cell("c", 1, 0), 2, 1),
                  cell("d", 1, 1), cell("e", 1, 2), spanning(cell("f", 2, 1), 1000, 1000)}),
            "<table>\n<thead>\n<tr><th colspan=\"2\">a</th><th>b</th></tr>\n</thead>\n<tbody>\n"
            "<tr><td rowspan=\"2\">c</td><td>d</td><td>e</td></tr>\n<tr><td colspan=\"2\">f</td></tr>\n</tbody>\n"
            "</table>");
  EXPECT_EQ(html({spanning(cell("a", 0, 0), 3, 3), cell("b", 0, 1), cell("c", 1, 0), cell("d", 2, 1)}),
            "<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td></td></tr>\n"
            "<tr><td></td><td>d</td></tr>\n</tbody>\n</table>");
}

TEST(Html, Pith_Formulas) {
  EXPECT_EQ(html({paragraph("so a<b.", {{Kind::formula, 3, 6, ""}})}),
            "<p>so <code class=\"language-math\">a&lt;b</code>.</p>");
}

// The page's own caption where no block has it.
TEST(Html, Pith_CaptionsAreWrittenOnce) {
  Article page = article({paragraph("a"), block(Block::Kind::caption, "A pier"), paragraph("b")});
  page.images = {{"https://x.example/1.png", "", "A pier", 1},
                 {"https://x.example/2.png", "", "A pier", 1},
                 {"https://x.example/3.png", "", "A <boat>", 2}};
  EXPECT_EQ(to_html(page),
            "<p>a</p>\n<figure><img src=\"https://x.example/1.png\" alt=\"\"></figure>\n"
            "<figure><img src=\"https://x.example/2.png\" alt=\"\"><figcaption>A pier</figcaption></figure>\n"
            "<figure><img src=\"https://x.example/3.png\" alt=\"\"><figcaption>A &lt;boat&gt;</figcaption></figure>\n"
            "<p>b</p>");
}

TEST(Html, Pith_Spans) {
  EXPECT_EQ(
      html({paragraph("a bold link", {{Kind::strong, 2, 11, ""}, {Kind::link, 7, 11, "https://a.example/?a&b"}})}),
      "<p>a <strong>bold </strong><a href=\"https://a.example/?a&amp;b\"><strong>link</strong></a></p>");
  EXPECT_EQ(html({paragraph("H2O", {{Kind::subscript, 1, 2, ""}}),
                  paragraph("ab", {{Kind::deleted, 0, 2, ""}, {Kind::code, 1, 2, ""}}),
                  paragraph("xy", {{Kind::emphasis, 0, 1, ""}, {Kind::superscript, 1, 2, ""}})}),
            "<p>H<sub>2</sub>O</p>\n<p><del>a</del><del><code>b</code></del></p>\n<p><em>x</em><sup>y</sup></p>");
}

// ---- Safety ---------------------------------------------------------------------------------------------------------

// Holds a fragment to the whitelist, with a tokenizer that takes less than browsers do: a '<' that begins no known tag,
// an attribute that is not in the list, an address of another scheme or an unbalanced tag are errors.
class Checker {
 public:
  std::string check(std::string_view html) {
    for (std::size_t at = 0; error_.empty() && at < html.size();) {
      if (html[at] == '>') return "stray >";
      if (html[at] != '<') {
        ++at;
        continue;
      }
      const std::size_t end = html.find('>', at);
      if (end == std::string_view::npos) return "open tag";
      tag(html.substr(at + 1, end - at - 1));
      at = end + 1;
    }
    return error_.empty() && !open_.empty() ? "unclosed " + open_.back() : error_;
  }

 private:
  void tag(std::string_view tag) {
    static const std::set<std::string_view> kTags = {
        "h1",         "h2",    "h3",     "h4", "h5",  "h6",  "p",   "ul",   "ol",         "li",
        "table",      "thead", "tbody",  "tr", "th",  "td",  "pre", "code", "blockquote", "figure",
        "figcaption", "img",   "strong", "em", "sub", "sup", "del", "a",    "br"};
    const bool closing = tag.starts_with('/');
    if (closing) tag.remove_prefix(1);
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (!kTags.contains(name)) error_ = "tag " + std::string(tag);
    if (closing) return close(tag);
    tag.remove_prefix(name.size());
    while (error_.empty() && !tag.empty()) tag = attribute(name, tag);
    if (name != "img" && name != "br") open_.emplace_back(name);
  }
  void close(std::string_view name) {
    if (open_.empty() || open_.back() != name)
      error_ = "closing " + std::string(name);
    else
      open_.pop_back();
  }
  std::string_view attribute(std::string_view tag, std::string_view text) {
    const std::size_t equals = text.find("=\"");
    const std::size_t end = equals == std::string_view::npos ? equals : text.find('"', equals + 2);
    if (end == std::string_view::npos || text.front() != ' ') return error_ = "attribute " + std::string(text), text;
    const std::string_view value = text.substr(equals + 2, end - equals - 2);
    judge(std::string(tag).append(text.substr(0, equals)), value);
    return text.substr(end + 1);
  }
  void judge(const std::string& name, std::string_view value) {
    const auto begins = [&](std::initializer_list<std::string_view> starts) {
      return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) {
        return std::equal(start.begin(), start.end(), value.begin(),
                          value.begin() + std::min(start.size(), value.size()),
                          [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
      });
    };
    const bool fine = (name == "a href" && begins({"http://", "https://", "mailto:"})) || name == "img alt" ||
                      (name == "img src" && begins({"http://", "https://"})) ||
                      (name == "code class" && begins({"language-"}) && value.find(' ') == std::string_view::npos) ||
                      ((name == "td colspan" || name == "td rowspan" || name == "th colspan" || name == "th rowspan") &&
                       value.find_first_not_of("0123456789") == std::string_view::npos);
    if (!fine) error_ = "attribute " + name + " " + std::string(value);
  }

  std::string error_;
  std::vector<std::string> open_;
};

constexpr std::string_view kVectors[] = {
    "<script>alert(1)</script>",
    "</p><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></table><mglyph><style><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'https://x.example'</style>",
    "<link rel=stylesheet href=https://x.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=javascript:/>",
    "<form action=javascript:alert(1)><button>",
    "<object data=data:text/html,x>",
    "<embed src=data:text/html,x>",
    "<details open ontoggle=alert(1)>",
    "<template><script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>]]>",
    "<?xml version=\"1.0\"?>",
    "<%= evil %>",
    "<plaintext>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><script>",
    "<title></title><script>",
    "<x/onclick=alert(1)>",
    "<\nscript>",
    "<script\n>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<<script>>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "` onmouseover=alert(1)",
    "x\" style=\"background:url(javascript:1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://x.example/1",
    "file:///etc/passwd",
    "view-source:https://x.example",
    "//x.example/y",
    "/relative",
    "#fragment",
    "http:x",
    "https:/x",
    "httpsx://x",
    "https://x.example/\"onmouseover=\"alert(1)",
    "https://x.example/'><script>alert(1)</script>",
    "https://x.example/?a=<svg/onload=alert(1)>",
    "HTTPS://x.example/\"><img src=x onerror=alert(1)>",
    "mailto:a@b.example?subject=\"><script>",
    "\xC0\xBCscript\xC0\xBE",
    "+ADw-script+AD4-",
};

// The vector everywhere at once: in every kind of block and span, as address, alternative text and language.
Article hostile(const std::string& vector) {
  Article page = article({heading(vector, 2), paragraph(vector), continued(paragraph(vector)), item(vector, 1, 1),
                          item(vector, 2, 2, 1), block(Block::Kind::quote, vector, 2), code(vector, vector),
                          cell(vector, 0, 0, true), cell(vector, 1, 0), block(Block::Kind::caption, vector)});
  page.metadata.title = vector;
  const auto size = static_cast<std::uint32_t>(vector.size());
  for (Block& block : page.blocks) {
    for (std::uint8_t kind = 0; kind < 8; ++kind) block.spans.push_back({static_cast<Kind>(kind), 0, size, vector});
    block.spans.push_back({Kind::link, 1, size, "https://x.example/" + vector});
  }
  page.images = {{vector, vector, vector, 0}, {"https://x.example/" + vector, vector, vector, 9}};
  return page;
}

TEST(Html, Pith_OnlyWhitelistedTagsAndAttributesComeOut) {
  for (const std::string_view vector : kVectors) {
    const std::string html = to_html(hostile(std::string(vector)));
    EXPECT_EQ(Checker().check(html), "") << vector << "\n" << html;
  }
}

TEST(Html, Pith_TheCheckerCanFail) {
  for (const std::string_view bad :
       {"<script>", "<p onclick=\"x\">", "<a href=\"javascript:x\">", "<p>", "</p>", "a > b", "<p", "<a href='x'>",
        "<br class=\"x\">", "<img src=\"data:x\">", "<code class=\"language-a b\"></code>", "<p><em></p></em>"}) {
    EXPECT_NE(Checker().check(bad), "") << bad;
  }
}

// Markdown makes neither links nor images of other schemes, and no raw HTML but its own.
TEST(Markdown, Pith_NoScriptInAddressesAndNoForeignTags) {
  for (const std::string_view vector : kVectors) {
    const std::string markdown = to_markdown(hostile(std::string(vector)));
    for (std::size_t at = markdown.find("]("); at != std::string::npos; at = markdown.find("](", at + 2)) {
      const std::string_view address = std::string_view(markdown).substr(at + 2);
      EXPECT_TRUE(address.starts_with("http") || address.starts_with("HTTP") || address.starts_with("mailto:"))
          << markdown;
    }
  }
}

}  // namespace
}  // namespace pith
