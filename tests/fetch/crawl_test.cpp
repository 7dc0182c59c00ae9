// The crawler against a small server: every URL one result, robots.txt first, retries, redirects, going on after an
// end.
#include <algorithm>
#include <filesystem>

#include "crawl_support.h"

namespace pith {
namespace {

using namespace testing_crawl;
using std::chrono::milliseconds;
using testing::Client;
using testing::response;
using testing::Server;

TEST(Crawl, Pith_EachUrlGivesOneResult) {
  const Site site({{"/gone", kNotFound}, {"/robots.txt", response("", "User-agent: *\nDisallow: /private\n")}});
  Results results;
  const std::vector<std::string> urls = {site.url("/a"),
                                         "ftp://example.org/",
                                         site.url("/gone"),
                                         site.url("/private/x"),
                                         site.url("/a#b"),
                                         site.url("/b"),
                                         ""};
  const CrawlCounts counts = crawl(results, quick(), urls);
  EXPECT_EQ(counts.done, urls.size());
  EXPECT_EQ(counts.failed, 4U);
  EXPECT_EQ(counts.queued, 0U);
  ASSERT_EQ(results.all.size(), urls.size());
  const char* const expected[] = {"ok", "bad_url", "http_error", "robots", "duplicate", "ok", "bad_url"};
  for (std::size_t i = 0; i < urls.size(); ++i) EXPECT_EQ(reason(results.of(urls[i])), expected[i]) << urls[i];
  EXPECT_EQ(results.of(urls[0]).response.body, "/a");
  EXPECT_EQ(results.of(urls[2]).response.status, 404);
  EXPECT_EQ(site.paths(), (std::vector<std::string>{"/robots.txt", "/a", "/gone", "/b"}));
}

// RFC 9309, 2.3.1: what robots.txt answers, and what follows for the host's pages.
TEST(Crawl, Rfc9309_AccessResults) {
  struct Case {
    std::string answer;
    std::string_view reason;
  };
  const std::string disallow = "User-agent: *\nDisallow: /\n";
  const Case cases[] = {
      {response("", disallow), "robots"},
      {response("", "User-agent: *\nDisallow: /other\n"), "ok"},
      {response("Content-Type: text/html\r\n", "<!doctype html><title>Disallow: /</title>"), "ok"},
      {kNotFound, "ok"},
      {"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "ok"},
      {"HTTP/1.1 500 Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "robots_unreachable"},
      {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "robots_unreachable"},
      {"nonsense\r\n\r\n", "bad_response"},
      {redirect("/r1"), "robots"},
      {redirect("/loop"), "ok"},
      {redirect("file:///etc/passwd"), "bad_url"},
      {redirect("http://169.254.169.254/"), "forbidden_address"},
      {response("", std::string(600'000, '#') + "\n" + disallow), "ok"},
      {response("", disallow + std::string(5'000'000, '#')), "robots"},
  };
  for (const auto& [answer, expected] : cases) {
    const Site site({{"/robots.txt", answer},
                     {"/r1", redirect("/r2")},
                     {"/r2", redirect("/r3")},
                     {"/r3", redirect("/r4")},
                     {"/r4", redirect("/r5")},
                     {"/r5", response("", disallow)},
                     {"/loop", redirect("/loop")}});
    Results results;
    crawl(results, quick(), {site.url("/a")});
    ASSERT_EQ(results.all.size(), 1U);
    EXPECT_EQ(reason(results.all[0]), expected) << answer.substr(0, 60) << results.all[0].detail;
  }
}

TEST(Crawl, Rfc9309_RobotsOfAnUnreachableHost) {
  const int unused = testing::port_of(testing::listen_on_loopback());
  Results results;
  crawl(results, quick(), {"http://127.0.0.1:" + std::to_string(unused) + "/a"});
  EXPECT_EQ(reason(results.all.at(0)), "connect");
  EXPECT_TRUE(results.all[0].response.final_url.ends_with("/robots.txt")) << results.all[0].response.final_url;
}

TEST(Crawl, Pith_RobotsIgnored) {
  const Site site({{"/robots.txt", response("", "User-agent: *\nDisallow: /\n")}});
  CrawlOptions options = quick();
  options.ignore_robots = true;
  Results results;
  crawl(results, options, {site.url("/a")});
  EXPECT_EQ(reason(results.all.at(0)), "ok");
  EXPECT_EQ(site.paths(), std::vector<std::string>{"/a"});
}

// Robots of the host that a redirect leads to count there.
TEST(Crawl, Rfc9309_RedirectsToAHostThatDisallows) {
  const Site there({{"/robots.txt", response("", "User-agent: *\nDisallow: /x\n")}});
  const Site here({{"/a", redirect("http://there.example:" + there.port() + "/x")},
                   {"/b", redirect("http://there.example:" + there.port() + "/y")}});
  CrawlOptions options = quick();
  options.fetch.resolve = {"there.example:" + there.port() + ":127.0.0.1"};
  Results results;
  crawl(results, options, {here.url("/a"), here.url("/b")});
  EXPECT_EQ(reason(results.of(here.url("/a"))), "robots");
  EXPECT_EQ(results.of(here.url("/b")).response.body, "/y");
  EXPECT_EQ(results.of(here.url("/b")).response.final_url, "http://there.example:" + there.port() + "/y");
}

TEST(Crawl, Pith_RedirectsThatAreRefused) {
  const Site site({{"/loop", redirect("/loop")},
                   {"/file", redirect("file:///etc/passwd")},
                   {"/inside", redirect("http://169.254.169.254/")}});
  Results results;
  CrawlOptions options = quick();
  options.ignore_robots = true;
  crawl(results, options, {site.url("/loop"), site.url("/file"), site.url("/inside")});
  EXPECT_EQ(reason(results.of(site.url("/loop"))), "too_many_redirects");
  EXPECT_EQ(reason(results.of(site.url("/file"))), "bad_url");
  EXPECT_EQ(reason(results.of(site.url("/inside"))), "forbidden_address");
}

// Cookies live within one chain of redirects, and go to the host that set them.
TEST(Crawl, Pith_CookiesWithinAChain) {
  const std::string set =
      "HTTP/1.1 302 Found\r\nSet-Cookie: key=value; Path=/\r\nContent-Length: 0\r\nConnection: close\r\n";
  const Site there;
  const Site here({{"/a", set + "Location: /b\r\n\r\n"},
                   {"/c", set + "Location: http://there.example:" + there.port() + "/d\r\n\r\n"}});
  CrawlOptions options = quick();
  options.ignore_robots = true;
  options.fetch.resolve = {"there.example:" + there.port() + ":127.0.0.1"};
  Results results;
  crawl(results, options, {here.url("/a"), here.url("/c"), here.url("/e")});
  ASSERT_EQ(here.requests().size(), 4U);
  for (const std::string& request : here.requests()) {
    const bool has_cookie = request.find("\r\nCookie: key=value\r\n") != request.npos;
    EXPECT_EQ(has_cookie, request.starts_with("GET /b ")) << request;
  }
  ASSERT_EQ(there.requests().size(), 1U);
  EXPECT_EQ(there.requests()[0].find("Cookie"), std::string::npos);
}

std::string busy(const std::string& retry_after) {
  return "HTTP/1.1 503 Busy\r\n" + (retry_after.empty() ? "" : "Retry-After: " + retry_after + "\r\n") +
         "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

TEST(Crawl, Rfc9110_RetryAfter) {
  const Site site({{"/busy", busy("")},
                   {"/soon", busy("0")},
                   {"/much-later", busy("99999999999")},
                   {"/date", busy("Fri, 31 Dec 2199 23:59:59 GMT")}});
  struct Case {
    std::string path;
    std::string_view reason;
    int attempts;
  };
  for (const auto& [path, expected, attempts] :
       {Case{"/busy", "http_error", 3}, Case{"/soon", "http_error", 3}, Case{"/much-later", "retry_later", 1},
        Case{"/date", "retry_later", 1}}) {
    Results results;
    crawl(results, quick(), {site.url(path), site.url("/a")});
    EXPECT_EQ(reason(results.of(site.url(path))), expected) << path;
    EXPECT_EQ(results.of(site.url(path)).attempts, attempts) << path;
    EXPECT_EQ(results.of(site.url(path)).response.status, 503) << path;
    // The host as a whole is told to wait.
    EXPECT_EQ(reason(results.of(site.url("/a"))), expected == "retry_later" ? "retry_later" : "ok") << path;
  }
}

TEST(Crawl, Pith_AFailingHostRestsAndIsGivenUp) {
  const Site site({{"/robots.txt", kNotFound}, {"/1", "?"}, {"/2", "?"}, {"/3", "?"}, {"/4", "?"}, {"/5", "?"}});
  CrawlOptions options = quick();
  options.retries = 0;
  options.failures = 2;
  Results results;
  std::vector<std::string> urls;
  for (const char* path : {"/1", "/2", "/3", "/4", "/5", "/6"}) urls.push_back(site.url(path));
  crawl(results, options, urls);
  const char* const expected[] = {"bad_response", "bad_response", "bad_response",
                                  "bad_response", "host_down",    "host_down"};
  for (std::size_t i = 0; i < urls.size(); ++i) EXPECT_EQ(reason(results.of(urls[i])), expected[i]) << urls[i];
  EXPECT_EQ(site.paths().size(), 5U);
}

class CrawlWithState : public ::testing::Test {
 protected:
  CrawlWithState() {
    std::string pattern = std::filesystem::temp_directory_path() / "pith-crawl-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    options_ = quick();
    options_.state = folder_ / "state";
  }
  ~CrawlWithState() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::filesystem::path folder_;
  CrawlOptions options_;
};

TEST_F(CrawlWithState, Pith_GoesOnWhereItWasBrokenOff) {
  const Site site;
  std::vector<std::string> urls = {"ftp://bad/"};
  for (int i = 0; i < 20; ++i) urls.push_back(site.url("/" + std::to_string(i)));
  Results first;
  first.most = 8;
  EXPECT_EQ(crawl(first, options_, urls).queued, 13U);
  options_.resume = true;
  Crawl again = opened(options_);
  EXPECT_EQ(again.position(), "8");
  EXPECT_TRUE(again.asked_all());
  Results rest;
  EXPECT_FALSE(again.ask(list({})));
  again.run(rest);
  ASSERT_EQ(rest.all.size(), 13U);
  for (const std::string& url : urls) EXPECT_NE(first.of(url).url.empty(), rest.of(url).url.empty()) << url;
  EXPECT_EQ(std::ranges::count(site.paths(), "/robots.txt"), 1);  // it is kept for a day
}

TEST_F(CrawlWithState, Pith_NothingToResume) {
  const Site site;
  Results results;
  crawl(results, options_, {site.url("/a")});
  options_.resume = true;
  const auto result = Crawl::open(options_);
  ASSERT_TRUE(std::holds_alternative<CrawlError>(result));
  EXPECT_NE(std::get<CrawlError>(result).message.find("nothing to resume"), std::string::npos);
}

TEST_F(CrawlWithState, Pith_OneRunAtATime) {
  const Crawl one = opened(options_);
  const auto two = Crawl::open(options_);
  ASSERT_TRUE(std::holds_alternative<CrawlError>(two));
  EXPECT_NE(std::get<CrawlError>(two).message.find("no other run"), std::string::npos);
}

TEST_F(CrawlWithState, Rfc9110_ConditionalRequestsOfASecondRun) {
  int runs = 0;
  const Server server([&](Client& client, const std::string& request) {
    const bool same = request.find("\r\nIf-None-Match: \"v1\"\r\n") != request.npos &&
                      request.find("\r\nIf-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT\r\n") != request.npos;
    if (request.starts_with("GET /robots.txt")) {
      client.send(kNotFound);
    } else if (request.starts_with("GET /kept") && same) {
      client.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n");
    } else {
      client.send(response("ETag: \"v1\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n", std::to_string(runs)));
    }
  });
  const std::vector<std::string> urls = {server.url("/kept"), server.url("/new")};
  for (; runs < 3; ++runs) {
    Results results;
    crawl(results, options_, urls);
    EXPECT_EQ(reason(results.of(urls[0])), runs == 0 ? "ok" : "not_modified") << runs;
    EXPECT_EQ(results.of(urls[1]).response.body, std::to_string(runs));
  }
}

// Links as this test's pages have them: all between quotes.
PageNotes quoted(const Response& response) {
  PageNotes notes;
  std::string_view rest = response.body;
  for (std::size_t at = 0; (at = rest.find('"')) != rest.npos;) {
    rest.remove_prefix(at + 1);
    notes.links.emplace_back(rest.substr(0, rest.find('"')));
    rest.remove_prefix(std::min(notes.links.back().size() + 1, rest.size()));
  }
  return notes;
}

std::vector<std::string> sorted_urls(const Results& results, const Site& site) {
  std::vector<std::string> out;
  for (const CrawlResult& result : results.all) out.push_back(result.url.substr(site.url("").size()));
  std::ranges::sort(out);
  return out;
}

TEST(Crawl, Pith_FollowsLinksOfTheSameHost) {
  const Site site({{"/", response("", "\"/a\" \"/a#x\" \"b\" \"http://other.example/\" \"mailto:x\"")},
                   {"/a", response("", "\"/c\" \"/\"")},
                   {"/c", response("", "\"/d\"")}});
  for (const auto& [depth, expected] :
       {std::pair(0, std::vector<std::string>{"/"}), {1, {"/", "/a", "/b"}}, {2, {"/", "/a", "/b", "/c"}}}) {
    CrawlOptions options = quick();
    options.notes = quoted;
    options.depth = depth;
    Results results;
    crawl(results, options, {site.url("/")});
    EXPECT_EQ(sorted_urls(results, site), expected) << depth;
  }
  CrawlOptions options = quick();
  options.notes = quoted;
  options.depth = 9;
  options.max_pages = 2;
  Results results;
  crawl(results, options, {site.url("/")});
  EXPECT_EQ(sorted_urls(results, site), (std::vector<std::string>{"/", "/a"}));
}

TEST(Crawl, Sitemaps_NamedByRobots) {
  const Site site({{"/robots.txt", response("", "Sitemap: /index.xml\n")},
                   {"/index.xml", response("",
                                           "<sitemapindex><sitemap><loc>/1.xml</loc></sitemap><sitemap>"
                                           "<loc>http://other.example/2.xml</loc></sitemap></sitemapindex>")},
                   {"/1.xml", response("", "<urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset>")}});
  CrawlOptions options = quick();
  Results without;
  crawl(without, options, {site.url("/")});
  EXPECT_EQ(sorted_urls(without, site), std::vector<std::string>{"/"});
  options.sitemaps = true;
  Results results;
  crawl(results, options, {site.url("/")});
  EXPECT_EQ(sorted_urls(results, site), (std::vector<std::string>{"/", "/1.xml", "/a", "/b", "/index.xml"}));
  EXPECT_EQ(results.of(site.url("/1.xml")).kind, PageKind::sitemap);
  EXPECT_EQ(results.of(site.url("/a")).kind, PageKind::page);
}

TEST(Crawl, Pith_FeedsNamedByPages) {
  const Site site({{"/feed", response("", "<rss><channel><item><link>/a</link></item></channel></rss>")}});
  CrawlOptions options = quick();
  options.feeds = true;
  options.notes = [&](const Response&) {
    PageNotes notes;
    notes.feeds = {site.url("/feed")};
    return notes;
  };
  Results results;
  crawl(results, options, {site.url("/")});
  EXPECT_EQ(sorted_urls(results, site), (std::vector<std::string>{"/", "/a", "/feed"}));
}

TEST(Crawl, Pith_WireBytes) {
  const std::string chunked =
      "HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\nX-A:  1 \r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  const Site site({{"/a", redirect("/b")}, {"/b", chunked}});
  CrawlOptions options = quick();
  options.keep_wire = true;
  Results results;
  crawl(results, options, {site.url("/a")});
  ASSERT_EQ(results.all.at(0).exchanges.size(), 2U);
  EXPECT_EQ(results.all[0].exchanges[0].url, site.url("/a"));
  const Exchange& last = results.all[0].exchanges[1];
  EXPECT_EQ(last.url, site.url("/b"));
  EXPECT_EQ(last.head + last.body, chunked);
  EXPECT_EQ(last.ip, "127.0.0.1");
  EXPECT_EQ(last.protocol, "http/1.1");
  EXPECT_TRUE(last.request.starts_with("GET /b HTTP/1.1\r\n")) << last.request;
  EXPECT_TRUE(last.request.ends_with("\r\n\r\n")) << last.request;
  EXPECT_EQ(last.truncated, "");
  EXPECT_EQ(results.all[0].response.body, "abc");
  ASSERT_EQ(results.robots_exchanges.size(), 1U);
  EXPECT_EQ(results.robots_exchanges[0].url, site.url("/robots.txt"));
}

}  // namespace
}  // namespace pith
