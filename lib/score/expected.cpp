#include "expected.h"

#include <algorithm>
#include <numeric>

namespace pith::score {

using blocks::BlockIndex;

ExpectedF1 expected_f1_by_rank(const blocks::BlockTable& table, std::span<const float> p) {
  ExpectedF1 result;
  result.order.resize(p.size());
  std::iota(result.order.begin(), result.order.end(), BlockIndex{0});
  std::ranges::stable_sort(result.order, [&](BlockIndex a, BlockIndex b) { return p[a] > p[b]; });
  double total = 0;
  for (std::size_t i = 0; i < p.size(); ++i) total += table.blocks[i].units * p[i];
  double kept_units = 0, kept_mass = 0;
  result.best = -1;
  result.at.reserve(p.size());
  for (const BlockIndex i : result.order) {
    kept_units += table.blocks[i].units;
    kept_mass += table.blocks[i].units * p[i];
    result.at.push_back(2 * kept_mass / (kept_units + total));
    if (result.at.back() <= result.best) continue;
    result.best = result.at.back();
    result.threshold = p[i];
  }
  return result;
}

}  // namespace pith::score
