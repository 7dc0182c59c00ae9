#include "comments.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "blocks/patterns.h"
#include "comment_words.h"
#include "text/text.h"

namespace pith::extract_stage {
namespace {

using blocks::BlockIndex;
using blocks::ElementIndex;
using blocks::kNoElement;
using blocks::Range;
using html::AttributeName;
using html::kNoNode;
using html::NodeIndex;
using html::Tag;

constexpr float kHeaderUnits = 15;    // a line with name and date is no longer
constexpr float kLeftOver = 6;        // of such a line beside name and date: "at 8:40", "# 3"
constexpr NodeIndex kMarkNodes = 24;  // an element that holds a name or a date is no larger

struct NodeRange {
  NodeIndex begin = kNoNode;
  NodeIndex end = 0;
  bool overlaps(const blocks::Block& block) const { return block.first_node < end && begin <= block.last_node; }
  bool holds(NodeIndex node) const { return begin <= node && node < end; }
};

struct Item {
  ElementIndex element = 0;
  std::vector<BlockIndex> blocks;  // without those of an answer within
  int author_rank = 0;             // how well the markup says that it is the author
  NodeRange author_nodes, date_nodes;
  Comment comment;
};
constexpr std::uint32_t kNoItem = 0xffffffff;

// What sort of element repeats a comment.
struct Kind {
  std::uint64_t key = 0;  // 0: none
  bool exact = false;     // the markup says "comment" and nothing else
};

struct Repeated {
  std::uint64_t key = 0;
  float items = 0;
  float units = 0;
};

class Finder {
 public:
  Finder(const html::Document& document, const blocks::BlockTable& table, const std::vector<bool>& kept,
         const metadata::DateRules& rules)
      : document_(document), table_(table), kept_(kept), rules_(rules) {}

  std::vector<Comment> find() {
    if (!read_words() && !any_cue()) return {};
    read_elements();
    read_blocks();
    choose_kind();
    if (!kind_.key || kind_count_ < 2) choose_repeated();
    if (!kind_.key && !repeated_) return {};
    collect_items();
    collect_blocks();
    count_texts();
    std::vector<Comment> comments;
    for (Item& item : items_) {
      finish(item);
      if (is_comment(item)) comments.push_back(std::move(item.comment));
    }
    return comments;
  }

  // Whether none of the kept text stands among the comments, or between them: else the posts are the page's text.
  bool only_below() const {
    if (items_.empty()) return true;
    BlockIndex end = 0;
    for (const Item& item : items_) end = std::max(end, element(item.element).blocks.end);
    float kept = 0, dropped = 0;
    for (BlockIndex b = element(items_.front().element).blocks.begin; b < end; ++b)
      (kept_[b] ? kept : dropped) += table_.blocks[b].units;
    return kept <= 0.1f * dropped;
  }

 private:
  const blocks::Element& element(ElementIndex e) const { return table_.elements[e]; }

  // Sum over a range of a prefix sum.
  static float sum(const std::vector<float>& prefix, Range range) {
    return range.end > range.begin ? prefix[range.end] - prefix[range.begin] : 0;
  }

  bool read_words() {
    std::uint32_t all = 0;
    for (const std::uint32_t hash : table_.hint_words) word_bits_.push_back(comment_bits(hash));
    for (const std::uint32_t bits : word_bits_) all |= bits;
    return (all & (kOne | kMany)) != 0;
  }

  // A short heading or line behind kept text that says "Comments".
  bool is_cue(const blocks::Block& block) const {
    if ((block.cue_classes & blocks::kCueComments) == 0 || block.units > 8) return false;
    return block.heading > 0 || (block.units <= 4 && block.link_density < 0.5f);
  }
  bool any_cue() const {
    return std::ranges::any_of(table_.blocks, [&](const auto& block) { return is_cue(block); });
  }

  std::uint32_t bits_of(const blocks::Element& of) const {
    std::uint32_t bits = 0;
    for (std::uint32_t k = 0; k < of.word_count; ++k) bits |= word_bits_[table_.element_words[of.first_word + k]];
    return bits;
  }

