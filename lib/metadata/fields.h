// The record's fields, one function each; every one reads a Page and keeps its sources in one table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metadata.h"
#include "page.h"

namespace pith::metadata {

// site.cpp. Fills sitename, description, image, canonical_url, hostname, language, license, categories and tags, and
// page.site_names and page.language, which the others read.
void find_site(Page& page, Metadata& out);

// title.cpp. Sets page.title_node where a heading holds the title.
std::string find_title(Page& page);

// Whether `text` is a name of the site and nothing else.
bool is_site_name(const Page& page, std::string_view text);
// Likewise where one holds the other and is a good part of it.
bool resembles_site(const Page& page, std::string_view text);

// authors.cpp. `title` is the page's.
std::vector<std::string> find_authors(Page& page, std::string_view title);

// published.cpp.
struct Dates {
  std::string published, modified;  // ISO 8601 or empty
};
Dates find_dates(Page& page, const DateRules& rules);

}  // namespace pith::metadata
