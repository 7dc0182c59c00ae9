// Many pages over HTTP: safely as fetch() does, politely, each URL once, and to be gone on with after any end.
//
//   auto opened = pith::Crawl::open({.state = "crawl.state"});
//   if (auto* error = std::get_if<pith::CrawlError>(&opened)) return complain(error->message);
//   auto& crawl = std::get<pith::Crawl>(opened);
//   crawl.ask([&] { return next_line(); });
//   crawl.run(sink);
//
// Politeness: robots.txt is asked for first and obeyed (RFC 9309); a host gets one request at a time and one a second;
// hosts take turns; Retry-After is honoured, failures make the waits longer, a host that fails again and again rests.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pith/export.h"
#include "pith/fetch.h"
#include "pith/links.h"

namespace pith {

enum class PageKind : std::uint8_t { page, sitemap, feed };

struct CrawlOptions {
  FetchOptions fetch;                     // its times are a request's, not those of a whole chain of redirects
  std::chrono::milliseconds delay{1000};  // from one request's start to the next one's, a host
  int per_host = 1;                       // requests under way at once, a host
  int connections = 64;                   // and of all hosts
  bool ignore_robots = false;
  std::chrono::milliseconds longest_crawl_delay{30'000};  // a Crawl-delay beyond counts as this
  std::chrono::milliseconds longest_wait{600'000};        // a Retry-After beyond ends the host's URLs as retry_later
  int retries = 2;                           // of a URL, after failures that may pass: no connection, 429, 503 ...
  std::chrono::milliseconds backoff{2'000};  // before the first; doubles, give or take a half
  int failures = 5;                          // of a host, one after the other, until it rests; and then is given up
  std::chrono::milliseconds rest{60'000};
  bool drop_tracking = false;  // utm_source and the like, from URLs that are asked for
  bool keep_wire = false;      // fill CrawlResult::exchanges

  std::string state;    // file of the frontier (SQLite); empty: a temporary one
  bool resume = false;  // go on with the unfinished run in `state`

  // What is noted of pages, for CrawlResult::notes; none: nothing. See page_notes().
  std::function<PageNotes(const Response&)> notes;
  // Discovery: off by default.
  int depth = 0;                   // links to the same host are followed so far from a URL asked for; needs `notes`
  std::size_t max_pages = 10'000;  // URLs in all from which on none is discovered
  bool sitemaps = false;           // those that robots.txt names
  bool feeds = false;              // those that a page names; needs `notes`
};

// One request and its answer, as they went over the wire; HTTP/2 is written as HTTP/1.1.
struct Exchange {
  std::string url;
  std::string date;       // of the request's start, ISO 8601 in UTC
  std::string ip;         // of the server; of the proxy, if one is used
  std::string protocol;   // "http/1.1" or "h2"
  std::string request;    // its head
  std::string head;       // the answer's, with the empty line
  std::string body;       // codings not undone
  std::string truncated;  // empty, or why the answer ends early: "length", "time", "disconnect" (WARC 1.1, 5.13)
};

struct CrawlResult {
  std::string url;                  // as asked for or found
  std::optional<FetchError> error;  // none: fetched, or not modified
  bool not_modified = false;        // since the state's last run (RFC 9110, 15.4.5)
  std::string detail;               // of the error
  PageKind kind = PageKind::page;
  int depth = 0;      // 0: asked for
  int attempts = 0;   // 0: the host was not asked
  Response response;  // what there was of it: with http_error too
  PageNotes notes;
  std::vector<Exchange> exchanges;  // of the last attempt: the redirects, and what they led to
};
// "ok", "not_modified", or the error's name: the closed list of reasons.
PITH_API std::string_view reason(const CrawlResult& result);

struct CrawlCounts {
  std::size_t done = 0;    // results
  std::size_t failed = 0;  // of them, with an error; duplicates are none
  std::size_t queued = 0;  // URLs without one
  std::size_t bytes = 0;   // of bodies
};

// What takes the results. False from a call: they can no longer be written, and the crawl ends.
class PITH_API CrawlSink {
 public:
  virtual ~CrawlSink();
  virtual bool result(const CrawlResult& result) = 0;
  // What robots.txt of an origin gave, with redirects; only with keep_wire.
  virtual bool robots(const std::vector<Exchange>& exchanges);
  // How far the output has come; kept together with the result that led there, for Crawl::position().
  virtual std::string position();
  // Called some times a second.
  virtual void progress(const CrawlCounts& counts);
};

struct CrawlError {
  std::string message;  // what, where, and what to do, in one line
};

// A process may be killed at any moment: `resume` then goes on. Every URL asked for gives one result, and no URL is
// fetched again but those that were under way, if the sink cuts its output back to position().
class PITH_API Crawl {
 public:
  static std::variant<Crawl, CrawlError> open(CrawlOptions options);
  Crawl(Crawl&&) noexcept;
  Crawl& operator=(Crawl&&) noexcept;
  ~Crawl();

  // What CrawlSink::position() said last in the run that is gone on with; empty in a new one.
  std::string position() const;

  // The URLs to fetch, until `next` gives none. When a run goes on, those that it had already are passed over; give the
  // same ones again, or none if asked_all().
  std::optional<CrawlError> ask(const std::function<std::optional<std::string>()>& next);
  bool asked_all() const;

  // Until every URL has its result, the sink takes no more, or `stop` is asked for.
  std::variant<CrawlCounts, CrawlError> run(CrawlSink& sink, std::stop_token stop = {});

 private:
  class Impl;
  explicit Crawl(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace pith
