// robots.txt by RFC 9309. Parsing never fails: what is no rule is passed over.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pith::robots {

// As much of a file as is read (RFC 9309, 2.5: at least 500 KiB); a line cut by it counts for nothing.
inline constexpr std::size_t kMostBytes = std::size_t{500} << 10;

struct Rule {
  bool allow = false;
  std::string pattern;  // with its octets brought into one spelling
};

// The rules for one crawler.
struct Rules {
  std::vector<Rule> rules;
  std::optional<std::chrono::milliseconds> crawl_delay;  // no part of the RFC; the longest one given
  std::vector<std::string> sitemaps;                     // of the whole file, whoever the group is for

  // `path` is a URL's path and query, beginning with '/'. The most specific rule decides, Allow if two are as long;
  // without one all may be fetched, and /robots.txt always (2.2.2).
  bool allows(std::string_view path) const;
};

// `product` is the crawler's name in User-agent lines, compared without regard to case. All groups that name it count
// together; if there is none, those of '*'.
Rules parse(std::string_view text, std::string_view product);

// The product token at the beginning of a User-Agent header: "pith" of "pith/0.1 (+https://example.org)".
std::string_view product_token(std::string_view user_agent);

}  // namespace pith::robots
