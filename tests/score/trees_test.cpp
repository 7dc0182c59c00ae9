#include "score/trees.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "score/lanes.h"
#include "score/model.h"
#include "score/second.h"

namespace pith::score {
namespace {

// A model that owns its tables.
struct OwnedModel {
  std::vector<Column> columns;
  std::vector<float> borders;
  std::vector<Split> splits;
  std::vector<std::int16_t> leaves;
  std::uint16_t features = 0;
  std::uint8_t depth = 6;
  float scale = 0.001F;
  float bias = -0.25F;

  TreeModel view() const { return {columns, borders, splits, leaves, features, depth, scale, bias}; }
};

std::vector<float> random_borders(std::mt19937& random, std::size_t count) {
  std::uniform_int_distribution<int> value(-20, 20);
  std::vector<float> borders;
  for (std::size_t i = 0; i < count; ++i) borders.push_back(static_cast<float>(value(random)) / 4);
  std::ranges::sort(borders);
  borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
  return borders;
}

OwnedModel random_model(std::mt19937& random, std::uint16_t features, std::uint8_t depth, std::size_t trees) {
  OwnedModel model;
  model.features = features;
  model.depth = depth;
  for (std::uint16_t feature = 0; feature < features; feature += 1 + random() % 3) {
    const std::vector<float> borders = random_borders(random, 1 + random() % 70);
    model.columns.push_back(
        {feature, static_cast<std::uint16_t>(model.borders.size()), static_cast<std::uint8_t>(borders.size())});
    model.borders.insert(model.borders.end(), borders.begin(), borders.end());
  }
  for (std::size_t i = 0; i < trees * depth; ++i) {
    const auto column = static_cast<std::uint16_t>(random() % model.columns.size());
    const auto border = static_cast<std::uint8_t>(random() % model.columns[column].borders);
    model.splits.push_back({column, random() % 16 == 0 ? kNever : border});
  }
  for (std::size_t i = 0; i < trees << depth; ++i) {
    model.leaves.push_back(static_cast<std::int16_t>(static_cast<int>(random() % 65536) - 32768));
  }
  return model;
}

// Multiples of a quarter, so that values fall on borders, and now and then a value that is no number.
std::vector<float> random_values(std::mt19937& random, std::size_t count) {
  constexpr std::array kOdd = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                               -std::numeric_limits<float>::infinity(), -0.0F};
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) {
    const float plain = static_cast<float>(static_cast<int>(random() % 60) - 30) / 4;
    values.push_back(random() % 50 == 0 ? kOdd[random() % kOdd.size()] : plain);
  }
  return values;
}

void leaf_sums(const TreeModel& model, std::span<const MatrixView> parts, std::span<std::int32_t> sums,
               const Lanes& lanes = fastest_lanes()) {
  BinnedRows rows(model, sums.size(), lanes);
  rows.bin(0, model.columns.size(), parts);
  rows.leaf_sums(model, sums);
}

std::vector<const Lanes*> all_lanes() {
  std::vector<const Lanes*> lanes = {&portable_lanes()};
  if (avx2_lanes()) lanes.push_back(avx2_lanes());
  return lanes;
}

TEST(Trees, Pith_VectorsAgreeWithTheScalarReferee) {
  std::mt19937 random(1);
  for (const std::size_t rows : {0, 1, 31, 32, 33, 64, 200}) {
    for (const std::uint8_t depth : {1, 4, 6, 7}) {
      const std::uint16_t first = 1 + random() % 40;
      const std::uint16_t second = random() % 20;
      const OwnedModel model = random_model(random, first + second, depth, 1 + random() % 600);
      const std::vector<float> a = random_values(random, rows * first);
      const std::vector<float> b = random_values(random, rows * second);
      const std::array<MatrixView, 2> parts = {MatrixView{a.data(), first}, MatrixView{b.data(), second}};
      std::vector<std::int32_t> fast(rows), plain(rows);
      leaf_sums_scalar(model.view(), parts, plain);
      for (const Lanes* lanes : all_lanes()) {
        leaf_sums(model.view(), parts, fast, *lanes);
        EXPECT_EQ(fast, plain) << rows << " rows, depth " << int{depth} << ", " << lanes->name;
      }
    }
  }
}

