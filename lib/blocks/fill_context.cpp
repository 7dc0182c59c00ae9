// What stands around a block: neighbours, headings and cues before it, the page as a whole.
#include <algorithm>
#include <array>

#include "fill.h"
#include "patterns.h"

namespace pith::blocks {
namespace {

float as_float(double value) {
  return static_cast<float>(value);
}

void fill_neighbour(Page& page, std::size_t i, std::int64_t j, std::size_t at, float* row) {
  if (j < 0 || j >= static_cast<std::int64_t>(page.count)) {
    std::fill(row + at, row + at + 9, -1.0f);
    return;
  }
  const auto k = static_cast<std::size_t>(j);
  const Block& block = page.table.blocks[k];
  const float* other = page.row(k);
  row[at] = other[column("lu")];
  row[at + 1] = block.link_density;
  row[at + 2] = other[column("sn")];
  row[at + 3] = page.table.paths[k] == page.table.paths[i];
  row[at + 4] = block.heading;
  row[at + 5] = block.figures.ends_sentence;
  row[at + 6] = block.element == page.table.blocks[i].element;
  row[at + 7] = block.cue;
  row[at + 8] = static_cast<float>(std::min<std::uint16_t>(block.images_before, 3));
}

void fill_neighbours(Page& page, std::size_t i, float* row) {
  constexpr std::size_t kStride = column("n-2_u") - column("n-3_u");
  std::size_t at = column("n-3_u");
  for (const int offset : {-3, -2, -1, 1, 2, 3}) {
    fill_neighbour(page, i, static_cast<std::int64_t>(i) + offset, at, row);
    at += kStride;
  }
  const std::size_t a = i >= 8 ? i - 8 : 0;
  const std::size_t b = std::min(page.count, i + 9);
  const double around = page.units.sum(a, b);
  row[column("w_u")] = as_float(log1p_units(around / static_cast<double>(b - a)));
  row[column("w_ld")] = as_float(page.link_units.sum(a, b) / around);
  row[column("w_long")] = as_float(page.long_units.sum(a, b) / around);
  row[column("w_b")] = as_float(page.long_units.sum(a, i) / std::max(1.0, page.units.sum(a, i)));
  row[column("w_a")] = as_float(page.long_units.sum(i + 1, b) / std::max(1.0, page.units.sum(i + 1, b)));
}

// Share of the words of block i-1 that stand among the first words of block i: a teaser that repeats its title.
std::vector<float> repeated_starts(const Page& page) {
  std::vector<float> result(page.count, 0);
  std::vector<std::uint32_t> stamp(page.table.word_kinds, 0);
  for (std::size_t i = 1; i < page.count; ++i) {
    const std::span<const std::uint32_t> before =
        page.table.words_of(page.table.blocks[i - 1])
            .first(std::min<std::size_t>(60, page.table.blocks[i - 1].word_count));
    const std::span<const std::uint32_t> here = page.table.words_of(page.table.blocks[i]);
    if (before.size() < 3 || here.size() <= before.size()) continue;
    for (const std::uint32_t word : here.first(std::min(here.size(), before.size() + 8)))
      stamp[word] = static_cast<std::uint32_t>(i);
    std::size_t hits = 0;
    for (const std::uint32_t word : before) hits += stamp[word] == i;
    result[i] = static_cast<float>(hits) / static_cast<float>(before.size());
  }
  return result;
}

struct Window {
  std::size_t begin, end;
};
std::array<Window, 3> windows(std::size_t i, std::size_t n) {
  return {
      {{i >= 6 ? i - 6 : 0, std::min(n, i + 7)}, {i >= 8 ? i - 8 : 0, i}, {std::min(n, i + 1), std::min(n, i + 9)}}};
}

void fill_teaser_signs(Page& page) {
  const std::vector<Block>& blocks = page.table.blocks;
  const std::vector<float> repeated = repeated_starts(page);
  std::vector<float> alternates(page.count, 0);
  for (std::size_t i = 1; i < page.count; ++i) {
    if (blocks[i - 1].link_density <= 0.6f || blocks[i].link_density >= 0.3f || blocks[i].units < 4) continue;
    alternates[i] = 1;
    alternates[i - 1] = std::max(alternates[i - 1], 0.5f);
  }
  const Sums ellipses(page.count,
                      [&](std::size_t i) { return blocks[i].figures.ends_ellipsis && blocks[i].units >= 4; });
  const Sums pairs(page.count, [&](std::size_t i) { return alternates[i]; });
  const Sums repeats(page.count, [&](std::size_t i) { return repeated[i]; });
  constexpr std::size_t kStride = column("web8") - column("we6");
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    row[column("pt")] = repeated[i];
    std::size_t at = column("we6");
    for (const Window& w : windows(i, page.count)) {
      const double n = static_cast<double>(std::max<std::size_t>(1, w.end - w.begin));
      const bool empty = w.begin >= w.end;
      row[at] = empty ? -1 : as_float(ellipses.sum(w.begin, w.end) / n);
      row[at + 1] = empty ? -1 : as_float(pairs.sum(w.begin, w.end) / n);
      row[at + 2] = empty ? -1 : as_float(page.dates.sum(w.begin, w.end) / n);
      row[at + 3] = empty ? -1 : as_float(repeats.sum(w.begin, w.end) / n);
      at += kStride;
    }
  }
}

// The last block of a kind before the one looked at.
struct Last {
  std::int64_t at = -1;
  float distance(std::size_t i, std::int64_t cap, float none) const {
    return at < 0 ? none : static_cast<float>(std::min<std::int64_t>(static_cast<std::int64_t>(i) - at, cap));
  }
};

void fill_cues(Page& page) {
  Last heading, cue, comments, related;
  std::size_t cues = 0;
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    const Block& block = page.table.blocks[i];
    row[column("cue")] = block.cue;
    for (std::size_t k = 0; k < 5; ++k) row[column("ct_com") + k] = block.cue_classes >> k & 1;
    row[column("cd")] = cue.distance(i, 100, 150);
    row[column("ncue")] = static_cast<float>(cues) / static_cast<float>(i + 1);
    row[column("cd_com")] = comments.distance(i, 120, 150);
    row[column("cd_rel")] = related.distance(i, 120, 150);
    const auto since = [&](const Last& last) {
      return last.at < 0 ? -1.0f : as_float(log1p_units(page.units.sum(static_cast<std::size_t>(last.at), i)));
    };
    row[column("cu_com")] = since(comments);
    row[column("cu_rel")] = since(related);
    row[column("hd")] = heading.distance(i, 60, 99);
    const Block* head = heading.at < 0 ? nullptr : &page.table.blocks[static_cast<std::size_t>(heading.at)];
    row[column("hd_l")] = head ? head->heading : 0.0f;
    row[column("hd_ld")] = head ? head->link_density : -1.0f;
    row[column("hd_cue")] = head ? head->cue : -1.0f;
    row[column("hd_ct")] = head ? head->cue_classes : -1.0f;
    const auto here = static_cast<std::int64_t>(i);
    if (block.heading > 0) heading.at = here;
    if (block.cue == 2) {
      cue.at = here;
      ++cues;
    }
    if (block.cue_classes & kCueComments) comments.at = here;
    if (block.cue_classes & kCueRelated) related.at = here;
  }
}

}  // namespace

void fill_context(Page& page) {
  double characters = 0;
  for (const Block& block : page.table.blocks) characters += block.figures.characters;
  const double total = std::max(page.units.total(), 1e-6);
  static_assert(column("p_cjk") == column("p_u") + 5);
  const std::array<float, 6> of_page = {as_float(log1p_units(total)),
                                        as_float(log1p_units(static_cast<double>(page.count))),
                                        as_float(page.link_units.total() / total),
                                        as_float(page.long_units.total() / total),
                                        as_float(log1p_units(page.long_blocks.total())),
                                        as_float(page.cjk.total() / std::max(1.0, characters))};
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    fill_neighbours(page, i, row);
    std::ranges::copy(of_page, row + column("p_u"));
  }
  fill_teaser_signs(page);
  fill_cues(page);
}

}  // namespace pith::blocks