  // Where the area behind a cue begins within the nearest element that holds something behind it.
  void mark_cues(std::vector<ElementIndex>& behind) const {
    bool content = false;
    for (BlockIndex b = 0; b < table_.blocks.size(); ++b) {
      content = content || kept_[b];
      const blocks::Block& block = table_.blocks[b];
      if (!content || kept_[b] || !is_cue(block)) continue;
      ElementIndex e = block.element;
      for (int level = 0; level < 4 && element(e).parent != kNoElement; ++level, e = element(e).parent) {
        const ElementIndex parent = element(e).parent;
        if (element(parent).blocks.end <= element(e).blocks.end) continue;
        behind[parent] = std::min(behind[parent], element(e).end);
        break;
      }
    }
  }

  void read_elements() {
    const std::size_t n = table_.elements.size();
    bits_.resize(n);
    out_.resize(n);
    area_.resize(n);
    folded_.resize(n);
    std::vector<ElementIndex> behind(n, kNoElement);
    mark_cues(behind);
    for (ElementIndex e = 0; e < n; ++e) {
      const blocks::Element& self = element(e);
      bits_[e] = bits_of(self);
      const ElementIndex parent = self.parent;
      const bool has_parent = parent != kNoElement;
      const bool in_area = has_parent && (area_[parent] || is_area(parent) || behind[parent] <= e);
      const bool comment = (bits_[e] & (kOne | kMany)) != 0;
      folded_[e] = self.hidden && has_parent && (folded_[parent] || is_folded(e));
      out_[e] = (has_parent && out_[parent]) || (self.hidden && !folded_[e]) || (comment && (bits_[e] & kWidget)) ||
                (self.tag == Tag::form && in_area) || (comment && (bits_[e] & kForm) && !(bits_[e] & kMany)) ||
                is_respond(e, in_area);
      area_[e] = in_area && !out_[e];
    }
  }

  // Comments as a whole that a button unfolds. A single one that is hidden is what scripts make others of.
  bool is_folded(ElementIndex e) const {
    return (bits_[e] & kMany) != 0 && is_area(e) && !element(element(e).parent).hidden;
  }

  bool is_respond(ElementIndex e, bool in_area) const {
    return in_area && (bits_[e] & kForm) != 0 && !element(e).inline_level && kind_of(e).key == 0;
  }

  bool is_area(ElementIndex e) const {
    const Tag tag = element(e).tag;
    return (bits_[e] & (kOne | kMany)) != 0 && tag != Tag::body && tag != Tag::html && !element(e).inline_level;
  }

  void read_blocks() {
    const std::size_t n = table_.blocks.size();
    std::vector<bool> marked(n, false);
    for (ElementIndex e = 0; e < table_.elements.size(); ++e) {
      const blocks::Element& self = element(e);
      if ((bits_[e] & (kPerson | kAuthor | kDate | kMeta)) == 0 && self.tag != Tag::time) continue;
      if (self.blocks.size() <= 2)
        for (BlockIndex b = self.blocks.begin; b < self.blocks.end; ++b)
          marked[b] = marked[b] || table_.blocks[b].units < kHeaderUnits;
    }
    usable_.assign(n, false);
    plain_.assign(n + 1, 0);
    linked_.assign(n + 1, 0);
    marks_.assign(n + 1, 0);
    body_.assign(n + 1, 0);
    for (BlockIndex b = 0; b < n; ++b) {
      const blocks::Block& block = table_.blocks[b];
      usable_[b] = !kept_[b] && !out_[block.element];
      const bool mark = usable_[b] && (marked[b] || ((block.has_date || block.byline) && block.units < kHeaderUnits));
      const float plain = usable_[b] ? block.units - block.link_units : 0;
      plain_[b + 1] = plain_[b] + plain;
      linked_[b + 1] = linked_[b] + (usable_[b] ? block.link_units : 0);
      marks_[b + 1] = marks_[b] + (mark ? 1.f : 0.f);
      body_[b + 1] = body_[b] + (mark ? 0 : plain);
    }
  }

