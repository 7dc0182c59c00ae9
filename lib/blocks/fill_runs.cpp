// Link farms: runs of linked items, calibrated cohesion, groups of one tag path, the nearest run.
#include <algorithm>
#include <array>
#include <cmath>

#include "calibrated.h"
#include "runs.h"

namespace pith::blocks {
namespace {

constexpr std::size_t kFirst = column("f_in");
constexpr std::size_t kRunFirst = column("r_items");
constexpr std::size_t kRunEnd = column("z_own");

float as_float(double x) {
  return static_cast<float>(x);
}

// Mean, and how much values vary about it.
struct Spread {
  double mean = 0;
  double variation = 0;
};
Spread spread_of(const std::vector<double>& values) {
  Spread result;
  for (const double v : values) result.mean += v;
  result.mean /= static_cast<double>(std::max<std::size_t>(1, values.size()));
  double squares = 0;
  for (const double v : values) squares += (v - result.mean) * (v - result.mean);
  result.variation =
      std::sqrt(squares / static_cast<double>(std::max<std::size_t>(1, values.size()))) / (result.mean + 1);
  return result;
}

std::vector<bool> marked(const Region& region, std::size_t blocks) {
  std::vector<bool> marks(blocks, false);
  for (const BlockIndex b : region.blocks) marks[b] = true;
  return marks;
}

class RunFiller {
 public:
  RunFiller(Page& page, const Region& region)
      : page_(page),
        region_(region),
        calibrated_(page, region),
        n_(region.blocks.size()),
        in_region_(marked(region, page.count)),
        units_(n_, [&](std::size_t k) { return block(k).units; }),
        link_units_(page.count, [&](std::size_t i) { return in_region(i) ? page.table.blocks[i].link_units : 0; }),
        all_units_(page.count, [&](std::size_t i) { return in_region(i) ? page.table.blocks[i].units : 0; }),
        members_(page.count, [&](std::size_t i) { return in_region(i); }),
        starts_(page.count, [&](std::size_t i) { return in_region(i) && starts_item(page.table.blocks[i]); }),
        total_(std::max(units_.total(), 1e-6)),
        core_length_(as_float(log1p_units(calibrated_.core_units()))) {
    find_main_path();
    count_link_texts();
  }

  void fill() {
    fill_groups();
    fill_shapes();
    for (const Run& run : region_.runs) run_rows_.push_back(run_row(run));
    for (std::size_t k = 0; k < n_; ++k) {
      float* row = page_.row(region_.blocks[k]);
      row[kFirst] = 1;
      fill_run(k, row);
      fill_calibrated(k, row);
      fill_path_group(k, row);
      fill_containers(k, row);
    }
    fill_nearest();
  }

 private:
  using RunRow = std::array<float, kRunEnd - kRunFirst>;

  const Block& block(std::size_t k) const { return page_.table.blocks[region_.blocks[k]]; }
  std::uint32_t path(std::size_t k) const { return page_.table.paths[region_.blocks[k]]; }
  bool in_region(std::size_t i) const { return in_region_[i]; }

  // The tag path that most of the prose outside runs has.
  void find_main_path() {
    std::vector<double> mass;
    for (std::size_t k = 0; k < n_; ++k) {
      const Block& b = block(k);
      const bool in_long_run =
          region_.run_of[k] >= 0 && region_.runs[static_cast<std::size_t>(region_.run_of[k])].items() >= 3;
      if (path(k) >= mass.size()) mass.resize(path(k) + 1, 0);
      if (!in_long_run && !is_whole_link(b)) mass[path(k)] += b.units - b.link_units;
    }
    main_path_ = static_cast<std::uint32_t>(std::ranges::max_element(mass) - mass.begin());
  }

