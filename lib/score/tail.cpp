#include "tail.h"

#include <algorithm>
#include <cmath>

namespace pith::score {
namespace {

using blocks::Block;
using blocks::BlockIndex;
using blocks::BlockTable;
using blocks::column;

// A tail has so many blocks and so many units, and stands behind twice as much text.
constexpr std::size_t kLeastBlocks = 4;
constexpr std::size_t kMostBlocks = 40;
constexpr double kLeastUnits = 60;
constexpr double kTextBefore = 2;
// Its mean cohesion (column z) is at most this, and so far below that of any stretch of the text of the same length.
constexpr double kCohesion = -0.6;
constexpr double kGap = 0.6;
// Share of its blocks in pairs of title and teaser.
constexpr double kPairs = 0.8;
// A cue phrase before it makes up for so much of the gap.
constexpr double kCueBonus = 0.25;
// No block weighs more than one of so many units.
constexpr float kMostWeight = 36;

bool starts_with_number(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  return digits > 0 && digits <= 3;
}

class Tail {
 public:
  Tail(const BlockTable& table, const std::vector<bool>& kept) : table_(table) {
    for (BlockIndex i = 0; i < kept.size(); ++i)
      if (kept[i] && table.row(i)[column("f_in")] > 0) blocks_.push_back(i);
    const std::size_t n = blocks_.size();
    weights_.assign(n + 1, 0);
    sums_.assign(n + 1, 0);
    for (std::size_t k = 0; k < n; ++k) {
      const double weight = std::min(kMostWeight, block(k).units);
      weights_[k + 1] = weights_[k] + weight;
      sums_[k + 1] = sums_[k] + weight * table.row(blocks_[k])[column("z")];
    }
  }

  BlockIndex find() const {
    const std::size_t n = blocks_.size();
    BlockIndex best = static_cast<BlockIndex>(table_.blocks.size());
    double best_score = 0;
    const std::size_t first = std::max(n > kMostBlocks ? n - kMostBlocks : 0, std::max<std::size_t>(8, 2 * n / 5));
    for (std::size_t k = first; k + kLeastBlocks <= n; ++k) {
      const double score = score_at(k);
      if (score <= best_score) continue;
      best_score = score;
      best = blocks_[k];
    }
    return best;
  }

 private:
  const Block& block(std::size_t k) const { return table_.blocks[blocks_[k]]; }
  double weight(std::size_t a, std::size_t b) const { return weights_[b] - weights_[a]; }
  double mean(std::size_t a, std::size_t b) const { return (sums_[b] - sums_[a]) / std::max(1e-6, weight(a, b)); }

  // 0: no tail begins here.
  double score_at(std::size_t k) const {
    const std::size_t n = blocks_.size();
    const double own = weight(k, n);
    if (own < kLeastUnits || weights_[k] < kTextBefore * own || !is_title(k)) return 0;
    const double cohesion = mean(k, n);
    if (cohesion > kCohesion) return 0;
    const double bonus = block(k - 1).cue > 0 || block(k).cue > 0 ? kCueBonus : 0;
    const double gap = lowest_stretch(k, own) - cohesion + bonus;
    if (gap < kGap || pairs(k) < kPairs - bonus) return 0;
    return gap * std::sqrt(own);
  }

  // The lowest mean of any stretch of the text before k that weighs as much.
  double lowest_stretch(std::size_t k, double wanted) const {
    double lowest = 9;
    for (std::size_t i = 0, j = 0; i < k; ++i) {
      while (j < k && weight(i, j) < wanted) ++j;
      if (weight(i, j) < wanted) break;
      lowest = std::min(lowest, mean(i, j));
    }
    return lowest;
  }

  bool is_title(std::size_t k) const {
    const Block& b = block(k);
    return b.units >= 3 && b.units < 24 && b.heading == 0 && !b.figures.ends_sentence && b.link_count == 0 &&
           !starts_with_number(table_.text(b));
  }

  double pairs(std::size_t k) const {
    const std::size_t n = blocks_.size();
    std::size_t paired = 0;
    for (std::size_t i = k; i + 1 < n; ++i) {
      const bool alike = table_.paths[blocks_[i]] == table_.paths[blocks_[i + 1]];
      if (!is_title(i) || !alike || block(i + 1).units < 9 || block(i).units >= 0.75f * block(i + 1).units) continue;
      paired += 2;
      ++i;
    }
    return static_cast<double>(paired) / static_cast<double>(n - k);
  }

  const BlockTable& table_;
  std::vector<BlockIndex> blocks_;  // kept ones of the region
  std::vector<double> weights_, sums_;
};

}  // namespace

BlockIndex unlinked_tail(const BlockTable& table, const std::vector<bool>& kept) {
  return Tail(table, kept).find();
}

}  // namespace pith::score
