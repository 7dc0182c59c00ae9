#include "url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

namespace pith::url {
namespace {

struct CurlFree {
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Handle make_handle() {
  Handle handle(curl_url(), &curl_url_cleanup);
  if (handle == nullptr) throw std::bad_alloc();
  return handle;
}

std::optional<std::string> part(const Handle& handle, CURLUPart which) {
  char* text = nullptr;
  const CURLUcode code = curl_url_get(handle.get(), which, &text, 0);
  const std::unique_ptr<char, CurlFree> owner(text);
  if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code != CURLUE_OK) return std::nullopt;
  return text;
}

// No control character belongs in a URL; CR and LF would end the request line (RFC 9112, 11.1).
bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
}

// What it fails with, or nothing.
std::string set_url(const Handle& handle, const std::string& url) {
  if (has_control(url)) return "control character in the URL";
  // CURLU_NON_SUPPORT_SCHEME: that the scheme is another one is told below, by name.
  const CURLUcode code =
      curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME);
  if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  return code == CURLUE_OK ? "" : curl_url_strerror(code);
}

std::string check_parts(const Handle& handle) {
  const std::string scheme = part(handle, CURLUPART_SCHEME).value_or("");
  if (scheme != "http" && scheme != "https") return "scheme " + scheme + " is not http or https";
  if (part(handle, CURLUPART_USER) || part(handle, CURLUPART_PASSWORD)) return "credentials in the URL";
  if (part(handle, CURLUPART_HOST).value_or("").empty()) return "no host in the URL";
  return "";
}

std::variant<std::string, FetchFailure> finish(const Handle& handle, const std::string& asked, std::string problem) {
  if (problem.empty()) problem = check_parts(handle);
  if (!problem.empty()) return FetchFailure{FetchError::bad_url, asked, problem};
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);  // never sent (RFC 9110, 7.1)
  if (auto url = part(handle, CURLUPART_URL)) return *std::move(url);
  return FetchFailure{FetchError::bad_url, asked, "malformed URL"};
}

}  // namespace

std::variant<std::string, FetchFailure> checked(const std::string& url) {
  const Handle handle = make_handle();
  return finish(handle, url, set_url(handle, url));
}

std::variant<std::string, FetchFailure> resolved(const std::string& base, const std::string& location) {
  const Handle handle = make_handle();
  if (std::string problem = set_url(handle, base); !problem.empty())
    return FetchFailure{FetchError::bad_url, base, problem};
  return finish(handle, location, set_url(handle, location));
}

}  // namespace pith::url