TEST(Trees, Pith_PartsSideBySideReadAsOneRow) {
  std::mt19937 random(2);
  const OwnedModel model = random_model(random, 12, 6, 20);
  const std::vector<float> joined = random_values(random, 40 * 12);
  std::vector<float> left, right;
  for (std::size_t row = 0; row < 40; ++row) {
    const auto begin = joined.begin() + static_cast<std::ptrdiff_t>(row * 12);
    left.insert(left.end(), begin, begin + 7);
    right.insert(right.end(), begin + 7, begin + 12);
  }
  const MatrixView one{joined.data(), 12};
  const std::array<MatrixView, 2> two = {MatrixView{left.data(), 7}, MatrixView{right.data(), 5}};
  std::vector<std::int32_t> from_one(40), from_two(40);
  leaf_sums(model.view(), {&one, 1}, from_one);
  leaf_sums(model.view(), two, from_two);
  EXPECT_EQ(from_one, from_two);
}

// One tree by hand: bit 0 is x > 1, bit 1 is y > 0.
TEST(Trees, Pith_ABorderIsNotAboveItself) {
  OwnedModel model;
  model.columns = {{0, 0, 2}, {1, 2, 1}};
  model.borders = {0.5F, 1, 0};
  model.splits = {{0, 1}, {1, 0}};
  model.leaves = {10, 20, 30, 40};
  model.depth = 2;
  struct Case {
    float x, y;
    std::int32_t sum;
  };
  const float kNan = std::numeric_limits<float>::quiet_NaN();
  for (const Case& c : {Case{1, 0, 10}, Case{1.5F, 0, 20}, Case{0.75F, 1, 30}, Case{2, 1, 40}, Case{kNan, 1, 30}}) {
    const std::array<float, 2> row = {c.x, c.y};
    const MatrixView view{row.data(), 2};
    std::int32_t sum = 0;
    leaf_sums(model.view(), {&view, 1}, {&sum, 1});
    EXPECT_EQ(sum, c.sum) << c.x << ' ' << c.y;
  }
}

TEST(Trees, Pith_AMissingPartReadsAsZero) {
  OwnedModel model;
  model.columns = {{5, 0, 1}};
  model.borders = {-1};
  model.splits = {{0, 0}};
  model.leaves = {1, 2};
  model.depth = 1;
  const float value = 7;
  const MatrixView view{&value, 1};
  std::int32_t sum = 0;
  leaf_sums(model.view(), {&view, 1}, {&sum, 1});
  EXPECT_EQ(sum, 2);
}

TEST(Trees, Pith_NoTreesGiveTheBias) {
  TreeModel model;
  model.bias = 1;
  const float value = 3;
  const MatrixView view{&value, 1};
  EXPECT_NEAR(evaluate(model, {&view, 1}), 0.7310586F, 1e-7F);
}

TEST(Sigmoid, Pith_IsExactEnoughMonotoneAndBounded) {
  float last = 0;
  for (int i = -45000; i <= 45000; ++i) {
    const double x = i / 1000.0;
    const float p = sigmoid(x);
    EXPECT_NEAR(p, 1 / (1 + std::exp(-x)), 1e-7) << x;
    EXPECT_GE(p, last) << x;
    last = p;
  }
  EXPECT_EQ(sigmoid(std::numeric_limits<double>::infinity()), 1);
  EXPECT_EQ(sigmoid(-std::numeric_limits<double>::infinity()), 0);
  EXPECT_EQ(sigmoid(std::numeric_limits<double>::quiet_NaN()), 0);
  EXPECT_EQ(sigmoid(0), 0.5F);
}

