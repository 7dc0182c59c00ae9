// Waits and turns, with times that the test says.
#include "fetch/schedule.h"

#include <gtest/gtest.h>

#include "fetch/job.h"

namespace pith {
namespace {

using std::chrono::milliseconds;

class Hosts {
 public:
  // A host with so many URLs that wait.
  Host& add(const std::string& name, int waiting, Milliseconds next = 0) {
    FrontierHost row;
    row.name = name;
    row.next = next;
    Host& host = *hosts_.emplace_back(std::make_unique<Host>(row));
    for (int i = 0; i < waiting; ++i) host.waiting.push_back(std::make_unique<Job>(options_, false));
    return host;
  }

 private:
  FetchOptions options_;
  std::vector<std::unique_ptr<Host>> hosts_;
};

TEST(Schedule, Pith_TheLongestDueFirst) {
  Hosts hosts;
  Host& late = hosts.add("late", 1, 200);
  Host& early = hosts.add("early", 1, 100);
  Schedule schedule(1);
  schedule.update(late);
  schedule.update(early);
  EXPECT_EQ(schedule.due(99), nullptr);
  EXPECT_EQ(schedule.next(), 100);
  EXPECT_EQ(schedule.due(500), &early);
  schedule.remove(early);
  EXPECT_EQ(schedule.due(500), &late);
}

TEST(Schedule, Pith_ADelayAndOneAtATime) {
  Hosts hosts;
  Host& host = hosts.add("a", 2);
  Schedule schedule(1);
  schedule.update(host);
  ASSERT_EQ(schedule.due(1000), &host);
  host.waiting.pop_front();
  note_start(host, 1000, milliseconds(500));
  schedule.update(host);
  EXPECT_EQ(schedule.due(9999), nullptr);  // one is under way
  host.running = 0;
  schedule.update(host);
  EXPECT_EQ(schedule.due(1499), nullptr);
  EXPECT_EQ(schedule.due(1500), &host);
  host.waiting.clear();
  schedule.update(host);
  EXPECT_EQ(schedule.next(), std::nullopt);
}

TEST(Schedule, Pith_SeveralAtOnce) {
  Hosts hosts;
  Host& host = hosts.add("a", 5);
  Schedule schedule(2);
  note_start(host, 0, milliseconds(0));
  schedule.update(host);
  EXPECT_EQ(schedule.due(0), &host);
  note_start(host, 0, milliseconds(0));
  schedule.update(host);
  EXPECT_EQ(schedule.due(0), nullptr);
}

TEST(Schedule, Pith_NothingBeforeRobots) {
  Hosts hosts;
  Host& host = hosts.add("a", 1);
  Schedule schedule(4);
  host.awaits_robots = true;
  schedule.update(host);
  EXPECT_EQ(schedule.due(0), nullptr);
}

TEST(Schedule, Pith_RestsAndIsGivenUp) {
  Hosts hosts;
  Host& host = hosts.add("a", 1);
  CrawlOptions options;
  options.failures = 3;
  options.rest = milliseconds(60'000);
  note_failure(host, 1000, options);
  note_failure(host, 1000, options);
  note_success(host);  // the row is broken
  note_failure(host, 1000, options);
  note_failure(host, 1000, options);
  EXPECT_EQ(host.next, 0);
  note_failure(host, 1000, options);
  EXPECT_EQ(host.next, 61'000);
  EXPECT_FALSE(host.verdict);
  for (int i = 0; i < 3; ++i) note_failure(host, 61'000, options);
  EXPECT_EQ(host.verdict, FetchError::host_down);
  Schedule schedule(1);
  schedule.update(host);
  EXPECT_EQ(schedule.due(0), &host);  // its URLs are settled without waiting
}

TEST(Schedule, Pith_Backoff) {
  CrawlOptions options;
  options.backoff = milliseconds(1000);
  options.longest_wait = milliseconds(10'000);
  EXPECT_EQ(backoff(1, 1.0, options), milliseconds(1000));
  EXPECT_EQ(backoff(2, 1.0, options), milliseconds(2000));
  EXPECT_EQ(backoff(3, 0.5, options), milliseconds(2000));
  EXPECT_EQ(backoff(3, 1.5, options), milliseconds(6000));
  EXPECT_EQ(backoff(1'000'000, 1.5, options), milliseconds(10'000));
}

TEST(Schedule, Pith_Dates) {
  EXPECT_EQ(iso_date(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_date(1'709'251'199'999), "2024-02-29T23:59:59Z");
}

}  // namespace
}  // namespace pith
