// The URLs of a crawl, what is known of their hosts, and how far it has come: in SQLite, so that memory does not grow
// with their number and a process may be killed at any moment. See docs/fetching.md for the tables.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database.h"
#include "pith/crawl.h"

namespace pith {

using Milliseconds = std::int64_t;  // since 1970

// A URL to be fetched.
struct FrontierUrl {
  std::int64_t id = 0;
  std::string url;  // as asked for, and as url::checked() gave it
  PageKind kind = PageKind::page;
  int depth = 0;
  std::string etag;  // of an earlier answer, at `validated`
  std::string modified;
  std::string validated;
};

struct FrontierHost {
  std::int64_t id = 0;
  std::string name;
  Milliseconds next = 0;  // not before
  int failures = 0;       // in a row
  int rests = 0;
  std::optional<FetchError> verdict;  // why none of its URLs is asked for any more
  std::string detail;
};

struct FrontierRobots {
  Milliseconds until = 0;  // not to be believed later
  std::optional<FetchError> error;
  std::string text;  // the file; for an error, what was found
};

class Frontier {
 public:
  explicit Frontier(const std::string& path);
  Frontier(Frontier&&) = delete;
  Frontier& operator=(Frontier&&) = delete;
  ~Frontier();

  bool good() const { return database_.good(); }
  const std::string& error() const { return database_.error(); }
  Database& database() { return database_; }  // for transactions over several calls

  // A run lasts from begin() to end(); one that did not come so far can be gone on with.
  bool unfinished();
  void begin();  // what is known of URLs stays known, none is queued
  void resume();
  void end();

  // One more of the URLs asked for. Bad ones and duplicates get their verdict.
  void ask(const std::string& url, const CrawlOptions& options);
  std::int64_t asked() const { return asked_; }
  bool asked_all() const { return asked_all_; }
  void save_asked(bool all);

  // A URL that url::checked() gave. False if this run has it already.
  bool add(const std::string& checked, PageKind kind, int depth);

  // A URL that has its result without being fetched; the same until it is finished.
  struct Verdict {
    std::int64_t id = 0;
    std::string url;
    FetchError error = FetchError::other;
    std::string detail;
  };
  std::optional<Verdict> verdict();
  void finish(const Verdict& verdict, std::string_view position);

  // Hosts with URLs to fetch, the longest due first; the caller's until release().
  std::vector<FrontierHost> take_hosts(Milliseconds now, std::size_t most);
  FrontierHost take_host(const std::string& name);
  std::vector<FrontierUrl> take_urls(const FrontierHost& host, std::size_t most);
  void release(const FrontierHost& host);
  std::optional<Milliseconds> next_due();  // of the hosts that are nobody's

  // A URL has its result, and the output has come to `position`. Keeps the URL's validators for the next run.
  void finish(const FrontierUrl& url, std::string_view reason, std::string_view position);

  std::optional<FrontierRobots> robots(const std::string& origin, Milliseconds now);
  void set_robots(const std::string& origin, const FrontierRobots& robots, std::string_view position);

  std::string position();
  std::int64_t queued();  // URLs without a result
  std::int64_t size();    // all URLs of the run, but for those with a verdict

 private:
  struct Statements;
  static FrontierHost host_at(const Statement& row);
  std::int64_t host_id(const std::string& name);
  void set(std::string_view key, std::string_view value);
  std::string get(std::string_view key);

  Database database_;
  std::unique_ptr<Statements> statements_;
  std::int64_t asked_ = 0;
  bool asked_all_ = false;
};

}  // namespace pith
