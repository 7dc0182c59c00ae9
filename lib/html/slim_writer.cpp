#include "slim_writer.h"

#include <algorithm>

#include "kinds.h"
#include "text_pieces.h"

namespace pith::html {
namespace {

constexpr std::size_t kShortSpace = 8;  // white space up to this size is handed on as it is

// Whose attributes Gumbo must see: formatting elements are compared by them (13.2.4.3; not <a>, of which the list never
// holds two), those of a second <html> and <body> are added to the first's.
bool needs_attributes(Tag tag) {
  return (is_formatting(tag) && tag != Tag::a) || tag == Tag::html || tag == Tag::body;
}

}  // namespace

AttributeName listed_name(std::string_view name) {
  char lower[24];
  if (name.size() > sizeof lower) return AttributeName::other;
  std::transform(name.begin(), name.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; });
  return attribute_from_name({lower, name.size()});
}

SlimWriter::SlimWriter(std::string_view source, bool slim, Slim& out)
    : source_(source), slim_(slim), out_(out), copying_(slim) {
  if (slim) out_.buffer.reserve(source.size() / 16 + 64);
}

void SlimWriter::finish() {
  out_.text = copying_ ? std::string_view(out_.buffer) : source_.substr(0, kept_);
}

void SlimWriter::keep(std::size_t begin, std::size_t end) {
  if (!copying_ && begin == kept_) {
    kept_ = end;
  } else {
    put(source_.substr(begin, end - begin));
  }
}

void SlimWriter::put(std::string_view text) {
  if (!copying_) {
    copying_ = true;
    out_.buffer.assign(source_.substr(0, kept_));
  }
  out_.buffer.append(text);
}

void SlimWriter::put_end_tag(std::string_view name) {
  // Gumbo takes the form off the stack before it inserts the text that waits; a comment makes it do so first.
  if (equals_lower(name, "form")) put("<!-->");
  put("</");
  put(name);
  put(">");
}

void SlimWriter::put_comment_before_text() {
  if (comment_pending_) put("<!-->");
  comment_pending_ = false;
}

void SlimWriter::leave_out() {
  if (slim_) {
    comment_pending_ = true;
  } else {
    put("<!-->");
  }
}

void SlimWriter::check_reference(std::string_view special) {
  ambiguous_ = ambiguous_ || refers_to_mark(special);
}

void SlimWriter::check_unmarked(std::string_view text) {
  ambiguous_ = ambiguous_ || find_mark(text) != kEnd;
  for (std::size_t i = text.find("&#"); i != kEnd; i = text.find("&#", i + 2)) check_reference(text.substr(i));
}

// White space at the start of a text is told apart from the rest by the tree builder, so it stays, shortened to one
// space where a mark comes next that can bring it back.
void SlimWriter::put_text(std::string_view text, bool after_pre) {
  std::size_t i = 0;
  if (after_pre && text.starts_with('\n')) put(text.substr(i++, 1));
  while (i < text.size()) {
    const std::size_t space = i;
    while (i < text.size() && is_html_space(text[i])) ++i;
    if (i == text.size()) return put_space(text.substr(space));
    const std::size_t special = find_special(text, i, true);
    if (special == i) {
      const std::size_t end = special_end(text, i);
      check_reference(text.substr(i, end - i));
      if (i > space) put_space(text.substr(space, i - space));
      put(text.substr(i, end - i));
      i = end;
      continue;
    }
    if (i > space) put(" ");
    out_.marks.append(out_.buffer, text.substr(i, special - i), i - space);
    i = special;
  }
}

void SlimWriter::put_space(std::string_view space) {
  const bool form_feed = space.find('\f') != kEnd;
  if ((space.size() > kShortSpace || form_feed) && out_.marks.append_space(out_.buffer, space)) return;
  ambiguous_ = ambiguous_ || form_feed;
  put(space);
}

void SlimWriter::put_raw(std::string_view text) {
  if (text.empty()) return;
  if (find_special(text, 0, false) < text.size()) {
    ambiguous_ = ambiguous_ || find_mark(text) != kEnd;
    put(text);
  } else {
    out_.marks.append(out_.buffer, text, 0);
  }
}

void SlimWriter::put_nodes(NodeIndex first, NodeIndex last) {
  // A text before it was handed on for itself, so what parted the two must do so again.
  if (out_.nodes[first].tag == Tag::text) put("<!-->");
  out_.marks.append_nodes(out_.buffer, first, last);
}

// ---- tags

void SlimWriter::put_start_tag(const TagToken& tag) {
  if (slim_ && !needs_attributes(tag.tag)) return put_slim_tag(tag);
  // With a repeated name Gumbo, told to keep no errors, runs the next name together with it.
  if (!tag.more_attributes && !tag.repeated) return keep(tag.begin, tag.end);
  put("<");
  put(tag.name);
  for (const RawAttribute& attribute : tag.attributes) put_attribute(attribute);
  put(tag.self_closing ? " />" : ">");
}

void SlimWriter::put_attribute(const RawAttribute& attribute) {
  put(" ");
  put(attribute.name);
  if (attribute.value.empty()) return;
  const std::string_view quote(&attribute.quote, attribute.quote == 0 ? 0 : 1);
  put("=");
  put(quote);
  put(attribute.value);
  put(quote);
}

void SlimWriter::put_slim_tag(const TagToken& tag) {
  const auto offset = static_cast<std::uint32_t>(out_.buffer.size());
  const auto first = static_cast<std::uint32_t>(out_.attributes.size());
  put("<");
  put(tag.name);
  for (const RawAttribute& attribute : tag.attributes) put_slim_attribute(tag.tag, attribute);
  put(tag.self_closing ? " />" : ">");
  const auto count = static_cast<std::uint32_t>(out_.attributes.size()) - first;
  if (count > 0) out_.tags.push_back({offset, first, count});
}

void SlimWriter::put_bare_tag(std::string_view name, std::span<const Attribute> attributes) {
  const auto offset = static_cast<std::uint32_t>(out_.buffer.size());
  const auto first = static_cast<std::uint32_t>(out_.attributes.size());
  put("<");
  put(name);
  put(">");
  for (const Attribute& attribute : attributes) out_.attributes.push_back({attribute.name, false, attribute.value});
  if (!attributes.empty()) out_.tags.push_back({offset, first, static_cast<std::uint32_t>(attributes.size())});
}

void SlimWriter::put_slim_attribute(Tag tag, const RawAttribute& attribute) {
  const AttributeName name = listed_name(attribute.name);
  if (name == AttributeName::other) return;
  const bool given = find_special(attribute.value, 0, true) < attribute.value.size();
  out_.attributes.push_back({name, given, attribute.value});
  if (tag == Tag::input && name == AttributeName::type) {
    // The type of an <input> decides whether it may stand in a table.
    check_unmarked(attribute.value);
    put_attribute(attribute);
  } else if (given) {
    put_value(attribute_name(name), attribute.value);
  }
}

// As put_text(), but of a reference without ';' the next character decides whether it is one (13.2.5.73), so a '='
// stays with it.
void SlimWriter::put_value(std::string_view name, std::string_view value) {
  put(" ");
  put(name);
  put("=\"");
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t special = find_special(value, i, true);
    if (special > i) out_.marks.append(out_.buffer, value.substr(i, special - i), 0);
    if (special == value.size()) break;
    i = special_end(value, special);
    if (value[special] == '&' && i < value.size() && value[i] == '=') ++i;
    check_reference(value.substr(special, i - special));
    put(value.substr(special, i - special));
  }
  put("\"");
}

}  // namespace pith::html