  // How many targets share a short link text ("read more").
  void count_link_texts() {
    Interner texts, pairs;
    std::vector<std::uint32_t> targets;
    std::vector<std::vector<std::uint32_t>> texts_of(n_);
    for (std::size_t k = 0; k < n_; ++k) {
      const Block& b = block(k);
      for (std::uint32_t l = b.first_link; l < b.first_link + b.link_count; ++l) {
        const LinkSpan& link = page_.table.links[l];
        if (link.units > 6) continue;
        const std::string_view text =
            text::trim_ascii(std::string_view(page_.table.storage).substr(link.begin, link.end - link.begin));
        const std::uint32_t id = texts.id(word_hash(text) + 1);
        if (id == targets.size()) targets.push_back(0);
        const std::uint64_t href = word_hash(page_.document.attribute(link.anchor, html::AttributeName::href));
        const std::uint32_t known = pairs.size();
        if (pairs.id(std::uint64_t{id + 1} << 32 | href) == known) ++targets[id];
        texts_of[k].push_back(id);
      }
    }
    repeated_text_.assign(n_, 0);
    ends_linked_.assign(n_, 0);
    double tails = 0;
    for (std::size_t k = 0; k < n_; ++k) {
      for (const std::uint32_t id : texts_of[k])
        repeated_text_[k] = std::max(repeated_text_[k], static_cast<float>(std::min(targets[id], 12u)));
      const Block& b = block(k);
      const bool tail =
          b.link_count > 0 && !is_whole_link(b) && page_.table.links[b.first_link + b.link_count - 1].end + 2 >= b.end;
      ends_linked_[k] = tail;
      tails += tail;
    }
    tail_share_ = as_float(tails / static_cast<double>(n_));
  }

  RunRow run_row(const Run& run) {
    std::array<float, kFeatureCount> row{};
    const auto items = static_cast<double>(run.items());
    std::vector<double> teasers, titles;
    double heads = 0, bold = 0, whole = 0, images = 0, has = 0, longest = 0, title_ends = 0, ellipses = 0, ends = 0,
           tails = 0;
    double followers = 0, main_followers = 0;
    std::vector<std::string_view> targets;
    for (std::size_t i = run.first_item; i < run.end_item; ++i) {
      const Item& item = region_.items[i];
      const Block& title = block(item.begin);
      double teaser = 0, linked = 0;
      for (std::size_t k = item.begin; k < item.end; ++k) {
        teaser += block(k).units - block(k).link_units;
        if (k < item.body && block(k).link_units > 0) linked += block(k).units;
        if (k < item.body) continue;
        ++followers;
        main_followers += path(k) == main_path_;
      }
      teasers.push_back(teaser);
      titles.push_back(is_whole_link(title) ? linked : title.lead_units);
      has += teaser > 4.8;
      longest = std::max(longest, teaser);
      heads += title.heading > 0;
      bold += title.bold >= 0.85f;
      whole += is_whole_link(title);
      images += title.images_before > 0;
      title_ends += title.figures.ends_sentence;
      if (item.end - item.begin > 1 || !is_whole_link(title)) {
        const Block& last = block(item.end - 1);
        ++tails;
        ellipses += last.figures.ends_ellipsis;
        ends += last.figures.ends_sentence;
      }
      targets.push_back(item.href);
    }
    std::ranges::sort(targets);
    const auto distinct = static_cast<double>(std::unique(targets.begin(), targets.end()) - targets.begin());
    const Spread teaser = spread_of(teasers);
    const Spread title = spread_of(titles);
    const auto set = [&](std::size_t at, double value) { row[at] = as_float(value); };
    set(column("r_items"), items);
    set(column("r_teaser"), log1p_units(teaser.mean));
    set(column("r_title"), log1p_units(title.mean));
    set(column("r_cvt"), teaser.variation);
    set(column("r_cvl"), title.variation);
    set(column("r_has"), has / items);
    set(column("r_maxt"), log1p_units(longest));
    set(column("r_blocks"), static_cast<double>(run.end - run.begin) / items);
    set(column("r_share"), units_.sum(run.begin, run.end) / total_);
    set(column("r_start"), units_.sum(0, run.begin) / total_);
    set(column("r_after"), units_.sum(run.end, n_) / total_);
    set(column("r_afterb"), static_cast<double>(std::min<std::size_t>(20, n_ - run.end)));
    set(column("r_head"), heads / items);
    set(column("r_bold"), bold / items);
    set(column("r_whole"), whole / items);
    set(column("r_img"), images / items);
    set(column("r_samepath"), path(run.begin) == main_path_);
    set(column("r_folpath"), followers > 0 ? main_followers / followers : -1);
    set(column("r_ell"), tails > 0 ? ellipses / tails : -1);
    set(column("r_fin"), tails > 0 ? ends / tails : -1);
    set(column("r_tfin"), title_ends / items);
    const double outside = static_cast<double>(n_) - static_cast<double>(run.end - run.begin);
    set(column("r_restit"), (static_cast<double>(region_.items.size()) - items) / std::max(1.0, outside));
    set(column("r_uniq"), distinct / items);
    const bool preceded = run.begin > 0;
    const Block* before = preceded ? &block(run.begin - 1) : nullptr;
    set(column("q_short"), before && before->units <= 7 && !is_whole_link(*before));
    set(column("q_head"), before && (before->heading > 0 || before->bold >= 0.85f));
    const Calibrated::RunFigures z = calibrated_.of_run(run, region_.items);
    set(column("z_run"), z.share);
    set(column("z_rund"), z.share - calibrated_.core_mean());
    set(column("z_null"), z.expected);
    set(column("z_gap"), z.share - (z.expected < 0 ? calibrated_.core_mean() : z.expected));
    set(column("z_runz"), calibrated_.mean_z(run.begin, run.end));
    set(column("z_inter"), z.among_items);
    set(column("z_title"), z.title);
    set(column("z_tshare"), z.titled);
    RunRow result;
    std::copy(row.begin() + kRunFirst, row.begin() + kRunEnd, result.begin());
    return result;
  }

