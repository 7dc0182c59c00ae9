#include "transfer.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "ascii.h"
#include "pith/version.h"
#include "url.h"

namespace pith {
namespace {

using std::chrono::milliseconds;

// curl_global_init() once in a process, before the first handle and whatever thread asks first: the one piece of state,
// libcurl's own. It is never undone, since other users of libcurl may live longer.
bool curl_is_ready() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code == CURLE_OK;
}

long to_curl(milliseconds time) {
  return std::max(1L, static_cast<long>(time.count()));  // 0 would mean libcurl's own
}

FetchError error_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED:
      return FetchError::bad_url;
    case CURLE_COULDNT_RESOLVE_HOST:
      return FetchError::dns;
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
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
  return "more than " + std::to_string(limit) + " " + std::string(what);
}

}  // namespace

std::string_view value_of(const Headers& headers, std::string_view name) {
  const auto found =
      std::ranges::find(headers, name, [](const auto& header) { return std::string_view(header.first); });
  return found == headers.end() ? std::string_view() : found->second;
}

void Strings::add(const std::string& text) {
  curl_slist* const longer = curl_slist_append(list_.get(), text.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list_.release());
  list_.reset(longer);
}

// ---- options
// ---------------------------------------------------------------------------------------------------------

Transfer::Transfer(const FetchOptions& options, bool keep_wire)
    : options_(options), keep_wire_(keep_wire), handle_(curl_is_ready() ? curl_easy_init() : nullptr) {
  if (handle_ == nullptr) {
    code_ = CURLE_FAILED_INIT;
    return;
  }
  set_rules();
  set_callbacks();
}

void Transfer::set_rules() {
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);             // who performs it follows, and checks each hop as the first
  set(CURLOPT_PROXY, options_.proxy.c_str());  // "" is none, not the environment's
  set(CURLOPT_NOPROXY, "");                    // nor the environment's exceptions from it
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NOSIGNAL, 1L);  // signals are the process's; sockets are written with MSG_NOSIGNAL
  set(CURLOPT_HTTP09_ALLOWED, 0L);
  set(CURLOPT_ACCEPT_ENCODING, "");  // every content coding libcurl can undo
  set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(std::min<std::size_t>(options_.limits.wire, PTRDIFF_MAX)));
  const std::string agent = options_.user_agent.empty() ? "pith/" + std::string(kVersion) : options_.user_agent;
  set(CURLOPT_USERAGENT, agent.c_str());
  if (!options_.ca_file.empty()) set(CURLOPT_CAINFO, options_.ca_file.c_str());
  for (const std::string& entry : options_.resolve) resolve_.add(entry);
  if (resolve_.get() != nullptr) set(CURLOPT_RESOLVE, resolve_.get());
}

void Transfer::set_callbacks() {
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  set(CURLOPT_NOPROGRESS, 0L);
  if (!keep_wire_) return;
  set(CURLOPT_DEBUGFUNCTION, &on_debug);
  set(CURLOPT_DEBUGDATA, static_cast<void*>(this));
  set(CURLOPT_VERBOSE, 1L);
}

void Transfer::set_times(milliseconds left) {
  const FetchLimits& limits = options_.limits;
  set(CURLOPT_TIMEOUT_MS, to_curl(left));
  set(CURLOPT_CONNECTTIMEOUT_MS, to_curl(std::min(left, limits.connect)));
  set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(std::min<std::size_t>(limits.slowest, 1U << 30)));
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.slowest_for.count()));
}

void Transfer::keep_cookies() {
  set(CURLOPT_COOKIEFILE, "");
}

void Transfer::prepare(const std::string& url, const std::vector<std::string>& request_headers, milliseconds left) {
  url_ = url;
  started_ = Clock::now();
  headers_.clear();
  header_bytes_ = header_lines_ = 0;
  in_headers_ = false;
  body_.clear();
  wire_ = {};
  stop_ = Stop::none;
  refused_ = nullptr;
  error_[0] = '\0';
  request_headers_ = {};
  for (const std::string& line : request_headers) request_headers_.add(line);
  set(CURLOPT_ERRORBUFFER, error_);
  set(CURLOPT_HTTPHEADER, request_headers_.get());
  set(CURLOPT_URL, url.c_str());
  set_times(left);
}

