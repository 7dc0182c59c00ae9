// Written by tools/train/train; see docs/training.md.
// clang-format off
#include "score/model.h"

namespace pith::score::tables {
namespace {

constexpr Knot kConfidence[] = {
    {0.127F, 0.113F}, {0.783F, 0.793F}, {0.885F, 0.844F}, {0.931F, 0.905F}, {0.957F, 0.939F}, {0.969F, 0.96F},
    {0.977F, 0.976F}, {0.982F, 0.978F}, {0.986F, 0.978F}, {0.99F, 0.988F}, {0.992F, 0.988F}, {0.995F, 0.993F},
    {0.999F, 1.0F},
};

constexpr Knot kTypeScore[] = {
    {0.232F, 0.077F}, {0.472F, 0.506F}, {0.559F, 0.667F}, {0.637F, 0.759F}, {0.719F, 0.864F}, {0.778F, 0.889F},
    {0.828F, 0.922F}, {0.864F, 0.948F}, {0.892F, 0.995F}, {0.91F, 1.0F}, {0.923F, 1.0F}, {0.937F, 1.0F},
    {0.968F, 1.0F},
};

}  // namespace

const std::span<const Knot> kConfidenceKnots(kConfidence);
const std::span<const Knot> kTypeScoreKnots(kTypeScore);

}  // namespace pith::score::tables
