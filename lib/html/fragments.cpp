#include "fragments.h"

#include <algorithm>
#include <limits>

#include "hidden.h"
#include "kinds.h"
#include "node_rules.h"
#include "references.h"
#include "text/text.h"
#include "text_pieces.h"

namespace pith::html {
namespace {

// Elements that may stand in the head (13.2.6.4.4): their start tags do not begin the body.
bool is_of_head(Tag tag) {
  switch (tag) {
    case Tag::html:
    case Tag::head:
    case Tag::title:
    case Tag::base:
    case Tag::basefont:
    case Tag::bgsound:
    case Tag::link:
    case Tag::meta:
    case Tag::noframes:
    case Tag::noscript:
    case Tag::script:
    case Tag::style:
    case Tag::template_:
      return true;
    default:
      return false;
  }
}

// Text that takes the tree builder into the body, wherever it stands: a reference may be to white space.
bool begins_body(std::string_view characters) {
  const auto first = std::find_if_not(characters.begin(), characters.end(), is_html_space);
  return first != characters.end() && *first != '&' && static_cast<unsigned char>(*first) > 0x20;
}

// What a part of a table that stands straight in a `structure` needs around it; Tag::text for nothing.
Tag implied_in(Tag structure, Tag part) {
  if (part == Tag::col) return structure == Tag::table ? Tag::colgroup : Tag::text;
  if (part != Tag::tr && !is_cell(part)) return Tag::text;
  if (structure == Tag::table) return Tag::tbody;
  return is_cell(part) && structure != Tag::tr ? Tag::tr : Tag::text;
}

}  // namespace

Fragments::Fragments(std::string_view source, std::size_t most_attributes, bool on, Document::Storage& storage,
                     SlimWriter& writer, Slim& out)
    : source_(source), most_attributes_(most_attributes), on_(on), storage_(storage), writer_(writer), out_(out) {
  if (!on) return;
  out_.nodes.reserve(source.size() / 128);
  out_.node_attributes.reserve(source.size() / 128);
  open_.reserve(64);
  open_.emplace_back();
}

// ---- tokens

bool Fragments::start(const TagToken& tag) {
  if (!on_) return false;
  const bool first_body = tag.tag == Tag::body && !in_body_ && at_bottom();
  const Plan planned = usable() ? plan(tag.tag) : Plan{};
  in_body_ = in_body_ || (usable() && !is_of_head(tag.tag));
  ignored_ = planned.place == Place::handed;
  if (planned.place == Place::inside) {
    close_to(planned.keep);
    add(tag);
    return true;
  }
  if (planned.place == Place::handed) {
    hand_on();
    known_ = known_ || first_body;
    if (first_body) open_.front().paragraph = Paragraph::none;
    return false;
  }
  lose();
  if (planned.place == Place::root && usable()) return open_root(tag), true;
  loose_.start(tag.tag);
  return false;
}

bool Fragments::end(const TagToken& tag) {
  if (!on_) return false;
  const std::size_t frame = usable() ? match(tag) : 0;
  if (frame > 0) return close_to(frame), true;
  const bool begins_body = tag.tag == Tag::br || tag.tag == Tag::body || tag.tag == Tag::html;
  in_body_ = in_body_ || (usable() && begins_body);
  lose();
  loose_.end(tag.tag);
  return false;
}

bool Fragments::text(std::string_view characters, bool after_pre) {
  if (!on_) return false;
  if (usable() && is_structure(top().tag)) {
    const bool blank = std::all_of(characters.begin(), characters.end(), is_html_space);
    blank ? append_text(characters) : lose();
    return blank;
  }
  if (!usable() || ignored_ || (at_bottom() && !(known_ && in_body_))) {
    in_body_ = in_body_ || (usable() && begins_body(characters));
    hand_on();
    return false;
  }
  if (after_pre && characters.starts_with('\n')) characters.remove_prefix(1);
  if (find_special(characters, 0, true) < characters.size()) {
    scratch_.clear();
    if (!append_decoded(scratch_, characters, false)) return hand_on(), false;
    characters = storage_.keep(std::string_view(scratch_));
  }
  append_text(characters);
  return true;
}

bool Fragments::text_element(const TagToken& tag, std::string_view content) {
  if (!on_) return false;
  const bool leaf = tag.tag == Tag::svg || tag.tag == Tag::iframe || tag.tag == Tag::textarea;
  if (usable() && leaf && takes_elements() && append_leaf(tag, content)) return true;
  in_body_ = in_body_ || (usable() && !is_of_head(tag.tag));
  const bool contained = leaf || tag.tag == Tag::script || tag.tag == Tag::title || tag.tag == Tag::noembed;
  hand_on_within(contained);
  return false;
}

bool Fragments::drop(Tag tag) {
  if (!on_) return false;
  const bool begun = in_body_ || (in_head_ && !loose_.noscript());
  if (usable() && (at_bottom() ? begun && !loose_.table() : top().tag != Tag::colgroup)) {
    writer_.leave_out();
    return true;
  }
  hand_on_within(top().tag != Tag::colgroup);
  in_head_ = in_head_ || tag == Tag::script;
  return false;
}

void Fragments::doctype() {
  hand_on();
  ignored_ = true;
}

void Fragments::math(bool closed) {
  if (!on_) return;
  if (!closed) return stop();
  in_body_ = in_body_ || usable();
  hand_on_within(true);
}

void Fragments::hand_on_within(bool contained) {
  const bool certain = contained && !top().in_select && !is_structure(top().tag);
  certain ? hand_on() : lose();
}

void Fragments::stop() {
  lose();
  on_ = false;
}

void Fragments::lose() {
  if (!on_) return;
  hand_on();
  for (std::size_t i = 1; i < open_.size(); ++i) loose_.lose(open_[i].tag);
  open_.resize(1);
  handed_ = 1;
  open_.front().pending = static_cast<NodeIndex>(out_.nodes.size());
  open_.front().paragraph = Paragraph::unknown;
  known_ = false;
}

// ---- nodes

NodeIndex Fragments::append_node(Tag tag) {
  writer_.forget_comment();
  const auto index = static_cast<NodeIndex>(out_.nodes.size());
  Node& node = out_.nodes.emplace_back();
  node.tag = tag;
  node.flags = top().flags;
  node.depth = static_cast<std::uint16_t>(open_.size());
  node.parent = is_handed() ? kNoNode : top().node;
  node.end = index + 1;
  node.first_attribute = static_cast<std::uint32_t>(out_.node_attributes.size());
  return index;
}

void Fragments::append_text(std::string_view text) {
  if (text.empty()) return;
  out_.nodes[append_node(Tag::text)].text = text;
}

// False, and as before, if a value is Gumbo's to decode.
bool Fragments::append_element(const TagToken& tag) {
  Node& node = out_.nodes[append_node(tag.tag)];
  if (tag.tag == Tag::unknown) node.text = lower_name(tag.name);
  for (const RawAttribute& attribute : tag.attributes) {
    const AttributeName name = listed_name(attribute.name);
    if (name == AttributeName::other || node.attribute_count == std::numeric_limits<std::uint16_t>::max()) continue;
    std::string_view value = attribute.value;
    if (find_special(value, 0, true) < value.size()) {
      scratch_.clear();
      if (!append_decoded(scratch_, value, true)) {
        out_.node_attributes.resize(node.first_attribute);
        out_.nodes.pop_back();
        return false;
      }
      value = storage_.keep(std::string_view(scratch_));
    }
    if (name == AttributeName::style) value = utf8_prefix(value, kStyleBytes);
    out_.node_attributes.push_back({name, value});
    ++node.attribute_count;
  }
  if (element_hides(tag.tag, std::span(out_.node_attributes).subspan(node.first_attribute))) node.flags |= Node::hidden;
  node.flags |= flags_below(tag.tag, 0) & Node::preformatted;
  return true;
}

std::string_view Fragments::lower_name(std::string_view name) {
  const bool lower = std::none_of(name.begin(), name.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c < 0; });
  return lower ? name : storage_.keep(std::string_view(text::lower(name)));
}

