#include "calibrated.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace pith::blocks {

Calibrated::Calibrated(Page& page, const Region& region) : page_(page), region_(region) {
  const std::size_t n = region.blocks.size();
  for (const std::string& title : page.hints.titles) {
    const std::vector<std::uint32_t> tokens = page.builder.tokens_of(title);
    title_.insert(title_.end(), tokens.begin(), tokens.end());
    if (!title_.empty()) break;
  }
  const std::size_t kinds = page.table.token_kinds;
  stamp_.assign(kinds, 0);
  minus_.assign(kinds, 0);
  core_count_.assign(kinds, 0);
  in_title_.assign(kinds, false);
  expected_.assign(64, -2);

  std::vector<std::uint32_t> blocks_with(kinds, 0);
  for (const Block& block : page.table.blocks) {
    ++stamps_;
    for (const std::uint32_t token : page.table.tokens_of(block)) {
      if (stamp_[token] != stamps_) ++blocks_with[token];
      stamp_[token] = stamps_;
    }
  }
  const double all = std::max<double>(4, static_cast<double>(page.count));
  token_weight_.resize(kinds);
  for (std::size_t t = 0; t < kinds; ++t)
    token_weight_[t] = blocks_with[t] == 0 ? 1 : log1p_units(all / blocks_with[t]);
  std::ranges::sort(title_);
  title_.erase(std::unique(title_.begin(), title_.end()), title_.end());
  for (const std::uint32_t token : title_) {
    in_title_[token] = true;
    title_weight_ += token_weight_[token];
  }

  bags_.resize(n);
  weight_.resize(n);
  for (std::size_t k = 0; k < n; ++k) {
    bags_[k] = union_of(k, k);
    weight_[k] = std::min(36.0f, page.table.blocks[region.blocks[k]].units);
  }
  choose_core();
  own_.resize(n);
  z_.resize(n);
  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    own_[k] = share(bags_[k], k > 0 ? k - 1 : 0, std::min(n, k + 2));
    if (in_core_[k]) sum += own_[k] * page.table.blocks[region.blocks[k]].units;
  }
  core_mean_ = sum / core_units_;
  const double spread = 2 * std::max(0.02, core_mean_ * (1 - core_mean_));
  z_sums_.assign(n + 1, 0);
  weight_sums_.assign(n + 1, 0);
  for (std::size_t k = 0; k < n; ++k) {
    const auto tokens = static_cast<double>(std::max<std::size_t>(1, bags_[k].size()));
    z_[k] = (own_[k] - core_mean_) / std::sqrt(0.006 + spread / tokens);
    z_sums_[k + 1] = z_sums_[k] + z_[k] * weight_[k];
    weight_sums_[k + 1] = weight_sums_[k] + weight_[k];
  }
}

// Unlinked prose outside longer runs, the first 70 % of it: what stands at the end may be another text.
void Calibrated::choose_core() {
  const std::size_t n = region_.blocks.size();
  in_core_.assign(n, false);
  std::vector<std::size_t> candidates;
  const auto block = [&](std::size_t k) -> const Block& { return page_.table.blocks[region_.blocks[k]]; };
  for (std::size_t k = 0; k < n; ++k) {
    const bool in_long_run =
        region_.run_of[k] >= 0 && region_.runs[static_cast<std::size_t>(region_.run_of[k])].items() >= 3;
    if (!in_long_run && !is_whole_link(block(k)) && block(k).units >= 6) candidates.push_back(k);
  }
  for (std::size_t k = 0; k < n && candidates.empty(); ++k)
    if (!is_whole_link(block(k))) candidates.push_back(k);
  double total = 0;
  for (const std::size_t k : candidates) total += block(k).units;
  core_units_ = 0;
  for (const std::size_t k : candidates) {
    core_.push_back(k);
    in_core_[k] = true;
    core_units_ += block(k).units;
    for (const std::uint32_t token : bags_[k]) ++core_count_[token];
    if (core_units_ >= 0.7 * total && core_.size() >= 3) break;
  }
  core_units_ = std::max(core_units_, 1.0);
}

// Distinct tokens of positions [begin, end), or of the one position where both are equal.
Calibrated::Bag Calibrated::union_of(std::size_t begin, std::size_t end) {
  Bag bag;
  ++stamps_;
  for (std::size_t k = begin; k < std::max(end, begin + 1); ++k) {
    for (const std::uint32_t token : page_.table.tokens_of(page_.table.blocks[region_.blocks[k]])) {
      if (stamp_[token] != stamps_) bag.push_back(token);
      stamp_[token] = stamps_;
    }
  }
  return bag;
}

