#include "url.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>
#include <optional>
#include <string_view>

#include "ascii.h"
#include "idna.h"
#include "percent.h"

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

// Before the query a backslash is a slash (WHATWG URL, 4.4).
std::string with_slashes(std::string url) {
  const auto end = url.begin() + static_cast<std::ptrdiff_t>(std::min(url.find_first_of("?#"), url.size()));
  std::replace(url.begin(), end, '\\', '/');
  return url;
}

// What it fails with, or nothing.
std::string set_url(const Handle& handle, const std::string& url) {
  // CR and LF would end the request line (RFC 9112, 11.1).
  if (ascii::has_control(url)) return "control character in the URL";
  // CURLU_NON_SUPPORT_SCHEME: that the scheme is another one is told below, by name.
  const CURLUcode code =
      curl_url_set(handle.get(), CURLUPART_URL, with_slashes(url).c_str(), CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME);
  if (code == CURLUE_OUT_OF_MEMORY) throw std::bad_alloc();
  return code == CURLUE_OK ? "" : curl_url_strerror(code);
}

// Ports that speak other protocols (Fetch, 2.9, "port blocking"): a request must not be a command to what listens
// there.
constexpr int kBadPorts[] = {0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,
                             37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,
                             110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,  389,
                             427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,
                             563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045,
                             4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

std::string bad_port(const Handle& handle) {
  const std::string port = part(handle, CURLUPART_PORT).value_or("80");
  int number = 0;
  std::from_chars(port.data(), port.data() + port.size(), number);
  return std::ranges::binary_search(kBadPorts, number) ? "port " + port + " is another protocol's" : "";
}

std::string check_parts(const Handle& handle) {
  const std::string scheme = part(handle, CURLUPART_SCHEME).value_or("");
  if (scheme != "http" && scheme != "https") return "scheme " + scheme + " is not http or https";
  if (part(handle, CURLUPART_USER) || part(handle, CURLUPART_PASSWORD)) return "credentials in the URL";
  const std::string host = part(handle, CURLUPART_HOST).value_or("");
  if (host.empty()) return "no host in the URL";
  const auto name = idna::to_ascii(host);
  if (!name) return host + " is no host name";
  if (*name != ascii::lower(host)) curl_url_set(handle.get(), CURLUPART_HOST, name->c_str(), 0);
  return bad_port(handle);
}

std::variant<std::string, FetchFailure> finish(const Handle& handle, const std::string& asked, std::string problem) {
  if (problem.empty()) problem = check_parts(handle);
  if (!problem.empty()) return FetchFailure{FetchError::bad_url, asked, problem};
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);  // never sent (RFC 9110, 7.1)
  if (auto url = part(handle, CURLUPART_URL)) return *std::move(url);
  return FetchFailure{FetchError::bad_url, asked, "malformed URL"};
}

Handle parsed(const std::string& url) {
  Handle handle = make_handle();
  set_url(handle, url);
  return handle;
}

// "http://example.org:81": the port as far as it is not the scheme's own.
std::string origin_of(const Handle& handle, const std::string& host) {
  const std::string scheme = part(handle, CURLUPART_SCHEME).value_or("");
  const std::string port = part(handle, CURLUPART_PORT).value_or("");
  const bool own = port.empty() || port == (scheme == "https" ? "443" : "80");
  return scheme + "://" + host + (own ? "" : ":" + port);
}

std::string path_of(const Handle& handle) {
  const auto query = part(handle, CURLUPART_QUERY);
  return part(handle, CURLUPART_PATH).value_or("/") + (query ? "?" + *query : "");
}

bool is_tracking(std::string_view parameter) {
  constexpr std::string_view kNames[] = {"fbclid", "gclid",  "dclid",  "gbraid", "wbraid", "msclkid", "yclid",
                                         "twclid", "ttclid", "mc_cid", "mc_eid", "igshid", "_ga",     "_gl"};
  const std::string name = ascii::lower(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") || std::ranges::find(kNames, name) != std::end(kNames);
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

Parts parts_of(const std::string& url) {
  const Handle handle = parsed(url);
  std::string host = ascii::lower(part(handle, CURLUPART_HOST).value_or(""));
  std::string origin = origin_of(handle, host);
  return {std::move(host), std::move(origin), path_of(handle)};
}

std::string normalized(const Parts& parts) {
  return parts.origin + percent::one_spelling(parts.path, percent::is_unreserved);
}

std::string without_tracking(const std::string& url) {
  const std::size_t begin = std::min(url.find('?'), url.size());
  std::string out = url.substr(0, begin);
  std::string_view rest = std::string_view(url).substr(begin);
  char separator = '?';
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(parameter.size());
    if (is_tracking(parameter)) continue;
    out.append(1, separator).append(parameter);
    separator = '&';
  }
  return out;
}

}  // namespace pith::url
