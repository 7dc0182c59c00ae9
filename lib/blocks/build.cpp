#include <algorithm>
#include <cmath>

#include "builder.h"
#include "fill.h"
#include "patterns.h"

namespace pith::blocks {
namespace {

using html::AttributeName;
using html::Tag;

bool is_inline_tag(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::span:
    case Tag::b:
    case Tag::i:
    case Tag::em:
    case Tag::strong:
    case Tag::u:
    case Tag::s:
    case Tag::small:
    case Tag::big:
    case Tag::font:
    case Tag::code:
    case Tag::kbd:
    case Tag::samp:
    case Tag::var:
    case Tag::sub:
    case Tag::sup:
    case Tag::abbr:
    case Tag::cite:
    case Tag::q:
    case Tag::dfn:
    case Tag::time:
    case Tag::mark:
    case Tag::label:
    case Tag::ins:
    case Tag::del:
    case Tag::img:
    case Tag::tt:
    case Tag::bdi:
    case Tag::bdo:
    case Tag::ruby:
    case Tag::rt:
    case Tag::rb:
    case Tag::rp:
    case Tag::wbr:
    case Tag::nobr:
    case Tag::acronym:
    case Tag::data:
    case Tag::input:
    case Tag::picture:
    case Tag::strike:
    case Tag::blink:
    case Tag::output:
    case Tag::meter:
    case Tag::progress:
    case Tag::link:
    case Tag::meta:
    case Tag::math:
    case Tag::basefont:
    case Tag::unknown:
      return true;
    default:
      return false;
  }
}

int heading_level(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6 ? 1 + static_cast<int>(tag) - static_cast<int>(Tag::h1) : 0;
}

bool all_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

std::uint32_t letters_in(std::string_view text) {
  const text::Figures figures = text::figures(text);
  return figures.cjk + figures.alphanumerics;
}

// Nothing but digits, marks and spaces, and few of them: what may stand before an item's link.
bool few_signs(std::string_view text) {
  if (text.size() > 48) return false;
  const text::Figures f = text::figures(text);
  return f.characters <= 12 && f.cjk + f.alphanumerics == f.digits;
}

}  // namespace

bool is_skipped(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::template_:
    case Tag::svg:
    case Tag::iframe:
    case Tag::object:
    case Tag::embed:
    case Tag::head:
    case Tag::select:
    case Tag::option:
    case Tag::datalist:
    case Tag::audio:
    case Tag::video:
    case Tag::canvas:
    case Tag::textarea:
    case Tag::applet:
    case Tag::map:
    case Tag::area:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::noframes:
    case Tag::frameset:
    case Tag::title:
      return true;
    default:
      return false;
  }
}

// Custom elements ("my-card") hold blocks as a rule; unknown names without a hyphen ("o:p") are inline.
bool is_inline(const html::Node& node) {
  if (node.tag == Tag::unknown) return node.text.find('-') == std::string_view::npos;
  return is_inline_tag(node.tag);
}

void Builder::run() {
  const std::vector<html::Node>& nodes = document_.nodes;
  table_.storage.reserve(4096);
  html::NodeIndex i = 0;
  while (i < nodes.size() && table_.blocks.size() < max_blocks_) {
    close_until(i);
    const html::Node& node = nodes[i];
    if (node.tag == Tag::text) {
      add_text(i);
    } else if (is_skipped(node.tag)) {
      i = node.end;
      continue;
    } else if (node.tag != Tag::html) {
      open(i);
    }
    ++i;
  }
  table_.cut = i < nodes.size();
  close_until(static_cast<html::NodeIndex>(nodes.size()));
  flush();
  table_.token_kinds = tokenizer_.token_kinds();
  table_.word_kinds = tokenizer_.word_kinds();
}

void Builder::close_until(html::NodeIndex node) {
  while (!stack_.empty() && stack_.back().end <= node) {
    const Open top = stack_.back();
    stack_.pop_back();
    if (!top.inline_level) flush();
    if (top.anchor) {
      --anchors_open_;
      // A link with another element right behind it is a word of its own to a reader.
      if (node < document_.nodes.size() && document_.nodes[node].tag != Tag::text) pending_space_ = true;
    }
    bolds_open_ -= top.bold;
    Element& element = table_.elements[top.element];
    element.blocks.end = static_cast<BlockIndex>(table_.blocks.size());
    element.end = static_cast<ElementIndex>(table_.elements.size());
  }
}

