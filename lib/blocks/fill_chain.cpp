// What the elements above a block tell: tags, words of class and id, containers, repeated items, scores.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "fill.h"

namespace pith::blocks {
namespace {

using html::Tag;

constexpr std::array<Tag, kAncestorTags.size()> kAncestorTagIds = {
    Tag::article,  Tag::main,   Tag::aside,   Tag::nav,        Tag::footer,  Tag::header, Tag::form,
    Tag::figure,   Tag::table,  Tag::li,      Tag::blockquote, Tag::section, Tag::pre,    Tag::a,
    Tag::noscript, Tag::button, Tag::dl,      Tag::figcaption, Tag::td,      Tag::ul,     Tag::ol,
    Tag::p,        Tag::dd,     Tag::details, Tag::fieldset,   Tag::address};

// By tag: its place among them.
constexpr std::uint8_t kNoPlace = 255;
constexpr auto kAncestorPlaces = [] {
  std::array<std::uint8_t, 256> places{};
  places.fill(kNoPlace);
  for (std::size_t k = 0; k < kAncestorTagIds.size(); ++k)
    places[static_cast<std::size_t>(kAncestorTagIds[k])] = static_cast<std::uint8_t>(k);
  return places;
}();

// Longest chain that is looked at; deeper nesting says nothing more.
constexpr std::size_t kChain = 256;

struct Chain {
  std::vector<ElementIndex> all;       // the element and its ancestors
  std::vector<ElementIndex> distinct;  // those whose range of blocks differs from the one before
};

void walk_up(const BlockTable& table, ElementIndex element, Chain& chain) {
  chain.all.clear();
  chain.distinct.clear();
  for (ElementIndex e = element; e != kNoElement && chain.all.size() < kChain; e = table.elements[e].parent) {
    chain.all.push_back(e);
    if (chain.distinct.empty() || table.elements[e].blocks != table.elements[chain.distinct.back()].blocks)
      chain.distinct.push_back(e);
  }
}

void fill_tags(const Page& page, const Chain& chain, float* row) {
  const Element& self = page.table.elements[chain.all[0]];
  row[column("depth")] = self.depth;
  row[column("hid")] = self.hidden;
  row[column("aria")] = self.aria_hidden;
  row[column("self_div")] = self.tag == Tag::div || self.tag == Tag::section;
  row[column("self_body")] = self.tag == Tag::body;
  float* const nearest = row + column("a_article");
  std::fill_n(nearest, kAncestorTagIds.size(), 15.0f);
  for (std::size_t level = chain.all.size(); level-- > 0;) {
    const std::uint8_t place = kAncestorPlaces[static_cast<std::size_t>(page.table.elements[chain.all[level]].tag)];
    if (place != kNoPlace) nearest[place] = static_cast<float>(std::min<std::size_t>(level, 12));
  }
}

void fill_hints(const Page& page, const Chain& chain, float* row) {
  std::array<float, kWordGroups.size()> nearest;
  nearest.fill(15);
  for (std::size_t level = chain.all.size(); level-- > 0;) {
    for (std::uint32_t rest = page.table.elements[chain.all[level]].groups; rest != 0; rest &= rest - 1)
      nearest[static_cast<std::size_t>(std::countr_zero(rest))] = static_cast<float>(std::min<std::size_t>(level, 12));
  }
  std::copy(nearest.begin(), nearest.end(), row + column("g_content"));
  // The groups of the page's frame: related, share, comment, nav, footer, side, ad, modal.
  float frame = 15;
  for (const std::size_t g : {1, 2, 3, 4, 5, 7, 8, 10}) frame = std::min(frame, nearest[g]);
  row[column("g_pos_neg")] = nearest[0] - frame;
}

// What does not depend on the block: made once an element, since blocks share their outer containers.
class ContainerFigures {
 public:
  struct Figures {
    std::array<float, 7> plain;  // c0_u to c0_long
    std::array<float, 7> more;   // d1_lsh to d1_short; d1_rel depends on the block
    float digits, prices;
  };

