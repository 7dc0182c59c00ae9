#include "second.h"

#include <algorithm>
#include <cmath>

#include "expected.h"
#include "score.h"

namespace pith::score {
namespace {

using blocks::Block;
using blocks::BlockTable;
using blocks::Range;

constexpr float kSure = 0.6f;
constexpr float kProbable = 0.3f;

std::vector<double> running(std::size_t n, auto&& value) {
  std::vector<double> totals(n + 1, 0.0);
  for (std::size_t i = 0; i < n; ++i) totals[i + 1] = totals[i] + static_cast<double>(value(i));
  return totals;
}

class SecondPass {
 public:
  SecondPass(const BlockTable& table, std::span<const float> p)
      : table_(table),
        p_(p),
        n_(p.size()),
        units_(running(n_, [&](std::size_t i) { return units(i); })),
        mass_(running(n_, [&](std::size_t i) { return units(i) * p_[i]; })),
        rows_(n_ * kSecondCount, 0.0f) {}

  std::vector<float> run() && {
    for (std::size_t i = 0; i < n_; ++i) {
      fill_neighbours(i);
      fill_containers(i);
    }
    fill_paths();
    fill_page();
    fill_sure();
    fill_sections();
    fill_cohesion();
    fill_runs();
    fill_copies();
    fill_thresholds();
    return std::move(rows_);
  }

 private:
  double units(std::size_t i) const { return table_.blocks[i].units; }
  float& cell(std::size_t i, std::size_t column) { return rows_[i * kSecondCount + column]; }
  void set(std::size_t i, std::size_t column, double value) { cell(i, column) = static_cast<float>(value); }
  double mass(std::size_t a, std::size_t b) const { return mass_[b] - mass_[a]; }
  double length(std::size_t a, std::size_t b) const { return units_[b] - units_[a]; }
  double mean(std::size_t a, std::size_t b) const { return mass(a, b) / std::max(1e-6, length(a, b)); }
  double page_mass() const { return std::max(mass_.back(), 1e-6); }

  void fill_neighbours(std::size_t i) {
    set(i, second_column("p"), p_[i]);
    for (std::size_t k = 1; k <= 4; ++k) {
      set(i, second_column("p-1") + 2 * (k - 1), i >= k ? p_[i - k] : -1);
      set(i, second_column("p+1") + 2 * (k - 1), i + k < n_ ? p_[i + k] : -1);
    }
    std::size_t at = second_column("wb3");
    for (const std::size_t width : {3, 8, 20}) {
      set(i, at++, mean(i >= width ? i - width : 0, i));
      set(i, at++, mean(i + 1, std::min(n_, i + 1 + width)));
    }
  }

  void fill_containers(std::size_t i) {
    std::size_t at = second_column("cw0");
    for (const Range& r : table_.containers[i]) {
      const double u = length(r.begin, r.end);
      const double m = mass(r.begin, r.end);
      set(i, at++, m / std::max(u, 1e-6));
      const bool others = u > units(i) + 1e-6;
      set(i, at++, others ? (m - units(i) * p_[i]) / (u - units(i)) : -1);
      set(i, at++, m / page_mass());
    }
    const Range item = table_.items[i];
    const Range parent = table_.item_parents[i];
    set(i, second_column("ri"), item.size() > 0 ? mean(item.begin, item.end) : -1);
    set(i, second_column("rp"), parent.size() > 0 ? mean(parent.begin, parent.end) : -1);
    set(i, second_column("mb"), mass_[i] / page_mass());
    set(i, second_column("ma"), mass(i + 1, n_) / page_mass());
  }

  void fill_paths() {
    struct Path {
      double units = 0, mass = 0;
      std::uint32_t blocks = 0;
    };
    std::vector<Path> paths;
    for (std::size_t i = 0; i < n_; ++i) {
      if (table_.paths[i] >= paths.size()) paths.resize(table_.paths[i] + 1);
      Path& path = paths[table_.paths[i]];
      path.units += units(i);
      path.mass += units(i) * p_[i];
      ++path.blocks;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      const Path& path = paths[table_.paths[i]];
      set(i, second_column("pw"), path.mass / path.units);
      set(i, second_column("px"),
          path.blocks > 1 ? (path.mass - units(i) * p_[i]) / std::max(1e-6, path.units - units(i)) : -1);
    }
  }

  void fill_page() {
    double sure = 0;
    float largest = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      sure += units(i) * std::abs(2 * p_[i] - 1);
      largest = std::max(largest, p_[i]);
    }
    for (std::size_t i = 0; i < n_; ++i) {
      set(i, second_column("tot"), blocks::log1p_units(mass_.back()));
      set(i, second_column("sh"), mass_.back() / units_.back());
      set(i, second_column("sure"), sure / units_.back());
      set(i, second_column("mx"), largest);
    }
  }

  void fill_sure() {
    const auto is_sure = [&](std::size_t i) { return p_[i] > kSure && units(i) >= 6; };
    std::size_t distance = 60;
    for (std::size_t i = 0; i < n_; ++i) {
      set(i, second_column("dl"), static_cast<double>(distance));
      distance = is_sure(i) ? 1 : std::min<std::size_t>(60, distance + 1);
    }
    distance = 60;
    for (std::size_t i = n_; i-- > 0;) {
      set(i, second_column("dr"), static_cast<double>(distance));
      distance = is_sure(i) ? 1 : std::min<std::size_t>(60, distance + 1);
    }
  }

