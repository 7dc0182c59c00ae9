#include "score/trees.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "score/lanes.h"

namespace pith::score {
namespace {

struct Cell {
  const float* first = nullptr;  // the feature's value in row 0; null beyond the parts
  std::size_t stride = 0;
  std::size_t place = 0;  // of the feature in its part
};

Cell find_cell(std::span<const MatrixView> parts, std::size_t feature) {
  for (const MatrixView& part : parts) {
    if (feature < part.columns) return {part.data + feature, part.columns, feature};
    feature -= part.columns;
  }
  return {};
}

float value_at(const Cell& cell, std::size_t row) {
  return cell.first ? cell.first[row * cell.stride] : 0.0F;
}

std::vector<Cell> find_cells(std::span<const Column> columns, std::span<const MatrixView> parts) {
  std::vector<Cell> cells;
  cells.reserve(columns.size());
  for (const Column& column : columns) cells.push_back(find_cell(parts, column.feature));
  return cells;
}

// Columns that are gathered at once: their features are among eight that stand side by side.
struct Group {
  const float* first = nullptr;  // null: features beyond the parts
  std::size_t stride = 0;
  std::size_t features = 0;
  std::size_t begin = 0;  // columns
  std::size_t end = 0;
};

std::vector<Group> group_columns(std::span<const Column> columns, std::span<const MatrixView> parts) {
  std::vector<Group> groups;
  const std::vector<Cell> cells = find_cells(columns, parts);
  for (std::size_t c = 0; c < cells.size();) {
    const Cell& cell = cells[c];
    Group group{.begin = c, .end = c + 1};
    if (cell.first) {
      group.features = std::min(kGathered, cell.stride);
      const std::size_t place = std::min(cell.place, cell.stride - group.features);
      group.first = cell.first - (cell.place - place);
      group.stride = cell.stride;
    }
    const auto belongs = [&](const Cell& other) {
      if (!cell.first || !other.first) return !cell.first && !other.first;
      const bool same_part = other.first - other.place == cell.first - cell.place;
      return same_part && other.first >= group.first && other.first < group.first + group.features;
    };
    while (group.end < cells.size() && belongs(cells[group.end])) ++group.end;
    groups.push_back(group);
    c = group.end;
  }
  return groups;
}

std::size_t chunks_of(std::size_t rows) {
  return (rows + kLanes - 1) / kLanes;
}

std::span<const float> borders_of(std::span<const float> borders, const Column& column) {
  return borders.subspan(column.first_border, column.borders);
}

double log_odds_of(const TreeModel& model, std::int32_t sum) {
  return static_cast<double>(model.bias) + static_cast<double>(model.scale) * sum;
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

BinnedRows::BinnedRows(const TreeModel& widest, std::size_t rows, const Lanes& lanes)
    : lanes_(lanes),
      columns_(widest.columns),
      borders_(widest.borders),
      rows_(rows),
      bins_(std::make_unique_for_overwrite<Bins[]>(chunks_of(rows) * widest.columns.size())) {}

BinnedRows::~BinnedRows() = default;

void BinnedRows::bin(std::size_t begin, std::size_t end, std::span<const MatrixView> parts) {
  const std::span<const Column> columns = columns_.subspan(begin, end - begin);
  const std::vector<Group> groups = group_columns(columns, parts);
  const std::vector<Cell> cells = find_cells(columns, parts);
  Gathered values;
  for (std::size_t chunk = 0; chunk < chunks_of(rows_); ++chunk) {
    const std::size_t row = chunk * kLanes;
    Bins* const bins = bins_.get() + chunk * columns_.size() + begin;
    for (const Group& group : groups) {
      if (group.first)
        lanes_.gather(group.first + row * group.stride, group.stride, std::min(kLanes, rows_ - row), group.features,
                      values);
      else
        values.of[0].fill(0);
      for (std::size_t c = group.begin; c < group.end; ++c) {
        const std::ptrdiff_t place = group.first ? cells[c].first - group.first : 0;
        lanes_.bin(values.of[static_cast<std::size_t>(place)], borders_of(borders_, columns[c]), bins[c]);
      }
    }
  }
}

bool BinnedRows::shares_columns(const TreeModel& model) const {
  return model.columns.data() == columns_.data() && model.columns.size() <= columns_.size();
}

void BinnedRows::leaf_sums(const TreeModel& model, std::span<std::int32_t> sums) const {
  std::vector<std::int32_t> padded(chunks_of(rows_) * kLanes);
  lanes_.sum_trees(model, {bins_.get(), chunks_of(rows_) * columns_.size()}, columns_.size(), padded);
  std::copy_n(padded.begin(), rows_, sums.begin());
}

void BinnedRows::log_odds(const TreeModel& model, std::span<double> odds) const {
  std::vector<std::int32_t> sums(rows_);
  leaf_sums(model, sums);
  for (std::size_t i = 0; i < sums.size(); ++i) odds[i] = log_odds_of(model, sums[i]);
}

void log_odds(const TreeModel& model, std::span<const MatrixView> parts, std::span<double> odds) {
  BinnedRows rows(model, odds.size());
  rows.bin(0, model.columns.size(), parts);
  rows.log_odds(model, odds);
}

void leaf_sums_scalar(const TreeModel& model, std::span<const MatrixView> parts, std::span<std::int32_t> sums) {
  const std::vector<Cell> cells = find_cells(model.columns, parts);
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

float evaluate(const TreeModel& model, std::span<const MatrixView> parts) {
  std::int32_t sum = 0;
  leaf_sums_scalar(model, parts, {&sum, 1});
  return sigmoid(log_odds_of(model, sum));
}

float sigmoid(double x) {
  if (!(x > -40)) return 0;
  if (x > 40) return 1;
  return static_cast<float>(1 / (1 + exponential(-x)));
}

}  // namespace pith::score
