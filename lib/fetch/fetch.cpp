#include "pith/fetch.h"

#include <algorithm>
#include <utility>

#include "ascii.h"
#include "redirect.h"
#include "transfer.h"
#include "url.h"

namespace pith {
namespace {

using std::chrono::milliseconds;

struct ErrorText {
  std::string_view name;
  std::string_view message;
};

ErrorText text_of(FetchError error) {
  switch (error) {
    case FetchError::bad_url:
      return {"bad_url", "not a URL that may be fetched"};
    case FetchError::forbidden_address:
      return {"forbidden_address", "the host is not at a public address"};
    case FetchError::dns:
      return {"dns", "the host name does not resolve"};
    case FetchError::connect:
      return {"connect", "no connection"};
    case FetchError::tls:
      return {"tls", "no secure connection: certificate or handshake"};
    case FetchError::timeout:
      return {"timeout", "not done within the time limit"};
    case FetchError::too_many_redirects:
      return {"too_many_redirects", "too many redirects"};
    case FetchError::too_large:
      return {"too_large", "larger than the size limit"};
    case FetchError::bad_response:
      return {"bad_response", "broken HTTP response"};
    case FetchError::http_error:
      return {"http_error", "the server answered with an error"};
    case FetchError::robots:
      return {"robots", "robots.txt disallows it"};
    case FetchError::robots_unreachable:
      return {"robots_unreachable", "robots.txt could not be had, so nothing is asked for"};
    case FetchError::retry_later:
      return {"retry_later", "the server asks to come back much later"};
    case FetchError::host_down:
      return {"host_down", "the host failed too often"};
    case FetchError::duplicate:
      return {"duplicate", "the same page as a URL before"};
    case FetchError::other:
      break;
  }
  return {"other", "not fetched"};
}

// The latest time that is waited for; a limit too long for the clock is a year.
Clock::time_point deadline_of(milliseconds total) {
  return Clock::now() + std::min<milliseconds>(total, std::chrono::hours(24 * 365));
}

}  // namespace

std::string_view to_string(FetchError error) {
  return text_of(error).name;
}
std::string_view message(FetchError error) {
  return text_of(error).message;
}

std::variant<Response, FetchFailure> fetch(const std::string& url, const FetchOptions& options) {
  const Clock::time_point deadline = deadline_of(options.limits.total);
  if (ascii::has_control(options.user_agent))
    return FetchFailure{FetchError::other, url, "control character in user_agent"};
  auto next = url::checked(url);
  Transfer transfer(options);
  if (transfer.handle() == nullptr) return FetchFailure{FetchError::other, url, "libcurl does not start"};
  for (int hop = 0;; ++hop) {
    if (auto* failure = std::get_if<FetchFailure>(&next)) return std::move(*failure);
    const std::string here = std::get<std::string>(std::move(next));
    if (hop > options.limits.redirects) {
      return FetchFailure{FetchError::too_many_redirects, here, "after " + std::to_string(hop - 1) + " redirects"};
    }
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return FetchFailure{FetchError::timeout, here, "no time left"};
    if (auto refused = transfer.refused_by_proxy_rule(here)) return *std::move(refused);
    transfer.prepare(here, {}, left);
    const CURLcode code = transfer.perform();
    if (code != CURLE_OK) return transfer.failure(code);
    if (std::string problem = transfer.problem(); !problem.empty()) {
      return FetchFailure{FetchError::bad_response, here, std::move(problem)};
    }
    const int status = transfer.status();
    if (const std::string location = redirect_of(status, transfer.headers()); !location.empty()) {
      next = url::resolved(here, location);
      continue;
    }
    std::string type(value_of(transfer.headers(), "content-type"));
    return Response{url, here, status, std::move(type), std::move(transfer.headers()), std::move(transfer.body())};
  }
}

}  // namespace pith