  // Of a class name or id: what its words say together.
  static Kind kind_of_name(Tag tag, std::string_view name) {
    std::uint32_t bits = 0;
    std::uint64_t key = 1 + static_cast<std::uint64_t>(tag);
    int words = 0;
    blocks::for_each_hint_word(name, [&](std::string_view word) {
      const std::uint32_t hash = blocks::word_hash(word);
      bits |= comment_bits(hash);
      key = (key ^ hash) * 0x100000001b3u;
      ++words;
    });
    if (bits == kOne) return {key, words == 1};
    return {};
  }

  Kind kind_of(ElementIndex e) const {
    const blocks::Element& self = element(e);
    if ((bits_[e] & kOne) == 0 || self.inline_level || self.tag == Tag::body || self.tag == Tag::html) return {};
    const std::string_view property = document_.attribute(self.node, AttributeName::itemprop);
    const std::string_view type = document_.attribute(self.node, AttributeName::itemtype);
    if (property == "comment" || type.ends_with("/Comment")) return kind_of_name(self.tag, "comment");
    return kind_of_classes(self);
  }

  // The first class name that speaks of comments, else the id.
  Kind kind_of_classes(const blocks::Element& self) const {
    std::string_view rest = document_.attribute(self.node, AttributeName::class_).substr(0, 300);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t\n\f\r"), rest.size());
      const std::string_view name = rest.substr(0, end);
      rest.remove_prefix(std::min(rest.size(), end + 1));
      bool speaks = false;
      blocks::for_each_hint_word(
          name, [&](std::string_view word) { speaks = speaks || comment_bits(blocks::word_hash(word)) == kOne; });
      if (!speaks) continue;
      if (const Kind kind = kind_of_name(self.tag, name); kind.key) return kind;
      break;
    }
    const std::string_view id = document_.attribute(self.node, AttributeName::id).substr(0, 80);
    return id.find_first_of("0123456789") != std::string_view::npos ? kind_of_name(self.tag, id) : Kind{};
  }

  bool has_text(ElementIndex e) const { return sum(plain_, element(e).blocks) > 0.4f; }

  // The kind of which there are most, that says "comment" plainly before others; of equal ones the one that holds most.
  void choose_kind() {
    std::unordered_map<std::uint64_t, Repeated> kinds;
    kinds_.resize(table_.elements.size());
    for (ElementIndex e = 0; e < table_.elements.size(); ++e) {
      if (out_[e] || (bits_[e] & kOne) == 0) continue;
      const Kind kind = kind_of(e);
      kinds_[e] = kind.key;
      if (kind.key == 0 || !has_text(e)) continue;
      Repeated& of = kinds[kind.key];
      of.key = kind.key;
      of.items += 1;
      of.units += sum(plain_, element(e).blocks);
      const float weight = of.items * (kind.exact && of.items > 1 ? 3.f : 1.f);
      if (weight < best_.items || (weight == best_.items && of.units <= best_.units)) continue;
      best_ = {kind.key, weight, of.units};
      kind_ = kind;
      kind_count_ = of.items;
    }
  }

  // Siblings of one shape. Class names of list items and rows tell odd from even, so that their tag is enough.
  std::uint64_t shape_of(ElementIndex e) const {
    const blocks::Element& self = element(e);
    switch (self.tag) {
      case Tag::li:
      case Tag::dd:
      case Tag::tr:
      case Tag::article:
        return static_cast<std::uint64_t>(self.tag);
      default:
        return self.signature | 0x100000000u;
    }
  }
  std::uint64_t sibling_key(ElementIndex e) const {
    return (std::uint64_t{element(e).parent} + 1) * 0x9E3779B97F4A7C15u ^ shape_of(e);
  }

