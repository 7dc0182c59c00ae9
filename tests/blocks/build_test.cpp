#include <gtest/gtest.h>

#include <algorithm>

#include "support.h"

namespace pith::blocks {
namespace {

using Texts = std::vector<std::string>;

struct BorderCase {
  const char* name;
  const char* html;
  Texts blocks;
};

class Pith_BlockBorders : public testing::TestWithParam<BorderCase> {};

TEST_P(Pith_BlockBorders, AreWhereAReaderSeesThem) {
  EXPECT_EQ(Built(GetParam().html).texts(), GetParam().blocks);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Pith_BlockBorders,
    testing::Values(
        BorderCase{"nothing", "", {}}, BorderCase{"spaces_alone", "<p> \n\t </p><div>&nbsp;</div>", {}},
        BorderCase{"paragraphs", "<p>one</p><p>two</p>", {"one", "two"}},
        BorderCase{
            "inline_markup_stays", "<p>a <b>bold</b> and <a href=x>linked</a> word</p>", {"a bold and linked word"}},
        BorderCase{"inner_block_divides", "<div>before<p>inside</p>behind</div>", {"before", "inside", "behind"}},
        BorderCase{"line_breaks", "<td>one<br>two<br><br>three</td>", {"one", "two", "three"}},
        BorderCase{"rule", "<div>one<hr>two</div>", {"one", "two"}},
        BorderCase{"space_folds", "<p>  a \n\n b\t</p>", {"a b"}},
        BorderCase{"no_space_is_made", "<p>un<b>broken</b></p>", {"unbroken"}},
        BorderCase{"no_space_behind_a_link",
                   "<p>see <a href=1>this</a>, and <a href=2>that</a>.</p>",
                   {"see this, and that."}},
        BorderCase{"links_side_by_side", "<p><a href=1>one</a><a href=2>two</a></p>", {"one two"}},
        BorderCase{"cells", "<table><tr><td>a<td>b</table>", {"a", "b"}},
        BorderCase{"items", "<ul><li>a<li>b<ul><li>c</ul></ul>", {"a", "b", "c"}},
        BorderCase{"preformatted", "<pre>\nx = 1\n  y = 2\n</pre>", {"x = 1\n  y = 2"}},
        BorderCase{"no_text_of_forms", "<p>a<select><option>x</select><textarea>y</textarea>b</p>", {"ab"}},
        BorderCase{"noscript_counts", "<noscript><p>inside</p></noscript>", {"inside"}},
        BorderCase{"custom_element_divides", "<my-card>a</my-card><my-card>b</my-card>", {"a", "b"}}),
    [](const auto& info) { return info.param.name; });

TEST(Pith_Blocks, KnowWhatIsUnderLinks) {
  const Built page("<p><a href=/x>half of it</a> half of it</p>");
  ASSERT_EQ(page.table.blocks.size(), 1u);
  EXPECT_FLOAT_EQ(page.table.blocks[0].link_density, 0.5f);
  ASSERT_EQ(page.table.blocks[0].link_count, 1u);
  EXPECT_EQ(page.table.blocks[0].lead_units, page.table.links[0].units);
}

TEST(Pith_Blocks, CountAnAnchorWithoutTargetAsText) {
  EXPECT_FLOAT_EQ(Built("<p><a name=x>no link at all</a></p>").table.blocks[0].link_density, 0.0f);
}

TEST(Pith_Blocks, OneRunOfLinkedTitlesAndProseIsCutBeforeEachTitle) {
  const Built page(
      "<p><a href=/1>The first of the long titles here</a> Some prose goes on behind it for a while. "
      "<a href=/2>The second of the long titles here</a> Some prose goes on behind it for a while. "
      "<a href=/3>The third of the long titles here</a> Some prose goes on behind it for a while.</p>");
  ASSERT_EQ(page.table.blocks.size(), 3u);
  EXPECT_EQ(page.texts()[1], "The second of the long titles here Some prose goes on behind it for a while.");
  EXPECT_EQ(page.table.blocks[2].split, 3);
}

TEST(Pith_Blocks, LinksWithinSentencesAreNotCut) {
  const Built page(
      "<p>A sentence that speaks of <a href=/1>one thing of some length</a> and of <a href=/2>another thing of some "
      "length</a> "
      "and then of <a href=/3>a third thing of some length</a> without a break.</p>");
  EXPECT_EQ(page.table.blocks.size(), 1u);
}

TEST(Pith_Blocks, EachElementIsARangeOfBlocks) {
  const Built page("<div><ul><li>a<li>b</ul><p>c</p></div><p>d</p>");
  for (const Element& element : page.table.elements) {
    EXPECT_LE(element.blocks.begin, element.blocks.end);
    if (element.parent == kNoElement) continue;
    const Element& parent = page.table.elements[element.parent];
    EXPECT_GE(element.blocks.begin, parent.blocks.begin);
    EXPECT_LE(element.blocks.end, parent.blocks.end);
    EXPECT_LE(element.end, parent.end);
  }
}

TEST(Pith_Blocks, AreBounded) {
  std::string html;
  for (int i = 0; i < 500; ++i) html += "<p>x";
  const html::Document document = html::parse(html);
  const BlockTable cut = build(document, {}, 100);
  EXPECT_EQ(cut.blocks.size(), 100u);
  EXPECT_TRUE(cut.cut);
  EXPECT_FALSE(build(document, {}, 500).cut);
}

TEST(Pith_HintWords, AreSplitAsTheyAreSpelled) {
  const html::Document document = html::parse(
      "<div class=\"articleBody main-col2 HTMLParser x\" id=Zh_Wen itemtype=\"https://schema.org/NewsArticle\"></div>");
  const auto div = std::ranges::find(document.nodes, html::Tag::div, &html::Node::tag);
  ASSERT_NE(div, document.nodes.end());
  EXPECT_EQ(hint_words_of(document, static_cast<html::NodeIndex>(div - document.nodes.begin())),
            (Texts{"article", "body", "main", "col", "html", "parser", "zh", "wen", "news"}));
}

TEST(Pith_HintWords, OfTheTwoNearestElementsAreNear) {
  const Built page("<div class=far><div class=middle><p class=near>text</p></div></div>");
  std::vector<std::uint32_t> near, far;
  HintFinder(page.table).find(0, near, far);
  ASSERT_EQ(near.size(), 2u);
  ASSERT_EQ(far.size(), 1u);
  EXPECT_EQ(page.table.hint_words[far[0]], word_hash("far"));
}

}  // namespace
}  // namespace pith::blocks
