#include "score/model.h"

#include <algorithm>

namespace pith::score {

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
  const auto knots = tables::kConfidence;
  if (knots.empty()) return std::clamp(expected_f1, 0.0F, 1.0F);
  if (!(expected_f1 > knots.front().expected)) return knots.front().observed;
  const auto above = std::ranges::lower_bound(knots, expected_f1, {}, &tables::Knot::expected);
  if (above == knots.end()) return knots.back().observed;
  const auto below = above - 1;
  const float share = (expected_f1 - below->expected) / (above->expected - below->expected);
  return below->observed + share * (above->observed - below->observed);
}

}  // namespace pith::score
