// The trained tables, compiled in. model_tables.cpp is written by tools/train/train (docs/training.md) and never by
// hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "score/trees.h"

namespace pith::score {

inline constexpr std::size_t kPageTypes = 7;  // in the order of pith::PageType

// What stage 0 adds to a block's row: two learned sums over the words of class and id, and the page's type. The names
// are the trainer's: a column of that name in first_pass_features() is filled by the trainer, else they stand behind
// the blocks' own columns as a second part of the row.
inline constexpr std::size_t kStageZeroColumns = 2 + kPageTypes;
inline constexpr std::array<std::string_view, kStageZeroColumns> kStageZeroNames = {
    "hint_near",       "hint_far",     "type_article",       "type_forum",  "type_product",
    "type_collection", "type_listing", "type_documentation", "type_service"};

// Parts of a row: blocks' columns, stage-0 columns.
const TreeModel& first_pass();
// Parts of a row: blocks' columns, stage-0 columns, second-pass columns.
const TreeModel& second_pass();

// Learned weights of a class or id word on the block's two nearest elements and on those further up, in units of
// kHintScale.
struct HintWeights {
  std::int16_t near = 0;
  std::int16_t far = 0;
};
inline constexpr float kHintScale = 1.0F / 256;
// By the word's FNV-1a (blocks::word_hash); zeros for a word that is not in the table.
HintWeights hint_weights(std::uint32_t word_hash);

// Probabilities of the page types from the page_features() columns; their sum is 1. Without a model all are equal.
std::array<float, kPageTypes> page_types(std::span<const float> page);

// A page's confidence from the expected F1 of what was kept (0 to 1): monotone, fitted on pages out of training.
float calibrated_confidence(float expected_f1);
// How often the likeliest page type is right where it has this probability; monotone, fitted likewise.
float calibrated_type_score(float probability);

namespace tables {

struct Hint {
  std::uint32_t word;
  HintWeights weights;
};
struct Knot {
  float expected;
  float observed;
};

// FNV-1a over the names of all columns (blocks', second pass's, page's), a line feed behind each: whether the tables
// were trained on the columns that the library computes. 0 before the first training.
extern const std::uint32_t kColumnsDigest;
extern const TreeModel kFirstPass;
extern const TreeModel kSecondPass;
extern const std::array<TreeModel, kPageTypes> kPageTypeModels;  // one against the rest
extern const std::span<const Hint> kHints;                       // ascending by word

// calibration_tables.cpp, written by tools/train/train; ascending in both; empty: the identity.
extern const std::span<const Knot> kConfidenceKnots;
extern const std::span<const Knot> kTypeScoreKnots;

}  // namespace tables
}  // namespace pith::score
