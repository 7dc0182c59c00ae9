#include "builder.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <limits>

#include "hidden.h"
#include "storage.h"
#include "text/text.h"

namespace pith::html {
namespace {

constexpr std::size_t kStyleBytes = 1024;  // of a style attribute; what hides an element stands in front

std::string_view view(const GumboStringPiece& piece) {
  return {piece.data, piece.length};
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

bool is_space_only(std::string_view text) {
  return text::trim_ascii(text).empty();
}

// The prefix of at most `size` bytes that does not end within a character.
std::string_view utf8_prefix(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

std::string_view without_quotes(std::string_view value) {
  const bool quoted =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// Elements whose content is raw text that is no content of the page (WHATWG 13.2.6.2, generic raw text).
bool drops_content(Tag tag) {
  return tag == Tag::iframe || tag == Tag::noembed || tag == Tag::noframes || tag == Tag::svg;
}

enum class Script : std::uint8_t { code, json_ld, json };

// What a script holds, by its type without parameters (WHATWG 4.12.1: a type that is no JavaScript MIME type is a data
// block).
Script script_kind(std::string_view type) {
  const std::string name = text::lower(text::trim_ascii(type.substr(0, type.find(';'))));
  if (name == "application/ld+json") return Script::json_ld;
  return name.ends_with("json") ? Script::json : Script::code;
}

}  // namespace

Builder::Builder(Document& document, const Limits& limits, const Slim& slim)
    : document_(document), limits_(limits), slim_(slim) {
  tags_.fill(Tag::text);
  document_.nodes.reserve(std::min(slim.pieces, limits.nodes) + 8);
  document_.attributes.reserve(slim.attributes.size());
}

void Builder::build(const GumboNode& root) {
  add(root);
  while (!open_.empty()) {
    Open& top = open_.back();
    if (top.next == top.children->length || full()) {
      close_top();
    } else {
      add(*static_cast<const GumboNode*>(top.children->data[top.next++]));
    }
  }
}

void Builder::close_top() {
  const Open& top = open_.back();
  if (top.own_node) document_.nodes[top.node].end = static_cast<NodeIndex>(document_.nodes.size());
  open_.pop_back();
}

bool Builder::full() {
  if (document_.nodes.size() < limits_.nodes) return false;
  document_.cut_nodes = document_.cut_nodes || open_.back().next < open_.back().children->length;
  return true;
}

void Builder::add(const GumboNode& node) {
  if (is_element(node)) {
    add_element(node.v.element);
  } else if (node.type != GUMBO_NODE_COMMENT) {
    add_text(node.v.text);
  }
}

void Builder::add_element(const GumboElement& element) {
  if (!open_.empty() && !open_.back().own_node) return enter_math(element);
  const Tag tag = tag_of(element);
  if (tag == Tag::script) return keep_json(element);
  if (tag == Tag::style) return;
  if (!open_.empty() && document_.nodes[open_.back().node].tag == Tag::math) return enter_math(element);

  Node node = new_node(tag);
  if (tag == Tag::unknown) node.text = unknown_name(element);
  append_attributes(node, element);
  const std::span<const Attribute> attributes = std::span(document_.attributes).subspan(node.first_attribute);
  if (element_hides(tag, attributes)) node.flags |= Node::hidden;
  if (aria_hides(attributes)) node.flags |= Node::aria_hidden;
  if (flags_below(tag, 0) & Node::preformatted) node.flags |= Node::preformatted;
  const NodeIndex index = append(node);
  if (tag == Tag::base && document_.base_href.empty()) {
    document_.base_href = document_.attribute(index, AttributeName::href);
  }
  if (tag == Tag::noframes) note_no_frames(element, index);
  if (!drops_content(tag)) open_.push_back({&element.children, 0, index, flags_below(tag, node.flags), true});
}

void Builder::note_no_frames(const GumboElement& element, NodeIndex node) {
  if (no_frames_.node != kNoNode || element.children.length == 0) return;
  no_frames_ = {node, characters_of(static_cast<const GumboNode*>(element.children.data[0])->v.text)};
}

// Of MathML only the characters are kept. What an annotation holds is another notation of the same (MathML Core 6), not
// to be shown.
void Builder::enter_math(const GumboElement& element) {
  std::uint8_t flags = open_.back().flags;
  if (element.tag == GUMBO_TAG_ANNOTATION_XML || view(element.original_tag).starts_with("<annotation")) {
    flags |= Node::hidden;
  }
  open_.push_back({&element.children, 0, open_.back().node, flags, false});
}

void Builder::add_text(const GumboText& text) {
  const std::string_view characters = characters_of(text);
  if (characters.empty()) return;
  Node node = new_node(Tag::text);
  const bool foldable = (node.flags & Node::preformatted) == 0 || document_.nodes[node.parent].tag == Tag::colgroup;
  node.text = foldable && is_space_only(characters) ? std::string_view(" ") : characters;
  append(node);
}

void Builder::keep_json(const GumboElement& script) {
  if (script.children.length == 0) return;
  Node unused;
  const std::size_t first = document_.attributes.size();
  append_attributes(unused, script);
  std::string_view type;
  for (std::size_t i = first; i < document_.attributes.size(); ++i) {
    if (document_.attributes[i].name == AttributeName::type) type = document_.attributes[i].value;
  }
  document_.attributes.resize(first);
  const Script kind = script_kind(type);
  if (kind == Script::code) return;
  const auto& child = *static_cast<const GumboNode*>(script.children.data[0]);
  if (is_element(child)) return;
  const std::string_view body = characters_of(child.v.text);
  (kind == Script::json_ld ? document_.json_ld : document_.json_state).push_back(body);
}

Node Builder::new_node(Tag tag) const {
  Node node;
  node.tag = tag;
  node.first_attribute = static_cast<std::uint32_t>(document_.attributes.size());
  if (open_.empty()) return node;
  constexpr unsigned kDeepest = std::numeric_limits<std::uint16_t>::max();
  const Open& parent = open_.back();
  node.parent = parent.node;
  node.flags = parent.flags;
  node.depth = static_cast<std::uint16_t>(std::min(document_.nodes[parent.node].depth + 1u, kDeepest));
  return node;
}

NodeIndex Builder::append(const Node& node) {
  const auto index = static_cast<NodeIndex>(document_.nodes.size());
  document_.nodes.push_back(node);
  document_.nodes.back().end = index + 1;
  return index;
}

std::uint8_t Builder::flags_below(Tag tag, std::uint8_t flags) const {
  switch (tag) {
    case Tag::noscript:
      return flags | Node::in_noscript;
    case Tag::pre:
    case Tag::textarea:
    case Tag::listing:
    case Tag::xmp:
    case Tag::plaintext:
      return flags | Node::preformatted;
    default:
      return flags;
  }
}

Tag Builder::tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) {
    Tag& tag = tags_[element.tag];
    if (tag == Tag::text) tag = tag_from_name(gumbo_normalized_tagname(element.tag));
    return tag;
  }
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  return tag_from_name(text::lower(view(name)));
}

std::string_view Builder::unknown_name(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  gumbo_tag_from_original_text(&name);
  const std::string lower = text::lower(view(name));
  return view_of(lower.c_str(), view(name));
}

const SlimTag* Builder::slim_tag(const GumboElement& element) const {
  const std::string_view tag = view(element.original_tag);
  if (tag.empty() || slim_.tags.empty()) return nullptr;
  const auto offset = static_cast<std::uint32_t>(tag.data() - slim_.text.data());
  const auto found = std::lower_bound(slim_.tags.begin(), slim_.tags.end(), offset,
                                      [](const SlimTag& a, std::uint32_t b) { return a.offset < b; });
  return found != slim_.tags.end() && found->offset == offset ? &*found : nullptr;
}

void Builder::append_attributes(Node& node, const GumboElement& element) {
  if (const SlimTag* tag = slim_tag(element)) {
    for (std::uint32_t i = tag->first; i < tag->first + tag->count; ++i) {
      const SlimAttribute& attribute = slim_.attributes[i];
      append_attribute(node, attribute.name, attribute.given ? given_value(element, attribute.name) : attribute.value);
    }
    return;
  }
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
    if (attribute.attr_namespace != GUMBO_ATTR_NAMESPACE_NONE) continue;
    const AttributeName name = attribute_from_name(attribute.name);
    if (name != AttributeName::other) append_attribute(node, name, value_of(attribute));
  }
}

void Builder::append_attribute(Node& node, AttributeName name, std::string_view value) {
  if (node.attribute_count == std::numeric_limits<std::uint16_t>::max()) return;
  if (name == AttributeName::style) value = utf8_prefix(value, kStyleBytes);
  document_.attributes.push_back({name, value});
  ++node.attribute_count;
}

std::string_view Builder::given_value(const GumboElement& element, AttributeName name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, attribute_name(name).data());
  if (attribute == nullptr) return {};
  return find_mark(attribute->value) == std::string_view::npos ? value_of(*attribute) : expanded(attribute->value);
}

