// Cohesion with the region's core text, calibrated by the core itself. Private to lib/blocks.
#pragma once

#include <vector>

#include "runs.h"

namespace pith::blocks {

// z(b) = (c - m0) / sqrt(.006 + 2 max(.02, m0 (1 - m0)) / tokens): how far a block's share of tokens that stand in the
// core is from the core's own mean, in the deviations that so few tokens bring about by chance.
class Calibrated {
 public:
  Calibrated(Page& page, const Region& region);

  double own(std::size_t position) const { return own_[position]; }
  double z(std::size_t position) const { return z_[position]; }
  double core_mean() const { return core_mean_; }
  double core_units() const { return core_units_; }
  std::size_t tokens(std::size_t position) const { return bags_[position].size(); }
  double title_share(std::size_t position) const;  // weighted share of the title's tokens in the block
  // Mean z of positions [begin, end), weighted by units up to 36; 0 for none.
  double mean_z(std::size_t begin, std::size_t end) const;
  double weight(std::size_t position) const { return weight_[position]; }

  struct RunFigures {
    double share = 0;        // of the run's tokens that stand in the core
    double expected = -1;    // the same for stretches of the core with as many tokens; -1: the core is too short
    double among_items = 0;  // share of an item's tokens that stand in another item
    double title = 0;        // share of the title's tokens in the run
    double titled = 0;       // share of items with a token of the title
  };
  RunFigures of_run(const Run& run, const std::vector<Item>& items);

 private:
  using Bag = std::vector<std::uint32_t>;  // distinct tokens

  void choose_core();
  double share(const Bag& bag, std::size_t begin, std::size_t end);
  Bag union_of(std::size_t begin, std::size_t end);
  double expected_for(std::size_t tokens);
  double among(const Run& run, const std::vector<Item>& items);

  Page& page_;
  const Region& region_;
  std::vector<Bag> bags_;
  std::vector<double> token_weight_;
  std::vector<std::uint32_t> core_count_;  // core blocks a token stands in
  std::vector<std::uint32_t> minus_;       // scratch, all zero between calls
  std::vector<std::uint32_t> stamp_;       // scratch
  std::uint32_t stamps_ = 0;
  std::vector<bool> in_core_;
  std::vector<std::size_t> core_;
  std::vector<std::uint32_t> title_;
  double title_weight_ = 1;
  std::vector<bool> in_title_;
  double core_mean_ = 0;
  double core_units_ = 1;
  std::vector<double> own_, z_, weight_;
  std::vector<double> z_sums_, weight_sums_;
  std::vector<double> expected_;  // by size class of tokens; -2: not computed
};

}  // namespace pith::blocks
