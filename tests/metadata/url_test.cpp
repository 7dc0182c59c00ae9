#include <gtest/gtest.h>

#include "support.h"

namespace pith::metadata {
namespace {

struct Resolved {
  const char* reference;
  const char* result;
};

// RFC 3986 section 5.4: all references against one base. Where the result is no http URL ours is empty; "http:g" is
// read the backward-compatible way that section 5.4.2 allows and browsers use. An empty path is "/" for browsers.
TEST(Rfc3986_5_4, ReferenceResolution) {
  constexpr const char* kBase = "http://a/b/c/d;p?q";
  constexpr Resolved kCases[] = {
      {"g:h", ""},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
      {"http:g", "http://a/b/c/g"},
  };
  for (const Resolved& c : kCases) EXPECT_EQ(resolve_url(kBase, c.reference), c.result) << c.reference;
}

TEST(Whatwg_Url, WhatBrowsersForgive) {
  constexpr const char* kBase = "https://Example.ORG:8080/dir/page.html?q=1";
  constexpr Resolved kCases[] = {
      {"  a b \n", "https://example.org:8080/dir/a%20b"},
      {"a\nb\tc", "https://example.org:8080/dir/abc"},
      {"\\x\\y?a\\b", "https://example.org:8080/x/y?a\\b"},
      {"HTTP://HOST.example/Path", "http://host.example/Path"},
      {"http:///host.example/x", "http://host.example/x"},
      {"https:/x", "https://x/"},
      {"//cdn.example/i.png", "https://cdn.example/i.png"},
      {"http:other", ""},
      {"javascript:alert(1)", ""},
      {"JavaScript:alert(1)", ""},
      {"java\nscript:alert(1)", ""},
      {"mailto:a@b.example", ""},
      {"data:text/html,x", ""},
      {"http://", ""},
      {"http://user:pw@Host.example/", "http://user:pw@host.example/"},
      {"http://[2001:DB8::1]:80/x", "http://[2001:db8::1]:80/x"},
      {"/中文?k=值", "https://example.org:8080/中文?k=值"},
      {"a\"<b>", "https://example.org:8080/dir/a%22%3Cb%3E"},
  };
  for (const Resolved& c : kCases) EXPECT_EQ(resolve_url(kBase, c.reference), c.result) << c.reference;
}

TEST(Pith_Url, NoBaseOrNoHttpBase) {
  EXPECT_EQ(resolve_url("", "a/b"), "");
  EXPECT_EQ(resolve_url("", "//host/b"), "");
  EXPECT_EQ(resolve_url("", "http://host.example"), "http://host.example/");
  EXPECT_EQ(resolve_url("file:///x/y", "z"), "");
  EXPECT_EQ(resolve_url("/just/a/path", "z"), "");
  EXPECT_EQ(resolve_url("http://a/", std::string(20'000, 'x')), "");
}

TEST(Pith_Url, BaseHrefStandsAgainstThePage) {
  html::Document document = html::parse("<base href='/sub/'><p>x");
  EXPECT_EQ(base_url(document, "https://e.example/a/b"), "https://e.example/sub/");
  EXPECT_EQ(base_url(document, ""), "");
  EXPECT_EQ(base_url(html::parse("<p>x"), "https://e.example/a/b"), "https://e.example/a/b");
  EXPECT_EQ(base_url(html::parse("<base href='javascript:x'>"), "https://e.example/a"), "https://e.example/a");
}

TEST(PublicSuffixList, RegistrableDomains) {
  constexpr Resolved kCases[] = {
      {"https://www.example.com/x", "example.com"},
      {"http://a.b.example.co.uk:8080/", "example.co.uk"},
      {"http://EXAMPLE.com.", "example.com"},
      {"http://user@news.example.com.cn/", "example.com.cn"},
      {"http://blog.example.github.io/", "example.github.io"},
      {"http://www.例子.中国/", "例子.中国"},
      {"http://xn--fsqu00a.xn--fiqs8s/", "xn--fsqu00a.xn--fiqs8s"},
      {"http://localhost/x", "localhost"},
      {"http://co.uk/", "co.uk"},
      {"http://127.0.0.1:8000/", "127.0.0.1"},
      {"http://[::1]/", "[::1]"},
      {"ftp://example.com/", ""},
      {"example.com/path", ""},
      {"", ""},
  };
  for (const Resolved& c : kCases) EXPECT_EQ(registrable_domain(c.reference), c.result) << c.reference;
}

}  // namespace
}  // namespace pith::metadata
