// Filling the feature table, group by group. Private to lib/blocks.
#pragma once

#include <span>
#include <vector>

#include "blocks.h"
#include "builder.h"

namespace pith::blocks {

// Running totals of a figure over blocks: sum(a, b) in O(1).
class Sums {
 public:
  template <class Value>
  Sums(std::size_t count, Value&& value) : totals_(count + 1, 0.0) {
    for (std::size_t i = 0; i < count; ++i) totals_[i + 1] = totals_[i] + static_cast<double>(value(i));
  }
  double sum(std::size_t begin, std::size_t end) const { return totals_[end] - totals_[begin]; }
  double sum(Range range) const { return sum(range.begin, range.end); }
  double total() const { return totals_.back(); }

 private:
  std::vector<double> totals_;
};

// What several groups read: totals over blocks, scores of elements, the title block.
struct Page {
  const html::Document& document;
  const PageHints& hints;
  Builder& builder;
  BlockTable& table;
  std::size_t count;  // blocks

  Sums units, link_units, sentence_marks, long_units, long_blocks, headings, images, cjk, dates, prices, short_blocks,
      digits;

  // Elements.
  std::vector<double> element_units, element_link_density, readability, density, density_sum;
  std::vector<std::uint32_t> repeats;       // siblings with the same signature, itself counted
  std::vector<std::uint32_t> repeat_group;  // number of that group of siblings
  struct Group {
    std::uint32_t count = 0;
    double units = 0;
    double link_units = 0;
  };
  std::vector<Group> groups;
  std::vector<std::uint32_t> children;  // children that hold blocks
  ElementIndex top = 0;                 // best readability
  ElementIndex density_top = 0;         // best density_sum
  Range span;                           // of largest sum of units less links
  double top_score = 0;

  // Title likeness a block, and the block that is most likely the headline (-1: none).
  std::vector<float> title_likeness;
  std::int64_t title_block = -1;

  Page(const html::Document& document, const PageHints& hints, Builder& builder, BlockTable& table);
  Range blocks_of(ElementIndex element) const { return table.elements[element].blocks; }
  float* row(std::size_t block) { return table.features.data() + block * kFeatureCount; }

 private:
  void score_elements();
  void find_repeats();
  void find_span();
  void find_title();
};

void fill_features(const html::Document& document, const PageHints& hints, Builder& builder, BlockTable& table);

void fill_block(Page& page);  // groups block, position
void fill_chain(Page& page);  // tags, hints, containers, repetition, structure
void fill_cohesion(Page& page);
void fill_context(Page& page);  // neighbours, cues, page
void fill_runs(Page& page);     // runs, calibrated, pathgroup, nearrun
void fill_repeats(Page& page);
void fill_articles(Page& page);
void fill_page(Page& page);                       // BlockTable::page
void fill_url(std::string_view url, float* out);  // kUrlFeatures of them

}  // namespace pith::blocks
