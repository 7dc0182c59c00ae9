// The region that holds most of the prose, the items in it (a linked title and what follows) and their runs.
// Private to lib/blocks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fill.h"

namespace pith::blocks {

enum class Target : std::uint8_t { internal, external, anchor };

// Positions are into Region::blocks.
struct Item {
  std::size_t begin = 0;
  std::size_t body = 0;  // where what follows the title begins
  std::size_t end = 0;
  std::string_view href;
  Target target = Target::internal;
};

struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t first_item = 0;
  std::size_t end_item = 0;
  std::size_t items() const { return end_item - first_item; }
};

struct Region {
  ElementIndex root = 0;           // lowest element that holds all of it
  std::vector<BlockIndex> blocks;  // those of the page's frame (nav, footer, aside, hidden ...) left out
  std::vector<Item> items;
  std::vector<Run> runs;             // in order; an item that stands alone is a run of one
  std::vector<std::int32_t> run_of;  // a position's run, -1: none
};

bool is_whole_link(const Block& block);
bool starts_item(const Block& block);

Region find_region(const Page& page);

}  // namespace pith::blocks
