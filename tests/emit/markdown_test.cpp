#include <gtest/gtest.h>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

using namespace emit_test;
using Kind = Span::Kind;

std::string markdown(std::vector<Block> blocks) {
  return to_markdown(article(std::move(blocks)));
}

// ---- Blocks ---------------------------------------------------------------------------------------------------------

TEST(Markdown, Pith_NothingIsNothing) {
  EXPECT_EQ(to_markdown({}), "");
}

TEST(Markdown, CommonMark42_Headings) {
  EXPECT_EQ(markdown({heading("One", 1), heading("Six", 6), paragraph("Text.")}), "# One\n\n###### Six\n\nText.\n");
  EXPECT_EQ(markdown({heading("None", 0), heading("Nine", 9)}), "# None\n\n###### Nine\n");
  EXPECT_EQ(markdown({heading("C #", 2), heading("a", 2), continued(heading("b", 2))}), "## C \\#\n\n## a b\n");
}

TEST(Markdown, Pith_TitleIsTheFirstHeadingOnce) {
  Article with_title = article({paragraph("Text.")});
  with_title.metadata.title = "On *stars* #";
  EXPECT_EQ(to_markdown(with_title), "# On \\*stars\\* \\#\n\nText.\n");
  Article repeated = article({dropped(paragraph("Menu")), heading("Same", 2), paragraph("Text.")});
  repeated.metadata.title = "Same";
  EXPECT_EQ(to_markdown(repeated), "## Same\n\nText.\n");
}

TEST(Markdown, CommonMark67_ContinuedLinesAreHardBreaks) {
  EXPECT_EQ(markdown({paragraph("a"), continued(paragraph("- b")), continued(paragraph("c\\"))}),
            "a\\\n\\- b\\\nc\\\\\n");
}

TEST(Markdown, Pith_ALineThatGoesOnADroppedOneBeginsAParagraph) {
  EXPECT_EQ(markdown({paragraph("a"), dropped(continued(paragraph("b"))), continued(paragraph("c"))}), "a\n\nc\n");
}

TEST(Markdown, CommonMark52_NestedLists) {
  EXPECT_EQ(markdown({item("one", 1, 1), item("two", 2, 2), item("deep", 3, 3), item("three", 2, 4), item("four", 1, 5),
                      paragraph("after")}),
            "- one\n  - two\n    - deep\n  - three\n- four\n\nafter\n");
}

TEST(Markdown, CommonMark52_OrderedListsKeepTheirNumbers) {
  EXPECT_EQ(markdown({item("a", 1, 1, 9), item("b", 1, 2, 10), item("in b", 2, 3, 1), item("dot", 3, 4)}),
            "9. a\n10. b\n    1. in b\n       - dot\n");
}

// 1, 2, 1, 2 are two lists; CommonMark would count on to 4.
TEST(Markdown, CommonMark53_NumbersThatDoNotCountOnBeginAnotherList) {
  EXPECT_EQ(markdown({item("a", 1, 1, 1), item("b", 1, 2, 2), item("c", 1, 3, 1), item("d", 1, 4, 2)}),
            "1. a\n2. b\n1) c\n2) d\n");
}

TEST(Markdown, CommonMark53_OnlyOneInterruptsAParagraph) {
  EXPECT_EQ(markdown({item("a", 1, 1), item("b", 2, 2, 3)}), "- a\n\n  3. b\n");
}

TEST(Markdown, Pith_FurtherBlocksOfAnItemAreIndented) {
  EXPECT_EQ(markdown({item("a", 1, 1), item("more of a", 1, 1), continued(item("line", 1, 1)), item("in", 2, 2),
                      item("end of a", 1, 1), item("b", 1, 3)}),
            "- a\n\n  more of a\\\n  line\n  - in\n\n  end of a\n- b\n");
}

TEST(Markdown, Pith_CodeWithinAnItemIsIndented) {
  Block snippet = code("x = 1\n\ny = 2");
  snippet.number = 7;
  EXPECT_EQ(markdown({item("do", 1, 7, 1), snippet}), "1. do\n\n   ```\n   x = 1\n\n   y = 2\n   ```\n");
}

TEST(Markdown, Pith_ListsDeeperThanTheLimitStayAtTheLimit) {
  std::vector<Block> blocks;
  for (std::uint32_t i = 1; i <= 255; ++i) blocks.push_back(item("x", static_cast<std::uint8_t>(i), i));
  const std::string text = markdown(blocks);
  EXPECT_TRUE(text.ends_with("\n" + std::string(30, ' ') + "- x\n"));
}

