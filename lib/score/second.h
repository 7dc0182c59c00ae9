// The columns that the second pass reads beside the first's: probabilities around a block.
#pragma once

#include "blocks/features.h"

namespace pith::score {

constexpr auto make_second_features() {
  blocks::FeatureTable<96> t;
  const auto numbered = [&](std::string_view prefix, int number, std::string_view meaning) {
    std::array<char, 20> name{};
    std::size_t size = 0;
    for (const char c : prefix) name[size++] = c;
    if (number >= 10) name[size++] = static_cast<char>('0' + number / 10);
    name[size++] = static_cast<char>('0' + number % 10);
    t.add("second", {name.data(), size}, meaning);
  };
  t.add("second", "p", "first-pass probability (p)");
  for (int k = 1; k <= 4; ++k) {
    numbered("p-", k, "p of the k-th block before; -1: none");
    numbered("p+", k, "p of the k-th block behind; -1: none");
  }
  for (const int width : {3, 8, 20}) {
    numbered("wb", width, "mean p of so many blocks before, by units");
    numbered("wa", width, "mean p of so many blocks behind, by units");
  }
  for (int k = 0; k < 5; ++k) {
    numbered("cw", k, "mean p in the k-th distinct container");
    numbered("cx", k, "likewise without the block; -1: nothing else in it");
    numbered("cm", k, "share of the page's sum of p in it");
  }
  t.add("second", "ri", "mean p of the repeated item; -1: none");
  t.add("second", "rp", "mean p of that item's parent; -1: none");
  t.add("second", "pw", "mean p of the blocks with the same tag path");
  t.add("second", "px", "likewise without the block; -1: no other");
  t.add("second", "mb", "share of the page's sum of p before it");
  t.add("second", "ma", "share of the page's sum of p behind it");
  t.add("second", "tot", "L(the page's sum of p)");
  t.add("second", "sh", "the page's mean p");
  t.add("second", "sure", "mean of |2p-1|");
  t.add("second", "mx", "largest p");
  t.add("second", "dl", "blocks since the last sure block (p > .6, 6 units), up to 60");
  t.add("second", "dr", "blocks to the next sure block, up to 60");
  t.add("second", "hp", "p of the last heading; -1: none");
  t.add("second", "sec", "mean p between headings");
  t.add("second", "k0", "share of its tokens that stand in the probable text elsewhere");
  t.add("second", "k1", "likewise, rare tokens only");
  t.add("second", "k1w", "k1 over three blocks to each side");
  t.add("second", "k1x", "k1 over eight blocks to each side");
  t.add("second", "k1c", "k1 over the second container");
  t.add("second", "run_mean", "mean p of its run of linked items; -1: none");
  t.add("second", "run_min", "least p of the run");
  t.add("second", "run_max", "largest p of the run");
  t.add("second", "run_n", "blocks of the run");
  t.add("second", "cpb", "largest p of earlier blocks with the same text; -1: none");
  t.add("second", "cpa", "largest p of later ones; -1: none");
  t.add("second", "f_all", "largest expected F1 of a threshold on p");
  t.add("second", "f_at", "expected F1 of the threshold that this block just passes, over the largest");
  t.add("second", "f_thr", "the threshold with the largest");
  t.add("second", "above", "share of the page's sum of p in blocks with a larger p");
  return t;
}
inline constexpr auto kSecondTable = make_second_features();
inline constexpr std::size_t kSecondCount = kSecondTable.count;

consteval std::size_t second_column(std::string_view name) {
  const std::size_t found = kSecondTable.find(name);
  if (found >= kSecondCount) throw "no such feature";
  return found;
}

}  // namespace pith::score
