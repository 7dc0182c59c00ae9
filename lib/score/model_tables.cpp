// Written by tools/train/train; see docs/training.md. No training yet: models without trees.
#include "score/model.h"

namespace pith::score::tables {

const TreeModel kFirstPass;
const TreeModel kSecondPass;
const std::array<TreeModel, kPageTypes> kPageTypeModels;
const std::span<const Hint> kHints;
const std::span<const Knot> kConfidence;

}  // namespace pith::score::tables