TEST(Markdown, CommonMark45_FencesAreLongerThanAnyWithin) {
  EXPECT_EQ(markdown({code("a = `b`", "c++")}), "```c++\na = `b`\n```\n");
  EXPECT_EQ(markdown({code("```\nx\n```\n")}), "````\n```\nx\n```\n````\n");
  EXPECT_EQ(markdown({code("`````", "sh")}), "``````sh\n`````\n``````\n");
  EXPECT_EQ(markdown({code("# not *this*"), continued(code("  or this"))}), "```\n# not *this*\n  or this\n```\n");
  EXPECT_EQ(markdown({code("x", "a`b c")}), "```\nx\n```\n");
}

TEST(Markdown, CommonMark51_Quotes) {
  EXPECT_EQ(
      markdown({block(Block::Kind::quote, "a", 1), block(Block::Kind::quote, "b", 1), block(Block::Kind::quote, "c", 2),
                continued(block(Block::Kind::quote, "d", 2)), block(Block::Kind::quote, "e", 1), paragraph("f")}),
      "> a\n>\n> b\n>\n> > c\\\n> > d\n>\n> e\n\nf\n");
}

TEST(Markdown, Gfm410_TheFirstRowIsTheHeader) {
  EXPECT_EQ(markdown({cell("h", 0, 0, true), cell("i", 0, 1, true), cell("1", 1, 0), cell("2", 1, 1)}),
            "| h | i |\n| --- | --- |\n| 1 | 2 |\n");
  EXPECT_EQ(markdown({cell("a|b", 3, 7), cell("c", 4, 9), continued(cell("# d", 4, 9))}),
            "| a\\|b |  |\n| --- | --- |\n|  | c<br># d |\n");
}

TEST(Markdown, Gfm410_PipesInCellsAreEscapedInCodeToo) {
  Block first = cell("a|b \\|", 0, 0);
  first.spans = {{Kind::code, 0, 3, ""}, {Kind::code, 4, 6, ""}};
  EXPECT_EQ(markdown({first}), "| `a\\|b` \\\\\\| |\n| --- |\n");
}

TEST(Markdown, Pith_TwoTablesStayTwo) {
  EXPECT_EQ(markdown({cell("a", 0, 0, false, 1), cell("b", 0, 0, false, 2)}), "| a |\n| --- |\n\n| b |\n| --- |\n");
}

TEST(Markdown, Pith_ImagesStandWhereTheyStood) {
  Article page = article({paragraph("a"), item("b", 1, 1), item("c", 1, 2), paragraph("d")});
  page.images = {{"https://x.example/a(1).png", "al]t", "", 0},
                 {"javascript:alert(1)", "no", "", 1},
                 {"https://x.example/2.png", "", "", 2},
                 {"https://x.example/3.png", "end", "", 4}};
  EXPECT_EQ(to_markdown(page),
            "![al\\]t](https://x.example/a\\(1\\).png)\n\na\n\n- b\n\n  ![](https://x.example/2.png)\n- c\n\nd\n\n"
            "![end](https://x.example/3.png)\n");
}

// ---- Spans ----------------------------------------------------------------------------------------------------------

struct SpanCase {
  std::string_view name;
  std::string text;
  std::vector<Span> spans;
  std::string_view markdown;
};

