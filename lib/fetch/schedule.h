// Which host may be asked next: one request's start and the next one's at a host are `delay` apart, failures make the
// wait longer, and hosts take turns. Knows no clock: the caller says what time it is.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "frontier.h"
#include "pith/crawl.h"

namespace pith {

struct Job;

// A host of the frontier while its URLs are being fetched.
struct Host : FrontierHost {
  explicit Host(FrontierHost host);
  ~Host();
  std::deque<std::unique_ptr<Job>> waiting;
  int running = 0;             // requests under way
  bool awaits_robots = false;  // until they are known nothing else is asked for
  int robots_attempts = 0;
  std::optional<Milliseconds> scheduled;  // Schedule's own

  bool idle() const { return waiting.empty() && running == 0; }
};

// A request began or ended well; or it failed: then the host rests after CrawlOptions::failures in a row, and has a
// verdict after as many more.
void note_start(Host& host, Milliseconds now, std::chrono::milliseconds delay);
void note_success(Host& host);
void note_failure(Host& host, Milliseconds now, const CrawlOptions& options);

// How long to wait before the attempt after `attempts`: doubles, times `chance` from 0.5 to 1.5, at most longest_wait.
std::chrono::milliseconds backoff(int attempts, double chance, const CrawlOptions& options);

class Schedule {
 public:
  explicit Schedule(int per_host) : per_host_(per_host) {}
  void update(Host& host);  // after any change to it
  void remove(Host& host);
  Host* due(Milliseconds now) const;         // the one that waits longest
  std::optional<Milliseconds> next() const;  // when the next one is due

 private:
  int per_host_;
  std::set<std::pair<Milliseconds, Host*>> order_;
};

}  // namespace pith
