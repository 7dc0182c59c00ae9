#include "score/model.h"

#include <algorithm>

namespace pith::score {
namespace {

// Between two knots on the line from one to the other, beyond the outermost as they are.
float interpolated(std::span<const tables::Knot> knots, float value) {
  if (knots.empty()) return std::clamp(value, 0.0F, 1.0F);
  if (!(value > knots.front().expected)) return knots.front().observed;
  const auto above = std::ranges::lower_bound(knots, value, {}, &tables::Knot::expected);
  if (above == knots.end()) return knots.back().observed;
  const auto below = above - 1;
  const float share = (value - below->expected) / (above->expected - below->expected);
  return below->observed + share * (above->observed - below->observed);
}

}  // namespace

const TreeModel& first_pass() {
  return tables::kFirstPass;
}

const TreeModel& second_pass() {
  return tables::kSecondPass;
}

HintWeights hint_weights(std::uint32_t word_hash) {
  const auto found = std::ranges::lower_bound(tables::kHints, word_hash, {}, &tables::Hint::word);
  return found != tables::kHints.end() && found->word == word_hash ? found->weights : HintWeights{};
}

std::array<float, kPageTypes> page_types(std::span<const float> page) {
  std::array<float, kPageTypes> types;
  const MatrixView row{page.data(), page.size()};
  float total = 0;
  for (std::size_t i = 0; i < kPageTypes; ++i) {
    types[i] = evaluate(tables::kPageTypeModels[i], {&row, 1});
    total += types[i];
  }
  for (float& type : types) type = total > 0 ? type / total : 1.0F / kPageTypes;
  return types;
}

float calibrated_confidence(float expected_f1) {
  return interpolated(tables::kConfidenceKnots, expected_f1);
}

float calibrated_type_score(float probability) {
  return interpolated(tables::kTypeScoreKnots, probability);
}

}  // namespace pith::score
