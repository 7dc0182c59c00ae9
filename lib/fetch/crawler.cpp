#include "crawler.h"

#include <algorithm>

#include "pith/version.h"
#include "redirect.h"
#include "url.h"

namespace pith {
namespace {

using std::chrono::milliseconds;

// The frontier's hosts that are held in memory, and the URLs taken for each: once they are done the host makes way for
// others.
constexpr std::size_t kHosts = 4096;
constexpr std::size_t kUrlsAtOnce = 16;

Milliseconds now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// What another attempt may find otherwise.
bool may_pass(FetchError error) {
  return error == FetchError::connect || error == FetchError::timeout || error == FetchError::bad_response;
}

// What says that the host is in trouble.
bool is_of_host(FetchError error) {
  return may_pass(error) || error == FetchError::dns || error == FetchError::tls;
}

std::string agent_of(const CrawlOptions& options) {
  return options.fetch.user_agent.empty() ? "pith/" + std::string(kVersion) : options.fetch.user_agent;
}

// Of robots.txt as much as is read: a longer one is cut, not refused (RFC 9309, 2.5).
FetchOptions robots_options_of(const FetchOptions& options) {
  FetchOptions out = options;
  constexpr std::size_t kOneRead = std::size_t{64} << 10;  // what would pass the limit is not kept
  out.limits.body = robots::kMostBytes + kOneRead;
  out.limits.wire = SIZE_MAX;
  return out;
}

}  // namespace

Crawler::Crawler(const CrawlOptions& options, Frontier& frontier, CrawlSink& sink)
    : options_(options),
      robots_options_(robots_options_of(options.fetch)),
      frontier_(frontier),
      sink_(sink),
      robots_(frontier, std::string(robots::product_token(agent_of(options)))),
      multi_(options.connections, options.per_host),
      schedule_(options.per_host) {}

Crawler::~Crawler() {
  for (const auto& [handle, job] : running_) multi_.remove(handle);
}

CrawlCounts Crawler::run(const std::stop_token& stop) {
  counts_.queued = static_cast<std::size_t>(frontier_.queued());
  urls_ = static_cast<std::size_t>(frontier_.size());
  give_verdicts();
  Milliseconds told = 0;
  while (!stop.stop_requested() && !sink_full_ && frontier_.good()) {
    fill();
    start_due();
    if (over()) break;
    wait();
    reap();
    if (now() - told < 200) continue;
    told = now();
    sink_.progress(counts_);
  }
  return counts_;
}

void Crawler::give_verdicts() {
  while (!sink_full_ && frontier_.good()) {
    const auto verdict = frontier_.verdict();
    if (!verdict) return;
    CrawlResult result;
    result.url = result.response.url = verdict->url;
    result.error = verdict->error;
    result.detail = verdict->detail;
    sink_full_ = !sink_.result(result);
    if (sink_full_) return;
    frontier_.finish(*verdict, sink_.position());
    count(result);
  }
}

// ---- hosts
// -----------------------------------------------------------------------------------------------------------

void Crawler::fill() {
  if (!frontier_due_ || *frontier_due_ > now() || hosts_.size() >= kHosts) return;
  std::vector<FrontierHost> rows = frontier_.take_hosts(now(), kHosts - hosts_.size());
  if (rows.empty()) frontier_due_ = frontier_.next_due();
  for (FrontierHost& row : rows) {
    Host& host = adopt(std::move(row));
    refill(host);
    settle(host);
  }
}

Host& Crawler::adopt(FrontierHost row) {
  auto host = std::make_unique<Host>(std::move(row));
  Host& out = *host;
  hosts_.emplace(out.name, std::move(host));
  return out;
}

Host& Crawler::host_named(const std::string& name) {
  const auto found = hosts_.find(name);
  return found != hosts_.end() ? *found->second : adopt(frontier_.take_host(name));
}

void Crawler::refill(Host& host) {
  for (FrontierUrl& url : frontier_.take_urls(host, kUrlsAtOnce)) {
    auto job = std::make_unique<Job>(options_.fetch, options_.keep_wire);
    job->url = url.url;
    job->asked = std::move(url);
    job->host = &host;
    host.waiting.push_back(std::move(job));
  }
}

void Crawler::settle(Host& host) {
  const bool others_wait = hosts_.size() >= kHosts;
  if (host.waiting.empty() && !others_wait) refill(host);
  if (!host.idle()) return schedule_.update(host);
  schedule_.remove(host);
  frontier_.release(host);
  frontier_due_ = 0;
  hosts_.erase(hosts_.find(host.name));
}

bool Crawler::over() const {
  return hosts_.empty() && !frontier_due_;
}

// ---- on their way
// ----------------------------------------------------------------------------------------------------

// No more than so many at a time, as those that end without a request would leave no time for those under way.
void Crawler::start_due() {
  constexpr int kAtOnce = 256;
  for (int i = 0; i < kAtOnce && running_.size() < static_cast<std::size_t>(options_.connections); ++i) {
    Host* const host = schedule_.due(now());
    if (host == nullptr || sink_full_) return;
    start_next(*host);
    settle(*host);
  }
}

void Crawler::start_next(Host& host) {
  JobPtr job = std::move(host.waiting.front());
  host.waiting.pop_front();
  if (host.verdict) return finish(std::move(job), FetchFailure{*host.verdict, job->url, host.detail});
  if (options_.ignore_robots) return send(std::move(job), options_.delay);
  const url::Parts parts = url::parts_of(job->url);
  const RobotsCache::Entry* const robots = robots_.find(parts.origin, now());
  if (robots == nullptr) {
    host.waiting.push_front(std::move(job));
    ask_robots(host, parts.origin);
  } else if (robots->error) {
    finish(std::move(job), FetchFailure{*robots->error, parts.origin + "/robots.txt", robots->detail});
  } else if (!robots->rules.allows(parts.path)) {
    finish(std::move(job), FetchFailure{FetchError::robots, job->url, ""});
  } else {
    send(std::move(job), delay_of(robots->rules));
  }
}

milliseconds Crawler::delay_of(const robots::Rules& rules) const {
  const milliseconds asked = rules.crawl_delay.value_or(milliseconds(0));
  return std::max(options_.delay, std::min(asked, options_.longest_crawl_delay));
}

void Crawler::ask_robots(Host& host, const std::string& origin) {
  auto job = std::make_unique<Job>(robots_options_, options_.keep_wire);
  job->origin = origin;
  job->url = origin + "/robots.txt";
  job->host = &host;
  host.awaits_robots = true;
  send(std::move(job), options_.delay);
}

// If-None-Match and If-Modified-Since belong to the address that gave the validators (RFC 9110, 13.1).
std::vector<std::string> Crawler::conditions(const Job& job) const {
  std::vector<std::string> lines;
  if (job.is_robots() || job.asked.validated != job.url) return lines;
  if (!job.asked.etag.empty()) lines.push_back("If-None-Match: " + job.asked.etag);
  if (!job.asked.modified.empty()) lines.push_back("If-Modified-Since: " + job.asked.modified);
  return lines;
}

void Crawler::send(JobPtr job, milliseconds delay) {
  job->date = iso_date(now());
  ++job->attempts;
  Transfer& transfer = job->transfer();
  if (auto refused = transfer.refused_by_proxy_rule(job->url)) return unsent(std::move(job), *std::move(refused));
  transfer.prepare(job->url, conditions(*job), options_.fetch.limits.total);
  if (transfer.ready() != CURLE_OK) return unsent(std::move(job), transfer.failure(transfer.ready()));
  note_start(*job->host, now(), delay);
  multi_.add(transfer.handle());
  running_.emplace(transfer.handle(), std::move(job));
}

void Crawler::unsent(JobPtr job, FetchFailure failure) {
  job->host->awaits_robots = false;
  job->is_robots() ? robots_failed(std::move(job), std::move(failure)) : finish(std::move(job), std::move(failure));
}

void Crawler::wait() {
  constexpr Milliseconds kMost = 200;  // so that a stop is seen
  Milliseconds until = now() + kMost;
  const bool free = running_.size() < static_cast<std::size_t>(options_.connections);
  if (free) until = std::min(until, schedule_.next().value_or(until));
  if (hosts_.size() < kHosts) until = std::min(until, frontier_due_.value_or(until));
  multi_.wait(milliseconds(std::max<Milliseconds>(0, until - now())));
}

void Crawler::reap() {
  for (const auto& [handle, code] : multi_.perform()) {
    const auto found = running_.find(handle);
    JobPtr job = std::move(found->second);
    running_.erase(found);
    Host& host = *job->host;
    --host.running;
    if (options_.keep_wire) job->exchanges.push_back(exchange_of(*job, code));
    job->is_robots() ? robots_ended(std::move(job), code) : page_ended(std::move(job), code);
    settle(host);
  }
}

// ---- pages that ended
// ------------------------------------------------------------------------------------------------

void Crawler::page_ended(JobPtr job, CURLcode code) {
  Transfer& transfer = job->transfer();
  if (code != CURLE_OK) return page_failed(std::move(job), transfer.failure(code));
  if (std::string problem = transfer.problem(); !problem.empty()) {
    return finish(std::move(job), FetchFailure{FetchError::bad_response, job->url, std::move(problem)});
  }
  const std::string location = redirect_of(transfer.status(), transfer.headers());
  location.empty() ? page_answered(std::move(job)) : page_moved(std::move(job), location);
}

void Crawler::page_answered(JobPtr job) {
  const int status = job->transfer().status();
  if (status == 429 || status == 503) return page_overloaded(std::move(job));
  status < 500 ? note_success(*job->host) : note_failure(*job->host, now(), options_);
  if (status >= 400)
    return finish(std::move(job), FetchFailure{FetchError::http_error, job->url, std::to_string(status)});
  finish(std::move(job), std::nullopt);
}

// 429 (RFC 6585, 4) and 503 with or without Retry-After (RFC 9110, 10.2.3).
void Crawler::page_overloaded(JobPtr job) {
  Host& host = *job->host;
  const std::string status = std::to_string(job->transfer().status());
  const milliseconds asked = job->transfer().retry_after();
  note_failure(host, now(), options_);
  if (asked > options_.longest_wait) {
    host.verdict = FetchError::retry_later;
    host.detail = status + ", in " + std::to_string(asked.count() / 1000) + " seconds";
    return finish(std::move(job), FetchFailure{FetchError::retry_later, job->url, host.detail});
  }
  if (job->attempts > options_.retries) {
    host.next = std::max(host.next, now() + asked.count());
    return finish(std::move(job), FetchFailure{FetchError::http_error, job->url, status});
  }
  const milliseconds wait = std::max(asked, next_backoff(job->attempts));
  come_again(std::move(job), wait);
}

void Crawler::page_failed(JobPtr job, FetchFailure failure) {
  if (is_of_host(failure.error)) note_failure(*job->host, now(), options_);
  if (!may_pass(failure.error) || job->attempts > options_.retries) return finish(std::move(job), std::move(failure));
  const milliseconds wait = next_backoff(job->attempts);
  come_again(std::move(job), wait);
}

milliseconds Crawler::next_backoff(int attempts) {
  return backoff(attempts, std::uniform_real_distribution<double>(0.5, 1.5)(random_), options_);
}

void Crawler::come_again(JobPtr job, milliseconds wait) {
  Host& host = *job->host;
  if (!job->exchanges.empty()) job->exchanges.pop_back();
  host.next = std::max(host.next, now() + wait.count());
  host.waiting.push_front(std::move(job));
}

void Crawler::page_moved(JobPtr job, const std::string& location) {
  note_success(*job->host);
  auto next = url::resolved(job->url, location);
  if (auto* failure = std::get_if<FetchFailure>(&next)) return finish(std::move(job), std::move(*failure));
  if (++job->hop > options_.fetch.limits.redirects) {
    const std::string detail = "after " + std::to_string(job->hop - 1) + " redirects";
    return finish(std::move(job), FetchFailure{FetchError::too_many_redirects, job->url, detail});
  }
  job->url = std::get<std::string>(std::move(next));
  job->attempts = 0;
  Host& host = host_named(url::parts_of(job->url).host);
  job->host = &host;
  host.waiting.push_back(std::move(job));
  settle(host);
}

// ---- robots.txt that ended
// -------------------------------------------------------------------------------------------

void Crawler::robots_ended(JobPtr job, CURLcode code) {
  job->host->awaits_robots = false;
  Transfer& transfer = job->transfer();
  if (code == CURLE_OK) return robots_answered(std::move(job));
  FetchFailure failure = transfer.failure(code);
  const bool has_enough = failure.error == FetchError::too_large && transfer.body().size() >= robots::kMostBytes;
  has_enough ? robots_answered(std::move(job)) : robots_failed(std::move(job), std::move(failure));
}

void Crawler::robots_answered(JobPtr job) {
  constexpr int kMostRedirects = 5;  // RFC 9309, 2.3.1.2
  const int status = job->transfer().status();
  const std::string location = redirect_of(status, job->transfer().headers());
  if (!location.empty() && job->hop < kMostRedirects) {
    auto next = url::resolved(job->url, location);
    if (auto* failure = std::get_if<FetchFailure>(&next)) return robots_failed(std::move(job), std::move(*failure));
    ++job->hop;
    job->url = std::get<std::string>(std::move(next));
    job->host->awaits_robots = true;
    return send(std::move(job), options_.delay);
  }
  if (status >= 500)
    return robots_failed(std::move(job), {FetchError::robots_unreachable, job->url, std::to_string(status)});
  note_success(*job->host);
  job->host->robots_attempts = 0;
  // All else than success is a file that is not there: everything is allowed (RFC 9309, 2.3.1.3).
  save_robots(
      *job, {.until = 0, .error = {}, .text = status >= 200 && status < 300 ? std::move(job->transfer().body()) : ""});
}

void Crawler::robots_failed(JobPtr job, FetchFailure failure) {
  Host& host = *job->host;
  if (is_of_host(failure.error) || failure.error == FetchError::robots_unreachable) note_failure(host, now(), options_);
  const bool passes = may_pass(failure.error) || failure.error == FetchError::robots_unreachable;
  if (passes && ++host.robots_attempts <= options_.retries) {
    host.next = std::max(host.next, now() + next_backoff(host.robots_attempts).count());
    return;  // the page that waits for it asks again
  }
  host.robots_attempts = 0;
  save_robots(*job, {.until = 0, .error = failure.error, .text = std::move(failure.detail)});
}

void Crawler::save_robots(Job& job, FrontierRobots robots) {
  constexpr Milliseconds kDay = 24LL * 60 * 60 * 1000;  // RFC 9309, 2.4
  if (options_.keep_wire && !sink_.robots(job.exchanges)) {
    sink_full_ = true;
    return;
  }
  robots.until = now() + kDay;
  robots.text.resize(std::min(robots.text.size(), robots::kMostBytes + 1));
  frontier_.set_robots(job.origin, robots, sink_.position());
  if (!options_.sitemaps || robots.error) return;
  for (const std::string& sitemap : robots::parse(robots.text, "").sitemaps) {
    auto checked = url::resolved(job.url, sitemap);
    if (auto* const url = std::get_if<std::string>(&checked)) add({std::move(*url), PageKind::sitemap, 0});
  }
}

// ---- results
// ---------------------------------------------------------------------------------------------------------

CrawlResult Crawler::result_of(Job& job) {
  CrawlResult result;
  result.url = result.response.url = job.asked.url;
  result.kind = job.asked.kind;
  result.depth = job.asked.depth;
  result.attempts = job.attempts;
  result.response.final_url = job.url;
  result.exchanges = std::move(job.exchanges);
  if (!job.was_sent()) return result;
  Transfer& transfer = job.transfer();
  result.response.status = transfer.status();
  result.response.content_type = value_of(transfer.headers(), "content-type");
  result.response.headers = std::move(transfer.headers());
  result.response.body = std::move(transfer.body());
  return result;
}

void Crawler::keep_validators(Job& job, const CrawlResult& result) {
  if (result.error || result.not_modified) return;
  job.asked.etag = value_of(result.response.headers, "etag");
  job.asked.modified = value_of(result.response.headers, "last-modified");
  job.asked.validated = job.url;
}

void Crawler::finish(JobPtr job, std::optional<FetchFailure> failure) {
  CrawlResult result = result_of(*job);
  if (failure) {
    result.error = failure->error;
    result.detail = std::move(failure->detail);
    if (!failure->url.empty()) result.response.final_url = std::move(failure->url);
  }
  result.not_modified = !failure && result.response.status == 304;
  if (!failure && options_.notes && result.kind == PageKind::page) result.notes = options_.notes(result.response);
  keep_validators(*job, result);
  sink_full_ = !sink_.result(result);
  if (sink_full_) return;
  const Transaction together(frontier_.database());
  frontier_.finish(job->asked, reason(result), sink_.position());
  count(result);
  for (const Found& found : discover(result, options_)) add(found);
}

void Crawler::add(const Found& found) {
  if (urls_ >= options_.max_pages || !frontier_.add(found.url, found.kind, found.depth)) return;
  ++urls_;
  ++counts_.queued;
  frontier_due_ = 0;
}

void Crawler::count(const CrawlResult& result) {
  ++counts_.done;
  --counts_.queued;
  counts_.failed += result.error && *result.error != FetchError::duplicate ? 1 : 0;
  counts_.bytes += result.response.body.size();
}

}  // namespace pith