  // Siblings in a place for comments, most of them with a name or a date, and of more text than links.
  void choose_repeated() {
    struct Siblings {
      float items = 0, marked = 0, plain = 0, linked = 0;
    };
    std::unordered_map<std::uint64_t, Siblings> groups;
    float best = 0;
    for (ElementIndex e = 0; e < table_.elements.size(); ++e) {
      if (!area_[e] || element(e).inline_level || !has_text(e)) continue;
      Siblings& group = groups[sibling_key(e)];
      group.items += 1;
      group.marked += sum(marks_, element(e).blocks) > 0 && sum(body_, element(e).blocks) > 0.4f ? 1.f : 0.f;
      group.plain += sum(plain_, element(e).blocks);
      group.linked += sum(linked_, element(e).blocks);
      if (group.items < 2 || group.marked * 2 < group.items || group.linked > group.plain) continue;
      if (group.plain <= best) continue;
      best = group.plain;
      repeated_ = sibling_key(e);
      repeated_shape_ = shape_of(e);
    }
    if (repeated_) kind_ = {};
  }

  bool begins_item(ElementIndex e, std::uint32_t above) const {
    const blocks::Element& self = element(e);
    if (self.inline_level || out_[e] || !has_text(e)) return false;
    const bool marked = sum(marks_, self.blocks) > 0;
    if (repeated_)
      return sibling_key(e) == *repeated_ ||
             (above != kNoItem && marked && shape_of(e) == repeated_shape_ && is_answer(e, above));
    if (kinds_[e] == kind_.key) return true;
    return above != kNoItem && kinds_[e] != 0 && marked && is_answer(e, above);
  }

  // Behind text of the comment above it: no part of that one's frame.
  bool is_answer(ElementIndex e, std::uint32_t above) const {
    return sum(body_, {element(items_[above].element).blocks.begin, element(e).blocks.begin}) > 0.4f;
  }

  void collect_items() {
    const std::size_t n = table_.elements.size();
    item_of_.assign(n, kNoItem);
    tool_.assign(n, false);
    for (ElementIndex e = 0; e < n; ++e) {
      const ElementIndex parent = element(e).parent;
      const std::uint32_t above = parent == kNoElement ? kNoItem : item_of_[parent];
      if (begins_item(e, above)) {
        item_of_[e] = static_cast<std::uint32_t>(items_.size());
        items_.emplace_back().element = e;
        continue;
      }
      item_of_[e] = above;
      if (above == kNoItem || out_[e]) continue;
      tool_[e] = tool_[parent] || (bits_[e] & (kTool | kBody)) == kTool || element(e).tag == Tag::button;
      read_mark(e, items_[above]);
    }
  }

  // An element that names the author or the date.
  void read_mark(ElementIndex e, Item& item) const {
    const blocks::Element& self = element(e);
    const NodeRange nodes{self.node, document_.nodes[self.node].end};
    if (nodes.end - nodes.begin > kMarkNodes) return;
    const std::uint32_t bits = bits_[e];
    if (bits & (kPerson | kAuthor | kName)) read_author(nodes, bits, item);
    if (item.comment.date.empty() && (self.tag == Tag::time || (bits & (kDate | kMeta)))) read_date(nodes, bits, item);
  }

  void read_author(NodeRange nodes, std::uint32_t bits, Item& item) const {
    if (bits & (kBody | kTool | kForm)) return;
    const int rank = (bits & kPerson) ? 3 : (bits & kAuthor) ? 2 : (bits & (kDate | kMeta)) ? 0 : 1;
    const bool within = item.author_nodes.holds(nodes.begin);
    if (rank < item.author_rank || (rank == item.author_rank && !within)) return;
    std::string name = name_in(document_.text_of(nodes.begin));
    if (name.empty() || !is_name(name)) return;
    item.comment.author = std::move(name);
    item.author_rank = rank;
    item.author_nodes = nodes;
  }