// ---- callbacks: libcurl is C, so they throw nothing through it, but note why they stop; a return value other than
// `size` (or 0 for progress) ends the transfer
// --------------------------------

curl_socket_t Transfer::open_socket(void* self, curlsocktype, curl_sockaddr* to) {
  auto& transfer = *static_cast<Transfer*>(self);
  const address::Range* refused = address::refusal(to->addr);
  const bool opened = transfer.options_.allow_private || !transfer.options_.proxy.empty();
  if (refused != nullptr && !(refused->local && opened)) {
    transfer.refused_ = refused;
    std::memcpy(&transfer.refused_address_, &to->addr,
                std::min<std::size_t>(to->addrlen, sizeof transfer.refused_address_));
    return CURL_SOCKET_BAD;
  }
  return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

// Status lines begin a new header section (after 1xx too), an empty line ends it; what follows the body are trailers,
// which must not be taken for headers (RFC 9110, 6.5.1).
void Transfer::add_header_line(std::string_view line) {
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    wire_.head.clear();
    in_headers_ = true;
  }
  if (!in_headers_) return;
  if (keep_wire_) wire_.head.append(line);
  if (ascii::trimmed(line).empty()) return end_headers();
  if (!line.starts_with("HTTP/")) add_header(line);
}

void Transfer::add_header(std::string_view line) {
  const std::string_view text = ascii::trimmed(line);
  if (line.front() == ' ' || line.front() == '\t') {  // a folded line (RFC 9112, 5.2)
    if (!headers_.empty()) headers_.back().second.append(" ").append(text);
    return;
  }
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == text.npos) return;
  headers_.emplace_back(ascii::lower(text.substr(0, colon)), ascii::trimmed(text.substr(colon + 1)));
}

// Two lengths that differ leave the end of the body unknown: an error that cannot be mended (RFC 9112, 6.3, 5).
void Transfer::end_headers() {
  in_headers_ = false;
  const auto first = std::ranges::find(headers_, "content-length", &Headers::value_type::first);
  const bool differ = std::any_of(first, headers_.end(), [&](const auto& header) {
    return header.first == "content-length" && header.second != first->second;
  });
  if (differ) stop_ = Stop::lengths;
}

std::size_t Transfer::on_header(char* data, std::size_t, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  const FetchLimits& limits = transfer.options_.limits;
  transfer.header_bytes_ += size;
  if (transfer.header_bytes_ > limits.headers) transfer.stop_ = Stop::headers;
  if (++transfer.header_lines_ > limits.header_lines) transfer.stop_ = Stop::header_lines;
  try {
    if (transfer.stop_ == Stop::none) transfer.add_header_line({data, size});
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::memory;
  }
  return transfer.stop_ == Stop::none ? size : size + 1;
}

std::size_t Transfer::on_body(char* data, std::size_t, std::size_t size, void* self) {
  constexpr std::size_t kFree = std::size_t{1} << 20;  // of expansion: small pages may repeat themselves
  auto& transfer = *static_cast<Transfer*>(self);
  const FetchLimits& limits = transfer.options_.limits;
  const std::size_t grown = transfer.body_.size() + size;
  if (grown > limits.body) transfer.stop_ = Stop::body;
  if (grown > kFree && transfer.stop_ == Stop::none) {
    curl_off_t received = 0;
    curl_easy_getinfo(transfer.handle_.get(), CURLINFO_SIZE_DOWNLOAD_T, &received);
    if (grown / std::max<std::size_t>(limits.expansion, 1) > static_cast<std::size_t>(received))
      transfer.stop_ = Stop::expansion;
  }
  try {
    if (transfer.stop_ == Stop::none) transfer.body_.append(data, size);
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::memory;
  }
  return transfer.stop_ == Stop::none ? size : size + 1;
}

// Called at least once a second. `received` counts the body's bytes before their content coding is undone.
int Transfer::on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(self);
  const FetchLimits& limits = transfer.options_.limits;
  if (static_cast<std::size_t>(received) > limits.wire) transfer.stop_ = Stop::wire;
  const bool silent = transfer.header_bytes_ == 0 && received == 0;
  if (silent && Clock::now() - transfer.started_ > limits.first_byte) transfer.stop_ = Stop::first_byte;
  return transfer.stop_ == Stop::none ? 0 : 1;
}

