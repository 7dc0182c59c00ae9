#include <algorithm>
#include <cmath>

#include "expected.h"
#include "score.h"
#include "second.h"
#include "tail.h"

namespace pith::score {
namespace {

using blocks::BlockIndex;
using blocks::BlockTable;
using blocks::column;

// The threshold of largest expected F1 is kept within these: a page of low probabilities all through is no reason to
// take everything, nor one of high ones to take nothing but the surest.
struct Bounds {
  float low, high;
};
constexpr Bounds bounds_of(Lean lean) {
  switch (lean) {
    case Lean::precision:
      return {0.5f, 0.8f};
    case Lean::recall:
      return {0.1f, 0.3f};
    case Lean::balanced:
      break;
  }
  return {0.25f, 0.6f};
}

// Of pith::PageType.
constexpr std::size_t kArticle = 0;

// Share of the kept text up to which hidden blocks are dropped.
constexpr double kMostHidden = 0.3;

// From which an article's page is no listing, whose runs are its content.
constexpr float kSurelyArticle = 0.5f;

// A farm's run: so many items, and so large a share of them with a teaser.
constexpr float kRunItems = 3;
constexpr float kRunTeasers = 0.5f;
// A farm behind the text: so large a share of the region before it, so few blocks behind it, so many titles that are
// blocks of their own; and its items have nothing in common: so little of an item's tokens stands in another, so few
// items have a word of the page's title.
constexpr float kTextBeforeRun = 0.5f;
constexpr float kBlocksBehindRun = 3;
constexpr float kRunTitles = 0.8f;
constexpr float kItemsInCommon = 0.1f;
constexpr float kItemsWithTitle = 0.5f;

// Of a block to the titles, from which it is one of them.
constexpr float kHeadlineLikeness = 0.9f;

float expected_f1(const BlockTable& table, std::span<const float> p, const std::vector<bool>& kept) {
  double total = 0, kept_units = 0, kept_mass = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double u = table.blocks[i].units;
    total += u * p[i];
    if (!kept[i]) continue;
    kept_units += u;
    kept_mass += u * p[i];
  }
  return kept_units + total > 0 ? static_cast<float>(2 * kept_mass / (kept_units + total)) : 0;
}

// The record has the title apart: a headline above the text is no part of it. Below the first paragraph the same words
// are a heading like any other.
void drop_headline(const BlockTable& table, std::vector<bool>& kept) {
  const auto count = std::ranges::count(kept, true);
  for (BlockIndex i = 0, seen = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    if (++seen == static_cast<BlockIndex>(count)) return;
    const std::span<const float> row = table.row(i);
    if (table.blocks[i].heading > 0 && row[column("te")] >= kHeadlineLikeness) {
      kept[i] = false;
      return;
    }
    if (table.blocks[i].units >= 12) return;
  }
}

// Drops [begin, end), unless nothing else is kept.
void drop(BlockIndex begin, BlockIndex end, std::vector<bool>& kept) {
  const auto is_kept = [](bool k) { return k; };
  const bool others =
      std::any_of(kept.begin(), kept.begin() + begin, is_kept) || std::any_of(kept.begin() + end, kept.end(), is_kept);
  if (others) std::fill(kept.begin() + begin, kept.begin() + end, false);
}

// Behind an article's own text titles that are nothing but links, each with a teaser, none to do with the others or
// with the article, are other pages, however much they read like it.
bool is_farm_behind_text(std::span<const float> row) {
  return row[column("r_start")] >= kTextBeforeRun && row[column("r_afterb")] <= kBlocksBehindRun &&
         row[column("r_whole")] >= kRunTitles && row[column("z_inter")] < kItemsInCommon &&
         row[column("z_tshare")] < kItemsWithTitle && row[column("z_runz")] < 0;
}

// A run of linked titles with teasers goes as a whole: where its blocks together are below the threshold, a teaser that
// reads like the article goes with the others.
void drop_runs(const BlockTable& table, std::span<const float> p, Decision& decision) {
  std::vector<bool>& kept = decision.kept;
  for (BlockIndex begin = 0; begin < kept.size();) {
    BlockIndex end = begin + 1;
    while (end < kept.size() && table.runs[end] == table.runs[begin]) ++end;
    const std::span<const float> row = table.row(begin);
    if (table.runs[begin] >= 0 && row[column("r_items")] >= kRunItems && row[column("r_has")] >= kRunTeasers) {
      double mass = 0, weight = 0;
      for (BlockIndex i = begin; i < end; ++i) {
        const double w = std::sqrt(table.blocks[i].units);
        mass += w * p[i];
        weight += w;
      }
      if (is_farm_behind_text(row) || mass < decision.threshold * weight) drop(begin, end, kept);
    }
    begin = end;
  }
}

// Hidden blocks among the kept are leftovers of scripts and doubles for other screens. Where most of what was kept is
// hidden, it is the page that is shown by a script.
void drop_hidden(const BlockTable& table, std::vector<bool>& kept) {
  double hidden = 0, all = 0;
  for (BlockIndex i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    all += table.blocks[i].units;
    if (table.row(i)[column("hid")] > 0) hidden += table.blocks[i].units;
  }
  if (hidden > kMostHidden * all) return;
  for (BlockIndex i = 0; i < kept.size(); ++i)
    if (table.row(i)[column("hid")] > 0) kept[i] = false;
}

// A row of a data table stays whole: a figure that stands elsewhere too is one of its cells like the others.
void fill_rows(const BlockTable& table, std::vector<bool>& kept) {
  constexpr BlockIndex kMostCells = 16;
  constexpr float kLongestCell = 12;
  for (const blocks::Element& row : table.elements) {
    const auto [begin, end] = row.blocks;
    if (row.tag != html::Tag::tr || row.blocks.size() < 2 || row.blocks.size() > kMostCells) continue;
    const auto count = std::count(kept.begin() + begin, kept.begin() + end, true);
    if (2 * static_cast<BlockIndex>(count) <= row.blocks.size()) continue;
    const auto is_cell = [&](const blocks::Block& block) { return block.units < kLongestCell; };
    if (std::all_of(table.blocks.begin() + begin, table.blocks.begin() + end, is_cell))
      std::fill(kept.begin() + begin, kept.begin() + end, true);
  }
}

// Pages print their text again: for printers, for other screens, behind a "read on". An article's prose that stands
// among the kept already is taken once; within one parent a repeat is the author's.
void drop_repeats(const BlockTable& table, std::vector<bool>& kept) {
  const auto parent = [&](BlockIndex i) { return table.elements[table.blocks[i].element].parent; };
  const auto stood_before = [&](BlockIndex i) {
    BlockIndex c = table.copy_before[i];
    return c != blocks::kNoBlock && kept[c] && parent(c) != parent(i);
  };
  for (BlockIndex i = 0; i < kept.size(); ++i)
    if (kept[i] && blocks::is_long(table.blocks[i]) && stood_before(i)) kept[i] = false;
}

std::string in_words(float probability) {
  const auto hundredths = static_cast<int>(std::lround(probability * 100));
  return std::to_string(hundredths / 100) + "." + std::to_string(hundredths / 10 % 10) +
         std::to_string(hundredths % 10);
}

std::string_view in_words(Cut cut) {
  switch (cut) {
    case Cut::headline:
      return "headline: it is the title";
    case Cut::hidden:
      return "hidden";
    case Cut::repeat:
      return "stands above already";
    case Cut::tail:
      return "tail of another subject";
    default:
      return {};
  }
}

std::string farm_run(std::span<const float> row) {
  return "farm run of " + std::to_string(static_cast<int>(row[column("r_items")])) + " linked titles";
}

std::string_view dropped_as(std::span<const float> row) {
  if (row[column("hid")] > 0) return "hidden";
  if (row[column("a_nav")] <= 12) return "navigation";
  if (row[column("a_footer")] <= 12) return "page footer";
  if (row[column("a_aside")] <= 12) return "aside";
  if (row[column("ct_com")] > 0 || row[column("cd_com")] < 120) return "comments";
  if (row[column("copy")] > 0) return "copyright notice";
  if (row[column("cue")] > 0) return "cue phrase of boilerplate";
  if (row[column("ld")] > 0.6f) return "links";
  return {};
}

}  // namespace

