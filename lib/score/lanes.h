// The inner loops of trees.cpp, 32 rows at a time: once in portable C++ and once for processors with AVX2. Both give
// the same bits. Private to lib/score.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "score/trees.h"

namespace pith::score {

inline constexpr std::size_t kLanes = 32;

// The bins of 32 rows in one column.
struct alignas(kLanes) Bins {
  std::array<std::int8_t, kLanes> of;
};

// The values of 32 rows in up to eight features that stand side by side in the rows.
inline constexpr std::size_t kGathered = 8;
struct alignas(kLanes) Gathered {
  std::array<std::array<float, kLanes>, kGathered> of;
};

struct Lanes {
  std::string_view name;
  // `first`: the first feature of the first row; `stride`: floats from row to row. 1 to 32 rows; what lanes beyond them
  // hold is ignored later.
  void (*gather)(const float* first, std::size_t stride, std::size_t rows, std::size_t features, Gathered& values);
  void (*bin)(const std::array<float, kLanes>& values, std::span<const float> borders, Bins& bins);
  // The trees' leaves added up for each row of each chunk of 32. A chunk has `columns` Bins.
  void (*sum_trees)(const TreeModel& model, std::span<const Bins> bins, std::size_t columns,
                    std::span<std::int32_t> sums);
};

const Lanes& portable_lanes();
const Lanes* avx2_lanes();  // null where the processor (or the compiler's target) has no AVX2
const Lanes& fastest_lanes();

}  // namespace pith::score