  explicit ContainerFigures(const Page& page) : page_(page), places_(page.table.elements.size(), kNone) {}
  const Figures& of(ElementIndex element) {
    if (places_[element] == kNone) {
      places_[element] = static_cast<std::uint32_t>(figures_.size());
      figures_.push_back(make(element));
    }
    return figures_[places_[element]];
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;

  Figures make(ElementIndex e) const {
    const Range r = page_.blocks_of(e);
    const double u = std::max(page_.element_units[e], 1e-6);
    const double n = std::max(1u, r.size());
    const double long_units = page_.long_units.sum(r);
    const auto f = [](double value) { return static_cast<float>(value); };
    return {.plain = {f(log1p_units(u)), f(page_.element_link_density[e]), f(log1p_units(r.size())),
                      f(u / std::max(page_.units.total(), 1e-6)), f(page_.sentence_marks.sum(r) / u),
                      f(log1p_units(u / n)), f(long_units / u)},
            .more = {f(long_units / std::max(page_.long_units.total(), 1.0)), f(page_.headings.sum(r) / n),
                     f(page_.images.sum(r) / n), 0, f(log1p_units(page_.density[e])), f(page_.dates.sum(r) / n),
                     f(page_.short_blocks.sum(r) / n)},
            .digits = f(page_.digits.sum(r) / u),
            .prices = f(page_.prices.sum(r) / n)};
  }

  const Page& page_;
  std::vector<std::uint32_t> places_;
  std::vector<Figures> figures_;
};

void fill_containers(ContainerFigures& containers, const Chain& chain, float* row) {
  constexpr std::size_t kStride = column("c1_u") - column("c0_u");
  constexpr std::size_t kMoreStride = column("d2_lsh") - column("d1_lsh");
  for (std::size_t k = 0; k < 5; ++k) {
    const auto& figures = containers.of(chain.distinct[std::min(k, chain.distinct.size() - 1)]);
    std::ranges::copy(figures.plain, row + column("c0_u") + k * kStride);
    if (k >= 1 && k <= 3) std::ranges::copy(figures.more, row + column("d1_lsh") + (k - 1) * kMoreStride);
  }
}

struct Box {
  ElementIndex element;
  std::size_t level;
};

template <class Test>
Box first_distinct(const Chain& chain, Test&& test) {
  for (std::size_t k = 0; k < chain.distinct.size(); ++k)
    if (test(chain.distinct[k])) return {chain.distinct[k], k};
  return {chain.distinct.back(), chain.distinct.size() - 1};
}

void fill_box(ContainerFigures& containers, const Box& box, std::size_t at, float* row) {
  const auto& figures = containers.of(box.element);
  row[at] = figures.plain[1];
  row[at + 1] = figures.plain[3];
  row[at + 2] = figures.plain[6];
  row[at + 4] = figures.plain[5];
  row[at + 5] = static_cast<float>(box.level);
  row[at + 6] = figures.digits;
  row[at + 7] = figures.prices;
}

void fill_repeated(const Page& page, ElementIndex item, std::size_t level, std::size_t at, float* row) {
  if (item == kNoElement || page.repeat_group[item] == 0xffffffff) {
    std::fill(row + at, row + at + 8, -1.0f);
    return;
  }
  const Page::Group& group = page.groups[page.repeat_group[item]];
  const Element& element = page.table.elements[item];
  const double total = std::max(page.units.total(), 1e-6);
  row[at] = static_cast<float>(log1p_units(group.units / group.count));
  row[at + 1] = static_cast<float>(group.link_units / std::max(group.units, 1e-6));
  row[at + 2] = static_cast<float>(log1p_units(group.count));
  row[at + 3] = static_cast<float>(group.units / total);
  row[at + 4] = static_cast<float>(log1p_units(page.element_units[item]));
  row[at + 5] = static_cast<float>(group.count) / static_cast<float>(std::max(1u, page.children[element.parent]));
  row[at + 6] = static_cast<float>(log1p_units(element.blocks.size()));
  row[at + 7] = static_cast<float>(level);
}

// Returns the nearest element that is repeated three times or more.
ElementIndex fill_repetition(const Page& page, const Chain& chain, float* row) {
  std::uint32_t most = 1;
  Box most_repeated{kNoElement, 0};
  Box nearest{kNoElement, 0};
  for (std::size_t level = 0; level < chain.all.size(); ++level) {
    const ElementIndex e = chain.all[level];
    if (page.repeats[e] > most) {
      most = page.repeats[e];
      most_repeated = {e, level};
    }
    if (nearest.element == kNoElement && page.repeats[e] >= 3) nearest = {e, level};
  }
  row[column("r_max")] = static_cast<float>(log1p_units(most));
  row[column("r_lv")] = static_cast<float>(most_repeated.level);
  fill_repeated(page, most_repeated.element, most_repeated.level, column("rm_mu"), row);
  fill_repeated(page, nearest.element, nearest.level, column("rn_mu"), row);
  return nearest.element;
}

void fill_scores(const Page& page, const Chain& chain, float* row) {
  const Range top = page.blocks_of(page.top);
  double best = 0;
  double best_density = 0;
  bool in_top = false;
  bool in_density_top = false;
  for (std::size_t k = 0; k < chain.all.size(); ++k) {
    const ElementIndex e = chain.all[k];
    if (k + 1 < chain.all.size()) best = std::max(best, page.readability[e]);
    best_density = std::max(best_density, page.density_sum[e]);
    in_top |= e == page.top;
    in_density_top |= e == page.density_top;
  }
  double least = 1e9;
  for (std::size_t k = 0; k < std::min<std::size_t>(6, chain.all.size()); ++k)
    least = std::min(least, page.density[chain.all[k]]);
  const Box covering = first_distinct(chain, [&](ElementIndex e) {
    const Range r = page.blocks_of(e);
    return r.begin <= top.begin && r.end >= top.end;
  });
  std::size_t up = 0;
  for (ElementIndex e = page.top; e != kNoElement && up < 12; e = page.table.elements[e].parent, ++up)
    if (e == chain.all[0] || (e < chain.all[0] && page.table.elements[e].end > chain.all[0])) break;
  row[column("s_in")] = in_top;
  row[column("s_lv")] = static_cast<float>(std::min<std::size_t>(covering.level, 12));
  row[column("s_up")] = static_cast<float>(up);
  row[column("s_best")] = static_cast<float>(best / page.top_score);
  row[column("s_par")] =
      chain.distinct.size() > 1 ? static_cast<float>(page.readability[chain.distinct[1]] / page.top_score) : 0;
  row[column("s_own")] = static_cast<float>(page.readability[chain.distinct[0]] / page.top_score);
  row[column("s_topsh")] = static_cast<float>(page.element_units[page.top] / std::max(page.units.total(), 1e-6));
  row[column("t_in")] = in_density_top;
  row[column("t_best")] = static_cast<float>(best_density / std::max(page.density_sum[page.density_top], 1e-6));
  row[column("t_min")] = static_cast<float>(log1p_units(least));
}

// What depends on the block's place in its containers.
struct Places {
  std::array<Range, 3> containers;  // second to fourth
  Range big, near;
};

double share_before(const Page& page, Range r, std::size_t i) {
  return page.units.sum(r.begin, std::max<std::size_t>(i, r.begin)) / std::max(page.units.sum(r), 1e-6);
}

void fill_places(const Page& page, const Places& places, std::size_t i, float* row) {
  constexpr std::size_t kMoreStride = column("d2_lsh") - column("d1_lsh");
  for (std::size_t k = 0; k < 3; ++k) {
    const Range r = places.containers[k];
    row[column("d1_rel") + k * kMoreStride] =
        (static_cast<float>(i - r.begin) + 0.5f) / static_cast<float>(std::max(1u, r.size()));
  }
  row[column("cb_rel")] = static_cast<float>(share_before(page, places.big, i));
  row[column("cn_rel")] = static_cast<float>(share_before(page, places.near, i));
}

void fill_top_place(const Page& page, std::size_t i, float* row) {
  const Range top = page.blocks_of(page.top);
  const double here = page.units.sum(0, i);
  const double begin = page.units.sum(0, top.begin);
  const double end = page.units.sum(0, top.end);
  row[column("s_before")] = i < top.begin ? 1.0f : i >= top.end ? -1.0f : 0.0f;
  row[column("s_dist")] = i < top.begin  ? static_cast<float>(log1p_units(begin - here))
                          : i >= top.end ? static_cast<float>(log1p_units(here - end))
                                         : -1.0f;
  row[column("s_rel")] = static_cast<float>((here - begin) / std::max(1.0, end - begin));
  const Range span = page.span;
  const bool inside = i >= span.begin && i < span.end;
  row[column("b_in")] = inside;
  row[column("b_d")] = i < span.begin ? static_cast<float>(log1p_units(page.units.sum(i, span.begin)))
                       : inside       ? -1.0f
                                      : static_cast<float>(log1p_units(page.units.sum(span.end, i)));
  row[column("b_rel")] =
      (static_cast<float>(i) - static_cast<float>(span.begin)) / static_cast<float>(std::max(1u, span.size()));
}

void copy_columns(const float* from, float* to, std::size_t begin, std::size_t end) {
  std::copy(from + begin, from + end, to + begin);
}

// Blocks of one tag path.
void fill_paths(Page& page) {
  struct Path {
    std::uint32_t blocks = 0;
    double units = 0;
    std::array<float, 3> figures{};  // pc, pmu, psh
  };
  std::vector<Path> paths;
  for (std::size_t i = 0; i < page.count; ++i) {
    const std::uint32_t id = page.table.paths[i];
    if (id >= paths.size()) paths.resize(id + 1);
    ++paths[id].blocks;
    paths[id].units += page.table.blocks[i].units;
  }
  for (Path& path : paths) {
    if (path.blocks == 0) continue;
    path.figures = {static_cast<float>(log1p_units(path.blocks)),
                    static_cast<float>(log1p_units(path.units / path.blocks)),
                    static_cast<float>(path.units / std::max(page.units.total(), 1e-6))};
  }
  for (std::size_t i = 0; i < page.count; ++i)
    std::ranges::copy(paths[page.table.paths[i]].figures, page.row(i) + column("pc"));
}

// How long shapes go on repeating with each period: title, teaser, title, teaser has period 2.
void fill_periods(Page& page, std::size_t first_column, const std::vector<std::uint64_t>& shapes) {
  for (std::size_t p = 1; p <= 4; ++p) {
    std::size_t i = p;
    while (i < page.count) {
      if (shapes[i] != shapes[i - p]) {
        ++i;
        continue;
      }
      std::size_t j = i;
      while (j < page.count && shapes[j] == shapes[j - p]) ++j;
      const auto run = static_cast<float>(std::min<std::size_t>(j - i, 40));
      for (std::size_t q = i - p; q < j; ++q) {
        float& cell = page.row(q)[first_column + p - 1];
        cell = std::max(cell, run);
      }
      i = j;
    }
  }
}

void fill_shapes(Page& page) {
  std::vector<std::uint64_t> with_length(page.count);
  std::vector<std::uint64_t> without(page.count);
  for (std::size_t i = 0; i < page.count; ++i) {
    const Block& block = page.table.blocks[i];
    const std::uint64_t shape =
        std::uint64_t{page.table.paths[i]} << 8 | std::uint64_t{block.link_density > 0.6f} << 1 | (block.heading > 0);
    without[i] = shape;
    with_length[i] = shape | (block.units < 4 ? 0u : block.units < 15 ? 1u : 2u) << 4;
  }
  fill_periods(page, column("per1"), with_length);
  fill_periods(page, column("pb1"), without);
}

}  // namespace

void fill_chain(Page& page) {
  BlockTable& table = page.table;
  ContainerFigures containers(page);
  Chain chain;
  Places places;
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    const ElementIndex element = table.blocks[i].element;
    if (i > 0 && element == table.blocks[i - 1].element) {
      const float* before = page.row(i - 1);
      copy_columns(before, row, column("depth"), column("pos"));  // tags, hints
      copy_columns(before, row, column("c0_u"), column("pc"));    // containers, repeated items
      copy_columns(before, row, column("s_in"), column("jb"));    // structure
      table.containers[i] = table.containers[i - 1];
      table.items[i] = table.items[i - 1];
      table.item_parents[i] = table.item_parents[i - 1];
    } else {
      walk_up(table, element, chain);
      fill_tags(page, chain, row);
      fill_hints(page, chain, row);
      fill_containers(containers, chain, row);
      const Box big =
          first_distinct(chain, [&](ElementIndex e) { return page.element_units[e] >= 0.3 * page.units.total(); });
      const Box near = first_distinct(chain, [&](ElementIndex e) { return page.blocks_of(e).size() >= 6; });
      fill_box(containers, big, column("cb_ld"), row);
      fill_box(containers, near, column("cn_ld"), row);
      const ElementIndex item = fill_repetition(page, chain, row);
      fill_scores(page, chain, row);
      for (std::size_t k = 0; k < 5; ++k)
        table.containers[i][k] = page.blocks_of(chain.distinct[std::min(k, chain.distinct.size() - 1)]);
      table.items[i] = item == kNoElement ? Range{} : page.blocks_of(item);
      table.item_parents[i] = item == kNoElement ? Range{} : page.blocks_of(table.elements[item].parent);
      places = {{table.containers[i][1], table.containers[i][2], table.containers[i][3]},
                page.blocks_of(big.element),
                page.blocks_of(near.element)};
    }
    fill_places(page, places, i, row);
    fill_top_place(page, i, row);
  }
  fill_paths(page);
  fill_shapes(page);
}

}  // namespace pith::blocks
