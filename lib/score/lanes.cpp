#include "score/lanes.h"

#include <algorithm>
#include <cstring>

namespace pith::score {
namespace {

using Bytes = std::int8_t __attribute__((vector_size(kLanes)));

void gather(const float* first, std::size_t stride, std::size_t rows, std::size_t features, Gathered& values) {
  for (std::size_t row = 0; row < rows; ++row, first += stride)
    for (std::size_t k = 0; k < features; ++k) values.of[k][row] = first[k];
  for (std::size_t k = 0; k < features; ++k)
    std::fill(values.of[k].begin() + static_cast<std::ptrdiff_t>(rows), values.of[k].end(), 0.0F);
}

void bin(const std::array<float, kLanes>& values, std::span<const float> borders, Bins& bins) {
  std::array<std::int32_t, kLanes> counts{};
  for (const float border : borders)
    for (std::size_t i = 0; i < kLanes; ++i) counts[i] += values[i] > border;
  for (std::size_t i = 0; i < kLanes; ++i) bins.of[i] = static_cast<std::int8_t>(counts[i]);
}

void sum_chunk(const TreeModel& model, const Bins* bins, std::int32_t* sums) {
  const Split* split = model.splits.data();
  const std::int16_t* leaves = model.leaves.data();
  std::fill_n(sums, kLanes, 0);
  for (std::size_t tree = 0; tree < model.trees(); ++tree, leaves += std::size_t{1} << model.depth) {
    Bytes leaf{};
    for (int level = 0; level < model.depth; ++level, ++split) {
      Bytes bin_of;
      std::memcpy(&bin_of, &bins[split->column], sizeof bin_of);
      const auto border = static_cast<std::int8_t>(split->border);
      const auto bit = static_cast<std::int8_t>(1 << level);
      leaf |= (bin_of > border) & bit;
    }
    for (std::size_t i = 0; i < kLanes; ++i) sums[i] += leaves[leaf[i]];
  }
}

void sum_trees(const TreeModel& model, std::span<const Bins> bins, std::size_t columns, std::span<std::int32_t> sums) {
  for (std::size_t chunk = 0; chunk * kLanes < sums.size(); ++chunk)
    sum_chunk(model, bins.data() + chunk * columns, sums.data() + chunk * kLanes);
}

constexpr Lanes kPortable = {"portable", gather, bin, sum_trees};

}  // namespace

const Lanes& portable_lanes() {
  return kPortable;
}

const Lanes& fastest_lanes() {
  const Lanes* const fast = avx2_lanes();
  return fast ? *fast : kPortable;
}

}  // namespace pith::score