  const Run* run_at(std::size_t k) const {
    return region_.run_of[k] < 0 ? nullptr : &region_.runs[static_cast<std::size_t>(region_.run_of[k])];
  }
  float run_figure(const Run& run, std::size_t feature) const {
    return run_rows_[static_cast<std::size_t>(&run - region_.runs.data())][feature - kRunFirst];
  }

  void fill_run(std::size_t k, float* row) {
    const Run* run = run_at(k);
    page_.table.runs[region_.blocks[k]] = region_.run_of[k];
    if (run == nullptr) {
      std::fill(row + kRunFirst, row + kRunEnd, -2.0f);
    } else {
      const RunRow& source = run_rows_[static_cast<std::size_t>(region_.run_of[k])];
      std::copy(source.begin(), source.end(), row + kRunFirst);
      const auto begin = region_.items.begin();
      const auto after = std::upper_bound(begin + static_cast<std::ptrdiff_t>(run->first_item),
                                          begin + static_cast<std::ptrdiff_t>(run->end_item), k,
                                          [](std::size_t position, const Item& item) { return position < item.begin; });
      const Item& item = *(after - 1);
      row[column("r_idx")] = static_cast<float>(&item - &region_.items[run->first_item]);
      row[column("r_role")] = static_cast<float>(std::min<std::size_t>(3, k - item.begin));
    }
    const auto other = [&](std::size_t at) {
      return at < n_ && run_at(at) != nullptr && run_at(at) != run ? run_at(at) : nullptr;
    };
    const Run* next = other(k + 1) ? other(k + 1) : other(k + 2);
    const Run* previous = k >= 1 && other(k - 1) ? other(k - 1) : k >= 2 ? other(k - 2) : nullptr;
    row[column("r_next")] = next ? static_cast<float>(next->items()) : 0;
    row[column("r_nextgap")] = next ? run_figure(*next, column("z_gap")) : -2;
    row[column("r_prev")] = previous ? static_cast<float>(previous->items()) : 0;
  }

  void fill_calibrated(std::size_t k, float* row) const {
    row[column("z_own")] = as_float(calibrated_.own(k));
    row[column("z")] = as_float(calibrated_.z(k));
    row[column("z_m0")] = as_float(calibrated_.core_mean());
    row[column("z_core")] = core_length_;
    row[column("z_ti")] = as_float(calibrated_.title_share(k));
    row[column("z_w3")] = as_float(calibrated_.mean_z(k > 0 ? k - 1 : 0, std::min(n_, k + 2)));
    row[column("z_fw")] = as_float(calibrated_.mean_z(k, std::min(n_, k + 4)));
    row[column("z_bw")] = as_float(calibrated_.mean_z(k >= 4 ? k - 4 : 0, k));
    row[column("z_suf")] = as_float(calibrated_.mean_z(k, n_));
    row[column("z_pref")] = as_float(calibrated_.mean_z(0, k));
    row[column("z_ng")] = as_float(log1p_units(static_cast<double>(calibrated_.tokens(k))));
  }

  struct Group {
    double blocks = 0, starts = 0, units = 0, z = 0, weight = 0, repeated = 0;
    std::size_t first = 0;
    float mean_units = 0;  // L(units a block)
  };

