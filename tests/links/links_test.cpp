#include "pith/links.h"

#include <gtest/gtest.h>

namespace pith {
namespace {

using Strings = std::vector<std::string>;

PageNotes notes(std::string_view html, std::string_view type = "text/html") {
  return page_notes({.bytes = html, .url = "https://example.org/a/b", .content_type = type});
}

TEST(Links, Whatwg_AnchorsAndAreas) {
  const PageNotes got = notes(
      "<a href=c>1</a><a href='/d#e'>2</a><map><area href='//other.example/'></map><a>none</a><a href=''>self</a>"
      "<a href='mailto:a@example.org'>3</a><a href='javascript:x'>4</a><a href='ftp://example.org/'>5</a>");
  EXPECT_EQ(got.links, (Strings{"https://example.org/a/c", "https://example.org/d", "https://other.example/",
                                "https://example.org/a/b"}));
}

TEST(Links, Whatwg_Base) {
  EXPECT_EQ(notes("<base href='/x/'><a href=c>1</a>").links, Strings{"https://example.org/x/c"});
}

TEST(Links, Pith_WhatMayNotBeFollowed) {
  EXPECT_EQ(notes("<a rel='x NoFollow' href=c>1</a><a rel=nofollower href=d>2</a>").links,
            Strings{"https://example.org/a/d"});
  for (const char* content : {"noindex, nofollow", "none", "NOFOLLOW"}) {
    const PageNotes got = notes("<meta name=Robots content='" + std::string(content) + "'><a href=c>1</a>");
    EXPECT_EQ(got.robots, content);
    EXPECT_TRUE(got.links.empty()) << content;
  }
  EXPECT_EQ(notes("<meta name=robots content=noindex><a href=c>1</a>").links.size(), 1U);
}

TEST(Links, Pith_CanonicalAlternatesAndFeeds) {
  const PageNotes got = notes(
      "<link rel=canonical href=/c><link rel=canonical href=/second><link rel=alternate hreflang=de href=/de>"
      "<link rel='alternate' hreflang=x-default href=/><link rel=alternate type=application/rss+xml href=/rss>"
      "<link rel='Alternate' type='application/atom+xml' href=/atom><link rel=alternate href=/print>"
      "<link rel=stylesheet href=/css>");
  EXPECT_EQ(got.canonical, "https://example.org/c");
  const std::vector<std::pair<std::string, std::string>> alternates = {{"de", "https://example.org/de"},
                                                                       {"x-default", "https://example.org/"}};
  EXPECT_EQ(got.alternates, alternates);
  EXPECT_EQ(got.feeds, (Strings{"https://example.org/rss", "https://example.org/atom"}));
}

TEST(Links, Pith_NothingOfOtherThings) {
  EXPECT_TRUE(notes("%PDF-1.4 <a href=c>1</a>", "application/pdf").links.empty());
  EXPECT_TRUE(notes("{\"a\": \"<a href=c>\"}", "application/json").links.empty());
  EXPECT_TRUE(notes("").links.empty());
}

}  // namespace
}  // namespace pith
