#include "job.h"

#include <chrono>
#include <cstdio>

namespace pith {
namespace {

// HTTP/2 has no start lines; libcurl makes some up, which readers of HTTP/1.1 do not know.
std::string with_version_1(std::string head) {
  constexpr std::string_view kTwo = "HTTP/2";
  const std::size_t at = head.find(kTwo);
  if (at < head.find('\n')) head.replace(at, kTwo.size(), "HTTP/1.1");
  return head;
}

std::string truncation(CURLcode code, FetchError error) {
  if (code == CURLE_OK) return {};
  if (error == FetchError::too_large) return "length";
  return error == FetchError::timeout ? "time" : "disconnect";
}

}  // namespace

Transfer& Job::transfer() {
  if (transfer_ == nullptr) {
    transfer_ = std::make_unique<Transfer>(options_, keep_wire_);
    transfer_->keep_cookies();
  }
  return *transfer_;
}

Exchange exchange_of(Job& job, CURLcode code) {
  Transfer& transfer = job.transfer();
  Transfer::Wire& wire = transfer.wire();
  const bool two = transfer.is_http2();
  Exchange exchange;
  exchange.url = job.url;
  exchange.date = job.date;
  exchange.ip = transfer.ip();
  exchange.protocol = two ? "h2" : "http/1.1";
  exchange.request = two ? with_version_1(std::move(wire.request)) : std::move(wire.request);
  exchange.head = two ? with_version_1(std::move(wire.head)) : std::move(wire.head);
  exchange.body = std::move(wire.body);
  if (code != CURLE_OK) exchange.truncated = truncation(code, transfer.failure(code).error);
  return exchange;
}

std::string iso_date(Milliseconds since_1970) {
  using std::chrono::sys_days;
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(since_1970)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - day)};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace pith