std::vector<float> stage_zero_rows(const BlockTable& table, const std::array<float, kPageTypes>& types) {
  std::vector<HintWeights> weights;
  weights.reserve(table.hint_words.size());
  for (const std::uint32_t word : table.hint_words) weights.push_back(hint_weights(word));
  std::vector<float> rows(table.blocks.size() * kStageZeroColumns);
  blocks::HintFinder hints(table);
  std::vector<std::uint32_t> near, far;
  for (BlockIndex i = 0; i < table.blocks.size(); ++i) {
    float* row = rows.data() + i * kStageZeroColumns;
    hints.find(i, near, far);
    std::int64_t near_sum = 0, far_sum = 0;
    for (const std::uint32_t id : near) near_sum += weights[id].near;
    for (const std::uint32_t id : far) far_sum += weights[id].far;
    row[0] = static_cast<float>(near_sum) * kHintScale;
    row[1] = static_cast<float>(far_sum) * kHintScale;
    std::copy(types.begin(), types.end(), row + 2);
  }
  return rows;
}

Probabilities judge(const BlockTable& table) {
  Probabilities result;
  const std::size_t n = table.blocks.size();
  if (n == 0) return result;
  result.types = page_types(table.page);
  const std::vector<float> zero = stage_zero_rows(table, result.types);
  const MatrixView own{table.features.data(), blocks::kFeatureCount};
  const MatrixView stage_zero{zero.data(), kStageZeroColumns};
  std::vector<double> first(n), second(n);
  BinnedRows bins(second_pass(), n);
  const std::size_t shared = bins.shares_columns(first_pass()) ? first_pass().columns.size() : 0;
  bins.bin(0, shared, std::array<MatrixView, 2>{own, stage_zero});
  if (shared > 0)
    bins.log_odds(first_pass(), first);
  else
    log_odds(first_pass(), std::array<MatrixView, 2>{own, stage_zero}, first);
  result.first.resize(n);
  std::ranges::transform(first, result.first.begin(), sigmoid);
  const std::vector<float> around = second_pass_rows(table, result.first);
  bins.bin(shared, second_pass().columns.size(),
           std::array<MatrixView, 3>{own, stage_zero, MatrixView{around.data(), kSecondCount}});
  bins.log_odds(second_pass(), second);
  result.content.resize(n);
  for (std::size_t i = 0; i < n; ++i) result.content[i] = sigmoid((first[i] + second[i]) / 2);
  return result;
}

