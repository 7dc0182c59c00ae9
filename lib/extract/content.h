// From scored blocks of text to an Article's blocks: their role, inline markup and place. Private to lib/extract.
#pragma once

#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "formulas.h"
#include "html/html.h"
#include "pith/article.h"

namespace pith::extract_stage {

// Makes Blocks of the table's blocks, one by one in document order.
class Content {
 public:
  Content(const html::Document& document, const blocks::BlockTable& table, std::string base_url);
  Block block(blocks::BlockIndex index);
  // "body/div#main/p", at most the eight nearest elements.
  std::string path(blocks::BlockIndex index) const;

 private:
  struct Place {
    html::NodeIndex table = html::kNoNode;
    std::uint32_t number = 0;
    std::uint32_t row = 0, column = 0;
  };
  void set_role(Block& block, blocks::BlockIndex index);
  void set_cell(Block& block, html::NodeIndex cell);
  std::uint32_t ordinal_of(html::NodeIndex item);
  void set_text(Block& block, const blocks::Block& source) const;
  void add_formula(Block& block, const Formula& formula) const;
  bool is_data_table(html::NodeIndex table);
  void number_cells(html::NodeIndex table);

  const html::Document& document_;
  const blocks::BlockTable& table_;
  std::string base_url_;
  Formulas formulas_;
  std::vector<std::int8_t> data_table_;  // by node: -1 not known
  std::vector<Place> cells_;             // by node, filled a table at a time
  std::uint32_t tables_ = 0;
  std::uint32_t items_ = 0;
  html::NodeIndex last_item_ = html::kNoNode;
  html::NodeIndex counted_list_ = html::kNoNode;  // ordinals: counted so far in this list, up to this item
  html::NodeIndex counted_item_ = 0;
  std::uint32_t counted_ = 0;
  html::NodeIndex last_cell_ = html::kNoNode;
  blocks::ElementIndex last_element_ = blocks::kNoElement;
  Block::Kind last_kind_ = Block::Kind::paragraph;
};

// Blocks joined: lines that continue by a line feed, table cells of a row by " | ", rows, list items and what goes on
// by a line feed, the rest by a blank line. List items begin with "- ".
std::string layout_text(const std::vector<Block>& blocks);

}  // namespace pith::extract_stage
