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

TEST(Url, Pith_FailureSaysWhatAndWhere) {
  const Result result = checked("ftp://example.org/");
  const auto& failure = std::get<FetchFailure>(result);
  EXPECT_EQ(failure.url, "ftp://example.org/");
  EXPECT_EQ(failure.detail, "scheme ftp is not http or https");
}

}  // namespace
}  // namespace pith::url
