#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "fill.h"

namespace pith::blocks {
namespace {

// Shorter ones repeat by chance: "Reply", "1".
constexpr float kTelling = 3;
constexpr float kMostLevels = 12, kNoLevel = 15;

struct Copies {
  std::vector<std::uint32_t> count;  // blocks with the same text, itself counted
  std::vector<BlockIndex> after;     // the next of them, kNoBlock: none
};

// Sorted by text and place, copies are neighbours. Sets BlockTable::copy_before.
Copies find_copies(BlockTable& table) {
  const std::size_t n = table.blocks.size();
  std::vector<std::pair<std::size_t, BlockIndex>> order(n);
  for (BlockIndex i = 0; i < n; ++i) order[i] = {std::hash<std::string_view>{}(table.text(table.blocks[i])), i};
  std::ranges::sort(order);
  Copies copies{std::vector<std::uint32_t>(n, 1), std::vector<BlockIndex>(n, kNoBlock)};
  table.copy_before.assign(n, kNoBlock);
  for (std::size_t begin = 0; begin < n;) {
    std::size_t end = begin + 1;
    while (end < n && order[end].first == order[begin].first) ++end;
    for (std::size_t k = begin; k < end; ++k) {
      const BlockIndex i = order[k].second;
      copies.count[i] = static_cast<std::uint32_t>(end - begin);
      if (k > begin) table.copy_before[i] = order[k - 1].second;
      if (k + 1 < end) copies.after[i] = order[k + 1].second;
    }
    begin = end;
  }
  return copies;
}

// Levels from the block's element up to the first that holds the other block as well.
float levels_between(const BlockTable& table, BlockIndex block, BlockIndex other) {
  if (other == kNoBlock) return kNoLevel;
  float level = 0;
  for (ElementIndex e = table.blocks[block].element; e != kNoElement && level < kMostLevels; ++level) {
    const Element& element = table.elements[e];
    if (element.blocks.begin <= other && other < element.blocks.end) break;
    e = element.parent;
  }
  return level;
}

float distance(BlockIndex a, BlockIndex b) {
  return b == kNoBlock ? -1
                       : static_cast<float>(log1p_units(std::abs(static_cast<double>(a) - static_cast<double>(b))));
}

}  // namespace

void fill_repeats(Page& page) {
  BlockTable& table = page.table;
  const Copies copies = find_copies(table);
  const auto repeated_units = [&](std::size_t i) {
    const float units = table.blocks[i].units;
    return table.copy_before[i] != kNoBlock && units >= kTelling ? units : 0;
  };
  const Sums repeated(page.count, repeated_units);
  const auto share = [&](std::size_t begin, std::size_t end) {
    return static_cast<float>(repeated.sum(begin, end) / std::max(page.units.sum(begin, end), 1e-6));
  };
  for (BlockIndex i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    const BlockIndex before = table.copy_before[i];
    row[column("cp_n")] = static_cast<float>(log1p_units(copies.count[i] - 1.0));
    row[column("cp_b")] = distance(i, before);
    row[column("cp_a")] = distance(i, copies.after[i]);
    row[column("cp_blv")] = levels_between(table, i, before);
    row[column("cp_alv")] = levels_between(table, i, copies.after[i]);
    for (std::size_t k = 0; k < 3; ++k) {
      const Range box = table.containers[i][k + 1];
      row[column("cp_c1") + k] = share(box.begin, box.end);
    }
    row[column("cp_w")] = share(i >= 4 ? i - 4 : 0, std::min<std::size_t>(page.count, i + 5));
    row[column("cp_page")] = share(0, page.count);
  }
}

}  // namespace pith::blocks
