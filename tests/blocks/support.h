#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"

namespace pith::blocks {

// A page parsed and cut into blocks; holds what the table's features came from.
struct Built {
  std::string source;
  std::vector<std::string> titles;
  html::Document document;
  BlockTable table;

  explicit Built(std::string html, std::string title = {}, std::string_view url = "https://www.example.org/a/b.html")
      : source(std::move(html)) {
    if (!title.empty()) titles.push_back(std::move(title));
    document = html::parse(source);
    PageHints hints;
    hints.titles = titles;
    hints.url = url;
    table = build(document, hints);
  }
  std::vector<std::string> texts() const {
    std::vector<std::string> result;
    for (const Block& block : table.blocks) result.emplace_back(table.text(block));
    return result;
  }
  float at(BlockIndex block, std::size_t feature) const { return table.row(block)[feature]; }
};

}  // namespace pith::blocks
