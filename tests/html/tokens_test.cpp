#include "html/tokens.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "html/foreign.h"
#include "html/slim.h"

namespace pith::html {
namespace {

struct Ending {
  std::string_view text;
  std::size_t end;
};

TEST(Tokens, Whatwg_CommentsEndAsTheStandardSays) {
  // The text behind "<!--".
  const Ending cases[] = {
      {">a", 1},        {"->a", 2},     {"-->a", 3},     {"a-->b", 4},  {"a--!>b", 5},
      {"a-- >b", kEnd}, {"a->b", kEnd}, {"--- -->b", 7}, {"a--->b", 5}, {"a--!-->b", 7},
      {"a--!", kEnd},   {"a--", kEnd},  {"", kEnd},      {"<!-->a", 5}, {"-!>-->a", 6},
  };
  for (const Ending& c : cases) EXPECT_EQ(comment_end(c.text, 0), c.end) << c.text;
}

TEST(Tokens, Whatwg_ScriptsEndAsTheStandardSays) {
  const Ending cases[] = {
      {"a</script>", 1},
      {"a</SCRIPT >", 1},
      {"a</script/>", 1},
      {"a</scripts>", kEnd},
      {"a</script", kEnd},
      {"<!--</script>", 4},
      {"<!--<script></script>", kEnd},
      {"<!--<script></script></script>", 21},
      {"<!--<script>--></script>", 15},
      {"<!--><script></script>", 13},
      {"<!-- <scripts></script>", 14},
      {"<!-<script></script>", 11},
  };
  for (const Ending& c : cases) EXPECT_EQ(script_end(c.text, 0), c.end) << c.text;
}

TEST(Tokens, Whatwg_RawTextEndsAtItsOwnEndTag) {
  EXPECT_EQ(raw_text_end("a</b></title>", 0, "title"), 5u);
  EXPECT_EQ(raw_text_end("a</titlex></TITLE\n>", 0, "title"), 10u);
  EXPECT_EQ(raw_text_end("a</title", 0, "title"), kEnd);
}

std::string shown(std::string_view html) {
  TagToken tag;
  read_tag(html, 0, 1, 4, tag);
  if (tag.end == kEnd) return "none";
  std::string out(tag.name);
  for (const RawAttribute& attribute : tag.attributes) {
    out.append("|").append(attribute.name).append("=").append(attribute.value);
  }
  if (tag.self_closing) out += "/";
  return out + ' ' + std::to_string(tag.end);
}

TEST(Tokens, Whatwg_TagsAndAttributes) {
  const struct {
    std::string_view html;
    std::string_view shown;
  } cases[] = {
      {"<p>", "p 3"},
      {"<p/>", "p/ 4"},
      {"<p / >", "p 6"},
      {"<a href=x>", "a|href=x 10"},
      {"<a href = 'x>y' b>", "a|href=x>y|b= 18"},
      {"<a href=x/>", "a|href=x/ 11"},
      {"<a href=>", "a|href= 9"},
      {"<a =b>", "a|=b= 6"},
      {"<a b=c\"d>", "a|b=c\"d 9"},
      {"<a b=\"c\"d=e>", "a|b=c|d=e 12"},
      {"<a b=1 B=2 c>", "a|b=1|c= 13"},
      {"<a/b/c>", "a|b=|c= 7"},
      {"<a <b>", "a|<b= 6"},
      {"<a b c d e f>", "a|b=|c=|d=|e= 13"},
      {"<a b='>", "none"},
      {"<a b", "none"},
      {"<a", "none"},
  };
  for (const auto& c : cases) EXPECT_EQ(shown(c.html), c.shown) << c.html;
}

TEST(Foreign, Whatwg_ExtentIsCertainWhereTheMarkupIs) {
  const struct {
    std::string_view html;
    std::string_view rest;
    bool certain;
  } cases[] = {
      {"<svg><g><path/></g></svg>x", "x", true},
      {"<svg><svg></svg></svg>x", "x", true},
      {"<svg><title>a</title></svg>x", "x", true},
      {"<svg><![CDATA[</svg>]]></svg>x", "x", true},
      {"<svg><!--</svg>--></svg>x", "x", true},
      {"<svg><g><p>x", "<p>x", true},
      {"<svg><g>", "", true},
      {"<svg><title><b>a</b></title></svg>x", "<b>a</b></title></svg>x", false},
      {"<svg><foreignObject><p>a</p></foreignObject></svg>x", "x", false},
      {"<svg><g></div>x", "</div>x", false},
      {"<svg></g></svg>x", "x", false},
      {"<svg></svg >x", "x", false},
      {"<math><mi>a</mi></math>x", "x", true},
      {"<math><mi><b>a</b></mi></math>x", "x", false},
  };
  for (const auto& c : cases) {
    TagToken tag;
    read_tag(c.html, 0, 1, 9, tag);
    const ForeignExtent extent = foreign_extent(c.html, tag);
    EXPECT_EQ(c.html.substr(extent.end), c.rest) << c.html;
    EXPECT_EQ(extent.certain, c.certain) << c.html;
  }
}

TEST(Slim, Pith_GumboSeesWhatShapesTheTreeAlone) {
  const std::string words = "Words enough to be worth a mark.";
  const std::string html = "<!DOCTYPE html><p class=a onclick='b' style=\"c\">" + words +
                           "<!-- comment --></p><script>var x = 1;</script>" +
                           "<style>p{}</style><svg class=i><path d='M0 0'/></svg>\n               \n<br>" + words;
  Slim out;
  ASSERT_TRUE(slim(html, {}, out));
  for (const std::string_view gone : {"Words", "comment", "var", "class", "onclick", "p{}", "path"}) {
    EXPECT_EQ(out.text.find(gone), std::string_view::npos) << gone;
  }
  EXPECT_LT(out.text.size(), 110u);
}

TEST(Slim, Pith_NothingToMendIsHandedOnAsItIs) {
  const std::string html = "<p class=a>b<svg><g></g></svg><!-- c --><script>d</script>&amp;";
  const Slim out = bound(html, {});
  EXPECT_EQ(out.text.data(), html.data());
  EXPECT_EQ(out.text, html);
}

TEST(Marks, Pith_ManyMarksAreToldApart) {
  const std::string source(200'000, 'x');
  Marks marks;
  std::string text;
  for (std::size_t i = 0; i < source.size(); i += 2) marks.append(text, std::string_view(source).substr(i, 1), 0);
  std::vector<std::string_view> pieces;
  marks.expand(text, pieces);
  ASSERT_EQ(pieces.size(), source.size() / 2);
  for (std::size_t i = 0; i < pieces.size(); ++i) ASSERT_EQ(pieces[i].data(), source.data() + 2 * i);
}

TEST(Marks, Pith_ReferencesToMarksAreSeen) {
  for (const std::string_view text :
       {"&#983040;", "&#xF0000", "&#x10fffd;", "&#99999999999999999999;", "&#12;", "&#xc"}) {
    EXPECT_TRUE(refers_to_mark(text)) << text;
  }
  for (const std::string_view text : {"&amp;", "&#32;", "&#x1F600;", "&#", "&#x", "&", ""}) {
    EXPECT_FALSE(refers_to_mark(text)) << text;
  }
}

}  // namespace
}  // namespace pith::html
