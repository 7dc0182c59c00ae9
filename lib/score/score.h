// Judges blocks: main content or not. Sees rows of features and ranges of blocks, never the document.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "score/model.h"

namespace pith::score {

// How sure a block has to be, relative to the balanced choice.
enum class Lean : std::uint8_t { balanced, precision, recall };

// What two passes of trees make of a page.
struct Probabilities {
  std::vector<float> first;    // one a block: of being main content, from the block's row alone
  std::vector<float> content;  // one a block: mean of the first pass's log odds and those of the second, which sees the
                               // first's around the block; two judges err less than the second alone
  std::array<float, kPageTypes> types{};  // in the order of pith::PageType
};
Probabilities judge(const blocks::BlockTable& table);

// Why a block goes that was surer than the threshold.
enum class Cut : std::uint8_t { none, headline, hidden, repeat, run, tail };

struct Decision {
  std::vector<bool> kept;  // one a block
  std::vector<Cut> cuts;   // likewise
  float threshold = 0;     // probability from which blocks were kept
  float expected_f1 = 0;   // 0 to 1: of what was kept, if the probabilities are right
  float confidence = 0;    // 0 to 1: that, calibrated
  bool has_prose = false;  // something of what was kept is more than links and labels
  std::size_t type = 0;    // most likely page type
  float type_score = 0;  // 0 to 1: how likely that is right, calibrated
};
// The threshold is the one of largest expected F1, within bounds; where nothing reaches it the likeliest blocks are
// kept, so that a page with text never comes out empty.
Decision decide(const blocks::BlockTable& table, const Probabilities& probabilities, Lean lean);

// Why a block was kept or dropped, in a person's words.
std::string reason(const blocks::BlockTable& table, blocks::BlockIndex block, const Probabilities& probabilities,
                   const Decision& decision);

// ---- the parts, for training
// -----------------------------------------------------------------------------------------

// Stage-0 columns (model.h, kStageZeroNames), kStageZeroColumns a row.
std::vector<float> stage_zero_rows(const blocks::BlockTable& table, const std::array<float, kPageTypes>& types);
// Second-pass columns (second.h) for given first-pass probabilities.
std::vector<float> second_pass_rows(const blocks::BlockTable& table, std::span<const float> first);

}  // namespace pith::score
