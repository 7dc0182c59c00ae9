// What a page says of its own address, where it leads, and what it wants of crawlers. Pure, as extract() is.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pith/export.h"
#include "pith/extract.h"

namespace pith {

// URLs are absolute, http or https, without fragment, in the page's order.
struct PageNotes {
  std::string canonical;                                        // <link rel=canonical>
  std::vector<std::pair<std::string, std::string>> alternates;  // language and URL: <link rel=alternate hreflang=…>
  std::string robots;                                           // content of <meta name=robots>, several joined by ", "
  std::vector<std::string> links;                               // <a> and <area> that may be followed: no nofollow
  std::vector<std::string> feeds;                               // <link rel=alternate> to RSS or Atom
};

// Of HTML; nothing of anything else. Never throws (but for std::bad_alloc) and never fails.
PITH_API PageNotes page_notes(const Input& input);

}  // namespace pith