namespace {

// Drops of the blocks that are sure enough those of which more is known than how likely they are.
void cut_sure_blocks(const BlockTable& table, std::span<const float> p, Decision& decision) {
  std::vector<bool>& kept = decision.kept;
  decision.cuts.assign(p.size(), Cut::none);
  std::vector<bool> before = kept;
  const auto note = [&](Cut cut) {
    for (BlockIndex i = 0; i < kept.size(); ++i)
      if (before[i] && !kept[i]) decision.cuts[i] = cut;
    before = kept;
  };
  drop_headline(table, kept);
  note(Cut::headline);
  // Other types keep text in tabs and folds, of which all but one are hidden, and are runs of linked items themselves.
  if (decision.type == kArticle) {
    drop_hidden(table, kept);
    note(Cut::hidden);
    drop_repeats(table, kept);
    note(Cut::repeat);
    if (decision.type_score >= kSurelyArticle) drop_runs(table, p, decision);
    note(Cut::run);
  }
  drop(unlinked_tail(table, kept), static_cast<BlockIndex>(p.size()), kept);
  note(Cut::tail);
}

}  // namespace

Decision decide(const BlockTable& table, const Probabilities& probabilities, Lean lean) {
  Decision decision;
  const std::span<const float> p = probabilities.content;
  const auto likeliest = std::ranges::max_element(probabilities.types);
  decision.type = static_cast<std::size_t>(likeliest - probabilities.types.begin());
  decision.type_score = calibrated_type_score(*likeliest);
  decision.kept.assign(p.size(), false);
  if (p.empty()) return decision;
  const Bounds bounds = bounds_of(lean);
  const float most = *std::ranges::max_element(p);
  decision.threshold = std::min(std::clamp(expected_f1_by_rank(table, p).threshold, bounds.low, bounds.high), most);
  for (std::size_t i = 0; i < p.size(); ++i) decision.kept[i] = p[i] >= decision.threshold;
  fill_rows(table, decision.kept);
  cut_sure_blocks(table, p, decision);
  decision.expected_f1 = expected_f1(table, p, decision.kept);
  decision.confidence = calibrated_confidence(decision.expected_f1);
  for (BlockIndex i = 0; i < p.size(); ++i)
    decision.has_prose = decision.has_prose || (decision.kept[i] && blocks::is_long(table.blocks[i]));
  return decision;
}

std::string reason(const BlockTable& table, BlockIndex block, const Probabilities& probabilities,
                   const Decision& decision) {
  const float p = probabilities.content[block];
  if (decision.kept[block]) return "main content, " + in_words(p);
  const std::span<const float> row = table.row(block);
  if (decision.cuts[block] == Cut::run) return farm_run(row);
  if (decision.cuts[block] != Cut::none) return std::string(in_words(decision.cuts[block]));
  const std::string below = "below threshold " + in_words(decision.threshold);
  if (row[column("r_items")] >= 2 && row[column("f_in")] > 0) return farm_run(row) + ", " + below;
  const std::string_view what = dropped_as(row);
  return what.empty() ? below : std::string(what) + ", " + below;
}

}  // namespace pith::score