void Builder::open(html::NodeIndex index) {
  const html::Node& node = document_.nodes[index];
  if (node.tag == Tag::br) {
    flush();
    ++breaks_;
    return;
  }
  if (node.tag == Tag::hr) {
    flush();
    return;
  }
  if (node.tag == Tag::img) ++images_;
  if (node.tag == Tag::input) ++inputs_;
  const bool inline_level = is_inline(node);
  if (!inline_level) {
    flush();
    breaks_ = 0;
  }
  const ElementIndex parent = stack_.empty() ? kNoElement : stack_.back().element;
  const auto self = static_cast<ElementIndex>(table_.elements.size());
  Element element;
  element.node = index;
  element.parent = parent;
  element.tag = node.tag;
  element.inline_level = inline_level;
  element.hidden = (node.flags & html::Node::hidden) != 0;
  element.aria_hidden = (node.flags & html::Node::aria_hidden) != 0;
  element.depth = node.depth;
  element.blocks.begin = static_cast<BlockIndex>(table_.blocks.size());
  element.path = inline_level && parent != kNoElement ? table_.elements[parent].path : path_of(parent, node.tag);
  names_.read(index, element);
  table_.elements.push_back(element);
  ++tags_;

  Open entry{.end = node.end, .element = self, .inline_level = inline_level};
  entry.anchor = node.tag == Tag::a && document_.has(index, AttributeName::href);
  entry.bold = node.tag == Tag::b || node.tag == Tag::strong;
  entry.block_element = inline_level && !stack_.empty() ? stack_.back().block_element : self;
  if (entry.anchor) {
    ++anchors_open_;
    anchor_ = index;
  }
  bolds_open_ += entry.bold;
  if (inline_level && inline_words_.size() < 8) {
    for (std::uint32_t k = 0; k < std::min<std::uint32_t>(element.word_count, 4); ++k)
      inline_words_.push_back(table_.element_words[element.first_word + k]);
  }
  stack_.push_back(entry);
}

std::uint32_t Builder::path_of(ElementIndex parent, Tag tag) {
  const std::uint64_t above = parent == kNoElement ? 0 : table_.elements[parent].path;
  return 1 + path_ids_.id((above + 1) * 256 + static_cast<std::uint64_t>(tag));
}

void Builder::add_text(html::NodeIndex index) {
  const html::Node& node = document_.nodes[index];
  if (node.text.empty() || stack_.empty()) return;
  std::string& out = table_.storage;
  if (!has_text_) {
    pending_space_ = false;
    if (all_space(node.text)) return;
    begin_ = static_cast<std::uint32_t>(out.size());
    element_ = stack_.back().block_element;
    first_node_ = index;
    preformatted_ = (node.flags & html::Node::preformatted) != 0;
    has_text_ = true;
  }
  const bool at_start = out.size() == begin_;
  if (pending_space_ && !at_start && out.back() != ' ') out.push_back(' ');
  pending_space_ = false;
  const auto from = static_cast<std::uint32_t>(out.size());
  if (preformatted_) {
    out.append(node.text);
  } else if (at_start) {
    out += text::fold_space(node.text);
    const char last = node.text.back();
    if (out.size() > from && (last == ' ' || last == '\n' || last == '\t' || last == '\r')) out.push_back(' ');
  } else {
    text::append_folded(out, node.text);
  }
  const auto to = static_cast<std::uint32_t>(out.size());
  if (to == begin_) {
    has_text_ = false;
    return;
  }
  last_node_ = index;
  if (anchors_open_ > 0 && to > from) {
    if (!links_.empty() && links_.back().span.anchor == anchor_)
      links_.back().span.end = to;
    else
      links_.push_back({.span = {.begin = from, .end = to, .anchor = anchor_}, .first_node = index});
  }
  if (bolds_open_ > 0) bold_letters_ += letters_in(std::string_view(out).substr(from));
}

void Builder::flush() {
  if (!has_text_) {
    inline_words_.clear();
    return;
  }
  std::string& out = table_.storage;
  if (preformatted_) {
    while (out.size() > begin_ && (out.back() == '\n' || out.back() == ' ' || out.back() == '\r')) out.pop_back();
    while (begin_ < out.size() && (out[begin_] == '\n' || out[begin_] == '\r')) ++begin_;
  } else {
    while (out.size() > begin_ && out.back() == ' ') out.pop_back();
  }
  const auto end = static_cast<std::uint32_t>(out.size());
  for (LinkDraft& link : links_) {
    link.span.begin = std::clamp(link.span.begin, begin_, end);
    link.span.end = std::clamp(link.span.end, link.span.begin, end);
    const text::Figures figures =
        text::figures(std::string_view(out).substr(link.span.begin, link.span.end - link.span.begin));
    link.span.units = text::units(figures);
    link.span.letters = figures.cjk + figures.alphanumerics;
  }
  if (end > begin_ && !emit_split()) emit(begin_, end, first_node_, last_node_, links_, 0);
  has_text_ = false;
  links_.clear();
  inline_words_.clear();
  bold_letters_ = 0;
}

