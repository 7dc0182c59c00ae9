#include "fetch/url.h"

#include <gtest/gtest.h>

namespace pith::url {
namespace {

using Result = std::variant<std::string, FetchFailure>;

std::string shown(const Result& result) {
  if (const auto* failure = std::get_if<FetchFailure>(&result)) return std::string(to_string(failure->error));
  return std::get<std::string>(result);
}

struct Case {
  std::string url;
  std::string expected;  // or "bad_url"
};

TEST(Url, Pith_Checked) {
  const Case cases[] = {
      {"http://example.org", "http://example.org/"},
      {"HTTPS://Example.org/a?b=c#d", "https://Example.org/a?b=c"},
      {"http://example.org/a b/\xC3\xA9", "http://example.org/a%20b/%c3%a9"},
      {"http://example.org:8080/", "http://example.org:8080/"},
      {"http://127.1/", "http://127.0.0.1/"},
      {"", "bad_url"},
      {"example.org", "bad_url"},
      {"/path", "bad_url"},
      {"http://", "bad_url"},
      {"http:///", "bad_url"},
      {"http://[::1/", "bad_url"},
      {"http://example.org:99999/", "bad_url"},
      {"ftp://example.org/", "bad_url"},
      {"file:///etc/passwd", "bad_url"},
      {"gopher://example.org/", "bad_url"},
      {"javascript:alert(1)", "bad_url"},
      {"data:text/html,x", "bad_url"},
      {"http://user@example.org/", "bad_url"},
      {"http://user:secret@example.org/", "bad_url"},
      {"http://example.org/\r\nHost: other", "bad_url"},
      {"http://example.org/a\tb", "bad_url"},
      {"http://example.org/\x7f", "bad_url"},
      {std::string("http://example.org/\0.jpg", 24), "bad_url"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(shown(checked(url)), expected) << url;
}

TEST(Url, Rfc3986_Resolved) {
  const Case cases[] = {
      {"/c", "https://example.org/c"},
      {"c?d", "https://example.org/a/c?d"},
      {"../c", "https://example.org/c"},
      {"?q=1", "https://example.org/a/b?q=1"},
      {"//other.example/x", "https://other.example/x"},
      {"http://other.example/", "http://other.example/"},
      {"/\xC3\xA9 x", "https://example.org/%c3%a9%20x"},
      {"file:///etc/passwd", "bad_url"},
      {"ftp://example.org/", "bad_url"},
      {"http://user@example.org/", "bad_url"},
      {"//user:secret@example.org/", "bad_url"},
      {"/a\rb", "bad_url"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(shown(resolved("https://example.org/a/b", url)), expected) << url;
}

TEST(Url, Whatwg_Hosts) {
  const Case cases[] = {
      {"http://m\xC3\xBCnchen.example/", "http://xn--mnchen-3ya.example/"},
      {"http://\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x97.1/", "http://127.1/"},
      {"http://stra\xC3\x9F"
       "e.example/",
       "http://xn--strae-oqa.example/"},
      {"http://example.org\\a\\b?c\\d", "http://example.org/a/b?c\\d"},
      {"http://\xFF.example/", "bad_url"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(shown(checked(url)), expected) << url;
}

TEST(Url, Whatwg_PortsOfOtherProtocols) {
  for (const char* port : {"22", "25", "6667", "0", "10080"}) {
    EXPECT_EQ(shown(checked("http://example.org:" + std::string(port) + "/")), "bad_url") << port;
  }
  EXPECT_EQ(shown(resolved("http://example.org/", "//example.org:25/")), "bad_url");
  EXPECT_EQ(shown(checked("http://example.org:8080/")), "http://example.org:8080/");
}

TEST(Url, Rfc3986_Normalized) {
  const Case cases[] = {
      {"HTTP://EXAMPLE.org", "http://example.org/"},
      {"http://example.org:80/", "http://example.org/"},
      {"https://example.org:443/", "https://example.org/"},
      {"https://example.org:80/", "https://example.org:80/"},
      {"http://example.org/a/./b/../c", "http://example.org/a/c"},
      {"http://example.org/%7Ea/%e9%2f", "http://example.org/~a/%E9%2F"},
      {"http://example.org/\xC3\xA9?\xC3\xA9", "http://example.org/%C3%A9?%C3%A9"},
      {"http://example.org/?", "http://example.org/"},
      {"http://example.org/a?b=%41#c", "http://example.org/a?b=A"},
      {"http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"},
      {"http://example.org/A", "http://example.org/A"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(normalized(parts_of(shown(checked(url)))), expected) << url;
}

TEST(Url, Pith_WithoutTracking) {
  const Case cases[] = {
      {"http://example.org/?utm_source=a&b=1&GCLID=2", "http://example.org/?b=1"},
      {"http://example.org/?utm_source=a", "http://example.org/"},
      {"http://example.org/?a=utm_source", "http://example.org/?a=utm_source"},
      {"http://example.org/utm_source=a", "http://example.org/utm_source=a"},
      {"http://example.org/?a&&b", "http://example.org/?a&&b"},
  };
  for (const auto& [url, expected] : cases) EXPECT_EQ(without_tracking(url), expected) << url;
}

TEST(Url, Pith_Parts) {
  const Parts parts = parts_of("https://Example.org:8443/a/b?c=d");
  EXPECT_EQ(parts.host, "example.org");
  EXPECT_EQ(parts.origin, "https://example.org:8443");
  EXPECT_EQ(parts.path, "/a/b?c=d");
}

TEST(Url, Pith_FailureSaysWhatAndWhere) {
  const Result result = checked("ftp://example.org/");
  const auto& failure = std::get<FetchFailure>(result);
  EXPECT_EQ(failure.url, "ftp://example.org/");
  EXPECT_EQ(failure.detail, "scheme ftp is not http or https");
}

}  // namespace
}  // namespace pith::url
