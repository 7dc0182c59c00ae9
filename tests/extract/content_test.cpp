#include "extract/content.h"

#include <gtest/gtest.h>

namespace pith::extract_stage {
namespace {

struct Page {
  std::string source;
  html::Document document;
  blocks::BlockTable table;
  std::vector<Block> blocks;

  explicit Page(std::string html)
      : source(std::move(html)), document(html::parse(source)), table(blocks::build(document, {})) {
    Content content(document, table, "https://example.org/dir/page.html");
    for (blocks::BlockIndex i = 0; i < table.blocks.size(); ++i) blocks.push_back(content.block(i));
  }
};

TEST(Pith_Content, Roles) {
  const Page page(
      "<h2>head</h2><p>para</p><ul><li>item<ul><li>inner</ul></ul><ol><li>one<li>two</ol><blockquote><p>said</p></"
      "blockquote>"
      "<pre><code class=\"language-c++\">int x;</code></pre><figure><img "
      "src=i.png><figcaption>shown</figcaption></figure>");
  std::vector<Block::Kind> kinds;
  for (const Block& block : page.blocks) kinds.push_back(block.kind);
  using enum Block::Kind;
  EXPECT_EQ(kinds, (std::vector<Block::Kind>{heading, paragraph, list_item, list_item, list_item, list_item, quote,
                                             code, caption}));
  EXPECT_EQ(page.blocks[0].level, 2);
  EXPECT_EQ(page.blocks[3].level, 2);
  EXPECT_TRUE(page.blocks[5].ordered);
  EXPECT_EQ(page.blocks[5].ordinal, 2u);
  EXPECT_EQ(page.blocks[7].code_language, "c++");
}

TEST(Pith_Content, SpansPointAtTheirText) {
  const Page page("<p>A <b>bold <i>and slanted</i></b> <a href=\"../x\">link</a>.</p>");
  const Block& block = page.blocks.at(0);
  EXPECT_EQ(block.text, "A bold and slanted link.");
  ASSERT_EQ(block.spans.size(), 3u);
  const auto text = [&](const Span& span) { return block.text.substr(span.begin, span.end - span.begin); };
  EXPECT_EQ(text(block.spans[0]), "bold and slanted");
  EXPECT_EQ(text(block.spans[1]), "and slanted");
  EXPECT_EQ(text(block.spans[2]), "link");
  EXPECT_EQ(block.spans[2].href, "https://example.org/x");
}

TEST(Pith_Content, NoSpaceIsMadeBehindALink) {
  EXPECT_EQ(Page("<p>see <a href=1>this</a>, and <a href=2>that</a>.</p>").blocks.at(0).text, "see this, and that.");
  EXPECT_EQ(Page("<p><a href=1>one</a><a href=2>two</a></p>").blocks.at(0).text, "one two");
}

TEST(Pith_Content, TheSignOfAHeadingsOwnLinkIsNoText) {
  EXPECT_EQ(Page("<h2>Retries<a href=\"#retries\">¶</a></h2>").blocks.at(0).text, "Retries");
  EXPECT_EQ(Page("<p>press <a href=\"#x\">#</a> twice</p>").blocks.at(0).text, "press twice");
  EXPECT_EQ(Page("<p>press <a href=\"/x\">#</a> twice</p>").blocks.at(0).text, "press # twice");
}

TEST(Pith_Content, NoScriptInLinks) {
  const Page page("<p><a href=\"javascript:alert(1)\">press</a> here</p>");
  EXPECT_TRUE(page.blocks.at(0).spans.empty());
}

TEST(Pith_Content, TablesOfDataHaveRowsAndColumns) {
  const Page page("<table><tr><th>name<th>size<tr><td rowspan=2>a<td>1<tr><td>2</table>");
  ASSERT_EQ(page.blocks.size(), 5u);
  EXPECT_TRUE(page.blocks[0].header_cell);
  EXPECT_EQ(page.blocks[3].row, 1u);
  EXPECT_EQ(page.blocks[3].column, 1u);
  EXPECT_EQ(page.blocks[4].row, 2u);
  EXPECT_EQ(page.blocks[4].column, 1u);
}

TEST(Pith_Content, TablesForLayoutAreParagraphs) {
  const Page page("<table><tr><td>side<td><h1>title</h1><p>text</p></table>");
  for (const Block& block : page.blocks) EXPECT_NE(block.kind, Block::Kind::table_cell);
}

TEST(Pith_Content, HugeSpansCostNothing) {
  const Page page("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b<tr><td>c<td>d</table>");
  EXPECT_EQ(page.blocks.size(), 4u);
}

TEST(Pith_Layout, BlocksAreJoinedAsAReaderSeesThem) {
  const Page page(
      "<h1>head</h1><p>one<br>two</p><p>three<br><br>four</p><ul><li>a<li>b<p>more</p></"
      "ul><table><tr><td>x<td>y<tr><td>z<td>w</table>");
  EXPECT_EQ(layout_text(page.blocks), "head\n\none\ntwo\n\nthree\n\nfour\n\n- a\n- b\nmore\n\nx | y\nz | w");
}

TEST(Pith_Layout, DroppedBlocksLeaveNoTrace) {
  Page page("<p>one</p><p>two</p><p>three</p>");
  page.blocks[1].kept = false;
  EXPECT_EQ(layout_text(page.blocks), "one\n\nthree");
}

}  // namespace
}  // namespace pith::extract_stage
