// One page over HTTP, safely: every address is checked after DNS and on each redirect.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pith/export.h"

namespace pith {

// Why a URL could not be fetched, in a closed list; message() has one line each.
enum class FetchError : std::uint8_t {
  bad_url,  // not an absolute http or https URL, credentials in it, control characters, another protocol's port
  forbidden_address,  // resolves to a private, loopback, link-local, multicast or reserved address
  dns,                // the host name does not resolve
  connect,            // no connection
  tls,                // certificate or handshake
  timeout,
  too_many_redirects,
  too_large,     // headers or body longer than FetchLimits allow, before or after decoding
  bad_response,  // not HTTP, broken chunking or content coding
  other,
  // Of crawls alone: see pith/crawl.h.
  http_error,          // a status of 400 and above
  robots,              // robots.txt disallows it
  robots_unreachable,  // robots.txt could not be had, so nothing may be (RFC 9309, 2.3.1.4)
  retry_later,         // the server asks to come back later than CrawlOptions::longest_wait
  host_down,           // the host failed again after its rest
  duplicate,           // the same page as a URL before
};
PITH_API std::string_view to_string(FetchError error);
PITH_API std::string_view message(FetchError error);

struct FetchLimits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds first_byte{20'000};  // from the request's start to the answer's first byte
  std::chrono::milliseconds total{30'000};
  std::size_t slowest = 100;                 // bytes a second, over slowest_for
  std::chrono::seconds slowest_for{15};      // slower for so long ends a fetch
  std::size_t wire = std::size_t{16} << 20;  // body bytes before decoding
  std::size_t body = std::size_t{64} << 20;  // body bytes after decoding
  std::size_t expansion = 200;               // decoded bytes for one on the wire, from the first MiB on
  std::size_t headers = std::size_t{256} << 10;
  std::size_t header_lines = 1000;
  int redirects = 10;
};

struct FetchOptions {
  FetchLimits limits;
  std::string user_agent;      // empty: "pith/VERSION"
  bool allow_private = false;  // opens loopback and private networks (not link-local, multicast, reserved addresses)
  std::string proxy;           // "http://host:port", "socks5h://host:port"; empty: none. Through a proxy only addresses
                               // written in the URL can be checked: what a name resolves to, the proxy alone knows
  std::string ca_file;         // certificates to trust, PEM; empty: the system's
  std::vector<std::string> resolve;  // "HOST:PORT:ADDRESS": takes DNS's place; the address is checked all the same
};

struct Response {
  std::string url;        // asked for
  std::string final_url;  // after redirects
  int status = 0;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  // of the last response, names in lower case
  std::string body;                                          // content coding undone
};

struct FetchFailure {
  FetchError error = FetchError::other;
  std::string url;     // the hop that failed
  std::string detail;  // what was found, e.g. "10.0.0.1 is a private address"
};

// One GET of an http or https URL; 301, 302, 303, 307 and 308 are followed, each hop checked as the first. Any status
// is a Response: only what gives no whole answer is a FetchFailure. Sends no cookies, credentials or referrer; reads no
// proxy, netrc or other setting of the environment. Safe from any thread; libcurl is initialised by the first call.
// Never throws but for std::bad_alloc.
//
//   auto result = pith::fetch("https://example.org/");
//   if (auto* page = std::get_if<pith::Response>(&result)) use(page->body);
PITH_API std::variant<Response, FetchFailure> fetch(const std::string& url, const FetchOptions& options = {});

}  // namespace pith