std::string_view Builder::characters_of(const GumboText& text) {
  const std::string_view characters = text.text;
  if (slim_.marks.empty() || find_mark(characters) == characters.npos) {
    return view_of(text.text, view(text.original_text));
  }
  return expanded(characters);
}

std::string_view Builder::expanded(std::string_view characters) {
  pieces_.clear();
  slim_.marks.expand(characters, pieces_);
  if (pieces_.size() == 1) return pieces_.front();
  std::size_t size = 0;
  for (const std::string_view piece : pieces_) size += piece.size();
  char* place = document_.storage->allocate(size);
  char* next = place;
  for (const std::string_view piece : pieces_) next = std::copy(piece.begin(), piece.end(), next);
  return {place, size};
}

std::string_view Builder::value_of(const GumboAttribute& attribute) {
  return view_of(attribute.value, without_quotes(view(attribute.original_value)));
}

std::string_view Builder::view_of(const char* text, std::string_view original) {
  const std::string_view characters = text;
  if (!original.starts_with(characters)) return document_.storage->keep(characters);
  const std::less_equal<const char*> not_after;
  const bool inside = not_after(slim_.text.data(), original.data()) &&
                      not_after(original.data() + characters.size(), slim_.text.data() + slim_.text.size());
  return inside ? original.substr(0, characters.size()) : document_.storage->keep(characters);
}

}  // namespace pith::html
