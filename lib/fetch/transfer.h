// One request through libcurl, with every rule and limit set, and what came back. For fetch(), which performs it, and
// for the crawler, which hands the handle to a multi handle.
#pragma once

#include <curl/curl.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "address.h"
#include "pith/fetch.h"

namespace pith {

using Clock = std::chrono::steady_clock;
using Headers = std::vector<std::pair<std::string, std::string>>;

std::string_view value_of(const Headers& headers, std::string_view name);

// A list of strings as libcurl takes it.
class Strings {
 public:
  void add(const std::string& text);
  curl_slist* get() const { return list_.get(); }

 private:
  struct Free {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  std::unique_ptr<curl_slist, Free> list_;
};

class Transfer {
 public:
  // As they went over the wire: codings not undone.
  struct Wire {
    std::string request;  // its head
    std::string head;     // of the last answer, with the empty line
    std::string body;
  };

  // The options outlive the transfer. With `keep_wire` the bytes are kept too.
  explicit Transfer(const FetchOptions& options, bool keep_wire = false);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // The next request: a URL that url::checked() gave, header lines beside libcurl's own, and the time it may take.
  void prepare(const std::string& url, const std::vector<std::string>& request_headers, std::chrono::milliseconds left);
  // Through a proxy no address is seen here: those that stand in the URL are refused before it is asked.
  std::optional<FetchFailure> refused_by_proxy_rule(const std::string& url) const;
  // Cookies live as long as the transfer: within one chain of redirects.
  void keep_cookies();

  CURL* handle() const { return handle_.get(); }  // null if libcurl does not start
  CURLcode ready() const { return code_; }        // the first option that libcurl refused
  CURLcode perform() { return code_ == CURLE_OK ? curl_easy_perform(handle_.get()) : code_; }

  // After it ended.
  FetchFailure failure(CURLcode code) const;  // for any but CURLE_OK
  // What is wrong with an answer that libcurl took, or nothing: an answer to another question.
  std::string problem() const;
  int status() const;
  std::string ip() const;  // of the server, or of the proxy
  bool is_http2() const;
  std::chrono::milliseconds retry_after() const;  // of the Retry-After header, a date too; 0 without one
  Headers& headers() { return headers_; }
  std::string& body() { return body_; }  // content coding undone
  Wire& wire() { return wire_; }
  const std::string& url() const { return url_; }

 private:
  enum class Stop : std::uint8_t { none, headers, header_lines, lengths, wire, body, expansion, first_byte, memory };
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };

  template <typename Value>
  void set(CURLoption option, Value value) {
    if (code_ == CURLE_OK) code_ = curl_easy_setopt(handle_.get(), option, value);
  }
  void set_rules();
  void set_callbacks();
  void set_times(std::chrono::milliseconds left);
  void add_header_line(std::string_view line);
  void add_header(std::string_view line);
  void end_headers();
  void add_wire(std::string_view bytes);
  std::string_view stop_text() const;
  std::string refusal_text() const;
  bool is_conditional() const;

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* to);
  static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self);
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t);
  static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self);

  const FetchOptions& options_;
  bool keep_wire_;
  char error_[CURL_ERROR_SIZE] = "";  // outlives handle_, which points to it
  Strings resolve_;
  Strings request_headers_;
  std::unique_ptr<CURL, Cleanup> handle_;
  CURLcode code_ = CURLE_OK;

  // Of the request under way.
  std::string url_;
  Clock::time_point started_;
  Headers headers_;
  std::size_t header_bytes_ = 0;
  std::size_t header_lines_ = 0;
  bool in_headers_ = false;
  std::string body_;
  Wire wire_;
  Stop stop_ = Stop::none;
  const address::Range* refused_ = nullptr;
  sockaddr_storage refused_address_{};
};

}  // namespace pith