  void read_date(NodeRange nodes, std::uint32_t bits, Item& item) const {
    std::optional<metadata::DateTime> when;
    for (const AttributeName name : {AttributeName::datetime, AttributeName::content})
      if (const std::string_view value = document_.attribute(nodes.begin, name); !when && !value.empty())
        when = metadata::date_of_value(value, rules_);
    const std::string text = document_.text_of(nodes.begin);
    if (text.size() > 200) return;
    if (!when)
      if (const auto found = metadata::find_date(text, rules_)) when = found->when;
    if (when) item.comment.date = metadata::to_iso(*when);
    const bool named = document_.nodes[nodes.begin].tag == Tag::time || (bits & kDate) != 0;
    if (text::units(text) < (when ? kHeaderUnits : named ? kNameUnits : 0)) item.date_nodes = nodes;
  }

  void collect_blocks() {
    for (BlockIndex b = 0; b < table_.blocks.size(); ++b) {
      const std::uint32_t item = item_of_[table_.blocks[b].element];
      if (item != kNoItem && usable_[b]) items_[item].blocks.push_back(b);
    }
  }

  // What is said in the most of three or more comments is the frame's.
  void count_texts() {
    if (items_.size() < 3) return;
    std::unordered_map<std::string_view, std::pair<std::uint32_t, std::size_t>> times;  // the last item with it, items
    for (std::uint32_t k = 0; k < items_.size(); ++k)
      for (const BlockIndex b : items_[k].blocks) {
        auto& [last, n] = times[table_.text(table_.blocks[b])];
        if (n == 0 || last != k) ++n;
        last = k;
      }
    for (const auto& [text, seen] : times)
      if (2 * seen.second > items_.size()) frame_.insert(text);
  }

  // A name or a date tells a comment; without them it has to be text that is marked up as one of several.
  bool is_comment(const Item& item) const {
    const Comment& comment = item.comment;
    if (comment.text.empty() || is_pingback(comment.text)) return false;
    if (!comment.author.empty() || !comment.date.empty() || item.date_nodes.end > 0) return true;
    return kind_.exact && kind_count_ > 1 && text::figures(comment.text).sentence_marks > 0;
  }

  void finish(Item& item) const {
    if (item.comment.author.empty()) find_told_author(item);
    if (item.comment.author.empty()) guess_author(item);
    for (const BlockIndex b : item.blocks) {
      if (!item.comment.date.empty()) break;
      const blocks::Block& block = table_.blocks[b];
      if (!block.has_date || block.units >= kHeaderUnits) continue;
      if (const auto found = metadata::find_date(table_.text(block), rules_)) item.comment.date = to_iso(found->when);
    }
    const blocks::Block* before = nullptr;
    for (const BlockIndex b : item.blocks) {
      const blocks::Block& block = table_.blocks[b];
      const std::string text = text_of(block, item);
      if (text.empty()) continue;
      if (before) item.comment.text += before->element == block.element && block.breaks_before < 2 ? "\n" : "\n\n";
      item.comment.text += text;
      before = &block;
    }
  }

  // A line that says whose comment it is.
  void find_told_author(Item& item) const {
    for (const BlockIndex b : item.blocks) {
      const blocks::Block& block = table_.blocks[b];
      const std::string_view text = table_.text(block);
      if (block.units >= kHeaderUnits || !tells_author(text)) continue;
      const auto date = metadata::find_date(text, rules_);
      std::string author = name_in(text.substr(0, date ? date->begin : text.size()));
      if (author.empty() || !is_name(author)) continue;
      item.comment.author = std::move(author);
      item.author_nodes = {block.first_node, block.last_node + 1};
      return;
    }
  }

  // The first line's link, what stands before its date, or the whole of it where a date follows.
  void guess_author(Item& item) const {
    if (item.blocks.empty()) return;
    const blocks::Block& block = table_.blocks[item.blocks[0]];
    const std::string_view text = table_.text(block);
    if (block.units >= kHeaderUnits || block.figures.sentence_marks > 2) return;
    std::string_view name;
    NodeRange nodes;
    const bool date_follows = item.blocks.size() > 2 && is_date_line(table_.blocks[item.blocks[1]]);
    if (const auto found = metadata::find_date(text, rules_); found && found->begin > 0) {
      name = text.substr(0, found->begin);
    } else if (block.link_count > 0) {
      const blocks::LinkSpan& link = table_.links[block.first_link];
      name = std::string_view(table_.storage).substr(link.begin, link.end - link.begin);
      nodes = {link.anchor, document_.nodes[link.anchor].end};
    } else if (date_follows) {
      name = text;
      nodes = {block.first_node, block.last_node + 1};
    }
    std::string author = name_in(name);
    if (author.empty() || !is_name(author) || item.blocks.size() + (nodes.end > 0) < 2) return;
    item.comment.author = std::move(author);
    item.author_nodes = nodes;
  }