  void fill_sections() {
    std::size_t begin = 0;
    double heading = -1;
    for (std::size_t i = 0; i <= n_; ++i) {
      const bool border = i == n_ || table_.blocks[i].heading > 0;
      if (border) {
        for (std::size_t k = begin; k < i; ++k) set(k, second_column("sec"), mean(begin, i));
        begin = i;
      }
      if (i == n_) break;
      set(i, second_column("hp"), heading);
      if (border) heading = p_[i];
    }
  }

  void fill_cohesion() {
    std::vector<float> probable(table_.token_kinds, 0);
    std::vector<std::uint32_t> all(table_.token_kinds, 0);
    for (std::size_t i = 0; i < n_; ++i) {
      const bool counts = is_probable(i);
      for (const std::uint32_t token : table_.tokens_of(table_.blocks[i])) {
        ++all[token];
        if (counts) probable[token] += p_[i];
      }
    }
    const double limit = std::max<double>(3, 0.004 * static_cast<double>(table_.tokens.size()));
    std::vector<std::uint32_t> own(table_.token_kinds, 0);
    std::vector<std::uint32_t> distinct;
    std::vector<double> rare_share(n_), weight(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      distinct.clear();
      for (const std::uint32_t token : table_.tokens_of(table_.blocks[i]))
        if (own[token]++ == 0) distinct.push_back(token);
      const float self = is_probable(i) ? p_[i] : 0;
      std::uint32_t hits = 0, rare = 0, rare_hits = 0;
      for (const std::uint32_t token : distinct) {
        const bool has = probable[token] - self * static_cast<float>(own[token]) > 0.6f;
        hits += has;
        if (all[token] - own[token] <= limit) {
          ++rare;
          rare_hits += has;
        }
        own[token] = 0;
      }
      const auto m = static_cast<double>(distinct.size());
      set(i, second_column("k0"), (hits + 0.3) / (m + 1));
      rare_share[i] = (rare_hits + 0.3) / (rare + 1.0);
      set(i, second_column("k1"), rare_share[i]);
      weight[i] = m + 1e-6;
    }
    const std::vector<double> sums = running(n_, [&](std::size_t i) { return rare_share[i] * weight[i]; });
    const std::vector<double> weights = running(n_, [&](std::size_t i) { return weight[i]; });
    const auto over = [&](std::size_t a, std::size_t b) {
      return (sums[b] - sums[a]) / std::max(1e-6, weights[b] - weights[a]);
    };
    for (std::size_t i = 0; i < n_; ++i) {
      set(i, second_column("k1w"), over(i >= 3 ? i - 3 : 0, std::min(n_, i + 4)));
      set(i, second_column("k1x"), over(i >= 8 ? i - 8 : 0, std::min(n_, i + 9)));
      const Range r = table_.containers[i][1];
      set(i, second_column("k1c"), over(r.begin, r.end));
    }
  }

  bool is_probable(std::size_t i) const { return p_[i] > kProbable && units(i) >= 5; }

  void fill_runs() {
    struct Run {
      double weight = 0, mass = 0;
      float least = 2, most = -1;
      std::uint32_t blocks = 0;
    };
    std::vector<Run> runs;
    for (std::size_t i = 0; i < n_; ++i) {
      if (table_.runs[i] < 0) continue;
      const auto id = static_cast<std::size_t>(table_.runs[i]);
      if (id >= runs.size()) runs.resize(id + 1);
      Run& run = runs[id];
      const double w = std::sqrt(units(i) + 0.3);
      run.weight += w;
      run.mass += w * p_[i];
      run.least = std::min(run.least, p_[i]);
      run.most = std::max(run.most, p_[i]);
      ++run.blocks;
    }
    for (std::size_t i = 0; i < n_; ++i) {
      const bool in_run = table_.runs[i] >= 0;
      const Run run = in_run ? runs[static_cast<std::size_t>(table_.runs[i])] : Run{};
      set(i, second_column("run_mean"), in_run ? run.mass / run.weight : -1);
      set(i, second_column("run_min"), in_run ? run.least : -1);
      set(i, second_column("run_max"), in_run ? run.most : -1);
      set(i, second_column("run_n"), in_run ? run.blocks : -1.0);
    }
  }

  void fill_copies() {
    const auto& before = table_.copy_before;
    for (std::size_t i = 0; i < n_; ++i) {
      const blocks::BlockIndex b = before[i];
      set(i, second_column("cpb"), b == blocks::kNoBlock ? -1 : std::max(p_[b], cell(b, second_column("cpb"))));
      set(i, second_column("cpa"), -1);
    }
    for (std::size_t i = n_; i-- > 0;) {
      const blocks::BlockIndex b = before[i];
      if (b != blocks::kNoBlock) set(b, second_column("cpa"), std::max(p_[i], cell(i, second_column("cpa"))));
    }
  }

  void fill_thresholds() {
    const ExpectedF1 expected = expected_f1_by_rank(table_, p_);
    double above = 0, level = 0;  // sums of U p: of larger p, and of p so far
    for (std::size_t k = 0; k < n_; ++k) {
      const std::size_t i = expected.order[k];
      if (k > 0 && p_[i] < p_[expected.order[k - 1]]) above = level;
      level += units(i) * p_[i];
      set(i, second_column("f_all"), expected.best);
      set(i, second_column("f_at"), expected.at[k] / std::max(expected.best, 1e-6));
      set(i, second_column("f_thr"), expected.threshold);
      set(i, second_column("above"), above / page_mass());
    }
  }

  const BlockTable& table_;
  std::span<const float> p_;
  std::size_t n_;
  std::vector<double> units_, mass_;
  std::vector<float> rows_;
};

}  // namespace

std::vector<float> second_pass_rows(const BlockTable& table, std::span<const float> first) {
  if (first.empty()) return {};
  return SecondPass(table, first).run();
}

}  // namespace pith::score
