// The rules of RFC 9309, a section above each test.
#include "fetch/robots.h"

#include <gtest/gtest.h>

#include <span>

namespace pith::robots {
namespace {

bool allowed(std::string_view text, std::string_view path, std::string_view product = "pith") {
  return parse(text, product).allows(path);
}

struct Case {
  std::string_view pattern;
  std::string_view path;
  bool matches;
};

void check(std::span<const Case> cases) {
  for (const auto& [pattern, path, expected] : cases) {
    const std::string text = "User-agent: *\nDisallow: " + std::string(pattern) + "\n";
    EXPECT_NE(allowed(text, path), expected) << pattern << " on " << path;
  }
}

// 2.1: groups, and 2.2.1: product tokens are matched without regard to case; groups of the same one are combined.
TEST(Robots, Rfc9309_GroupsOfTheProductAreCombined) {
  constexpr std::string_view kText =
      "user-agent: PITH\ndisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-Agent: Pith/2.0\nDisallow: /b\n"
      "User-agent: *\nDisallow: /c\n";
  EXPECT_FALSE(allowed(kText, "/a"));
  EXPECT_FALSE(allowed(kText, "/b"));
  EXPECT_TRUE(allowed(kText, "/c"));
  EXPECT_TRUE(allowed(kText, "/d"));
}

// 2.2.1: "If no matching group exists, crawlers MUST obey the group with a user-agent line with the '*' value."
TEST(Robots, Rfc9309_TheStarGroup) {
  constexpr std::string_view kText =
      "User-agent: *\nDisallow: /a\nUser-agent: other\nDisallow: /b\nUser-agent: *\n"
      "Disallow: /c\n";
  EXPECT_FALSE(allowed(kText, "/a"));
  EXPECT_TRUE(allowed(kText, "/b"));
  EXPECT_FALSE(allowed(kText, "/c"));
  EXPECT_FALSE(allowed(kText, "/b", "other"));
  EXPECT_TRUE(allowed(kText, "/a", "other"));
}

// 2.2.1: "If no group matches ... no rules apply."
TEST(Robots, Rfc9309_NoGroup) {
  EXPECT_TRUE(allowed("User-agent: other\nDisallow: /\n", "/a"));
  EXPECT_TRUE(allowed("Disallow: /\n", "/a"));
  EXPECT_TRUE(allowed("", "/a"));
  EXPECT_TRUE(allowed("<!doctype html><title>Not found</title><p>User-agent: none", "/a"));
}

// 2.1: a group may begin with several User-agent lines.
TEST(Robots, Rfc9309_AGroupOfSeveral) {
  constexpr std::string_view kText = "User-agent: a\nUser-agent: pith\n# both\nUser-agent: b\nDisallow: /x\n";
  for (const char* product : {"a", "b", "pith"}) EXPECT_FALSE(allowed(kText, "/x", product)) << product;
  EXPECT_TRUE(allowed(kText, "/x", "c"));
}

// A group that names the crawler and has no rules is still its group.
TEST(Robots, Rfc9309_AnOwnGroupWithoutRules) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /\nUser-agent: pith\nDisallow:\n", "/a"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /\nUser-agent: pith\n", "/a"));
}

// 2.2.1: the token ends where letters, '_' and '-' do: "pithy" is another crawler.
TEST(Robots, Rfc9309_WholeTokens) {
  EXPECT_TRUE(allowed("User-agent: pithy\nDisallow: /\n", "/a"));
  EXPECT_TRUE(allowed("User-agent: pit\nDisallow: /\n", "/a"));
  EXPECT_FALSE(allowed("User-agent: pith 1\nDisallow: /\n", "/a"));
  EXPECT_EQ(product_token("pith/0.1 (+https://example.org)"), "pith");
  EXPECT_EQ(product_token("Big_Bot-News 2"), "Big_Bot-News");
}

// 2.2.2: the most specific match is the one with the most octets; Allow if both are equivalent.
TEST(Robots, Rfc9309_LongestMatch) {
  constexpr std::string_view kText =
      "User-agent: *\nAllow: /a/p/\nDisallow: /a/\nDisallow: /same\nAllow: /same\n"
      "Disallow: /page.html\nAllow: /page\n";
  EXPECT_TRUE(allowed(kText, "/a/p/x"));
  EXPECT_FALSE(allowed(kText, "/a/q"));
  EXPECT_TRUE(allowed(kText, "/same"));
  EXPECT_FALSE(allowed(kText, "/page.html"));
  EXPECT_TRUE(allowed(kText, "/page.htm"));
}

// 2.2.2: "The /robots.txt URI is implicitly allowed."
TEST(Robots, Rfc9309_RobotsItself) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /\n", "/robots.txt"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /\n", "/"));
}