// The element and the text in it.
bool Fragments::append_leaf(const TagToken& tag, std::string_view content) {
  std::string characters;
  if (tag.tag == Tag::textarea) {
    if (content.starts_with('\n')) content.remove_prefix(1);
    if (!append_decoded(characters, content, false)) return false;
  }
  if (!append_element(tag)) return false;
  if (characters.empty()) return true;
  push(tag, static_cast<NodeIndex>(out_.nodes.size() - 1));
  append_text(storage_.keep(std::string_view(characters)));
  close_to(open_.size() - 1);
  return true;
}

void Fragments::add(const TagToken& tag) {
  if (is_table_part(tag.tag)) {
    for (Tag part = implied_in(top().tag, tag.tag); part != Tag::text; part = implied_in(top().tag, tag.tag)) {
      push_implied(part);
    }
  }
  if (append_element(tag)) {
    if (!is_void(tag.tag)) push(tag, static_cast<NodeIndex>(out_.nodes.size() - 1));
    return;
  }
  hand_on();
  put_start_tag(tag);
  if (is_void(tag.tag)) return;
  push(tag, static_cast<NodeIndex>(out_.nodes.size()));
  handed_ = open_.size();
  open_.back().pending = open_.back().node;
}

void Fragments::open_root(const TagToken& tag) {
  put_start_tag(tag);
  if (tag.tag != Tag::table) open_.front().paragraph = Paragraph::none;
  if (is_void(tag.tag)) return;
  push(tag, static_cast<NodeIndex>(out_.nodes.size()));
  handed_ = open_.size();
  open_.back().pending = open_.back().node;
}