// Where one run of inline text holds three entries or more of the kind "long link, then prose": before which links to
// cut.
std::vector<std::size_t> Builder::split_points() const {
  if (links_.size() < 3 || preformatted_) return {};
  const std::string_view all = table_.storage;
  std::vector<float> lengths;
  std::size_t sentence_starts = 0;
  float gaps = 0;
  for (std::size_t k = 0; k < links_.size(); ++k) {
    const LinkSpan& span = links_[k].span;
    lengths.push_back(span.units);
    const std::uint32_t from = k > 0 ? links_[k - 1].span.end : begin_;
    const std::string_view gap = text::trim_ascii(all.substr(from, span.begin - from));
    sentence_starts += gap.empty() || text::ends_sentence(gap) || ends_with_separator(gap);
    const std::uint32_t next =
        k + 1 < links_.size() ? links_[k + 1].span.begin : static_cast<std::uint32_t>(all.size());
    gaps += text::units(all.substr(span.end, next - span.end));
  }
  std::nth_element(lengths.begin(), lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2), lengths.end());
  const auto count = static_cast<float>(links_.size());
  if (lengths[lengths.size() / 2] < 3 || static_cast<float>(sentence_starts) < 0.4f * count || gaps < count) return {};
  std::vector<std::size_t> cuts;
  for (std::size_t k = 0; k < links_.size(); ++k) {
    const std::string_view target = document_.attribute(links_[k].span.anchor, AttributeName::href);
    const bool same =
        !cuts.empty() && document_.attribute(links_[cuts.back()].span.anchor, AttributeName::href) == target;
    if (links_[k].span.units >= 2.5f && !same) cuts.push_back(k);
  }
  return cuts.size() >= 3 ? cuts : std::vector<std::size_t>{};
}

bool Builder::emit_split() {
  const std::vector<std::size_t> cuts = split_points();
  if (cuts.empty()) return false;
  const auto end = static_cast<std::uint32_t>(table_.storage.size());
  std::uint32_t begin = begin_;
  html::NodeIndex first = first_node_;
  std::size_t link = 0;
  std::uint8_t piece = 1;
  for (std::size_t c = 0; c <= cuts.size(); ++c) {
    const std::size_t next_link = c < cuts.size() ? cuts[c] : links_.size();
    const std::uint32_t to = c < cuts.size() ? links_[next_link].span.begin : end;
    if (to <= begin) continue;
    const html::NodeIndex last = c < cuts.size() ? links_[next_link].first_node - 1 : last_node_;
    emit(begin, to, first, last, std::span(links_).subspan(link, next_link - link), piece);
    if (piece < 255) ++piece;
    begin = to;
    link = next_link;
    if (c < cuts.size()) first = links_[next_link].first_node;
  }
  return true;
}

void Builder::emit(std::uint32_t begin, std::uint32_t end, html::NodeIndex first, html::NodeIndex last,
                   std::span<const LinkDraft> links, std::uint8_t split) {
  const std::string_view all = table_.storage;
  while (begin < end && all[begin] == ' ' && !preformatted_) ++begin;
  while (end > begin && all[end - 1] == ' ') --end;
  if (begin == end) return;
  Block block;
  block.begin = begin;
  block.end = end;
  block.element = element_;
  block.first_node = first;
  block.last_node = last;
  block.split = split;
  block.preformatted = preformatted_;
  block.first_link = static_cast<std::uint32_t>(table_.links.size());
  for (const LinkDraft& link : links)
    if (link.span.end > link.span.begin && link.span.units > 0) table_.links.push_back(link.span);
  block.link_count = static_cast<std::uint32_t>(table_.links.size()) - block.first_link;
  block.images_before = static_cast<std::uint16_t>(std::min(images_, 1000u));
  block.inputs_before = static_cast<std::uint16_t>(std::min(inputs_, 1000u));
  block.tags_before = static_cast<std::uint16_t>(std::min(tags_, 1000u));
  block.breaks_before = static_cast<std::uint8_t>(std::min(breaks_, 3u));
  measure(block);
  table_.paths.push_back(table_.elements[element_].path);
  const auto words_begin = static_cast<BlockIndex>(table_.inline_words.size());
  table_.inline_words.insert(table_.inline_words.end(), inline_words_.begin(), inline_words_.end());
  table_.inline_ranges.push_back({words_begin, static_cast<BlockIndex>(table_.inline_words.size())});
  table_.blocks.push_back(block);
  images_ = inputs_ = tags_ = breaks_ = 0;
}

