#include "score/trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

// One binary for machines with and without AVX2: the loader picks. The sanitizers run before ifuncs are resolved.
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define PITH_AVX2_CLONE __attribute__((target_clones("avx2", "default")))
#else
#define PITH_AVX2_CLONE
#endif

namespace pith::score {
namespace {

constexpr std::size_t kLanes = 32;
using Bytes = std::int8_t __attribute__((vector_size(kLanes)));  // signed: AVX2 compares signed bytes alone
using Floats = float __attribute__((vector_size(kLanes)));
using Ints = std::int32_t __attribute__((vector_size(kLanes)));
constexpr std::size_t kFloats = sizeof(Floats) / sizeof(float);

// The bins of 32 rows in one column.
struct alignas(kLanes) Bins {
  std::array<std::int8_t, kLanes> of;
};

struct Cell {
  const float* first = nullptr;  // the feature's value in row 0; null beyond the parts
  std::size_t stride = 0;
};

Cell find_cell(std::span<const MatrixView> parts, std::size_t feature) {
  for (const MatrixView& part : parts) {
    if (feature < part.columns) return {part.data + feature, part.columns};
    feature -= part.columns;
  }
  return {};
}

float value_at(const Cell& cell, std::size_t row) {
  return cell.first ? cell.first[row * cell.stride] : 0.0F;
}

std::vector<Cell> find_cells(const TreeModel& model, std::span<const MatrixView> parts) {
  std::vector<Cell> cells;
  cells.reserve(model.columns.size());
  for (const Column& column : model.columns) cells.push_back(find_cell(parts, column.feature));
  return cells;
}

// Bins of up to 32 rows of one column. Lanes beyond `rows` are binned as 0 and ignored later.
PITH_AVX2_CLONE
void bin_column(const Cell& cell, std::size_t row, std::size_t rows, std::span<const float> borders, Bins& bins) {
  std::array<float, kLanes> values{};
  const float* value_of_row = cell.first ? cell.first + row * cell.stride : nullptr;
  for (std::size_t i = 0; value_of_row && i < rows; ++i, value_of_row += cell.stride) values[i] = *value_of_row;
  std::array<std::int32_t, kLanes> counts;
  for (std::size_t lane = 0; lane < kLanes; lane += kFloats) {
    Floats value;
    std::memcpy(&value, &values[lane], sizeof value);
    Ints count{};
    for (const float border : borders) count -= value > border;  // true is -1 in each lane
    std::memcpy(&counts[lane], &count, sizeof count);
  }
  for (std::size_t i = 0; i < kLanes; ++i) bins.of[i] = static_cast<std::int8_t>(counts[i]);
}

// All trees over the 32 rows whose bins are given.
PITH_AVX2_CLONE
void add_trees(const TreeModel& model, const Bins* bins, std::array<std::int32_t, kLanes>& sums) {
  const Split* split = model.splits.data();
  const std::int16_t* leaves = model.leaves.data();
  const std::size_t trees = model.trees();
  for (std::size_t tree = 0; tree < trees; ++tree, leaves += std::size_t{1} << model.depth) {
    Bytes leaf{};
    for (int level = 0; level < model.depth; ++level, ++split) {
      Bytes bin;
      std::memcpy(&bin, &bins[split->column], sizeof bin);
      const auto border = static_cast<std::int8_t>(split->border);
      const auto bit = static_cast<std::int8_t>(1 << level);
      leaf |= (bin > border) & bit;
    }
    for (std::size_t i = 0; i < kLanes; ++i) sums[i] += leaves[leaf[i]];
  }
}

std::span<const float> borders_of(const TreeModel& model, const Column& column) {
  return model.borders.subspan(column.first_border, column.borders);
}

// e^x for |x| <= 40: 2^k times a polynomial in the rest, whose coefficients are 1/n!. Basic operations are correctly
// rounded by IEEE 754 and the build forbids contraction, so the result has the same bits everywhere.
double exponential(double x) {
  constexpr double kLog2 = 0.6931471805599453;
  const double k = std::floor(x / kLog2 + 0.5);
  const double rest = x - k * kLog2;
  double sum = 1;
  for (int n = 10; n > 0; --n) sum = 1 + sum * rest / n;
  return std::ldexp(sum, static_cast<int>(k));
}

}  // namespace

void leaf_sums(const TreeModel& model, std::span<const MatrixView> parts, std::span<std::int32_t> sums) {
  const std::vector<Cell> cells = find_cells(model, parts);
  std::vector<Bins> bins(cells.size());
  for (std::size_t row = 0; row < sums.size(); row += kLanes) {
    const std::size_t rows = std::min(kLanes, sums.size() - row);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      bin_column(cells[c], row, rows, borders_of(model, model.columns[c]), bins[c]);
    }
    std::array<std::int32_t, kLanes> chunk{};
    add_trees(model, bins.data(), chunk);
    std::copy_n(chunk.begin(), rows, sums.begin() + static_cast<std::ptrdiff_t>(row));
  }
}

void leaf_sums_scalar(const TreeModel& model, std::span<const MatrixView> parts, std::span<std::int32_t> sums) {
  const std::vector<Cell> cells = find_cells(model, parts);
  for (std::size_t row = 0; row < sums.size(); ++row) {
    sums[row] = 0;
    for (std::size_t tree = 0; tree < model.trees(); ++tree) {
      std::size_t leaf = 0;
      for (std::size_t level = 0; level < model.depth; ++level) {
        const Split& split = model.splits[tree * model.depth + level];
        if (split.border == kNever) continue;
        const Column& column = model.columns[split.column];
        const float border = model.borders[std::size_t{column.first_border} + split.border];
        leaf |= std::size_t{value_at(cells[split.column], row) > border} << level;
      }
      sums[row] += model.leaves[(tree << model.depth) + leaf];
    }
  }
}

void log_odds(const TreeModel& model, std::span<const MatrixView> parts, std::span<double> odds) {
  std::vector<std::int32_t> sums(odds.size());
  leaf_sums(model, parts, sums);
  for (std::size_t i = 0; i < sums.size(); ++i)
    odds[i] = static_cast<double>(model.bias) + static_cast<double>(model.scale) * sums[i];
}

void evaluate(const TreeModel& model, std::span<const MatrixView> parts, std::span<float> probabilities) {
  std::vector<double> odds(probabilities.size());
  log_odds(model, parts, odds);
  std::ranges::transform(odds, probabilities.begin(), sigmoid);
}

float sigmoid(double x) {
  if (!(x > -40)) return 0;
  if (x > 40) return 1;
  return static_cast<float>(1 / (1 + exponential(-x)));
}

}  // namespace pith::score
