// URLs that a result leads to.
#pragma once

#include <string>
#include <vector>

#include "pith/crawl.h"

namespace pith {

struct Found {
  std::string url;  // as url::checked() gave it
  PageKind kind = PageKind::page;
  int depth = 0;
};

// What the options ask for: links to the same host, feeds that a page names, pages and sitemaps that a list names. A
// list speaks for its own host alone (sitemaps.org, "Sitemap file location").
std::vector<Found> discover(const CrawlResult& result, const CrawlOptions& options);

}  // namespace pith
