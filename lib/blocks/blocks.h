// Text blocks in document order, the elements that hold them, and what is known of each: a flat table of floats, one
// row a block, one declared column a feature (features.h). Nothing here judges. Linear in the document.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features.h"
#include "html/html.h"
#include "text/text.h"

namespace pith::blocks {

using BlockIndex = std::uint32_t;
using ElementIndex = std::uint32_t;
inline constexpr ElementIndex kNoElement = 0xffffffff;
inline constexpr BlockIndex kNoBlock = 0xffffffff;

// A half-open range of blocks.
struct Range {
  BlockIndex begin = 0;
  BlockIndex end = 0;
  bool operator==(const Range&) const = default;
  BlockIndex size() const { return end - begin; }
};

// A link within a block: a byte range of BlockTable::storage under one a[href].
struct LinkSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  html::NodeIndex anchor = html::kNoNode;
  float units = 0;
  std::uint32_t letters = 0;  // letters and digits of any script
};

// A run of text that no block-level border, <br> or <hr> divides.
struct Block {
  std::uint32_t begin = 0;  // bytes of BlockTable::storage
  std::uint32_t end = 0;
  ElementIndex element = 0;        // nearest block-level element
  html::NodeIndex first_node = 0;  // the text nodes it is made of are among [first_node, last_node]
  html::NodeIndex last_node = 0;
  std::uint32_t first_link = 0;  // LinkSpans of BlockTable::links
  std::uint32_t link_count = 0;
  std::uint32_t first_token = 0;  // BlockTable::tokens
  std::uint32_t token_count = 0;
  std::uint32_t first_word = 0;  // BlockTable::words
  std::uint32_t word_count = 0;
  text::Figures figures;
  float units = 0;       // script-aware length, at least 0.2
  float link_units = 0;  // of which under links
  float link_density = 0;
  float lead_units = 0;             // of a link that it begins with
  float mean_gap = -1;              // mean units between its links; -1: no links
  float sentence_starts = 0;        // share of its links that stand at a sentence start
  float bold = 0;                   // share of its letters in <b> or <strong>
  std::uint16_t images_before = 0;  // since the block before
  std::uint16_t inputs_before = 0;
  std::uint16_t tags_before = 0;   // elements opened since the block before
  std::uint8_t breaks_before = 0;  // <br> before it within its element
  std::uint8_t heading = 0;        // 1 to 6: h1 to h6 among its element and the three above
  std::uint8_t cue = 0;            // 2: the whole short block is a cue phrase, 1: it starts with one
  std::uint8_t cue_classes = 0;    // CueClass bits
  std::uint8_t split = 0;          // 1..n: cut from one run of inline text before a link
  bool preformatted = false;
  bool has_date = false;
  bool byline = false;
  bool money = false;
  bool copyright = false;
};

// Prose rather than a label or links: 12 units or more, less than 40 % of them under links.
inline bool is_long(const Block& block) {
  return block.units >= 12 && block.link_density < 0.4f;
}

struct Element {
  html::NodeIndex node = 0;
  ElementIndex parent = kNoElement;
  ElementIndex end = 0;  // one past the last element below it
  Range blocks;          // what it holds
  html::Tag tag = html::Tag::unknown;
  bool inline_level = false;
  bool hidden = false;
  bool aria_hidden = false;
  std::uint16_t depth = 0;
  std::uint32_t groups = 0;      // WordGroup bits of its class, id, role, itemprop, itemtype
  std::uint32_t first_word = 0;  // BlockTable::element_words
  std::uint32_t word_count = 0;
  std::uint32_t signature = 0;  // hash of tag and up to three class names without digits
  std::uint32_t path = 0;       // number of its block-level tag path
};

// What metadata knows and the features use; views of the caller's.
struct PageHints {
  std::span<const std::string> titles;
  std::span<const std::string> descriptions;
  std::string_view article_body;
  std::span<const std::string> json_ld_types;
  std::string_view og_type;
  std::string_view url;
};

