// Which tags' effect is certain (WHATWG 13.2.6.4), seen from what is open.
#include <algorithm>

#include "fragments.h"
#include "kinds.h"

namespace pith::html {
namespace {

constexpr std::size_t kDeepest = 1024;  // frames
constexpr std::size_t kMostAlike = 3;   // 13.2.4.3, the Noah's Ark clause

// Elements of odd rules that are seldom met.
bool is_odd(Tag tag) {
  switch (tag) {
    case Tag::frameset:
    case Tag::template_:
    case Tag::nobr:
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
      return true;
    default:
      return false;
  }
}

// Void elements that stand where their tag does.
bool is_plain_void(Tag tag) {
  switch (tag) {
    case Tag::area:
    case Tag::br:
    case Tag::embed:
    case Tag::img:
    case Tag::input:
    case Tag::link:
    case Tag::meta:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::wbr:
      return true;
    default:
      return false;
  }
}

bool closes_paragraph(Tag tag) {
  return is_block(tag) || is_item(tag) || tag == Tag::p || tag == Tag::form || tag == Tag::hr;
}

bool is_kin(Tag tag, Tag open) {
  return tag == Tag::li ? open == Tag::li : open == Tag::dd || open == Tag::dt;
}

// Whether a part of a table may stand in such an element, with what is implied around it.
bool holds(Tag structure, Tag part) {
  switch (structure) {
    case Tag::table:
      return true;
    case Tag::colgroup:
      return part == Tag::col;
    case Tag::tr:
      return is_cell(part);
    default:
      return is_cell(part) || part == Tag::tr;
  }
}

bool same_name(Tag tag, std::string_view name, const TagToken& token) {
  return tag == token.tag && (tag != Tag::unknown || equals_ignoring_case(name, token.name));
}

}  // namespace

bool Fragments::is_structure(Tag tag) {
  return tag == Tag::table || (is_table_part(tag) && tag != Tag::caption && !is_cell(tag));
}

bool Fragments::bounds_paragraph(Tag tag) {
  return closes_paragraph(tag) || tag == Tag::button || tag == Tag::table || is_table_part(tag);
}

bool Fragments::takes_elements() const {
  if (at_bottom()) return in_body_ && !loose_.table();
  return !top().in_select && !is_structure(top().tag);
}

Fragments::Plan Fragments::plan(Tag tag) const {
  const Plan handed{Place::handed, open_.size()};
  if (tag == Tag::html || tag == Tag::head || tag == Tag::body) return handed;
  if (is_odd(tag) || open_.size() > kDeepest) return {};
  if (top().in_select) return plan_in_select(tag);
  if (is_table_part(tag)) return plan_table_part(tag);
  if (is_structure(top().tag)) return {};
  if (is_void(tag) && tag != Tag::hr) return is_plain_void(tag) && takes_elements() ? inside() : handed;
  const Plan planned = plan_element(tag);
  if (planned.place != Place::inside || planned.keep > 1 || (in_body_ && !loose_.table())) return planned;
  return {closes_paragraph(tag) ? Place::root : Place::unknown, open_.size()};
}

Fragments::Plan Fragments::plan_element(Tag tag) const {
  if (closes_paragraph(tag) && tag != Tag::form) return plan_block(tag);
  switch (tag) {
    case Tag::form:
      return loose_.form() || loose_.table() || is_open(tag) ? Plan{} : plan_block(tag);
    case Tag::table:
      if (loose_.table()) return {};
      return top().paragraph == Paragraph::none ? inside() : Plan{Place::root, open_.size()};
    case Tag::select:
      return loose_.table() ? Plan{} : inside();
    case Tag::button:
      return loose_.button() || is_open(tag) ? Plan{} : inside();
    case Tag::option:
    case Tag::optgroup:
      if (at_bottom() && !known_) return {};
      return {Place::inside, open_.size() - (top().tag == Tag::option ? 1 : 0)};
    case Tag::a:
      return top().link ? Plan{} : inside();
    default:
      return is_formatting(tag) && top().formatting >= kMostAlike ? Plan{} : inside();
  }
}

// 13.2.6.4.7: what closes a <p> in button scope, an item its kin, a heading the heading it stands in.
Fragments::Plan Fragments::plan_block(Tag tag) const {
  std::size_t keep = open_.size();
  bool certain = true;
  if (is_item(tag)) {
    keep = item_to_close(tag);
    certain = keep > 0;
    keep = certain ? keep : open_.size();
  }
  if (open_[keep - 1].paragraph == Paragraph::unknown) certain = false;
  if (open_[keep - 1].paragraph == Paragraph::open) {
    do --keep;
    while (open_[keep].tag != Tag::p);
  }
  if (is_heading(tag)) {
    if (keep == 1) certain = certain && known_;
    if (is_heading(open_[keep - 1].tag)) --keep;
  }
  const bool formatting = std::any_of(open_.begin() + static_cast<std::ptrdiff_t>(keep), open_.end(),
                                      [](const Frame& frame) { return is_formatting(frame.tag); });
  if (formatting) return {};
  return {certain ? Place::inside : Place::root, keep};
}

// How many frames an item leaves open; 0 if that is not known.
std::size_t Fragments::item_to_close(Tag tag) const {
  for (std::size_t i = open_.size(); i-- > 1;) {
    const Tag open = open_[i].tag;
    if (is_kin(tag, open)) return i;
    if (open == Tag::main) return 0;  // Gumbo does not count it as special
    if (is_item_barrier(open)) return open_.size();
  }
  return known_ ? open_.size() : 0;
}

// 13.2.6.4.16
Fragments::Plan Fragments::plan_in_select(Tag tag) const {
  if (tag != Tag::option && tag != Tag::optgroup) return {};
  std::size_t keep = open_.size();
  if (open_[keep - 1].tag == Tag::option) --keep;
  if (tag == Tag::optgroup && open_[keep - 1].tag == Tag::optgroup) --keep;
  return {Place::inside, keep};
}

// 13.2.6.4.9 and on: closes the cell or caption that is open, and what around it does not hold the part.
Fragments::Plan Fragments::plan_table_part(Tag tag) const {
  std::size_t keep = open_.size();
  while (keep > 1 && !is_structure(open_[keep - 1].tag)) {
    const Tag open = open_[--keep].tag;
    if (open == Tag::form) return {};  // goes, but stays the form that the standard's form element pointer knows
    if (is_cell(open) || open == Tag::caption) break;
  }
  if (keep == 1) return {};
  while (!holds(open_[keep - 1].tag, tag)) --keep;
  return {Place::inside, keep};
}

bool Fragments::is_open(Tag tag) const {
  return std::any_of(open_.begin() + 1, open_.end(), [tag](const Frame& frame) { return frame.tag == tag; });
}

// The frame that the end tag closes, with all in it; 0 if that is not known.
std::size_t Fragments::match(const TagToken& tag) const {
  if (at_bottom()) return 0;
  if (same_name(top().tag, top().name, tag)) return open_.size() - 1;
  if (top().in_select) return match_in_select(tag.tag);
  if (tag.tag == Tag::table || is_table_part(tag.tag)) return match_table(tag.tag);
  const bool closes =
      (is_block(tag.tag) && !is_heading(tag.tag)) || is_item(tag.tag) || tag.tag == Tag::p || tag.tag == Tag::button;
  return closes ? match_block(tag.tag) : 0;
}

std::size_t Fragments::match_block(Tag tag) const {
  for (std::size_t i = open_.size(); i-- > 1;) {
    const Tag open = open_[i].tag;
    if (open == tag) return i;
    if (is_formatting(open) || is_scope(open) || is_structure(open) || open == Tag::form) return 0;
    if (tag == Tag::li && (open == Tag::ul || open == Tag::ol)) return 0;
    if (tag == Tag::p && open == Tag::button) return 0;
  }
  return 0;
}

// What ends a cell or caption takes off the formatting elements in it too.
std::size_t Fragments::match_table(Tag tag) const {
  const bool inner = is_cell(tag) || tag == Tag::caption;
  for (std::size_t i = open_.size(); i-- > 1;) {
    const Tag open = open_[i].tag;
    if (open == tag) return i;
    if (open == Tag::table || open == Tag::form) return 0;
    if (is_cell(open) && inner) return 0;
    if (open == Tag::caption && tag != Tag::table) return 0;
  }
  return 0;
}

std::size_t Fragments::match_in_select(Tag tag) const {
  const std::size_t last = open_.size() - 1;
  if (tag == Tag::optgroup && open_[last].tag == Tag::option && open_[last - 1].tag == tag) return last - 1;
  if (tag != Tag::select) return 0;
  std::size_t i = last;
  while (open_[i].tag != tag) --i;
  return i;
}

}  // namespace pith::html
