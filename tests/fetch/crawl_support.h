// A crawl of a test: a small site, options without waits, and what came.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pith/crawl.h"
#include "server.h"

namespace pith::testing_crawl {

using std::chrono::milliseconds;
using testing::Client;
using testing::response;
using testing::Server;

inline constexpr char kNotFound[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

inline std::string redirect(const std::string& to) {
  return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

// Answers by path; what is not in the list is a page of its own path, and /robots.txt is not there.
class Site {
 public:
  explicit Site(std::map<std::string, std::string> answers = {})
      : answers_(std::move(answers)), server_([this](Client& client, const std::string& request) {
          const std::string path = request.substr(4, request.find(' ', 4) - 4);
          const auto found = answers_.find(path);
          client.send(found != answers_.end() ? found->second
                      : path == "/robots.txt" ? kNotFound
                                              : response("Content-Type: text/html\r\n", path));
        }) {}
  std::string url(const std::string& path) const { return server_.url(path); }
  std::string port() const {
    const std::string url = server_.url("");
    return url.substr(url.rfind(':') + 1);
  }
  std::vector<std::string> requests() const { return server_.requests(); }
  // The paths asked for, in their order.
  std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const std::string& request : requests()) out.push_back(request.substr(4, request.find(' ', 4) - 4));
    return out;
  }

 private:
  std::map<std::string, std::string> answers_;
  Server server_;
};

inline CrawlOptions quick() {
  CrawlOptions options;
  options.fetch.allow_private = true;
  options.fetch.limits.total = std::chrono::seconds(10);
  options.delay = milliseconds(0);
  options.backoff = options.rest = milliseconds(1);
  return options;
}

struct Results : CrawlSink {
  bool result(const CrawlResult& result) override {
    if (all.size() >= most) return false;
    all.push_back(result);
    return true;
  }
  bool robots(const std::vector<Exchange>& exchanges) override {
    robots_exchanges.insert(robots_exchanges.end(), exchanges.begin(), exchanges.end());
    return true;
  }
  std::string position() override { return std::to_string(all.size()); }
  const CrawlResult& of(const std::string& url) const {
    static const CrawlResult none;
    const auto found = std::ranges::find(all, url, &CrawlResult::url);
    return found == all.end() ? none : *found;
  }
  std::vector<CrawlResult> all;
  std::vector<Exchange> robots_exchanges;
  std::size_t most = 1'000'000;
};

inline std::function<std::optional<std::string>()> list(std::vector<std::string> urls) {
  return [urls = std::move(urls), i = std::size_t{0}]() mutable {
    return i < urls.size() ? std::optional(urls[i++]) : std::nullopt;
  };
}

inline Crawl opened(const CrawlOptions& options) {
  auto result = Crawl::open(options);
  if (auto* error = std::get_if<CrawlError>(&result)) throw std::runtime_error(error->message);
  return std::get<Crawl>(std::move(result));
}

inline CrawlCounts crawl(Results& results, const CrawlOptions& options, std::vector<std::string> urls) {
  Crawl crawl = opened(options);
  EXPECT_FALSE(crawl.ask(list(std::move(urls))));
  const auto ended = crawl.run(results);
  if (const auto* error = std::get_if<CrawlError>(&ended)) ADD_FAILURE() << error->message;
  return std::holds_alternative<CrawlCounts>(ended) ? std::get<CrawlCounts>(ended) : CrawlCounts();
}

}  // namespace pith::testing_crawl
