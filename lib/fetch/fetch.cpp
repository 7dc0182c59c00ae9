#include "pith/fetch.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "address.h"
#include "pith/version.h"
#include "url.h"

namespace pith {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Headers = std::vector<std::pair<std::string, std::string>>;

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
    case FetchError::other:
      break;
  }
  return {"other", "not fetched"};
}

enum class Stop : std::uint8_t { none, headers, wire, body, memory };

// One request and what its callbacks see of the answer. libcurl is C, so the callbacks throw nothing through it: they
// note why they stop.
struct Exchange {
  const FetchOptions& options;
  Headers headers{};
  std::size_t header_bytes = 0;
  bool in_headers = false;
  std::string body{};
  Stop stop = Stop::none;
  const address::Range* refused = nullptr;
  sockaddr_storage refused_address{};
};

// ---- callbacks: a return value other than `size` (or 0 for progress) ends the transfer
// --------------------------------

curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* to) {
  auto& exchange = *static_cast<Exchange*>(data);
  const address::Range* refused = address::refusal(to->addr);
  if (refused != nullptr && !(refused->local && exchange.options.allow_private)) {
    exchange.refused = refused;
    std::memcpy(&exchange.refused_address, &to->addr,
                std::min<std::size_t>(to->addrlen, sizeof exchange.refused_address));
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Status lines begin a new header section (after 1xx too), an empty line ends it; what follows the body are trailers,
// which must not be taken for headers (RFC 9110, 6.5.1).
void add_header_line(Exchange& exchange, std::string_view line) {
  if (line.starts_with("HTTP/")) {
    exchange.headers.clear();
    exchange.in_headers = true;
    return;
  }
  const std::string_view value = trimmed(line);
  if (value.empty()) exchange.in_headers = false;
  if (!exchange.in_headers) return;
  if (line.front() == ' ' || line.front() == '\t') {  // a folded line (RFC 9112, 5.2)
    if (!exchange.headers.empty()) exchange.headers.back().second.append(" ").append(value);
    return;
  }
  const std::size_t colon = value.find(':');
  if (colon == 0 || colon == value.npos) return;
  exchange.headers.emplace_back(lower(value.substr(0, colon)), trimmed(value.substr(colon + 1)));
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  exchange.header_bytes += size;
  if (exchange.header_bytes > exchange.options.limits.headers) exchange.stop = Stop::headers;
  try {
    if (exchange.stop == Stop::none) add_header_line(exchange, {data, size});
  } catch (const std::bad_alloc&) {
    exchange.stop = Stop::memory;
  }
  return exchange.stop == Stop::none ? size : size + 1;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (size > exchange.options.limits.body - exchange.body.size()) exchange.stop = Stop::body;
  try {
    if (exchange.stop == Stop::none) exchange.body.append(data, size);
  } catch (const std::bad_alloc&) {
    exchange.stop = Stop::memory;
  }
  return exchange.stop == Stop::none ? size : size + 1;
}

// `received` counts the body's bytes before their content coding is undone.
int on_progress(void* user, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (static_cast<std::size_t>(received) > exchange.options.limits.wire) exchange.stop = Stop::wire;
  return exchange.stop == Stop::none ? 0 : 1;
}

// ---- libcurl's handle
// ------------------------------------------------------------------------------------------------

// curl_global_init() once in a process, before the first handle and whatever thread asks first: the one piece of state,
// libcurl's own. It is never undone, since other users of libcurl may live longer.
bool curl_is_ready() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK;
}

class Easy {
 public:
  Easy() : handle_(curl_is_ready() ? curl_easy_init() : nullptr) {}
  explicit operator bool() const { return handle_ != nullptr; }

  // The first option that libcurl refuses is what perform() fails with: no request without one of them.
  template <typename Value>
  void set(CURLoption option, Value value) {
    if (code_ == CURLE_OK) code_ = curl_easy_setopt(handle_.get(), option, value);
  }
  CURLcode perform() { return code_ == CURLE_OK ? curl_easy_perform(handle_.get()) : code_; }
  int status() const {
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
  }
  // What libcurl says of the last failure.
  std::string problem(CURLcode code) const { return error_[0] == '\0' ? curl_easy_strerror(code) : error_; }
  void clear_problem() {
    error_[0] = '\0';
    set(CURLOPT_ERRORBUFFER, error_);
  }

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  char error_[CURL_ERROR_SIZE] = "";  // outlives handle_, which points to it
  std::unique_ptr<CURL, Cleanup> handle_;
  CURLcode code_ = CURLE_OK;
};

long to_curl(milliseconds time) {
  return std::max(1L, static_cast<long>(time.count()));
}  // 0 would mean libcurl's own

void set_rules(Easy& easy, const FetchOptions& options) {
  easy.set(CURLOPT_PROTOCOLS_STR, "http,https");
  easy.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  easy.set(CURLOPT_FOLLOWLOCATION, 0L);  // fetch() follows, and checks each hop as it checks the first
  easy.set(CURLOPT_PROXY, "");           // none from the environment: a proxy would hide the address that is opened
  easy.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  easy.set(CURLOPT_NOSIGNAL, 1L);  // signals are the process's; sockets are written with MSG_NOSIGNAL
  easy.set(CURLOPT_HTTP09_ALLOWED, 0L);
  easy.set(CURLOPT_ACCEPT_ENCODING, "");  // every content coding libcurl can undo
  easy.set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(std::min<std::size_t>(options.limits.wire, PTRDIFF_MAX)));
  const std::string agent = options.user_agent.empty() ? "pith/" + std::string(kVersion) : options.user_agent;
  easy.set(CURLOPT_USERAGENT, agent.c_str());
}

