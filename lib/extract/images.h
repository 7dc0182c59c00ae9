// Pictures of the main content, wherever their address is kept. Private to lib/extract.
#pragma once

#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"
#include "pith/article.h"

namespace pith::extract_stage {

// In document order: pictures with kept blocks before and behind them, and those of figures whose caption is kept.
// `kept` and `article_index` are one a block of the table. Linear in the document.
std::vector<Image> find_images(const html::Document& document, const blocks::BlockTable& table,
                               const std::string& base_url, const std::vector<bool>& kept,
                               const std::vector<std::uint32_t>& article_index);

// The address in a srcset (WHATWG HTML 4.8.4.2.1) of the largest picture, by width or density; empty if there is none.
std::string_view largest_of_srcset(std::string_view srcset);

}  // namespace pith::extract_stage