  void fill_groups() {
    for (std::size_t k = 0; k < n_; ++k) {
      if (path(k) >= groups_.size()) groups_.resize(path(k) + 1);
      Group& g = groups_[path(k)];
      if (g.blocks == 0) g.first = k;
      ++g.blocks;
      g.starts += starts_item(block(k));
      g.units += block(k).units;
      g.z += calibrated_.z(k) * calibrated_.weight(k);
      g.weight += calibrated_.weight(k);
      g.repeated += repeated_text_[k] > 1;
    }
    for (Group& g : groups_)
      if (g.blocks > 0) g.mean_units = as_float(log1p_units(g.units / g.blocks));
  }

  void fill_path_group(std::size_t k, float* row) const {
    const Group& g = groups_[path(k)];
    row[column("l_rep")] = repeated_text_[k];
    row[column("l_repn")] = k + 1 < n_ ? repeated_text_[k + 1] : 0;
    row[column("l_repp")] = k > 0 ? repeated_text_[k - 1] : 0;
    row[column("l_tail")] = ends_linked_[k];
    row[column("l_tails")] = tail_share_;
    row[column("p_n")] = as_float(std::min(40.0, g.blocks));
    row[column("p_st")] = as_float(g.starts / g.blocks);
    row[column("p_mu")] = g.mean_units;
    row[column("p_z")] = as_float(g.z / std::max(1.0, g.weight));
    row[column("p_first")] = static_cast<float>(g.first) / static_cast<float>(n_);
    row[column("p_rep")] = as_float(g.repeated / g.blocks);
    row[column("p_sh")] = as_float(g.units / total_);
  }

  // The child of the region's root that a block stands in.
  ElementIndex top_container(std::size_t k) const {
    ElementIndex e = block(k).element;
    while (page_.table.elements[e].parent != kNoElement && e != region_.root &&
           page_.table.elements[e].parent != region_.root)
      e = page_.table.elements[e].parent;
    return e;
  }

  void fill_containers(std::size_t k, float* row) {
    const bool same = k > 0 && block(k).element == block(k - 1).element;
    const ElementIndex top = same ? tops_.back() : top_container(k);
    tops_.push_back(top);
    const Range r = page_.blocks_of(top);
    row[column("k_tshare")] = as_float(all_units_.sum(r) / total_);
    row[column("k_tls")] = as_float(link_units_.sum(r) / std::max(0.6, all_units_.sum(r)));
    row[column("k_tn")] = as_float(std::min(40.0, members_.sum(r)));
    row[column("k_tst")] = as_float(starts_.sum(r) / std::max(1.0, members_.sum(r)));
    ElementIndex e = page_.table.elements[block(k).element].parent;
    constexpr std::size_t kStride = column("k_n1ls") - column("k_n0ls");
    for (std::size_t level = 0; level < 3; ++level) {
      float* cell = row + column("k_n0ls") + level * kStride;
      if (e == kNoElement) {
        std::fill(cell, cell + 3, -1.0f);
        continue;
      }
      const Range box = page_.blocks_of(e);
      cell[0] = as_float(link_units_.sum(box) / std::max(0.6, all_units_.sum(box)));
      cell[1] = as_float(std::min(40.0, members_.sum(box)));
      cell[2] = as_float(starts_.sum(box) / std::max(1.0, members_.sum(box)));
      e = page_.table.elements[e].parent;
    }
  }

  // Title and teaser by shape alone, whatever the links.
  void fill_shapes() {
    std::vector<std::uint64_t> shape(n_);
    std::vector<bool> is_long(n_);
    for (std::size_t k = 0; k < n_; ++k) {
      const Block& b = block(k);
      is_long[k] = b.units >= 15 || b.figures.ends_sentence;
      const Element& element = page_.table.elements[b.element];
      const auto tag = static_cast<std::uint64_t>(element.tag);
      const auto above =
          element.parent == kNoElement ? 0 : static_cast<std::uint64_t>(page_.table.elements[element.parent].tag);
      shape[k] = tag << 16 | above << 8 | std::uint64_t{is_long[k]} << 2 | std::uint64_t{is_whole_link(b)} << 1 |
                 (b.heading > 0 || b.bold >= 0.85f);
    }
    std::vector<float> times(n_, 0), period(n_, 0);
    for (std::size_t p = 2; p <= 4; ++p) {
      std::size_t k = 0;
      while (k + p < n_) {
        std::size_t j = k;
        while (j + p < n_ && shape[j] == shape[j + p]) ++j;
        const bool varied = std::any_of(shape.begin() + static_cast<std::ptrdiff_t>(k),
                                        shape.begin() + static_cast<std::ptrdiff_t>(k + p),
                                        [&](std::uint64_t s) { return s != shape[k]; });
        if (j - k >= p && varied) {
          const auto q = static_cast<float>(j - k + p) / static_cast<float>(p);
          for (std::size_t x = k; x < j + p; ++x) {
            if (q <= times[x]) continue;
            times[x] = q;
            period[x] = static_cast<float>(p);
          }
        }
        k = std::max(j, k + 1);
      }
    }
    for (std::size_t k = 0; k < n_; ++k) {
      float* row = page_.row(region_.blocks[k]);
      row[column("s_per")] = std::min(12.0f, times[k]);
      row[column("s_p")] = period[k];
      row[column("s_alt")] = k + 1 < n_ && !is_long[k] && is_long[k + 1];
    }
  }

