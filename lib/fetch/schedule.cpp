#include "schedule.h"

#include <algorithm>
#include <cmath>

#include "job.h"

namespace pith {

using std::chrono::milliseconds;

Host::Host(FrontierHost host) : FrontierHost(std::move(host)) {}
Host::~Host() = default;

void note_start(Host& host, Milliseconds now, milliseconds delay) {
  host.next = std::max(host.next, now + delay.count());
  ++host.running;
}

void note_success(Host& host) {
  host.failures = host.rests = 0;
}

void note_failure(Host& host, Milliseconds now, const CrawlOptions& options) {
  if (++host.failures < options.failures) return;
  host.failures = 0;
  if (++host.rests > 1) {
    host.verdict = FetchError::host_down;
    host.detail = std::to_string(options.failures) + " failures in a row, and as many after a rest";
  } else {
    host.next = std::max(host.next, now + options.rest.count());
  }
}

milliseconds backoff(int attempts, double chance, const CrawlOptions& options) {
  constexpr int kMostDoublings = 20;
  const double wait =
      std::ldexp(static_cast<double>(options.backoff.count()), std::clamp(attempts - 1, 0, kMostDoublings)) * chance;
  return milliseconds(static_cast<std::int64_t>(std::min(wait, static_cast<double>(options.longest_wait.count()))));
}

void Schedule::remove(Host& host) {
  if (host.scheduled) order_.erase({*host.scheduled, &host});
  host.scheduled.reset();
}

void Schedule::update(Host& host) {
  remove(host);
  if (host.waiting.empty() || host.awaits_robots || host.running >= per_host_) return;
  host.scheduled = host.verdict ? 0 : host.next;  // a verdict asks nobody
  order_.insert({*host.scheduled, &host});
}

Host* Schedule::due(Milliseconds now) const {
  return order_.empty() || order_.begin()->first > now ? nullptr : order_.begin()->second;
}

std::optional<Milliseconds> Schedule::next() const {
  return order_.empty() ? std::nullopt : std::optional(order_.begin()->first);
}

}  // namespace pith