void Builder::measure(Block& block) {
  const std::string_view text = table_.text(block);
  block.figures = text::figures(text);
  block.units = std::max(text::units(block.figures), 0.2f);
  const auto letters = static_cast<float>(std::max(1u, block.figures.cjk + block.figures.alphanumerics));
  float linked = 0;
  for (std::uint32_t k = 0; k < block.link_count; ++k)
    linked += static_cast<float>(table_.links[block.first_link + k].letters);
  block.link_units = block.units * std::min(1.0f, linked / letters);
  block.link_density = block.link_units / block.units;
  measure_links(block);
  block.bold = std::min(1.0f, static_cast<float>(bold_letters_) / letters);
  ElementIndex e = block.element;
  for (int level = 0; level < 4 && e != kNoElement; ++level, e = table_.elements[e].parent) {
    block.heading = static_cast<std::uint8_t>(heading_level(table_.elements[e].tag));
    if (block.heading != 0) break;
  }
  const text::Figures& f = block.figures;
  const bool digits = f.digits > 0;
  block.has_date = digits && has_date(text);
  block.byline = is_byline(text);
  block.money = digits && has_price(text);
  block.copyright = has_copyright(text);
  block.cue = static_cast<std::uint8_t>(cue_level(text));
  block.cue_classes = block.units < 12 ? cue_classes(text) : 0;
  block.first_token = static_cast<std::uint32_t>(table_.tokens.size());
  block.first_word = static_cast<std::uint32_t>(table_.words.size());
  tokenizer_.read(text, &table_.words, &table_.tokens);
  block.token_count = static_cast<std::uint32_t>(table_.tokens.size()) - block.first_token;
  block.word_count = static_cast<std::uint32_t>(table_.words.size()) - block.first_word;
}

// How its links stand: behind which text, how far apart.
void Builder::measure_links(Block& block) const {
  if (block.link_count == 0) return;
  const std::string_view all = table_.storage;
  const std::span<const LinkSpan> links = std::span(table_.links).subspan(block.first_link, block.link_count);
  if (few_signs(all.substr(block.begin, links[0].begin - block.begin))) block.lead_units = links[0].units;
  const std::size_t looked_at = std::min<std::size_t>(links.size(), 50);
  float gaps = 0;
  float starts = 0;
  std::uint32_t before = block.begin;
  for (std::size_t k = 0; k < looked_at; ++k) {
    const std::string_view gap = text::trim_ascii(all.substr(before, links[k].begin - before));
    starts += gap.empty() || text::ends_sentence(gap) || ends_with_separator(gap);
    before = links[k].end;
    const std::uint32_t next = k + 1 < links.size() ? links[k + 1].begin : block.end;
    gaps += text::units(all.substr(before, next - before));
  }
  block.mean_gap = gaps / static_cast<float>(looked_at);
  block.sentence_starts = starts / static_cast<float>(looked_at);
}

std::vector<std::uint32_t> Builder::words_of(std::string_view text) {
  std::vector<std::uint32_t> words;
  tokenizer_.read(text, &words, nullptr);
  table_.word_kinds = tokenizer_.word_kinds();
  return words;
}

std::vector<std::uint32_t> Builder::tokens_of(std::string_view text) {
  std::vector<std::uint32_t> tokens;
  tokenizer_.read(text, nullptr, &tokens);
  table_.token_kinds = tokenizer_.token_kinds();
  return tokens;
}

void HintFinder::add(std::span<const std::uint32_t> words, std::vector<std::uint32_t>& to) {
  for (const std::uint32_t id : words) {
    if (seen_[id] == list_) continue;
    seen_[id] = list_;
    to.push_back(id);
  }
}

void HintFinder::find(BlockIndex block, std::vector<std::uint32_t>& near, std::vector<std::uint32_t>& far) {
  near.clear();
  far.clear();
  ++list_;
  const Range inline_range = table_.inline_ranges[block];
  add(std::span(table_.inline_words).subspan(inline_range.begin, inline_range.size()), near);
  int level = 0;
  for (ElementIndex e = table_.blocks[block].element; e != kNoElement && level < 64; ++level) {
    const Element& element = table_.elements[e];
    e = element.parent;
    if (level == 2) ++list_;
    if (level >= 2 && element.tag == html::Tag::body) continue;
    add(std::span(table_.element_words).subspan(element.first_word, element.word_count), level < 2 ? near : far);
  }
}

BlockTable build(const html::Document& document, const PageHints& hints, std::size_t max_blocks) {
  BlockTable table;
  Builder builder(document, table, max_blocks);
  builder.run();
  fill_features(document, hints, builder, table);
  return table;
}

}  // namespace pith::blocks
