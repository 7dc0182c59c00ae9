// Expected F1 of keeping the likeliest blocks of a page: 2 sum(U p over kept) / (sum(U over kept) + sum(U p over all)),
// U a block's units, p its probability.
#pragma once

#include <span>
#include <vector>

#include "blocks/blocks.h"

namespace pith::score {

struct ExpectedF1 {
  std::vector<blocks::BlockIndex> order;  // likeliest first, equal ones in document order
  std::vector<double> at;                 // expected F1 of keeping order[0..k]
  double best = 0;                        // largest of them
  float threshold = 1;                    // p of the last block kept there
};

ExpectedF1 expected_f1_by_rank(const blocks::BlockTable& table, std::span<const float> p);

}  // namespace pith::score