void expect_sound(const TreeModel& model, const std::string& name) {
  ASSERT_LE(model.depth, 7) << name;
  ASSERT_EQ(model.leaves.size(), model.trees() << model.depth) << name;
  ASSERT_EQ(model.splits.size(), model.trees() * model.depth) << name;
  for (const Column& column : model.columns) {
    EXPECT_LT(column.feature, model.features) << name;
    ASSERT_LE(std::size_t{column.first_border} + column.borders, model.borders.size()) << name;
    const auto borders = model.borders.subspan(column.first_border, column.borders);
    EXPECT_TRUE(std::ranges::is_sorted(borders)) << name;
  }
  for (const Split& split : model.splits) {
    ASSERT_LT(split.column, model.columns.size()) << name;
    EXPECT_TRUE(split.border == kNever || split.border < model.columns[split.column].borders) << name;
  }
}

std::size_t bytes_of(const TreeModel& model) {
  return model.columns.size_bytes() + model.borders.size_bytes() + model.splits.size_bytes() +
         model.leaves.size_bytes();
}

TEST(Model, Pith_TablesAreSoundAndSmall) {
  expect_sound(first_pass(), "first pass");
  expect_sound(second_pass(), "second pass");
  std::size_t bytes = bytes_of(first_pass()) + bytes_of(second_pass()) + tables::kHints.size_bytes();
  for (std::size_t i = 0; i < kPageTypes; ++i) {
    expect_sound(tables::kPageTypeModels[i], "page type " + std::to_string(i));
    bytes += bytes_of(tables::kPageTypeModels[i]);
  }
  EXPECT_LE(bytes, std::size_t{300} << 10);
  EXPECT_TRUE(std::ranges::is_sorted(tables::kHints, {}, &tables::Hint::word));
  EXPECT_TRUE(std::ranges::is_sorted(tables::kConfidenceKnots, {}, &tables::Knot::expected));
  EXPECT_TRUE(std::ranges::is_sorted(tables::kConfidenceKnots, {}, &tables::Knot::observed));
}

template <typename Table>
std::string names_of(const Table& table) {
  std::string names;
  for (std::size_t i = 0; i < table.count; ++i) (names += table.features[i].name.view()) += '\n';
  return names;
}

// Fails when a column was added, moved or renamed since the last training: run tools/train/train.
TEST(Model, Pith_TablesWereTrainedOnTheseColumns) {
  const std::string names =
      names_of(blocks::kFeatureTable) + names_of(kSecondTable) + names_of(blocks::kPageFeatureTable);
  EXPECT_EQ(tables::kColumnsDigest, blocks::word_hash(names));
  EXPECT_EQ(first_pass().features, blocks::kFeatureCount + kStageZeroColumns);
  EXPECT_EQ(second_pass().features, blocks::kFeatureCount + kStageZeroColumns + kSecondCount);
}

// So that judge() makes each column's bins once.
TEST(Model, Pith_ThePassesShareTheirColumns) {
  const BinnedRows rows(second_pass(), 1);
  EXPECT_TRUE(rows.shares_columns(first_pass()));
  for (const Column& column : first_pass().columns) EXPECT_LT(column.feature, first_pass().features);
}

TEST(Model, Pith_HintsAreFoundByWord) {
  for (const tables::Hint& hint : tables::kHints) {
    EXPECT_EQ(hint_weights(hint.word).near, hint.weights.near);
    EXPECT_EQ(hint_weights(hint.word).far, hint.weights.far);
  }
}

TEST(Model, Pith_PageTypesSumToOne) {
  const std::vector<float> page(200, 1);
  float total = 0;
  for (const float p : page_types(page)) total += p;
  EXPECT_NEAR(total, 1, 1e-5);
}

TEST(Model, Pith_ConfidenceNeverFalls) {
  float last = 0;
  for (int i = -10; i <= 110; ++i) {
    const float confidence = calibrated_confidence(static_cast<float>(i) / 100);
    EXPECT_GE(confidence, last);
    EXPECT_LE(confidence, 1);
    last = confidence;
  }
}

}  // namespace
}  // namespace pith::score