void set_request(Easy& easy, Exchange& exchange, const std::string& url, milliseconds left) {
  easy.clear_problem();
  easy.set(CURLOPT_URL, url.c_str());
  easy.set(CURLOPT_TIMEOUT_MS, to_curl(left));
  easy.set(CURLOPT_CONNECTTIMEOUT_MS, to_curl(std::min(left, exchange.options.limits.connect)));
  easy.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  easy.set(CURLOPT_OPENSOCKETDATA, &exchange);
  easy.set(CURLOPT_HEADERFUNCTION, &on_header);
  easy.set(CURLOPT_HEADERDATA, &exchange);
  easy.set(CURLOPT_WRITEFUNCTION, &on_body);
  easy.set(CURLOPT_WRITEDATA, &exchange);
  easy.set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  easy.set(CURLOPT_XFERINFODATA, &exchange);
  easy.set(CURLOPT_NOPROGRESS, 0L);
}

// ---- what went wrong
// -------------------------------------------------------------------------------------------------

FetchError error_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED:
      return FetchError::bad_url;
    case CURLE_COULDNT_RESOLVE_HOST:
      return FetchError::dns;
    case CURLE_COULDNT_CONNECT:
    case CURLE_SEND_ERROR:
      return FetchError::connect;
    case CURLE_OPERATION_TIMEDOUT:
      return FetchError::timeout;
    case CURLE_FILESIZE_EXCEEDED:
      return FetchError::too_large;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return FetchError::tls;
    case CURLE_UNSUPPORTED_PROTOCOL:  // the URL's scheme is checked before: here it is the answer that is not HTTP
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_CHUNK_FAILED:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return FetchError::bad_response;
    default:
      return FetchError::other;
  }
}

std::string more_than(std::size_t limit, std::string_view what) {
  return "more than " + std::to_string(limit) + " bytes of " + std::string(what);
}

FetchFailure failure_of(const Exchange& exchange, const Easy& easy, CURLcode code, const std::string& url) {
  const FetchLimits& limits = exchange.options.limits;
  switch (exchange.stop) {
    case Stop::memory:
      throw std::bad_alloc();
    case Stop::headers:
      return {FetchError::too_large, url, more_than(limits.headers, "headers")};
    case Stop::wire:
      return {FetchError::too_large, url, more_than(limits.wire, "body before decoding")};
    case Stop::body:
      return {FetchError::too_large, url, more_than(limits.body, "body after decoding")};
    case Stop::none:
      break;
  }
  if (exchange.refused != nullptr && code == CURLE_COULDNT_CONNECT) {
    const std::string address = address::to_string(reinterpret_cast<const sockaddr&>(exchange.refused_address));
    const auto& [prefix, bits, local, what, rule] = *exchange.refused;
    return {FetchError::forbidden_address, url, address + " is " + std::string(what) + " (" + std::string(rule) + ")"};
  }
  // libcurl's own bound of 100 KiB on a header line fails in this way.
  if (code == CURLE_OUT_OF_MEMORY && (exchange.in_headers || exchange.body.empty())) {
    return {FetchError::too_large, url, "header line too long"};
  }
  return {error_of(code), url, easy.problem(code)};
}

// ---- hops
// ------------------------------------------------------------------------------------------------------------

std::string value_of(const Headers& headers, std::string_view name) {
  const auto found =
      std::ranges::find(headers, name, [](const auto& header) { return std::string_view(header.first); });
  return found == headers.end() ? "" : found->second;
}

// Where the answer sends us, or nothing (RFC 9110, 15.4).
std::string redirect_of(int status, const Headers& headers) {
  constexpr int kRedirects[] = {301, 302, 303, 307, 308};
  return std::ranges::find(kRedirects, status) == std::end(kRedirects) ? "" : value_of(headers, "location");
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
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
  if (has_control(options.user_agent)) return FetchFailure{FetchError::other, url, "control character in user_agent"};
  auto next = url::checked(url);
  Easy easy;
  if (!easy) return FetchFailure{FetchError::other, url, "libcurl does not start"};
  set_rules(easy, options);
  for (int hop = 0;; ++hop) {
    if (auto* failure = std::get_if<FetchFailure>(&next)) return std::move(*failure);
    const std::string here = std::get<std::string>(std::move(next));
    if (hop > options.limits.redirects) {
      return FetchFailure{FetchError::too_many_redirects, here, "after " + std::to_string(hop - 1) + " redirects"};
    }
    const auto left = std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return FetchFailure{FetchError::timeout, here, "no time left"};
    Exchange exchange{.options = options};
    set_request(easy, exchange, here, left);
    const CURLcode code = easy.perform();
    if (code != CURLE_OK) return failure_of(exchange, easy, code, here);
    const int status = easy.status();
    if (const std::string location = redirect_of(status, exchange.headers); !location.empty()) {
      next = url::resolved(here, location);
      continue;
    }
    std::string type = value_of(exchange.headers, "content-type");
    return Response{url, here, status, std::move(type), std::move(exchange.headers), std::move(exchange.body)};
  }
}

}  // namespace pith
