// Lexical cohesion: which of a block's tokens stand elsewhere - in the titles, the description, the probable text,
// before, behind. One pass over the tokens with counts by dense token number.
#include <algorithm>
#include <array>

#include "fill.h"

namespace pith::blocks {
namespace {

// Distinct tokens of one block with their counts; reused from block to block.
class Bag {
 public:
  explicit Bag(std::size_t kinds) : counts_(kinds, 0) {}
  void fill(std::span<const std::uint32_t> tokens) {
    for (const std::uint32_t token : distinct_) counts_[token] = 0;
    distinct_.clear();
    for (const std::uint32_t token : tokens)
      if (counts_[token]++ == 0) distinct_.push_back(token);
  }
  std::span<const std::uint32_t> distinct() const { return distinct_; }
  std::uint32_t count(std::uint32_t token) const { return counts_[token]; }

 private:
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> distinct_;
};

enum Share : std::size_t { kTitle, kDescription, kTop, kTopRare, kEarlier, kLater, kLead, kShares };

struct Cohesion {
  std::array<float, kShares> shares{};
  float tokens = 0;  // distinct
};

std::vector<bool> marked(std::span<const std::string> texts, Builder& builder, std::vector<std::uint32_t>& scratch) {
  scratch.clear();
  for (const std::string& text : texts) {
    const std::vector<std::uint32_t> tokens = builder.tokens_of(text);
    scratch.insert(scratch.end(), tokens.begin(), tokens.end());
  }
  std::uint32_t kinds = 0;
  for (const std::uint32_t token : scratch) kinds = std::max(kinds, token + 1);
  std::vector<bool> set(kinds, false);
  for (const std::uint32_t token : scratch) set[token] = true;
  return set;
}

bool in_set(const std::vector<bool>& set, std::uint32_t token) {
  return token < set.size() && set[token];
}

class Measure {
 public:
  explicit Measure(Page& page) : page_(page) {
    std::vector<std::uint32_t> scratch;
    title_ = marked(page.hints.titles, page.builder, scratch);
    description_ = marked(page.hints.descriptions, page.builder, scratch);
    const std::size_t kinds = page.table.token_kinds;
    all_.assign(kinds, 0);
    top_.assign(kinds, 0);
    later_.assign(kinds, 0);
    earlier_.assign(kinds, 0);
    lead_.assign(kinds, false);
    lead_blocks_.assign(page.count, false);
    count_tokens();
  }

  std::vector<Cohesion> run() {
    std::vector<Cohesion> result(page_.count);
    Bag bag(all_.size());
    for (std::size_t i = 0; i < page_.count; ++i) {
      const Block& block = page_.table.blocks[i];
      bag.fill(page_.table.tokens_of(block));
      const bool big = block.units >= 6;
      if (big)
        for (const std::uint32_t token : bag.distinct()) later_[token] -= bag.count(token);
      result[i] = of_block(i, bag);
      if (big)
        for (const std::uint32_t token : bag.distinct()) earlier_[token] += bag.count(token);
    }
    return result;
  }

 private:
  bool in_top(std::size_t i) const {
    const Range top = page_.blocks_of(page_.top);
    const Block& block = page_.table.blocks[i];
    return i >= top.begin && i < top.end && block.link_density < 0.5f && block.units >= 6;
  }

  void count_tokens() {
    double lead_units = 0;
    const Range top = page_.blocks_of(page_.top);
    for (std::size_t i = 0; i < page_.count; ++i) {
      const Block& block = page_.table.blocks[i];
      const bool lead =
          i >= top.begin && i < top.end && lead_units <= 150 && block.link_density < 0.4f && block.units >= 8;
      if (lead) lead_units += block.units;
      lead_blocks_[i] = lead;
      const bool is_top = in_top(i);
      for (const std::uint32_t token : page_.table.tokens_of(block)) {
        ++all_[token];
        if (is_top) ++top_[token];
        if (block.units >= 6) ++later_[token];
        if (lead) lead_[token] = true;
      }
    }
    rare_ = std::max<double>(3, 0.004 * static_cast<double>(page_.table.tokens.size()));
  }

  Cohesion of_block(std::size_t i, const Bag& bag) const {
    Cohesion result;
    const auto m = static_cast<float>(bag.distinct().size());
    if (m == 0) return result;
    std::array<std::uint32_t, kShares> hits{};
    std::uint32_t rare = 0;
    const bool is_top = in_top(i);
    for (const std::uint32_t token : bag.distinct()) {
      const std::uint32_t own = bag.count(token);
      const bool elsewhere_in_top = top_[token] > (is_top ? own : 0);
      const bool titled = in_set(title_, token);
      const bool described = in_set(description_, token);
      hits[kTitle] += titled;
      hits[kDescription] += described;
      hits[kTop] += elsewhere_in_top;
      hits[kEarlier] += earlier_[token] > 0;
      hits[kLater] += later_[token] > 0;
      if (all_[token] - own > rare_) continue;
      ++rare;
      hits[kTopRare] += elsewhere_in_top;
      hits[kLead] += titled || described || lead_[token];
    }
    for (const Share share : {kTitle, kDescription, kTop, kEarlier, kLater})
      result.shares[share] = static_cast<float>(hits[share]) / (m + 1);
    const auto rares = static_cast<float>(rare) + 1;
    result.shares[kTopRare] = (static_cast<float>(hits[kTopRare]) + 0.3f) / rares;
    result.shares[kLead] = lead_blocks_[i] ? 0.8f : (static_cast<float>(hits[kLead]) + 0.2f) / rares;
    result.tokens = m;
    return result;
  }

