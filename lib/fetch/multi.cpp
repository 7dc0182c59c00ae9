#include "multi.h"

#include <new>

namespace pith {

Multi::Multi(int connections, int per_host) : handle_(curl_multi_init()) {
  if (handle_ == nullptr) throw std::bad_alloc();
  curl_multi_setopt(handle_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(connections));
  curl_multi_setopt(handle_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(per_host));
  curl_multi_setopt(handle_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(connections));
}

std::vector<std::pair<CURL*, CURLcode>> Multi::perform() {
  int running = 0;
  curl_multi_perform(handle_.get(), &running);
  std::vector<std::pair<CURL*, CURLcode>> ended;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(handle_.get(), &left)) {
    if (message->msg == CURLMSG_DONE) ended.emplace_back(message->easy_handle, message->data.result);
  }
  for (const auto& [transfer, code] : ended) remove(transfer);
  return ended;
}

void Multi::wait(std::chrono::milliseconds most) {
  curl_multi_poll(handle_.get(), nullptr, 0, static_cast<int>(most.count()), nullptr);
}

}  // namespace pith
