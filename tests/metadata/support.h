// Small pages and what is found on them.
#pragma once

#include <string>
#include <string_view>

#include "html/html.h"
#include "metadata/metadata.h"

namespace pith::metadata {

inline Result collected(std::string_view page, std::string_view url = "https://www.tidings.example/a/b",
                        std::string_view crawl_date = "") {
  const html::Document document = html::parse(page);
  return collect(document, url, crawl_date);
}

inline std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : "; ") + item;
  return out;
}

}  // namespace pith::metadata
