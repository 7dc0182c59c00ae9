#include <algorithm>
#include <array>

#include "emit/emit.h"
#include "text/text.h"

namespace pith::emit {
namespace {

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A place where a span begins (+1) or ends (-1).
struct Edge {
  std::size_t at = 0;
  int step = 0;
  const Span* span = nullptr;
};

bool inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

std::size_t previous(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && inside_character(text, at));
  return at;
}

bool is_space_at(std::string_view text, std::size_t at) {
  return text::is_space(text::next_code_point(text, at));
}

Range without_outer_space(std::string_view text, Range range) {
  while (range.begin < range.end && is_space_at(text, range.begin)) text::next_code_point(text, range.begin);
  while (range.begin < range.end && is_space_at(text, previous(text, range.end))) range.end = previous(text, range.end);
  return range;
}

Range range_of(const Span& span, std::string_view text) {
  if (span.begin >= span.end || span.end > text.size()) return {};
  if (inside_character(text, span.begin) || inside_character(text, span.end)) return {};
  if (span.kind == Span::Kind::link && !is_safe_link(span.href)) return {};
  return without_outer_space(text, {span.begin, span.end});
}

std::vector<Edge> edges_of(const Block& block) {
  std::vector<Edge> edges;
  for (const Span& span : block.spans) {
    const Range range = range_of(span, block.text);
    if (range.begin >= range.end) continue;
    edges.push_back({range.begin, 1, &span});
    edges.push_back({range.end, -1, &span});
  }
  std::stable_sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
  return edges;
}

// What is open at a place of the text. Counting, so that spans may nest in any order, even cross.
class Open {
 public:
  void pass(const Edge& edge) {
    const auto kind = static_cast<std::size_t>(edge.span->kind);
    counts_[kind] += edge.step;
    if (edge.span->kind != Span::Kind::link) return;
    if (edge.step > 0 && link_ == nullptr) link_ = edge.span;  // a link in a link is part of the outer
    if (edge.step < 0 && link_ == edge.span) link_ = nullptr;
  }
  Run run(std::string_view text) const { return {text, marks(), link_}; }

 private:
  bool has(Span::Kind kind) const { return counts_[static_cast<std::size_t>(kind)] > 0; }
  std::uint8_t marks() const {
    unsigned marks = 0;
    if (has(Span::Kind::strong)) marks |= kStrong;
    if (has(Span::Kind::emphasis)) marks |= kEmphasis;
    if (has(Span::Kind::deleted)) marks |= kDeleted;
    if (has(Span::Kind::subscript)) marks |= kSubscript;
    if (has(Span::Kind::superscript)) marks |= kSuperscript;
    if (has(Span::Kind::code)) marks |= kCode;
    if (has(Span::Kind::formula)) marks |= kFormula;
    return static_cast<std::uint8_t>(marks);
  }

  std::array<int, 8> counts_{};
  const Span* link_ = nullptr;
};

}  // namespace

std::vector<Run> runs(const Block& block) {
  const std::string_view text = block.text;
  std::vector<Run> out;
  Open open;
  std::size_t from = 0;
  const auto cut = [&](std::size_t to) {
    if (to > from) out.push_back(open.run(text.substr(from, to - from)));
    from = to;
  };
  for (const Edge& edge : edges_of(block)) {
    cut(edge.at);
    open.pass(edge);
  }
  cut(text.size());
  merge_equal(out);
  return out;
}

void merge_equal(std::vector<Run>& list) {
  std::vector<Run> merged;
  for (const Run& run : list) {
    const bool same = !merged.empty() && merged.back().marks == run.marks && merged.back().link == run.link;
    if (!same)
      merged.push_back(run);
    else
      merged.back().text = {merged.back().text.data(), merged.back().text.size() + run.text.size()};
  }
  list = std::move(merged);
}

}  // namespace pith::emit
