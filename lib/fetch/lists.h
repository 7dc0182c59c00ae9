// Lists of pages: sitemaps (sitemaps.org), their indexes, as text or compressed too, and RSS and Atom feeds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pith::lists {

struct List {
  std::vector<std::string> pages;  // as written: feeds may have relative ones
  std::vector<std::string> sitemaps;
};

// Never fails: what is broken gives what stands before that. At most 50,000 of each, of at most 50 MiB
// (sitemaps.org's limits).
List read(std::string_view bytes);

}  // namespace pith::lists