// What is sent, and the body before libcurl undoes any coding: the chunks' sizes and extensions count too, of which
// there may be any number for a byte of content.
int Transfer::on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    if (type == CURLINFO_HEADER_OUT) transfer.wire_.request.assign(data, size);  // the last, if libcurl asks twice
    if (type == CURLINFO_DATA_IN) transfer.add_wire({data, size});
  } catch (const std::bad_alloc&) {
    transfer.stop_ = Stop::memory;
  }
  return 0;
}

void Transfer::add_wire(std::string_view bytes) {
  if (bytes.size() > options_.limits.wire - wire_.body.size()) stop_ = Stop::wire;
  if (stop_ == Stop::none) wire_.body.append(bytes);
}

// ---- outcome
// ---------------------------------------------------------------------------------------------------------

std::optional<FetchFailure> Transfer::refused_by_proxy_rule(const std::string& url) const {
  if (options_.proxy.empty()) return std::nullopt;
  const std::string host = url::parts_of(url).host;
  const address::Range* const range = address::refusal_of_host(host);
  if (range == nullptr || (range->local && options_.allow_private)) return std::nullopt;
  return FetchFailure{FetchError::forbidden_address, url,
                      host + " is " + std::string(range->what) + " (" + std::string(range->rule) + ")"};
}

std::string Transfer::refusal_text() const {
  const std::string address = address::to_string(reinterpret_cast<const sockaddr&>(refused_address_));
  return address + " is " + std::string(refused_->what) + " (" + std::string(refused_->rule) + ")";
}

FetchFailure Transfer::failure(CURLcode code) const {
  const FetchLimits& limits = options_.limits;
  switch (stop_) {
    case Stop::memory:
      throw std::bad_alloc();
    case Stop::headers:
      return {FetchError::too_large, url_, more_than(limits.headers, "bytes of headers")};
    case Stop::header_lines:
      return {FetchError::too_large, url_, more_than(limits.header_lines, "header lines")};
    case Stop::lengths:
      return {FetchError::bad_response, url_, "Content-Length headers that differ"};
    case Stop::wire:
      return {FetchError::too_large, url_, more_than(limits.wire, "bytes of body before decoding")};
    case Stop::body:
      return {FetchError::too_large, url_, more_than(limits.body, "bytes of body after decoding")};
    case Stop::expansion:
      return {FetchError::too_large, url_, more_than(limits.expansion, "times as long after decoding")};
    case Stop::first_byte:
      return {FetchError::timeout, url_, "no answer for " + std::to_string(limits.first_byte.count()) + " ms"};
    case Stop::none:
      break;
  }
  if (refused_ != nullptr && code == CURLE_COULDNT_CONNECT) {
    return {FetchError::forbidden_address, url_, refusal_text()};
  }
  // libcurl's own bound of 100 KiB on a header line fails in this way.
  if (code == CURLE_OUT_OF_MEMORY && (in_headers_ || body_.empty())) {
    return {FetchError::too_large, url_, "header line too long"};
  }
  return {error_of(code), url_, error_[0] == '\0' ? curl_easy_strerror(code) : error_};
}

bool Transfer::is_conditional() const {
  for (const curl_slist* line = request_headers_.get(); line != nullptr; line = line->next) {
    if (std::string_view(line->data).starts_with("If-")) return true;
  }
  return false;
}

std::string Transfer::problem() const {
  const int code = status();
  if (code < 200) return "an interim answer, " + std::to_string(code) + ", was the last";
  if (code == 206) return "206: a part, of which none was asked for";
  if (code == 304 && !is_conditional()) return "304: not modified, without a condition in the request";
  return {};
}

int Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

std::string Transfer::ip() const {
  const char* text = nullptr;
  curl_easy_getinfo(handle_.get(), CURLINFO_PRIMARY_IP, &text);
  return text == nullptr ? "" : text;
}

milliseconds Transfer::retry_after() const {
  curl_off_t seconds = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RETRY_AFTER, &seconds);
  constexpr curl_off_t kMost = curl_off_t{1} << 40;
  return std::chrono::seconds(std::clamp<curl_off_t>(seconds, 0, kMost));
}

bool Transfer::is_http2() const {
  long version = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_HTTP_VERSION, &version);
  return version == CURL_HTTP_VERSION_2_0;
}

}  // namespace pith
