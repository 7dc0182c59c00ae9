// The crawl itself, on one thread: hosts come from the frontier, their URLs become jobs, jobs are sent when their host
// is due, and end as results.
#pragma once

#include <optional>
#include <random>
#include <stop_token>
#include <string>
#include <unordered_map>

#include "discover.h"
#include "frontier.h"
#include "job.h"
#include "multi.h"
#include "robots_cache.h"
#include "schedule.h"

namespace pith {

class Crawler {
 public:
  Crawler(const CrawlOptions& options, Frontier& frontier, CrawlSink& sink);
  Crawler(const Crawler&) = delete;
  Crawler& operator=(const Crawler&) = delete;
  ~Crawler();

  CrawlCounts run(const std::stop_token& stop);

 private:
  using JobPtr = std::unique_ptr<Job>;

  // Hosts.
  void fill();
  Host& adopt(FrontierHost row);
  Host& host_named(const std::string& name);
  void refill(Host& host);
  void settle(Host& host);  // after any change: back to the frontier, or into the schedule
  bool over() const;

  // Jobs on their way.
  void start_due();
  void start_next(Host& host);
  void ask_robots(Host& host, const std::string& origin);
  void send(JobPtr job, std::chrono::milliseconds delay);
  void unsent(JobPtr job, FetchFailure failure);
  void reap();
  void wait();

  // Jobs that ended.
  void page_ended(JobPtr job, CURLcode code);
  void page_answered(JobPtr job);
  void page_moved(JobPtr job, const std::string& location);
  void page_failed(JobPtr job, FetchFailure failure);
  void come_again(JobPtr job, std::chrono::milliseconds wait);
  void page_overloaded(JobPtr job);
  void robots_ended(JobPtr job, CURLcode code);
  void robots_answered(JobPtr job);
  void robots_failed(JobPtr job, FetchFailure failure);
  void save_robots(Job& job, FrontierRobots robots);
  void give_verdicts();

  // Results.
  CrawlResult result_of(Job& job);
  void finish(JobPtr job, std::optional<FetchFailure> failure);
  void keep_validators(Job& job, const CrawlResult& result);
  void add(const Found& found);
  void count(const CrawlResult& result);

  std::vector<std::string> conditions(const Job& job) const;
  std::chrono::milliseconds delay_of(const robots::Rules& rules) const;
  std::chrono::milliseconds next_backoff(int attempts);

  const CrawlOptions& options_;
  FetchOptions robots_options_;
  Frontier& frontier_;
  CrawlSink& sink_;
  RobotsCache robots_;
  Multi multi_;
  Schedule schedule_;
  std::unordered_map<std::string, std::unique_ptr<Host>> hosts_;  // by name: those the frontier has lent
  std::unordered_map<CURL*, JobPtr> running_;
  std::optional<Milliseconds> frontier_due_ = 0;  // when the frontier has hosts again; none: it is empty
  std::mt19937 random_{std::random_device{}()};
  CrawlCounts counts_;
  std::size_t urls_ = 0;  // of the run, with and without a result
  bool sink_full_ = false;
};

}  // namespace pith
