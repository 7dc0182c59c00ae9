// How much of a link farm is left in a text, and which lines of one text another lacks: both by runs of four tokens.
#pragma once

#include <string>
#include <string_view>

#include "eval_set.h"

namespace pith::program {

struct FarmScore {
  double leak = 0;    // share of the farm's entries that are in the text
  double part = 0;    // the same, an entry's title or teaser alone counting
  double nav = 0;     // share of the other boilerplate that is in the text
  double recall = 0;  // share of the article's tokens that are in the text
  double f1 = 0;      // against the article, or its title and the article, whichever is nearer
  bool empty = false;

  bool whole() const { return recall >= .98; }
  bool clean() const { return leak == 0 && whole(); }
  bool strict() const { return part == 0 && whole(); }
};

FarmScore score_farm(const FarmTruth& farm, std::string_view title, std::string_view reference, std::string_view text);

// The first line of `from` of whose 4-grams fewer than 60 % are in `text`; empty if there is none.
std::string first_line_missing(std::string_view from, std::string_view text);

}  // namespace pith::program