  Page& page_;
  std::vector<bool> title_, description_, lead_, lead_blocks_;
  std::vector<std::uint32_t> all_, top_, later_, earlier_;
  double rare_ = 3;
};

std::uint64_t gram_hash(std::span<const std::uint32_t> words) {
  std::uint64_t hash = 1;
  for (const std::uint32_t word : words) hash = hash * 0x100000001b3u + word + 1;
  return hash;
}

// Share of a block's distinct n-grams of words that a reference text has.
class Overlap {
 public:
  Overlap(Page& page, std::span<const std::string_view> references, std::size_t n) : page_(page), n_(n) {
    for (const std::string_view reference : references) {
      const std::vector<std::uint32_t> words = page.builder.words_of(reference);
      for (std::size_t i = 0; i + n <= words.size(); ++i) grams_.push_back(gram_hash(std::span(words).subspan(i, n)));
      present_ = present_ || !reference.empty();
    }
    std::ranges::sort(grams_);
  }
  float of(const Block& block) const {
    if (!present_) return -1;
    const std::span<const std::uint32_t> words = page_.table.words_of(block);
    if (words.size() < n_) return -0.5f;
    std::size_t hits = 0;
    const std::size_t grams = words.size() - n_ + 1;
    for (std::size_t i = 0; i < grams; ++i) hits += std::ranges::binary_search(grams_, gram_hash(words.subspan(i, n_)));
    return static_cast<float>(hits) / static_cast<float>(grams);
  }

 private:
  Page& page_;
  std::size_t n_;
  bool present_ = false;
  std::vector<std::uint64_t> grams_;
};

void fill_overlaps(Page& page) {
  const std::array<std::string_view, 1> body{page.hints.article_body};
  std::vector<std::string_view> descriptions(page.hints.descriptions.begin(), page.hints.descriptions.end());
  const Overlap with_body(page, body, 4);
  const Overlap with_description(page, descriptions, 3);
  for (std::size_t i = 0; i < page.count; ++i) {
    page.row(i)[column("jb")] = with_body.of(page.table.blocks[i]);
    page.row(i)[column("ds")] = with_description.of(page.table.blocks[i]);
  }
}

// Means over windows, weighted by tokens.
void fill_windows(Page& page, const std::vector<Cohesion>& cohesion) {
  const auto weighted = [&](Share share) {
    return Sums(page.count, [&](std::size_t i) { return cohesion[i].shares[share] * (cohesion[i].tokens + 1e-6f); });
  };
  const Sums weight(page.count, [&](std::size_t i) { return cohesion[i].tokens + 1e-6f; });
  const Sums lead = weighted(kLead), top = weighted(kTopRare), title = weighted(kTitle), earlier = weighted(kEarlier);
  const std::size_t n = page.count;
  const auto mean = [&](const Sums& sums, std::size_t a, std::size_t b) {
    const double w = a < b ? weight.sum(a, b) : 0;
    return w > 1e-3 ? static_cast<float>(sums.sum(a, b) / w) : -1.0f;
  };
  constexpr std::size_t kStride = column("wlb8") - column("wl6");
  for (std::size_t i = 0; i < n; ++i) {
    float* row = page.row(i);
    const std::size_t a = i >= 3 ? i - 3 : 0;
    const std::size_t b = std::min(n, i + 4);
    row[column("cohw0")] = static_cast<float>(top.sum(a, b) / weight.sum(a, b));
    row[column("cohw1")] = static_cast<float>(earlier.sum(a, b) / weight.sum(a, b));
    const std::array<Range, 3> windows = {
        {{static_cast<BlockIndex>(i >= 6 ? i - 6 : 0), static_cast<BlockIndex>(std::min(n, i + 7))},
         {static_cast<BlockIndex>(i >= 8 ? i - 8 : 0), static_cast<BlockIndex>(i)},
         {static_cast<BlockIndex>(std::min(n, i + 1)), static_cast<BlockIndex>(std::min(n, i + 9))}}};
    std::size_t at = column("wl6");
    for (const Range& w : windows) {
      row[at] = mean(lead, w.begin, w.end);
      row[at + 1] = mean(top, w.begin, w.end);
      row[at + 2] = mean(title, w.begin, w.end);
      at += kStride;
    }
  }
}

}  // namespace

void fill_cohesion(Page& page) {
  Measure measure(page);
  const std::vector<Cohesion> cohesion = measure.run();
  for (std::size_t i = 0; i < page.count; ++i) {
    float* row = page.row(i);
    for (std::size_t share = kTitle; share <= kLater; ++share) row[column("coh0") + share] = cohesion[i].shares[share];
    row[column("coh6")] = static_cast<float>(log1p_units(cohesion[i].tokens));
    row[column("lead")] = cohesion[i].shares[kLead];
  }
  fill_windows(page, cohesion);
  fill_overlaps(page);
}

}  // namespace pith::blocks