struct BlockTable {
  std::vector<Block> blocks;
  bool cut = false;  // there were more blocks than build() was to keep
  std::vector<Element> elements;
  std::string storage;  // the blocks' text, white space folded but in preformatted ones
  std::vector<LinkSpan> links;
  std::vector<std::uint32_t> tokens;  // rare-word material, dense ids: CJK bigrams, word stems, Thai trigrams
  std::uint32_t token_kinds = 0;
  std::vector<std::uint32_t> words;  // all words, dense ids
  std::uint32_t word_kinds = 0;
  std::vector<std::uint32_t> element_words;  // ids into hint_words
  std::vector<std::uint32_t> hint_words;     // FNV-1a of each distinct class/id word
  std::vector<std::uint32_t> inline_words;   // ids: words of a block's inline elements, see inline_ranges
  std::vector<Range> inline_ranges;          // a block's range of inline_words

  std::vector<float> features;  // blocks.size() rows of kFeatureCount columns
  std::array<float, kPageFeatureCount> page{};
  // For passes over probabilities: the ranges of the block's five nearest distinct containers, of the repeated item it
  // stands in and of that item's parent (empty: none), and of its run of linked items.
  std::vector<std::array<Range, 5>> containers;
  std::vector<Range> items;
  std::vector<Range> item_parents;
  std::vector<std::int32_t> runs;       // number of the run, -1: none
  std::vector<std::uint32_t> paths;     // block's tag path number
  std::vector<BlockIndex> copy_before;  // nearest earlier block with the same text, kNoBlock: none

  std::string_view text(const Block& block) const {
    return std::string_view(storage).substr(block.begin, block.end - block.begin);
  }
  std::span<const float> row(BlockIndex block) const {
    return std::span(features).subspan(std::size_t{block} * kFeatureCount, kFeatureCount);
  }
  std::span<const std::uint32_t> tokens_of(const Block& block) const {
    return std::span(tokens).subspan(block.first_token, block.token_count);
  }
  std::span<const std::uint32_t> words_of(const Block& block) const {
    return std::span(words).subspan(block.first_word, block.word_count);
  }
};

// The class and id words around blocks. Keeps marks between calls, so that each is linear in what it visits.
class HintFinder {
 public:
  explicit HintFinder(const BlockTable& table) : table_(table), seen_(table.hint_words.size(), 0) {}
  // Ids of hint_words: distinct words of the block's inline elements and its two nearest elements, and of all elements
  // further up below <body>.
  void find(BlockIndex block, std::vector<std::uint32_t>& near, std::vector<std::uint32_t>& far);

 private:
  void add(std::span<const std::uint32_t> words, std::vector<std::uint32_t>& to);

  const BlockTable& table_;
  std::vector<std::uint32_t> seen_;  // by id: the list it was last put in, counted by list_
  std::uint32_t list_ = 0;
};

// At most `max_blocks` blocks are kept, the rest is dropped (features are some 2 KB a block).
BlockTable build(const html::Document& document, const PageHints& hints, std::size_t max_blocks = 100'000);

// Elements whose text is no part of the page's: <select>, <textarea>, <iframe> and the like.
bool is_skipped(html::Tag tag);
// Elements that do not end a block: <a>, <span>, <b> and the like.
bool is_inline(const html::Node& node);

// The words of one class, id or role attribute as the features see them: split at non-letters and at camelCase, lower
// case, two letters or more. For the trainer, which needs them in letters.
std::vector<std::string> hint_words_of(const html::Document& document, html::NodeIndex node);

double log1p_units(double x);  // L(x) = ln(1+x), 0 for negative x

// FNV-1a, 32 bits: the key of hint words in BlockTable and in the trained table.
constexpr std::uint32_t word_hash(std::string_view word) {
  std::uint32_t hash = 2166136261u;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

}  // namespace pith::blocks
