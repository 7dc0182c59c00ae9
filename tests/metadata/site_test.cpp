#include <gtest/gtest.h>

#include "support.h"

namespace pith::metadata {
namespace {

TEST(Rfc5646_2_1_1, DeclaredLanguageInItsUsualCase) {
  const auto language = [](const char* page) { return collected(page).metadata.language; };
  EXPECT_EQ(language("<html lang=en>"), "en");
  EXPECT_EQ(language("<html lang=EN-us>"), "en-US");
  EXPECT_EQ(language("<html lang=zh-hans-cn>"), "zh-Hans-CN");
  EXPECT_EQ(language("<html lang=pt_BR>"), "pt-BR");
  EXPECT_EQ(language("<html lang=es-419>"), "es-419");
  EXPECT_EQ(language("<html xml:lang=fr>"), "fr");
  EXPECT_EQ(language("<html lang=''><meta http-equiv=content-language content='de, en'>"), "de");
  EXPECT_EQ(language("<meta property=og:locale content=ja_JP>"), "ja-JP");
  EXPECT_EQ(language("<html lang='{{lang}}'>"), "");
  EXPECT_EQ(language("<html lang=english>"), "");
}

TEST(Pith_Site, FieldsOfTheHead) {
  const Metadata metadata = collected(R"(<head>
    <link rel="canonical" href="/a/story?x=1"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
    <meta property="og:site_name" content="The Tidings &amp;amp; Co"><meta property="og:image" content="//cdn.example/i.png">
    <meta name="description" content=" Two
      lines "><meta property="article:section" content="World"><meta property="article:tag" content="river">
    <meta property="article:tag" content="drought, river"></head>)")
                                .metadata;
  EXPECT_EQ(metadata.canonical_url, "https://www.tidings.example/a/story?x=1");
  EXPECT_EQ(metadata.license, "https://creativecommons.org/licenses/by/4.0/");
  EXPECT_EQ(metadata.sitename, "The Tidings & Co");
  EXPECT_EQ(metadata.image, "https://cdn.example/i.png");
  EXPECT_EQ(metadata.description, "Two lines");
  EXPECT_EQ(joined(metadata.categories), "World");
  EXPECT_EQ(joined(metadata.tags), "river; drought");
  EXPECT_EQ(metadata.hostname, "tidings.example");
}

TEST(Pith_Site, FallbacksAndRefusals) {
  const Metadata metadata = collected(R"(<link rel="canonical" href="javascript:x">
    <script type="application/ld+json">{"@type":"Article","publisher":{"name":"Wordy"},"keywords":"a, b",
      "image":{"url":"/x.jpg"},"description":"D"}</script>
    <p><a href="https://creativecommons.org/licenses/by-sa/3.0/">CC</a> <a rel="tag" href="/t">c</a></p>)")
                                .metadata;
  EXPECT_EQ(metadata.canonical_url, "");
  EXPECT_EQ(metadata.sitename, "Wordy");
  EXPECT_EQ(metadata.image, "https://www.tidings.example/x.jpg");
  EXPECT_EQ(metadata.description, "D");
  EXPECT_EQ(metadata.license, "https://creativecommons.org/licenses/by-sa/3.0/");
  EXPECT_EQ(joined(metadata.tags), "a; b; c");
}

TEST(Pith_Site, APageThatSaysNothing) {
  const Result result = collected("", "");
  EXPECT_EQ(result.metadata.title, "");
  EXPECT_EQ(result.metadata.hostname, "");
  EXPECT_TRUE(result.metadata.authors.empty());
  EXPECT_TRUE(result.hints.titles.empty());
}

TEST(Pith_Site, HintsForTheScorer) {
  const Result result = collected(R"(<title>T</title><meta property="og:type" content="Article">
    <meta property="og:title" content="O"><meta name="description" content="D">
    <script type="application/ld+json">{"@type":"Article","headline":"H","articleBody":"B"}</script>)");
  EXPECT_EQ(joined(result.hints.titles), "T; O; H");
  EXPECT_EQ(joined(result.hints.descriptions), "D");
  EXPECT_EQ(result.hints.article_body, "B");
  EXPECT_EQ(joined(result.hints.json_ld_types), "article");
  EXPECT_EQ(result.hints.og_type, "article");
}

// Work grows with the page, not with its square: a hostile page of each kind ends.
TEST(Pith_Site, HostilePagesEnd) {
  const auto repeated = [](std::string_view piece, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += piece;
    return out;
  };
  EXPECT_EQ(collected("<h1>T</h1>" + repeated("<p class='author date title meta'>By A</p>", 20'000)).metadata.title,
            "T");
  collected(repeated("<h1>a - b | c</h1>", 20'000));
  collected("<title>" + repeated("a - ", 100'000) + "</title>");
  collected("<meta name=author content='" + repeated("a,", 200'000) + "'>");
  collected("<h1>T</h1>" + repeated("<div class=date>", 400) + repeated("1 2 3 / ", 50'000));
  collected("<h1>T</h1><p>" + repeated("&amp;", 100'000) + repeated("<", 1'000));
  collected(repeated("<aside>", 400) + repeated("<h2>x</h2>", 10'000));
}

}  // namespace
}  // namespace pith::metadata