  void fill_nearest() {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::vector<std::size_t> before(n_, kNone), behind(n_, kNone);  // nearest run of two items or more
    std::size_t last = kNone;
    for (std::size_t k = 0; k < n_; ++k) {
      if (const Run* run = run_at(k); run && run->items() >= 2) last = static_cast<std::size_t>(region_.run_of[k]);
      before[k] = last;
    }
    last = kNone;
    for (std::size_t k = n_; k-- > 0;) {
      if (const Run* run = run_at(k); run && run->items() >= 2) last = static_cast<std::size_t>(region_.run_of[k]);
      behind[k] = last;
    }
    for (std::size_t k = 0; k < n_; ++k) fill_near_run(k, before[k], behind[k]);
  }

  void fill_near_run(std::size_t k, std::size_t before, std::size_t behind) {
    float* row = page_.row(region_.blocks[k]);
    constexpr std::size_t kNone = ~std::size_t{0};
    const auto distance = [&](std::size_t r) -> std::size_t {
      if (r == kNone) return kNone;
      const Run& run = region_.runs[r];
      return k < run.begin ? run.begin - k : k >= run.end ? k - run.end + 1 : 0;
    };
    std::size_t best = before;
    const bool closer = distance(behind) < distance(before);
    const bool larger = behind != kNone && distance(behind) == distance(before) &&
                        region_.runs[behind].items() > region_.runs[before].items();
    if (closer || larger) best = behind;
    row[column("n_d")] = 21;
    row[column("n_items")] = 0;
    for (const std::size_t at :
         {column("n_gap"), column("n_tpath"), column("n_fpath"), column("n_top"), column("n_has"), column("n_u")})
      row[at] = -2;
    if (best == kNone) return;
    const Run& run = region_.runs[best];
    const Block& title = block(run.begin);
    bool follower_path = false;
    for (std::size_t x = run.begin + 1; x < std::min(run.end, run.begin + 8) && !follower_path; ++x)
      follower_path = path(x) == path(k);
    row[column("n_d")] = static_cast<float>(std::min<std::size_t>(20, distance(best)));
    row[column("n_items")] = static_cast<float>(run.items());
    row[column("n_gap")] = run_figure(run, column("z_gap"));
    row[column("n_tpath")] = path(k) == path(run.begin);
    row[column("n_fpath")] = follower_path;
    row[column("n_top")] = tops_[k] == tops_[run.begin];
    row[column("n_has")] = run_figure(run, column("r_has"));
    row[column("n_u")] = (block(k).units - title.units) / (block(k).units + title.units);
  }

  Page& page_;
  const Region& region_;
  Calibrated calibrated_;
  std::size_t n_;
  std::vector<bool> in_region_;                     // by block
  Sums units_;                                      // by position
  Sums link_units_, all_units_, members_, starts_;  // by block, 0 outside the region
  double total_;
  float core_length_;  // L(units of the core)
  std::uint32_t main_path_ = 0;
  std::vector<float> repeated_text_, ends_linked_;
  float tail_share_ = 0;
  std::vector<Group> groups_;
  std::vector<ElementIndex> tops_;
  std::vector<RunRow> run_rows_;
};

}  // namespace

void fill_runs(Page& page) {
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    std::fill(row + kFirst, row + kFeatureCount, -9.0f);
    row[kFirst] = 0;
  }
  const Region region = find_region(page);
  if (!region.blocks.empty()) RunFiller(page, region).fill();
}

}  // namespace pith::blocks
