#include "blocks/patterns.h"

#include <gtest/gtest.h>

#include "blocks/blocks.h"
#include "blocks/features.h"

namespace pith::blocks {
namespace {

TEST(Pith_Patterns, Dates) {
  for (const char* text : {"2024-03-05", "2023年4月27日", "5.3.2021", "12/31/99", "3 March 2020", "March 3rd, 2020",
                           "10:45", "3 days ago", "5 小时前", "2024. 3. 5", "12 марта 2020", "2 hours ago"})
    EXPECT_TRUE(has_date(text)) << text;
  for (const char* text :
       {"", "1,000 people", "version 2.0", "in 1999 they met", "call 555 1234", "5 days later", "chapter 12"})
    EXPECT_FALSE(has_date(text)) << text;
}

TEST(Pith_Patterns, Prices) {
  for (const char* text : {"$5", "€ 12,50", "12 €", "30元", "1500円", "49 zł", "¥300"})
    EXPECT_TRUE(has_price(text)) << text;
  for (const char* text : {"", "dollars", "5 apples", "元朝"}) EXPECT_FALSE(has_price(text)) << text;
}

TEST(Pith_Patterns, Bylines) {
  for (const char* text :
       {"By Jane Roe", "by the editors", "Von Hans Muster", "作者：李四", "来源:某报", "— Posted by admin", "文／王五"})
    EXPECT_TRUE(is_byline(text)) << text;
  for (const char* text : {"", "Bygone days", "Vonnegut wrote", "The author of it"})
    EXPECT_FALSE(is_byline(text)) << text;
}

TEST(Pith_Patterns, Copyright) {
  EXPECT_TRUE(has_copyright("© 2020 Somebody"));
  EXPECT_TRUE(has_copyright("ALL RIGHTS RESERVED"));
  EXPECT_TRUE(has_copyright("京ICP备12345号"));
  EXPECT_FALSE(has_copyright("the right to copy"));
}

struct CueCase {
  const char* text;
  int level;
};

TEST(Pith_Cues, WholeBlocksAndStarts) {
  for (const CueCase& c : {CueCase{"Related articles", 2},
                           {"» Read more", 2},
                           {"相关阅读：", 2},
                           {"關鍵詞:科技", 2},
                           {"責任編輯：王小明", 2},
                           {"Lesen Sie auch", 2},
                           {"Читайте также", 2},
                           {"Share this story with everyone you know and love in the world", 1},
                           {"相关阅读的研究指出，儿童每天应当读书半小时以上", 1},
                           {"Relatedness is a concept", 0},
                           {"A plain sentence", 0},
                           {"", 0},
                           {"Sharepoint", 0}})
    EXPECT_EQ(cue_level(c.text), c.level) << c.text;
}

TEST(Pith_Cues, Classes) {
  EXPECT_EQ(cue_classes("12 Comments"), kCueComments);
  EXPECT_EQ(cue_classes("网友评论"), kCueComments);
  EXPECT_EQ(cue_classes("You may also like"), kCueRelated);
  EXPECT_EQ(cue_classes("版权声明"), kCueLegal);
  EXPECT_EQ(cue_classes("Teilen"), kCueShare);
  EXPECT_EQ(cue_classes("標籤"), kCueTags);
  EXPECT_EQ(cue_classes("Nothing of the kind"), 0);
}

TEST(Pith_WordGroups, AWordMayBeOfTwo) {
  EXPECT_EQ(word_groups(word_hash("article")), 1u);
  EXPECT_EQ(word_groups(word_hash("zzz")), 0u);
  const std::uint32_t banner = word_groups(word_hash("banner"));
  EXPECT_EQ(banner & (banner - 1), banner & ~(banner & (~banner + 1)));
  EXPECT_NE(banner & (banner - 1), 0u);
}

}  // namespace
}  // namespace pith::blocks
