#include <algorithm>
#include <bit>

#include "fill.h"

namespace pith::blocks {
namespace {

// Shares of a paragraph's score that its block-level ancestors get, nearest first (as Readability hands scores up).
constexpr double kHandedUp[] = {1.0, 1.0 / 2, 1.0 / 4, 1.0 / 6};

double paragraph_score(const Block& block) {
  const text::Figures& f = block.figures;
  return (1 + f.clause_marks + 0.5 * f.sentence_marks + std::min(block.units / 20.0, 3.0)) * (1 - block.link_density);
}

}  // namespace

// The logarithm of the C library may differ in the last bit from machine to machine; this one is made of operations
// that IEEE 754 rounds alike everywhere: 1+x = m 2^e with m about 1, ln m = 2 atanh((m-1)/(m+1)) as a series, good to
// 1e-12. Its terms are added in pairs, which do not wait for each other.
double log1p_units(double x) {
  constexpr double kLn2 = 0.69314718055994530942;
  constexpr double kRootTwo = 1.41421356237309504880;
  if (!(x > 0)) return 0;
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(1 + x);
  const double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
  const bool upper = mantissa > kRootTwo;
  const double m = mantissa * (upper ? 0.5 : 1.0);
  const int exponent = static_cast<int>(bits >> 52) - 1023 + upper;
  const double s = (m - 1) / (m + 1);
  const double q = s * s;
  const double q2 = q * q;
  const double low = (1.0 + q * (1.0 / 3)) + (1.0 / 5 + q * (1.0 / 7)) * q2;
  const double high = (1.0 / 9 + q * (1.0 / 11)) + (1.0 / 13 + q * (1.0 / 15)) * q2;
  return exponent * kLn2 + 2 * s * (low + high * (q2 * q2));
}

Page::Page(const html::Document& doc, const PageHints& page_hints, Builder& page_builder, BlockTable& blocks)
    : document(doc),
      hints(page_hints),
      builder(page_builder),
      table(blocks),
      count(blocks.blocks.size()),
      units(count, [&](std::size_t i) { return table.blocks[i].units; }),
      link_units(count, [&](std::size_t i) { return table.blocks[i].link_units; }),
      sentence_marks(count, [&](std::size_t i) { return table.blocks[i].figures.sentence_marks; }),
      long_units(count, [&](std::size_t i) { return is_long(table.blocks[i]) ? table.blocks[i].units : 0; }),
      long_blocks(count, [&](std::size_t i) { return is_long(table.blocks[i]); }),
      headings(count, [&](std::size_t i) { return table.blocks[i].heading > 0; }),
      images(count, [&](std::size_t i) { return table.blocks[i].images_before; }),
      cjk(count, [&](std::size_t i) { return table.blocks[i].figures.cjk; }),
      dates(count, [&](std::size_t i) { return table.blocks[i].has_date; }),
      prices(count, [&](std::size_t i) { return table.blocks[i].money; }),
      short_blocks(count, [&](std::size_t i) { return table.blocks[i].units < 4; }),
      digits(count, [&](std::size_t i) {
        const Block& b = table.blocks[i];
        return b.units * b.figures.digits / std::max(1.0f, static_cast<float>(b.figures.cjk + b.figures.alphanumerics));
      }) {
  score_elements();
  find_repeats();
  find_span();
  find_title();
}

void Page::score_elements() {
  const std::size_t n = table.elements.size();
  element_units.resize(n);
  element_link_density.resize(n);
  readability.assign(n, 0);
  density.resize(n);
  density_sum.assign(n, 0);
  for (const Block& block : table.blocks) {
    if (block.units < 5) continue;
    const double score = paragraph_score(block);
    ElementIndex e = block.element;
    if (table.elements[e].blocks.size() <= 1) e = table.elements[e].parent;
    for (std::size_t level = 0; e != kNoElement && level < std::size(kHandedUp); e = table.elements[e].parent) {
      if (table.elements[e].inline_level) continue;
      readability[e] += score * kHandedUp[level++];
    }
  }
  for (ElementIndex e = 0; e < n; ++e) {
    const Element& element = table.elements[e];
    element_units[e] = units.sum(element.blocks);
    const double linked = link_units.sum(element.blocks);
    element_link_density[e] = element_units[e] > 0 ? linked / element_units[e] : 0;
    readability[e] *= 1 - element_link_density[e];
    density[e] = (element_units[e] - linked) / std::max(1u, element.end - e);
    if (element.parent != kNoElement) density_sum[element.parent] += density[e];
    if (readability[e] > readability[top]) top = e;
  }
  for (ElementIndex e = 0; e < n; ++e)
    if (density_sum[e] > density_sum[density_top]) density_top = e;
  top_score = n > 0 ? std::max(readability[top], 1e-6) : 1e-6;
}

void Page::find_repeats() {
  const std::size_t n = table.elements.size();
  repeats.assign(n, 1);
  repeat_group.assign(n, 0);
  children.assign(n, 0);
  Interner ids;
  groups.clear();
  for (ElementIndex e = 0; e < n; ++e) {
    const Element& element = table.elements[e];
    if (element.parent == kNoElement || element.blocks.size() == 0) {
      repeat_group[e] = 0xffffffff;
      continue;
    }
    const std::uint32_t id = ids.id((std::uint64_t{element.parent} << 32 | element.signature) + 1);
    if (id == groups.size()) groups.emplace_back();
    Group& group = groups[id];
    ++group.count;
    group.units += element_units[e];
    group.link_units += link_units.sum(element.blocks);
    repeat_group[e] = id;
    ++children[element.parent];
  }
  for (ElementIndex e = 0; e < n; ++e)
    if (repeat_group[e] != 0xffffffff) repeats[e] = groups[repeat_group[e]].count;
}

// The maximum subarray of units less what links cost.
void Page::find_span() {
  double best = -1e9;
  double current = 0;
  BlockIndex begin = 0;
  for (BlockIndex i = 0; i < count; ++i) {
    if (current <= 0) {
      current = 0;
      begin = i;
    }
    const Block& block = table.blocks[i];
    current += block.units - 3 * block.link_units - 2.5;
    if (current > best) {
      best = current;
      span = {begin, i + 1};
    }
  }
}

// The block that best equals one of the titles, else the first h1.
void Page::find_title() {
  title_likeness.assign(count, 0);
  std::vector<std::uint32_t> title_words;
  for (const std::string& title : hints.titles) {
    const std::vector<std::uint32_t> words = builder.words_of(title);
    title_words.insert(title_words.end(), words.begin(), words.end());
  }
  std::vector<bool> in_title(table.word_kinds, false);
  for (const std::uint32_t word : title_words) in_title[word] = true;
  const double enough = std::max(1.0, 0.5 * static_cast<double>(title_words.size()));
  std::int64_t first_h1 = -1;
  double best = 0.5;
  for (std::size_t i = 0; i < count; ++i) {
    const Block& block = table.blocks[i];
    if (block.heading == 1 && first_h1 < 0) first_h1 = static_cast<std::int64_t>(i);
    if (block.word_count == 0 || title_words.empty()) continue;
    std::size_t hits = 0;
    for (const std::uint32_t word : table.words_of(block)) hits += in_title[word];
    const double words = block.word_count;
    title_likeness[i] = static_cast<float>(static_cast<double>(hits) / words * std::min(1.0, words / enough));
    if (title_likeness[i] > best && block.units < 40) {
      title_block = static_cast<std::int64_t>(i);
      best = title_likeness[i] + 0.02;
    }
  }
  if (title_block < 0) title_block = first_h1;
}

void fill_features(const html::Document& document, const PageHints& hints, Builder& builder, BlockTable& table) {
  const std::size_t n = table.blocks.size();
  if (n == 0) return;
  table.features.assign(n * kFeatureCount, 0.0f);
  table.containers.resize(n);
  table.items.resize(n);
  table.item_parents.resize(n);
  table.runs.assign(n, -1);
  Page page(document, hints, builder, table);
  fill_block(page);
  fill_chain(page);
  fill_cohesion(page);
  fill_context(page);
  fill_runs(page);
  fill_repeats(page);
  fill_articles(page);
  fill_page(page);
}

}  // namespace pith::blocks