  bool is_date_line(const blocks::Block& block) const {
    if (!block.has_date || block.units >= kHeaderUnits) return false;
    const std::string_view text = table_.text(block);
    const auto found = metadata::find_date(text, rules_);
    if (!found) return block.units <= kLeftOver;  // "3 hours ago"
    return text::units(text.substr(found->end)) <= kLeftOver && text::units(text.substr(0, found->begin)) <= kNameUnits;
  }

  // A block's part of the comment's text: empty for what is author, date or button.
  std::string text_of(const blocks::Block& block, const Item& item) const {
    const std::string_view text = table_.text(block);
    if (is_date_line(block) || is_button(block, text) || frame_.contains(text)) return {};
    if (tool_[block.element] && block.units <= kNameUnits + 2) return {};
    if (!item.author_nodes.overlaps(block) && !item.date_nodes.overlaps(block)) return std::string(text);
    const std::string rest = text_beside(block, item);
    const std::string_view trimmed = trim_front(rest);
    if (text::units(trimmed) <= 2 || (is_header(block, item) && text::units(trimmed) <= kLeftOver)) return {};
    return name_in(rest).empty() && text::units(trimmed) <= kNameUnits ? std::string() : std::string(trimmed);
  }

  bool is_header(const blocks::Block& block, const Item& item) const {
    return item.date_nodes.overlaps(block) || (bits_[block.element] & (kAuthor | kPerson | kDate | kMeta)) != 0;
  }

  std::string text_beside(const blocks::Block& block, const Item& item) const {
    std::string out;
    for (NodeIndex n = block.first_node; n <= block.last_node; ++n) {
      const html::Node& node = document_.nodes[n];
      if (item.author_nodes.holds(n) || item.date_nodes.holds(n)) continue;
      if (node.tag == Tag::text)
        text::append_folded(out, node.text);
      else if (blocks::is_skipped(node.tag))
        n = node.end - 1;
    }
    return text::fold_space(out);
  }

  const html::Document& document_;
  const blocks::BlockTable& table_;
  const std::vector<bool>& kept_;
  const metadata::DateRules& rules_;
  std::vector<std::uint32_t> word_bits_;  // by id of hint_words
  // By element.
  std::vector<std::uint32_t> bits_;
  std::vector<bool> out_;  // hidden, a form, comments on other pages
  std::vector<bool> folded_;
  std::vector<bool> area_;  // below an element of comments, or behind a cue
  std::vector<std::uint64_t> kinds_;
  std::vector<std::uint32_t> item_of_;
  std::vector<bool> tool_;
  // By block; sums of all blocks before.
  std::vector<bool> usable_;
  std::vector<float> plain_, linked_;  // units
  std::vector<float> marks_;           // blocks that look like a name or a date
  std::vector<float> body_;            // units of the others
  Kind kind_;
  float kind_count_ = 0;
  Repeated best_;
  std::optional<std::uint64_t> repeated_;
  std::uint64_t repeated_shape_ = 0;
  std::vector<Item> items_;
  std::unordered_set<std::string_view> frame_;  // texts that are no comment's own
};

}  // namespace

std::vector<Comment> find_comments(const html::Document& document, const blocks::BlockTable& table,
                                   const std::vector<bool>& kept, bool forum, const metadata::DateRules& rules) {
  Finder finder(document, table, kept, rules);
  std::vector<Comment> comments = finder.find();
  if (forum && !finder.only_below()) comments.clear();
  return comments;
}

}  // namespace pith::extract_stage
