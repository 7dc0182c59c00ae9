#include "fetch/lists.h"

#include <gtest/gtest.h>

#include "bombs.h"

namespace pith::lists {
namespace {

using Strings = std::vector<std::string>;

TEST(Lists, Sitemaps_UrlSet) {
  const List list = read(
      "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'>"
      "<url><loc> http://example.org/a?b=1&amp;c=2 </loc><lastmod>2024-01-01</lastmod></url>"
      "<url><loc><![CDATA[http://example.org/b]]></loc></url></urlset>");
  EXPECT_EQ(list.pages, (Strings{"http://example.org/a?b=1&c=2", "http://example.org/b"}));
  EXPECT_TRUE(list.sitemaps.empty());
}

TEST(Lists, Sitemaps_Index) {
  const List list = read(
      "<sitemapindex><sitemap><loc>http://example.org/1.xml.gz</loc></sitemap>"
      "<sitemap><loc>http://example.org/2.xml</loc></sitemap></sitemapindex>");
  EXPECT_EQ(list.sitemaps, (Strings{"http://example.org/1.xml.gz", "http://example.org/2.xml"}));
  EXPECT_TRUE(list.pages.empty());
}

TEST(Lists, Sitemaps_Text) {
  EXPECT_EQ(read("http://example.org/a\r\nhttps://example.org/b \nnot a URL\n\nhttp://example.org/c").pages,
            (Strings{"http://example.org/a", "https://example.org/b", "http://example.org/c"}));
}

TEST(Lists, Rss_Items) {
  const List list = read(
      "<rss version='2.0'><channel><link>http://example.org/</link><item><title>1</title>"
      "<link>http://example.org/1</link><comments>http://example.org/1#c</comments></item></channel></rss>");
  EXPECT_EQ(list.pages, Strings{"http://example.org/1"});
}

TEST(Lists, Rfc4287_Entries) {
  const List list = read(
      "<feed xmlns='http://www.w3.org/2005/Atom'><link href='http://example.org/'/>"
      "<entry><link href='/1'/><link rel='edit' href='/edit'/></entry>"
      "<entry><link rel='alternate' href='http://example.org/2'/></entry></feed>");
  EXPECT_EQ(list.pages, (Strings{"/1", "http://example.org/2"}));
}

TEST(Lists, Pith_WhatIsBrokenGivesWhatStandsBefore) {
  EXPECT_EQ(read("<urlset><url><loc>http://example.org/a</loc></url><url><loc>http://exa").pages,
            Strings{"http://example.org/a"});
  EXPECT_TRUE(read("").pages.empty());
  EXPECT_TRUE(read("<").pages.empty());
  EXPECT_TRUE(read(std::string("\x1f\x8b\x08\0", 4)).pages.empty());
}

TEST(Lists, Pith_Bombs) {
  std::string entities = "<!DOCTYPE urlset [<!ENTITY a 'http://example.org/'>";
  for (char c = 'b'; c <= 'z'; ++c) {
    const std::string before(1, static_cast<char>(c - 1));
    entities += "<!ENTITY " + std::string(1, c) + " '";
    for (int i = 0; i < 10; ++i) entities += "&" + before + ";";
    entities += "'>";
  }
  EXPECT_TRUE(read(entities + "]><urlset><url><loc>&z;</loc></url></urlset>").pages.empty());
  EXPECT_TRUE(read(testing::gzip_bomb(1'000'000)).pages.empty());
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<url>";
  EXPECT_TRUE(read(deep).pages.empty());
}

}  // namespace
}  // namespace pith::lists