TEST(Markdown, Pith_Spans) {
  const SpanCase cases[] = {
      {"strong", "a bold b", {{Kind::strong, 2, 6, ""}}, "a **bold** b"},
      {"emphasis", "a soft b", {{Kind::emphasis, 2, 6, ""}}, "a _soft_ b"},
      {"emphasis within a word", "asoftb", {{Kind::emphasis, 1, 5, ""}}, "a*soft*b"},
      {"both", "bold", {{Kind::strong, 0, 4, ""}, {Kind::emphasis, 0, 4, ""}}, "**_bold_**"},
      {"nested", "a b c", {{Kind::strong, 0, 5, ""}, {Kind::emphasis, 2, 3, ""}}, "**a _b_ c**"},
      {"deleted", "old new", {{Kind::deleted, 0, 3, ""}}, "~~old~~ new"},
      {"sub and sup",
       "H2O m2",
       {{Kind::subscript, 1, 2, ""}, {Kind::superscript, 5, 6, ""}},
       "H<sub>2</sub>O m<sup>2</sup>"},
      {"code", "a x_y b", {{Kind::code, 2, 5, ""}}, "a `x_y` b"},
      {"code with backticks", "a `b`` c", {{Kind::code, 2, 6, ""}}, "a ``` `b`` ``` c"},
      {"link", "see here.", {{Kind::link, 4, 8, "https://a.example/(x)"}}, "see [here](https://a.example/\\(x\\))."},
      {"link with space",
       "x",
       {{Kind::link, 0, 1, "https://a.example/b c\"<>|"}},
       "[x](https://a.example/b%20c%22%3C%3E%7C)"},
      {"address like a reference",
       "x",
       {{Kind::link, 0, 1, "https://a.example/?a&copy;&b=1"}},
       "[x](https://a.example/?a&amp;copy;&b=1)"},
      {"link in strong",
       "a b",
       {{Kind::strong, 0, 3, ""}, {Kind::link, 2, 3, "https://a.example/"}},
       "**a** [**b**](https://a.example/)"},
      {"link in code",
       "a b",
       {{Kind::code, 0, 3, ""}, {Kind::link, 2, 3, "https://a.example/"}},
       "`a `[`b`](https://a.example/)"},
      {"link in a link",
       "ab",
       {{Kind::link, 0, 2, "https://a.example/"}, {Kind::link, 1, 2, "https://b.example/"}},
       "[ab](https://a.example/)"},
      {"two links",
       "ab",
       {{Kind::link, 0, 1, "https://a.example/"}, {Kind::link, 1, 2, "https://b.example/"}},
       "[a](https://a.example/)[b](https://b.example/)"},
      {"mark before a link", "hi! b", {{Kind::link, 4, 5, "https://a.example/"}}, "hi! [b](https://a.example/)"},
      {"exclamation at a link", "hi!b", {{Kind::link, 3, 4, "https://a.example/"}}, "hi\\![b](https://a.example/)"},
      {"script is no link", "x", {{Kind::link, 0, 1, "javascript:alert(1)"}}, "x"},
      {"relative is no link", "x", {{Kind::link, 0, 1, "/a"}}, "x"},
      {"mail", "x", {{Kind::link, 0, 1, "mailto:a@b.example"}}, "[x](mailto:a@b.example)"},
      {"space at the edges", "a b c", {{Kind::strong, 1, 4, ""}}, "a **b** c"},
      {"space only", "a b", {{Kind::strong, 1, 2, ""}}, "a b"},
      {"ideographic space", "a　b", {{Kind::strong, 0, 4, ""}}, "**a**　b"},
      {"neighbours are one", "ab", {{Kind::strong, 0, 1, ""}, {Kind::strong, 1, 2, ""}}, "**ab**"},
      {"out of range", "ab", {{Kind::strong, 1, 9, ""}, {Kind::link, 9, 12, "https://a.example/"}}, "ab"},
      {"inside a character", "漢字", {{Kind::strong, 1, 3, ""}}, "漢字"},
      {"empty", "ab", {{Kind::strong, 1, 1, ""}, {Kind::emphasis, 2, 1, ""}}, "ab"},
  };
  for (const SpanCase& one : cases) {
    EXPECT_EQ(markdown({paragraph(one.text, one.spans)}), std::string(one.markdown) + "\n") << one.name;
  }
}

std::uint32_t bytes(std::string_view text) {
  return static_cast<std::uint32_t>(text.size());
}

// Delimiters next to words need words inside (CommonMark 6.2): common in Chinese and Japanese.
Block formula(std::string tex) {
  const auto end = static_cast<std::uint32_t>(2 + tex.size());
  return paragraph("$ " + std::move(tex) + ".", {{Kind::formula, 2, end, ""}});
}

// As Pandoc and GitHub read formulas. Next to one a dollar sign is escaped; TeX that Markdown would read otherwise is
// plain text.
TEST(Markdown, Pith_FormulasStandBetweenDollarSigns) {
  EXPECT_EQ(markdown({formula("E = mc^2")}), "\\$ $E = mc^2$.\n");
  EXPECT_EQ(markdown({formula("\\frac{a_1}{b*c*d}")}), "\\$ $\\frac{a_1}{b*c*d}$.\n");
  EXPECT_EQ(markdown({formula("a<b")}), "\\$ $a\\lt b$.\n");
  EXPECT_EQ(markdown({formula("\\text{\\$5}")}), "\\$ $\\text{\\$5}$.\n");
  EXPECT_EQ(markdown({formula("[x](javascript:y)")}), "\\$ \\[x\\](javascript:y).\n");
  EXPECT_EQ(markdown({formula("a$b")}), "\\$ a\\$b.\n");
  EXPECT_EQ(markdown({formula("a\\")}), "\\$ a\\\\.\n");
  EXPECT_EQ(markdown({formula("`x`")}), "\\$ \\`x\\`.\n");
  EXPECT_EQ(markdown({paragraph("It costs $5 or $6.")}), "It costs $5 or $6.\n");
  Block in_cell = cell("|x|", 0, 0);
  in_cell.spans = {{Kind::formula, 0, 3, ""}};
  EXPECT_EQ(markdown({in_cell}), "| $\\|x\\|$ |\n| --- |\n");
}

