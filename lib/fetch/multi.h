// libcurl's multi handle: many transfers at once on one thread.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace pith {

class Multi {
 public:
  // At most `connections` at once, `per_host` of them to one host.
  Multi(int connections, int per_host);

  void add(CURL* transfer) { curl_multi_add_handle(handle_.get(), transfer); }
  void remove(CURL* transfer) { curl_multi_remove_handle(handle_.get(), transfer); }
  // Goes on with all of them; returns those that ended, and how. They are no longer its own.
  std::vector<std::pair<CURL*, CURLcode>> perform();
  // Until one of them can go on, at most `most`.
  void wait(std::chrono::milliseconds most);

 private:
  struct Cleanup {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };
  std::unique_ptr<CURLM, Cleanup> handle_;
};

}  // namespace pith
