// What the page says of itself: title, authors, dates, site and so on. Each field is a list of sources in order of
// trust.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "html/html.h"
#include "pith/article.h"

namespace pith::metadata {

// What structured data gives to the scorer beside the record's fields.
struct Hints {
  std::vector<std::string> titles;        // title candidates: <title>, og:title, headline
  std::vector<std::string> descriptions;  // meta, og and JSON-LD descriptions
  std::string article_body;  // longest articleBody/text/reviewBody of JSON-LD, entities and tags as they are
  std::vector<std::string> json_ld_types;  // @type values, lower case, without "http://schema.org/"
  std::string og_type;                     // lower case
};

struct Result {
  Metadata metadata;
  Hints hints;
};

// `url` is the page's address or empty; `crawl_date` ISO 8601 or empty: dates after it are not believed.
Result collect(const html::Document& document, std::string_view url, std::string_view crawl_date);

// `reference` resolved against `base` (RFC 3986 section 5); empty if the result is no http or https URL.
std::string resolve_url(std::string_view base, std::string_view reference);
// The address that relative links of this page start from: <base href> against url.
std::string base_url(const html::Document& document, std::string_view url);
// Registrable domain of an http(s) URL by the public suffix list; the host itself where there is none.
std::string registrable_domain(std::string_view url);

}  // namespace pith::metadata