// ---- frames

void Fragments::push(const TagToken& tag, NodeIndex node) {
  Frame frame = frame_below(tag.tag, node);
  frame.begin = tag.begin;
  frame.name = tag.name;
  open_.push_back(frame);
}

void Fragments::push_implied(Tag tag) {
  Frame frame = frame_below(tag, append_node(tag));
  frame.implied = true;
  frame.name = tag_name(tag);
  open_.push_back(frame);
}

Fragments::Frame Fragments::frame_below(Tag tag, NodeIndex node) const {
  Frame frame = top();
  frame.tag = tag;
  frame.implied = false;
  frame.node = node;
  frame.pending = node + 1;
  frame.flags = flags_below(tag, node < out_.nodes.size() ? out_.nodes[node].flags : 0);
  frame.in_select = frame.in_select || tag == Tag::select;
  if (tag == Tag::p) {
    frame.paragraph = Paragraph::open;
  } else if (bounds_paragraph(tag)) {
    frame.paragraph = Paragraph::none;
  }
  if (is_marker(tag)) {
    frame.formatting = 0;
    frame.link = false;
  } else if (is_formatting(tag)) {
    ++frame.formatting;
    frame.link = frame.link || tag == Tag::a;
  }
  return frame;
}

void Fragments::close_to(std::size_t frames) {
  while (open_.size() > frames) close_top();
}

void Fragments::close_top() {
  const auto end = static_cast<NodeIndex>(out_.nodes.size());
  Frame& frame = open_.back();
  if (!is_handed()) {
    out_.nodes[frame.node].end = end;
    open_.pop_back();
    return;
  }
  flush(frame, end);
  writer_.put_end_tag(frame.name);
  open_.pop_back();
  handed_ = open_.size();
  open_.back().pending = end;
}

// ---- output

void Fragments::hand_on() {
  if (!on_) return;
  for (; handed_ < open_.size(); ++handed_) {
    Frame& frame = open_[handed_];
    flush(open_[handed_ - 1], frame.node);
    if (frame.implied) {
      writer_.put_bare_tag(frame.name, {});
    } else {
      read_tag(source_, frame.begin, frame.begin + 1, most_attributes_, scratch_tag_);
      writer_.put_start_tag(scratch_tag_);
    }
    frame.pending = frame.node + 1;
  }
  flush(open_.back(), static_cast<NodeIndex>(out_.nodes.size()));
}

void Fragments::put_start_tag(const TagToken& tag) {
  // Not behind the tag, where it would part it from a line feed.
  if (tag.tag == Tag::pre || tag.tag == Tag::listing) writer_.put_comment_before_text();
  writer_.put_start_tag(tag);
}

// Hands on what is closed in the frame.
void Fragments::flush(Frame& frame, NodeIndex last) {
  if (frame.pending < last)
    is_structure(frame.tag) ? put_structure(frame.pending, last) : writer_.put_nodes(frame.pending, last);
  frame.pending = last;
}

// Parts of a table, as tags with marks in the cells.
void Fragments::put_structure(NodeIndex first, NodeIndex last) {
  std::vector<NodeIndex> open;
  for (NodeIndex i = first; i < last;) {
    const Node& node = out_.nodes[i];
    if (node.tag == Tag::text) {
      writer_.put("<!-->");  // as in SlimWriter::put_nodes()
      writer_.put_text(node.text, false);
      ++i;
    } else {
      writer_.put_bare_tag(tag_name(node.tag),
                           std::span(out_.node_attributes).subspan(node.first_attribute, node.attribute_count));
      if (!is_void(node.tag)) open.push_back(i);
      ++i;
      if (!is_structure(node.tag) && i < node.end) {
        writer_.put_nodes(i, node.end);
        i = node.end;
      }
    }
    for (; !open.empty() && out_.nodes[open.back()].end == i; open.pop_back()) {
      writer_.put_end_tag(tag_name(out_.nodes[open.back()].tag));
    }
  }
}

}  // namespace pith::html
