// Boosted symmetric trees: every node of a level asks the same question, so a tree of depth 6 is six comparisons whose
// answers are the bits of a leaf's number. Everything between the bins and the probability is integer arithmetic or a
// fixed order of IEEE operations, so a row has the same probability on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace pith::score {

// A column of the rows that the model reads, and where its borders lie in TreeModel::borders (ascending, at most 127).
struct Column {
  std::uint16_t feature;
  std::uint16_t first_border;
  std::uint8_t borders;
};

// Answer: the value is above border number `border` of column number `column` (a position in TreeModel::columns).
// A split whose border is kNever is never true; it fills up trees that grew fewer levels.
struct Split {
  std::uint16_t column;
  std::uint8_t border;
};
inline constexpr std::uint8_t kNever = 127;

// Views of constant tables. A value's bin is the number of borders below it (none for NaN). Tree t has the splits
// [t * depth, (t + 1) * depth), the first giving the lowest bit, and the leaves [t << depth, (t + 1) << depth).
// Probability: sigmoid(bias + scale * sum of leaves). A model without trees gives sigmoid(bias).
struct TreeModel {
  std::span<const Column> columns;
  std::span<const float> borders;
  std::span<const Split> splits;
  std::span<const std::int16_t> leaves;
  std::uint16_t features = 0;  // width of the rows it was trained on: all parts together
  std::uint8_t depth = 6;      // at most 7
  float scale = 0;
  float bias = 0;

  std::size_t trees() const { return leaves.size() >> depth; }
};

// Rows of `columns` floats each, one row behind another. Features are numbered through the parts of a row in order: the
// first part's columns, then the second's.
struct MatrixView {
  const float* data = nullptr;
  std::size_t columns = 0;
};

struct Bins;   // of 32 rows in one column (lanes.h)
struct Lanes;  // how 32 rows are worked on at a time
const Lanes& fastest_lanes();

// The bins of rows, made once for all models that share columns: those whose columns are the first of these.
class BinnedRows {
 public:
  BinnedRows(const TreeModel& widest, std::size_t rows, const Lanes& lanes = fastest_lanes());
  ~BinnedRows();
  BinnedRows(const BinnedRows&) = delete;
  BinnedRows& operator=(const BinnedRows&) = delete;

  // Bins the columns [begin, end) of the widest model; every part must have all rows. Features beyond the parts read as
  // 0.
  void bin(std::size_t begin, std::size_t end, std::span<const MatrixView> parts);
  // Whether the model's columns are the first of these.
  bool shares_columns(const TreeModel& model) const;
  // Sums of leaves, one for each row. The model's columns are the first of these, and binned.
  void leaf_sums(const TreeModel& model, std::span<std::int32_t> sums) const;
  // leaf_sums() as log odds: bias + scale * sum.
  void log_odds(const TreeModel& model, std::span<double> odds) const;

 private:
  const Lanes& lanes_;
  std::span<const Column> columns_;
  std::span<const float> borders_;
  std::size_t rows_;
  std::unique_ptr<Bins[]> bins_;  // by chunks of 32 rows: a column behind another
};

// Log odds of rows that no other model shares.
void log_odds(const TreeModel& model, std::span<const MatrixView> parts, std::span<double> odds);

// For rows few or many, row by row and tree by tree: cheaper for a row or two, and the referee for tests.
void leaf_sums_scalar(const TreeModel& model, std::span<const MatrixView> parts, std::span<std::int32_t> sums);

// The probability of the parts' first row.
float evaluate(const TreeModel& model, std::span<const MatrixView> parts);

// 1 / (1 + e^-x), within 1e-7 of it, the same on every machine (std::exp is not). 0 and 1 beyond +-40; NaN gives 0.
float sigmoid(double x);

}  // namespace pith::score
