#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support.h"

namespace pith::blocks {
namespace {

std::string paragraph(int i) {
  return "<p>Paragraph number " + std::to_string(i) +
         " speaks of gardens, of tomatoes that ripen on balconies, and of the water that every tomato needs in "
         "summer.</p>";
}

std::string article_with_farm(int paragraphs, int entries) {
  std::string html = "<body><div>";
  for (int i = 0; i < paragraphs; ++i) html += paragraph(i);
  for (int i = 0; i < entries; ++i)
    html += "<p><a href=/other/" + std::to_string(i) + ".html>Collected sayings by famous people, part " +
            std::to_string(i) +
            "</a></p><p>Whoever looks for proverbs will find dozens here, sorted by century and by mood.</p>";
  return html + "</div></body>";
}

TEST(Pith_Features, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kFeatureCount; ++i) {
    EXPECT_TRUE(names.insert(kFeatureTable.features[i].name.view()).second) << kFeatureTable.features[i].name.view();
    EXPECT_FALSE(kFeatureTable.features[i].meaning.empty());
  }
}

TEST(Pith_Features, AllAreFinite) {
  const Built page(article_with_farm(8, 5), "Gardens and tomatoes");
  ASSERT_EQ(page.table.features.size(), page.table.blocks.size() * kFeatureCount);
  for (std::size_t i = 0; i < page.table.features.size(); ++i)
    ASSERT_TRUE(std::isfinite(page.table.features[i])) << kFeatureTable.features[i % kFeatureCount].name.view();
}

TEST(Pith_Features, AFarmIsARunWithPeriodTwo) {
  const Built page(article_with_farm(8, 5), "Gardens and tomatoes");
  ASSERT_EQ(page.table.blocks.size(), 18u);
  EXPECT_EQ(page.at(0, column("r_items")), -2);
  for (BlockIndex i = 8; i < 18; ++i) {
    EXPECT_EQ(page.at(i, column("r_items")), 5) << i;
    EXPECT_GE(page.at(i, column("pb2")), 8) << i;
    EXPECT_LT(page.at(i, column("z_gap")), 0) << i;
  }
  EXPECT_EQ(page.at(9, column("r_role")), 1);
  EXPECT_EQ(page.at(10, column("r_idx")), 1);
  EXPECT_EQ(page.at(7, column("n_d")), 1);
  EXPECT_EQ(page.at(7, column("n_items")), 5);
}

TEST(Pith_Features, CohesionTellsTheFarmFromTheArticle) {
  const Built page(article_with_farm(8, 5), "Gardens and tomatoes");
  for (BlockIndex article = 1; article < 8; ++article)
    for (BlockIndex farm = 9; farm < 18; farm += 2)
      EXPECT_GT(page.at(article, column("z")), page.at(farm, column("z")));
}

TEST(Pith_Features, TheFrameIsNoPartOfTheRegion) {
  const Built page("<body><nav><a href=/>Home of everything there is</a></nav><main>" + paragraph(1) + paragraph(2) +
                   "</main><footer><p>Imprint and the like</p></footer></body>");
  EXPECT_EQ(page.at(0, column("f_in")), 0);
  EXPECT_EQ(page.at(0, column("a_nav")), 0);
  EXPECT_EQ(page.at(1, column("a_nav")), 15);
  EXPECT_EQ(page.at(1, column("f_in")), 1);
  EXPECT_EQ(page.at(3, column("f_in")), 0);
  EXPECT_EQ(page.at(3, column("z")), -9);
}

TEST(Pith_Features, TheTitleBlockIsFoundByItsWords) {
  const Built page("<body><p>Some site</p><div>Gardens and tomatoes</div>" + paragraph(1) + "</body>",
                   "Gardens and tomatoes");
  EXPECT_EQ(page.at(1, column("dh")), 0);
  EXPECT_EQ(page.at(2, column("dh")), 1);
  EXPECT_GT(page.at(1, column("te")), 0.9);
}

TEST(Pith_Features, LengthMeansTheSameInEveryScript) {
  const Built page(
      "<p>The city opened a new park by the river on Sunday.</p><p>這座城市週日在河邊開放了一座新公園</p>"
      "<p>В воскресенье город открыл новый парк у реки.</p><p>เมืองเปิดสวนสาธารณะแห่งใหม่ริมแม่น้ำเมื่อวันอาทิตย์</p>");
  for (BlockIndex i = 1; i < 4; ++i)
    EXPECT_NEAR(page.table.blocks[i].units, page.table.blocks[0].units, 0.35 * page.table.blocks[0].units) << i;
}

TEST(Pith_Features, MiddleOfAPageDoesNotDependOnWhatWasBuiltBefore) {
  const Built once(article_with_farm(8, 5));
  const Built other(article_with_farm(3, 2));
  const Built again(article_with_farm(8, 5));
  EXPECT_EQ(once.table.features, again.table.features);
}

TEST(Pith_Logarithm, IsTheNaturalOne) {
  for (const double x : {0.01, 0.2, 0.41, 0.42, 1.0, 3.0, 100.0, 12345.6, 1e9})
    EXPECT_NEAR(log1p_units(x), std::log1p(x), 1e-11 * (1 + std::log1p(x))) << x;
  EXPECT_EQ(log1p_units(0), 0);
  EXPECT_EQ(log1p_units(-5), 0);
}

TEST(Pith_PageFeatures, CountTagsAndTypes) {
  const Built page("<body><ul><li>a<li>b</ul></body>");
  const std::size_t li = kPageFeatureTable.find("n_li");
  EXPECT_FLOAT_EQ(page.table.page[li], static_cast<float>(log1p_units(2)));
}

TEST(Pith_PageFeatures, ReadTheAddress) {
  const std::size_t depth = kPageFeatureTable.find("u_depth");
  const auto at = [](const Built& page, std::string_view name) {
    return page.table.page[kPageFeatureTable.find(name)];
  };
  EXPECT_EQ(Built("<p>a", {}, "").table.page[depth], -1);
  const Built news("<p>a", {}, "https://forum.example.org/news/2019-05/a-long-day.html?id=7#top");
  EXPECT_EQ(news.table.page[depth], 3);
  EXPECT_EQ(at(news, "u_len"), 29);
  EXPECT_EQ(at(news, "u_query"), 4);
  EXPECT_EQ(at(news, "u_dashes"), 2);
  EXPECT_EQ(at(news, "u_year"), 1);
  EXPECT_EQ(at(news, "u_ext"), 1);
  EXPECT_EQ(at(news, "u_forum"), 0.5f);
  EXPECT_EQ(at(news, "u_blog"), 1.5f);
  EXPECT_EQ(at(Built("<p>a", {}, "https://example.org/%%//??"), "u_depth"), 1);
}

TEST(Pith_Repeats, KnowWhatStoodBeforeAndHowNear) {
  const Built page("<div><p>one two three four five six<p>other</div><div><p>one two three four five six</div>");
  ASSERT_EQ(page.table.blocks.size(), 3U);
  EXPECT_EQ(page.table.copy_before, (std::vector<BlockIndex>{kNoBlock, kNoBlock, 0}));
  EXPECT_GT(page.at(0, column("cp_n")), 0);
  EXPECT_EQ(page.at(1, column("cp_n")), 0);
  EXPECT_EQ(page.at(0, column("cp_b")), -1);
  EXPECT_FLOAT_EQ(page.at(2, column("cp_b")), static_cast<float>(log1p_units(2)));
  EXPECT_EQ(page.at(2, column("cp_blv")), 2);
  EXPECT_EQ(page.at(1, column("cp_blv")), 15);
}

TEST(Pith_Articles, AreNumberedAndTheTitlesOwnIsKnown) {
  const Built page("<p>before<article><h1>Ferries in winter</h1><p>a</article><article><h1>Other</h1><p>b</article>",
                   "Ferries in winter");
  const auto values = [&](std::size_t feature) {
    std::vector<float> result;
    for (BlockIndex i = 0; i < page.table.blocks.size(); ++i) result.push_back(page.at(i, feature));
    return result;
  };
  EXPECT_EQ(values(column("ar_idx")), (std::vector<float>{-1, 0, 0, 1, 1}));
  EXPECT_EQ(values(column("ar_own")), (std::vector<float>{0, 1, 1, -1, -1}));
  EXPECT_EQ(values(column("h1_n")), (std::vector<float>{0, 1, 1, 2, 2}));
  EXPECT_EQ(values(column("h1_d")), (std::vector<float>{-1, 0, 1, 0, 1}));
}

}  // namespace
}  // namespace pith::blocks
