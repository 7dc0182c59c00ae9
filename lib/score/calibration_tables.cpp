// Written by tools/train/train; see docs/training.md.
// clang-format off
#include "score/model.h"

namespace pith::score::tables {
namespace {

constexpr Knot kConfidence[] = {
    {0.015F, 0.011F}, {0.776F, 0.787F}, {0.878F, 0.862F}, {0.925F, 0.917F}, {0.954F, 0.944F}, {0.967F, 0.955F},
    {0.976F, 0.975F}, {0.981F, 0.98F}, {0.985F, 0.984F}, {0.989F, 0.986F}, {0.992F, 0.986F}, {0.995F, 0.994F},
    {0.999F, 1.0F},
};

constexpr Knot kTypeScore[] = {
    {0.237F, 0.0F}, {0.391F, 0.482F}, {0.476F, 0.6F}, {0.536F, 0.657F}, {0.598F, 0.806F}, {0.659F, 0.842F},
    {0.713F, 0.923F}, {0.761F, 0.927F}, {0.802F, 0.973F}, {0.829F, 0.976F}, {0.852F, 0.994F}, {0.873F, 1.0F},
    {0.906F, 1.0F},
};

}  // namespace

const std::span<const Knot> kConfidenceKnots(kConfidence);
const std::span<const Knot> kTypeScoreKnots(kTypeScore);

}  // namespace pith::score::tables