// Weighted share of the bag's tokens that stand in the core, positions [begin, end) left out.
double Calibrated::share(const Bag& bag, std::size_t begin, std::size_t end) {
  for (std::size_t k = begin; k < end; ++k)
    if (in_core_[k])
      for (const std::uint32_t token : bags_[k]) ++minus_[token];
  double hit = 0;
  double all = 0;
  for (const std::uint32_t token : bag) {
    all += token_weight_[token];
    if (core_count_[token] > minus_[token]) hit += token_weight_[token];
  }
  for (std::size_t k = begin; k < end; ++k)
    if (in_core_[k])
      for (const std::uint32_t token : bags_[k]) minus_[token] = 0;
  return all > 0 ? hit / all : 0;
}

double Calibrated::title_share(std::size_t position) const {
  double hit = 0;
  for (const std::uint32_t token : bags_[position])
    if (in_title_[token]) hit += token_weight_[token];
  return hit / title_weight_;
}

double Calibrated::mean_z(std::size_t begin, std::size_t end) const {
  const double weight = weight_sums_[end] - weight_sums_[begin];
  return end > begin && weight > 0 ? (z_sums_[end] - z_sums_[begin]) / weight : 0;
}

// Sizes are taken in steps of a factor two, so that however many runs a page has the core is read a bounded number of
// times.
double Calibrated::expected_for(std::size_t tokens) {
  const auto size_class = static_cast<std::size_t>(std::bit_width(std::max<std::size_t>(1, tokens)));
  double& known = expected_[size_class];
  if (known > -2) return known;
  const std::size_t need = (std::size_t{3} << size_class) / 4;
  double sum = 0;
  std::size_t windows = 0;
  std::size_t k = 0;
  while (k < core_.size()) {
    Bag bag;
    ++stamps_;
    std::size_t q = k;
    for (; q < core_.size() && bag.size() < need; ++q) {
      for (const std::uint32_t token : bags_[core_[q]]) {
        if (stamp_[token] != stamps_) bag.push_back(token);
        stamp_[token] = stamps_;
      }
    }
    if (2 * bag.size() >= need && q - k < core_.size()) {
      sum += share(bag, core_[k], core_[q - 1] + 1);
      ++windows;
    }
    k = q;
  }
  known = windows > 0 ? sum / static_cast<double>(windows) : -1;
  return known;
}

double Calibrated::among(const Run& run, const std::vector<Item>& items) {
  // minus_ counts the items that a token stands in.
  std::vector<Bag> bags;
  for (std::size_t i = run.first_item; i < run.end_item; ++i) {
    bags.push_back(union_of(items[i].begin, items[i].end));
    for (const std::uint32_t token : bags.back()) ++minus_[token];
  }
  double sum = 0;
  for (const Bag& bag : bags) {
    double hit = 0;
    double all = 1e-9;
    for (const std::uint32_t token : bag) {
      all += token_weight_[token];
      if (minus_[token] > 1) hit += token_weight_[token];
    }
    sum += hit / all;
  }
  for (const Bag& bag : bags)
    for (const std::uint32_t token : bag) minus_[token] = 0;
  return sum / static_cast<double>(bags.size());
}

Calibrated::RunFigures Calibrated::of_run(const Run& run, const std::vector<Item>& items) {
  RunFigures figures;
  const Bag bag = union_of(run.begin, run.end);
  figures.share = share(bag, run.begin, run.end);
  figures.expected = expected_for(bag.size());
  figures.among_items = among(run, items);
  double hit = 0;
  for (const std::uint32_t token : bag)
    if (in_title_[token]) hit += token_weight_[token];
  figures.title = hit / title_weight_;
  std::size_t titled = 0;
  for (std::size_t i = run.first_item; i < run.end_item; ++i) {
    bool any = false;
    for (std::size_t k = items[i].begin; k < items[i].end && !any; ++k)
      any = std::ranges::any_of(bags_[k], [&](std::uint32_t token) { return in_title_[token]; });
    titled += any;
  }
  figures.titled = static_cast<double>(titled) / static_cast<double>(run.items());
  return figures;
}

}  // namespace pith::blocks
