// The boundaries between stages, shown: for debugging, as a golden point in tests, and for training.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pith/export.h"
#include "pith/extract.h"

namespace pith {

enum class Stage { document, blocks, features, scores };

// JSON lines: a node, a block, a block's features by name, or a block's probabilities and reason a line.
PITH_API std::string dump(const Input& input, Stage stage, const Options& options = {});

// A column of the model's input.
struct FeatureInfo {
  std::string_view name;
  std::string_view group;
  std::string_view meaning;
};
PITH_API std::vector<FeatureInfo> first_pass_features();
PITH_API std::vector<FeatureInfo> second_pass_features();
PITH_API std::vector<FeatureInfo> page_features();

// What the trainer needs of a page; see docs/training.md.
struct TrainingPage {
  std::vector<float> rows;                           // one row a block, first_pass_features() columns
  std::vector<float> page;                           // page_features() columns
  std::vector<std::string> texts;                    // one a block
  std::vector<float> units;                          // one a block: script-aware length
  std::vector<std::vector<std::string>> near_hints;  // class/id words of the block's two nearest elements
  std::vector<std::vector<std::string>> far_hints;   // and of all elements further up
};
PITH_API TrainingPage training_page(const Input& input, const Options& options = {});
// Rows of the second pass for given first-pass probabilities (one a block): second_pass_features() columns.
PITH_API std::vector<float> training_second_pass(const Input& input, std::span<const float> probabilities,
                                                 const Options& options = {});
// The page's text if exactly the blocks that the decision makes of these probabilities were kept, and the F1 to expect
// of it, before calibration.
struct TrainingText {
  std::string text;
  float expected_f1 = 0;
};
PITH_API TrainingText training_text(const Input& input, std::span<const float> probabilities, PageType type,
                                    const Options& options = {});

}  // namespace pith