TEST(Markdown, CommonMark62_MarksAreDrawnInToTheWords) {
  const struct {
    Kind kind;
    std::string_view before, inside, after, markdown;
  } cases[] = {
      {Kind::strong, "这是", "“重点”", "吗", "这是“**重点**”吗"},
      {Kind::strong, "", "注意：", "请看", "**注意**：请看"},
      {Kind::strong, "", "注意：", " 请看", "**注意：** 请看"},
      {Kind::strong, "", "Note:", " look", "**Note:** look"},
      {Kind::strong, "x", "...", "y", "x...y"},
      {Kind::emphasis, "这是", "《书》", "吗", "这是《*书*》吗"},
      {Kind::emphasis, "(", "a", ")", "(_a_)"},
      {Kind::deleted, "旧", "（价）", "新", "旧（~~价~~）新"},
      {Kind::strong, "前", "后", "续", "前**后**续"},
  };
  for (const auto& one : cases) {
    const std::string text = std::string(one.before).append(one.inside).append(one.after);
    const std::vector<Span> spans = {{one.kind, bytes(one.before), bytes(one.before) + bytes(one.inside), ""}};
    EXPECT_EQ(markdown({paragraph(text, spans)}), std::string(one.markdown) + "\n") << text;
  }
}

// ---- Escapes --------------------------------------------------------------------------------------------------------

TEST(Markdown, CommonMark24_WhatWouldBeMarkupIsEscaped) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"plain text, nothing else.", "plain text, nothing else."},
      {"a\\b", "a\\\\b"},
      {"`code`", "\\`code\\`"},
      {"*a* **b**", "\\*a\\* \\*\\*b\\*\\*"},
      {"_a_ __b__", "\\_a\\_ \\_\\_b\\_\\_"},
      {"snake_case_name", "snake_case_name"},
      {"漢_字", "漢\\_字"},
      {"[a](b) ![c](d) [^1]", "\\[a\\](b) !\\[c\\](d) \\[^1\\]"},
      {"<b>x</b> <!-- y --> <?z?>", "\\<b>x\\</b> \\<!-- y --> \\<?z?>"},
      {"a < b > c <3", "a < b > c \\<3"},
      {"&amp; &#35; &copy; AT&T &; & x", "\\&amp; \\&#35; \\&copy; AT&T &; & x"},
      {"~~gone~~ ~5", "\\~\\~gone\\~\\~ \\~5"},
      {"# no heading", "\\# no heading"},
      {"#hash", "\\#hash"},
      {"a # b", "a # b"},
      {"> no quote", "\\> no quote"},
      {"- no item", "\\- no item"},
      {"+ no item", "\\+ no item"},
      {"* no item", "\\* no item"},
      {"--- ", "\\---"},
      {"===", "\\==="},
      {"- - -", "\\- - -"},
      {"1. no item", "1\\. no item"},
      {"1) no item", "1\\) no item"},
      {"1.", "1\\."},
      {"1.5 metres", "1.5 metres"},
      {"2024. Then", "2024\\. Then"},
      {"1234567890. is no marker", "1234567890. is no marker"},
      {"| a | b |", "\\| a | b |"},
      {":-: x", "\\:-: x"},
      {"~~~", "\\~\\~\\~"},
      {"```", "\\`\\`\\`"},
      {"    four spaces", "four spaces"},
      {"two\nlines\tand\r\n# tab", "two lines and  # tab"},
      {"https://a.example/x?y=1&z=2 end", "https://a.example/x?y=1&z=2 end"},
      {"https://a.example/~x", "https\\://a.example/\\~x"},
      {"www.a.example/*", "www\\.a.example/\\*"},
      {"关键词：[名言]", "关键词：\\[名言\\]"},
  };
  for (const auto& [text, wanted] : cases) {
    EXPECT_EQ(markdown({paragraph(std::string(text))}), std::string(wanted) + "\n") << text;
  }
}

TEST(Markdown, Gfm69_AnAddressThatTouchesMarkupIsPlainText) {
  EXPECT_EQ(markdown({paragraph("http://a.example/b", {{Kind::strong, 0, 18, ""}})}), "**http://a.example/b**\n");
  EXPECT_EQ(markdown({paragraph("http://a.example/bc", {{Kind::strong, 18, 19, ""}})}), "http\\://a.example/b**c**\n");
  EXPECT_EQ(markdown({paragraph("http://a.example/b", {{Kind::link, 0, 18, "http://a.example/b"}})}),
            "[http://a.example/b](http://a.example/b)\n");
  EXPECT_EQ(markdown({paragraph("http://a.example/b"), continued(paragraph("www.a.example"))}),
            "http\\://a.example/b\\\nwww.a.example\n");
}

}  // namespace
}  // namespace pith