// 2.2.2: matching is case-sensitive and starts at the first octet of the path.
TEST(Robots, Rfc9309_Prefixes) {
  constexpr Case kCases[] = {{"/fish", "/fish", true},    {"/fish", "/fish.html", true}, {"/fish", "/Fish", false},
                             {"/fish", "/a/fish", false}, {"/fish/", "/fish", false},    {"/fish/", "/fish/a?b", true},
                             {"/?", "/?a", true},         {"/?", "/a?b", false},         {"", "/a", false},
                             {"fish", "/fish", false},    {"/a b", "/a%20b", true}};
  check(kCases);
}

// 2.2.2: percent-encoding; the rows of the RFC's table, and more.
TEST(Robots, Rfc9309_Octets) {
  constexpr Case kCases[] = {
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
      {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", true},
      {"/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", true},
      {"/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%e3%83%84", "/foo/bar/\xE3\x83\x84", true},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
      {"/foo/bar/baz", "/foo/bar/%62%61%7A", true},
      {"/a%2Fb", "/a/b", false},
      {"/a%2fb", "/a%2Fb", true},
      {"/a%", "/a%", true},
      {"/a%4", "/a%4", true},
  };
  check(kCases);
}

// 2.2.3: special characters.
TEST(Robots, Rfc9309_StarsAndEnds) {
  constexpr Case kCases[] = {
      {"/*.php", "/a/b.php?c", true},
      {"/*.php$", "/a.php", true},
      {"/*.php$", "/a.php5", false},
      {"/*.php$", "/a.php?.php", true},
      {"/fish*", "/fish", true},
      {"/a*b*c", "/a-b-b-c-d", true},
      {"/a*b*c", "/a-c-b", false},
      {"/a$", "/a", true},
      {"/a$", "/ab", false},
      {"/a$b", "/a$b", true},
      {"/a$b", "/ab", false},
      {"*", "/a", true},
      {"/*", "/", true},
      {"/a**b", "/a--b", true},
      {"$", "/", false},
      {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true},
      {"/*/x$", "/x", false},
      {"*/x", "/x", true},
      {"/*$", "/a", true},
      {"/a*a$", "/a", false},
      {"/foo-%24", "/foo-%24", true},
      {"/foo-%24", "/foo-", false},
  };
  check(kCases);
}

// 2.2.4: other records do not end a group; sitemaps belong to no group.
TEST(Robots, Rfc9309_OtherRecords) {
  constexpr std::string_view kText =
      "Sitemap: https://example.org/1.xml\nUser-agent: pith\nSitemap: /2.xml\n"
      "Host: example.org\nno colon here\nDisallow: /a\nClean-param: x\nDisallow: /b\n";
  EXPECT_FALSE(allowed(kText, "/a"));
  EXPECT_FALSE(allowed(kText, "/b"));
  EXPECT_EQ(parse(kText, "other").sitemaps, (std::vector<std::string>{"https://example.org/1.xml", "/2.xml"}));
}

// 2.2: line ends, comments, white space, a byte order mark.
TEST(Robots, Rfc9309_Lines) {
  EXPECT_FALSE(allowed("\xEF\xBB\xBFUser-agent: *\rDisallow: /a\r", "/a"));
  EXPECT_FALSE(allowed("User-agent:*\r\n\tDisallow  :/a#b\r\n", "/a"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /a", "/a"));
  EXPECT_TRUE(allowed("User-agent: *\n#Disallow: /a", "/a"));
  EXPECT_FALSE(allowed("User-agent: *\n\n\nDisallow: /a", "/a"));
}

// 2.5: a limit of at least 500 KiB. What is beyond is not read, nor is the line that the limit cuts.
TEST(Robots, Rfc9309_Limit) {
  std::string text = "User-agent: *\n";
  text.append(kMostBytes - text.size() - 20, '#').append("\nDisallow: /a\nDisallow: /bcd\nDisallow: /e\n");
  EXPECT_FALSE(allowed(text, "/a"));
  EXPECT_TRUE(allowed(text, "/bcd"));
  EXPECT_TRUE(allowed(text, "/b"));
  EXPECT_TRUE(allowed(text, "/e"));
}

TEST(Robots, Pith_CrawlDelay) {
  using std::chrono::milliseconds;
  EXPECT_EQ(parse("User-agent: *\nCrawl-delay: 2.5\n", "pith").crawl_delay, milliseconds(2500));
  EXPECT_EQ(parse("User-agent: *\nCrawl-delay: 2\nDisallow: /\nUser-agent: pith\nDisallow: /a\n", "pith").crawl_delay,
            std::nullopt);
  EXPECT_EQ(parse("User-agent: *\nCrawl-delay: 1e300\n", "pith").crawl_delay, milliseconds(1000));
  for (const char* value : {"", "-1", "soon", "nan"}) {
    EXPECT_EQ(parse("User-agent: *\nCrawl-delay: " + std::string(value) + "\n", "pith").crawl_delay, std::nullopt)
        << value;
  }
  EXPECT_EQ(parse("User-agent: *\nCrawl-delay: 99999999999999999999\n", "pith").crawl_delay,
            milliseconds(1'000'000'000'000));
}

}  // namespace
}  // namespace pith::robots
