#include "slim.h"

#include <algorithm>

#include "foreign.h"
#include "gumbo_tree.h"
#include "open_elements.h"
#include "text_pieces.h"
#include "tokens.h"

namespace pith::html {
namespace {

constexpr std::size_t kShortSpace = 8;   // white space up to this size is handed on as it is
constexpr std::size_t kMostMerged = 16;  // <html> and <body> tags, whose attributes add up on one element

// How the tokenizer reads an element's content (13.2.6.2 and the start tags that switch its state).
enum class Content : std::uint8_t { markup, script, dropped, raw, rcdata, rest, foreign };

Content content_of(Tag tag) {
  switch (tag) {
    case Tag::script:
      return Content::script;
    case Tag::style:
    case Tag::iframe:
    case Tag::noembed:
      return Content::dropped;
    case Tag::noframes:
    case Tag::xmp:
      return Content::raw;
    case Tag::title:
    case Tag::textarea:
      return Content::rcdata;
    case Tag::plaintext:
      return Content::rest;
    case Tag::svg:
    case Tag::math:
      return Content::foreign;
    default:
      return Content::markup;
  }
}

// Whose attributes Gumbo must see: formatting elements are compared by them (13.2.4.3; not <a>, of which the list never
// holds two), those of a second <html> and <body> are added to the first's.
bool needs_attributes(Tag tag) {
  return (is_formatting(tag) && tag != Tag::a) || tag == Tag::html || tag == Tag::body;
}

bool is_table_part(Tag tag) {
  switch (tag) {
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
      return true;
    default:
      return false;
  }
}

AttributeName name_of(std::string_view name) {
  char lower[24];
  if (name.size() > sizeof lower) return AttributeName::other;
  std::transform(name.begin(), name.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; });
  return attribute_from_name({lower, name.size()});
}

class Slimmer {
 public:
  Slimmer(std::string_view source, const Limits& limits, bool slim, Slim& out)
      : source_(source), limits_(limits), slim_(slim), out_(out), open_(std::max<std::size_t>(limits.depth, 1)) {}

  bool run() {
    if (slim_) reserve();
    while (position_ < source_.size()) step();
    out_.cut_depth = open_.cut() || out_.cut_depth;
    out_.text = copying_ ? std::string_view(out_.buffer) : source_.substr(0, kept_);
    return !ambiguous_;
  }

 private:
  void reserve() {
    copying_ = true;
    out_.buffer.reserve(source_.size() / 6 + 64);
    out_.marks.reserve(source_.size() / 200);
    out_.tags.reserve(source_.size() / 300);
    out_.attributes.reserve(source_.size() / 200);
  }

  void stop() { position_ = source_.size(); }

  // ---- output

  // Hands on source bytes as they are. Until something changes, only their end is noted.
  void keep(std::size_t begin, std::size_t end) {
    if (!copying_ && begin == kept_) {
      kept_ = end;
    } else {
      put(source_.substr(begin, end - begin));
    }
  }

  void put(std::string_view text) {
    if (!copying_) {
      copying_ = true;
      out_.buffer.assign(source_.substr(0, kept_));
    }
    out_.buffer.append(text);
  }

  void put_end_tag(std::string_view name) {
    put("</");
    put(name);
    put(">");
  }

  void put_comment_before_text() {
    if (comment_pending_) put("<!-->");
    comment_pending_ = false;
  }

  // Takes a tag out. A comment stands in for it, or the texts around it could make a reference or a tag together.
  void leave_out() {
    if (slim_) {
      comment_pending_ = true;
    } else {
      put("<!-->");
    }
  }

  void check_reference(std::string_view special) { ambiguous_ = ambiguous_ || refers_to_mark(special); }

  // Character data and tags that are handed on as they stand must not hold what reads as a mark.
  void check_unmarked(std::string_view text) {
    ambiguous_ = ambiguous_ || find_mark(text) != kEnd;
    for (std::size_t i = text.find("&#"); i != kEnd; i = text.find("&#", i + 2)) check_reference(text.substr(i));
  }

  // Character data in which references count. White space at its start is told apart from the rest by the tree builder,
  // so it stays, shortened to one space where a mark comes next that can bring it back.
  void put_text(std::string_view text) {
    std::size_t i = 0;
    if (after_pre_ && text.starts_with('\n')) put(text.substr(i++, 1));
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

  void put_space(std::string_view space) {
    const bool form_feed = space.find('\f') != kEnd;
    if ((space.size() > kShortSpace || form_feed) && out_.marks.append_space(out_.buffer, space)) return;
    ambiguous_ = ambiguous_ || form_feed;
    put(space);
  }

  // Raw text: one mark, unless Gumbo would change a character.
  void put_raw(std::string_view text) {
    if (text.empty()) return;
    if (find_special(text, 0, false) < text.size()) {
      ambiguous_ = ambiguous_ || find_mark(text) != kEnd;
      put(text);
    } else {
      out_.marks.append(out_.buffer, text, 0);
    }
  }

  // ---- tokens

  void step() {
    const std::size_t markup = next_markup(position_);
    if (markup > position_) text(position_, markup);
    position_ = std::max(position_, markup);
    if (position_ >= source_.size()) return;
    const char c = source_[position_ + 1];
    if (c == '!' || c == '?') {
      declaration();
    } else if (c != '/') {
      start_tag();
    } else if (is_ascii_letter(source_[position_ + 2])) {
      end_tag();
    } else {
      bogus_end_tag();
    }
  }

  // 13.2.5.6, tag open: a '<' before anything else is text, so is "</" at the end.
  std::size_t next_markup(std::size_t from) const {
    for (std::size_t i = source_.find('<', from); i != kEnd; i = source_.find('<', i + 1)) {
      if (i + 1 == source_.size()) break;
      const char c = source_[i + 1];
      if (is_ascii_letter(c) || c == '!' || c == '?' || (c == '/' && i + 2 < source_.size())) return i;
    }
    return source_.size();
  }

  bool count_piece() {
    if (++out_.pieces <= limits_.nodes) return true;
    out_.cut_nodes = true;
    stop();
    return false;
  }

  void text(std::size_t begin, std::size_t end) {
    if (!count_piece()) return;
    const std::string_view characters = source_.substr(begin, end - begin);
    doctype_ = doctype_ || !std::all_of(characters.begin(), characters.end(), is_html_space);
    reconstruct();
    if (!slim_) return keep(begin, end);
    put_comment_before_text();
    if (frameset_) {
      // Frames keep white space and drop the rest, which one mark cannot do.
      check_unmarked(characters);
      return put(characters);
    }
    put_text(characters);
    after_pre_ = false;
  }

  void reconstruct() {
    for (const Tag tag : open_.reconstruct()) put_end_tag(tag_name(tag));
  }

  void declaration() {
    const std::string_view rest = source_.substr(position_);
    std::size_t end = kEnd;
    if (rest.starts_with("<!--")) {
      end = comment_end(source_, position_ + 4);
    } else {
      end = source_.find('>', position_);
      if (end != kEnd) ++end;
    }
    if (end == kEnd) end = source_.size();
    const bool doctype = equals_lower(rest.substr(0, 9), "<!doctype");
    if (doctype && !doctype_) open_.set_quirks(is_quirks_doctype(source_.substr(position_, end - position_)));
    doctype_ = doctype_ || doctype;
    if (!slim_ || doctype) {
      keep(position_, end);
    } else {
      comment_pending_ = true;
    }
    position_ = end;
  }

  // "</" before something that is no letter is a comment, "</>" nothing (13.2.5.7). The latter must go, as Gumbo takes
  // its '>' for the start of the next tag's original text.
  void bogus_end_tag() {
    const std::size_t close = source_.find('>', position_);
    const std::size_t end = close == kEnd ? source_.size() : close + 1;
    if (slim_ || close == position_ + 2) {
      leave_out();
    } else {
      keep(position_, end);
    }
    position_ = end;
  }

  void end_tag() {
    read_tag(source_, position_, position_ + 2, limits_.attributes, tag_);
    if (tag_.end == kEnd) return stop();  // 13.2.5.8 and on, eof-in-tag: dropped
    position_ = tag_.end;
    doctype_ = true;
    if (tag_.tag == Tag::br) reconstruct();  // </br> is <br>
    close_before_end(tag_.tag);
    if (!open_.end(tag_.tag, tag_.name)) return leave_out();
    // Gumbo takes the form off the stack before it inserts the text that waits; a comment makes it do so first.
    if (tag_.tag == Tag::form) put("<!-->");
    if (slim_ || !tag_.attributes.empty()) {
      put_end_tag(tag_.name);
    } else {
      keep(tag_.begin, tag_.end);
    }
    after_pre_ = false;
  }

  void start_tag() {
    read_tag(source_, position_, position_ + 1, limits_.attributes, tag_);
    if (tag_.end == kEnd) return stop();
    if (!count_piece()) return;
    position_ = tag_.end;
    doctype_ = true;
    const Content content = content_of(tag_.tag);
    const std::size_t end = content == Content::markup ? tag_.end : content_end(content);
    if (is_out_of_place(content)) {
      position_ = past_content(content, end);
      return leave_out();
    }
    close_select(content);
    if (content == Content::markup) return element();
    open_.start_raw_text(tag_.tag);
    if (reconstructs(tag_.tag)) reconstruct();
    if (content == Content::foreign) return foreign();
    text_element(content, end);
  }

  // Where the tree builder ignores a start tag that switches the tokenizer, its content would be read as markup: in
  // <select> and in frames (13.2.6.4.16, 13.2.6.4.20). Parts of a table straight in a <template> put that in one of
  // several modes (13.2.6.4.18), of which one ignores most tags. Nothing that counts is lost with such elements.
  bool is_out_of_place(Content content) const {
    if (tag_.tag == Tag::isindex) return true;  // gone from the standard; Gumbo makes a form of it
    if (is_table_part(tag_.tag)) return open_.in_bare_template();
    if (content == Content::markup) return false;
    if (frameset_) return tag_.tag != Tag::noframes;
    return open_.in_select() && (content == Content::dropped || tag_.tag == Tag::svg);
  }

  void close_select(Content content) {
    if (!open_.in_select()) return;
    const bool closes = content == Content::raw || content == Content::rcdata || content == Content::rest ||
                        content == Content::foreign || tag_.tag == Tag::template_;
    if (closes) put_implied_end_tag(Tag::select);
  }

  // Whether these end a <select> depends on what is open in the table around. Of what is open in a <noscript> the end
  // tag may close nothing, and would leave all of the page within it.
  void close_before_end(Tag tag) {
    const bool of_table = tag == Tag::tr || tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot;
    if (of_table && open_.in_select()) put_implied_end_tag(Tag::select);
    if (tag != Tag::noscript) return;
    for (const Tag open : open_.within(tag)) put_implied_end_tag(open);
  }

  void put_implied_end_tag(Tag tag) {
    open_.end(tag, {});
    put_end_tag(tag_name(tag));
  }

  std::size_t content_end(Content content) const {
    if (content == Content::foreign || content == Content::rest) return source_.size();
    const std::size_t end = content == Content::script ? script_end(source_, tag_.end)
                                                       : raw_text_end(source_, tag_.end, tag_name(tag_.tag));
    return std::min(end, source_.size());
  }

  std::size_t past_content(Content content, std::size_t end) {
    if (content == Content::markup || content == Content::rest) return tag_.end;
    if (content == Content::foreign) return tag_.self_closing ? tag_.end : foreign_extent(source_, tag_).end;
    if (end == source_.size()) return end;
    read_tag(source_, end, end + 2, 0, end_tag_);
    return std::min(end_tag_.end, source_.size());
  }

  void element() {
    if (tag_.tag == Tag::frameset) frameset_ = true;
    const bool merged = tag_.tag == Tag::html || tag_.tag == Tag::body;
    if (merged && ++merged_ > kMostMerged) return leave_out();
    const std::string_view whole = source_.substr(tag_.begin, tag_.end - tag_.begin);
    if (!open_.start(tag_.tag, whole, tag_.name)) return leave_out();
    for (const Tag tag : open_.closed_before()) put_end_tag(tag_name(tag));
    after_pre_ = tag_.tag == Tag::pre || tag_.tag == Tag::listing;
    if (after_pre_) put_comment_before_text();  // not behind the tag, where it would part it from a line feed
    put_start_tag();
  }

  void text_element(Content content, std::size_t end) {
    put_start_tag();
    const std::size_t begin = tag_.end;
    const std::size_t past = past_content(content, end);
    position_ = content == Content::rest ? source_.size() : past;
    if (!slim_) {
      keep(begin, end);
      if (past > end && end_tag_.more_attributes) return put_end_tag(tag_.name);
      return keep(end, position_);
    }
    put_content(content, source_.substr(begin, end - begin));
    if (past > end) put_end_tag(tag_.name);
  }

  void put_content(Content content, std::string_view text) {
    switch (content) {
      case Content::script:
        if (is_json()) put_raw(text);
        break;
      case Content::rcdata:
        after_pre_ = tag_.tag == Tag::textarea;
        put_text(text);
        break;
      case Content::raw:
      case Content::rest:
        put_raw(text);
        break;
      default:
        break;
    }
    after_pre_ = false;
  }

  bool is_json() const {
    return std::any_of(tag_.attributes.begin(), tag_.attributes.end(), [](const RawAttribute& attribute) {
      if (!equals_lower(attribute.name, "type")) return false;
      for (std::size_t i = 0; i + 4 <= attribute.value.size(); ++i) {
        if (equals_lower(attribute.value.substr(i, 4), "json")) return true;
      }
      return attribute.value.find('&') != kEnd;
    });
  }

  void foreign() {
    put_start_tag();
    after_pre_ = false;
    if (tag_.self_closing) return;
    const ForeignExtent extent = foreign_extent(source_, tag_);
    const std::size_t begin = position_;
    position_ = extent.end;
    if (slim_ && tag_.tag == Tag::math) check_unmarked(source_.substr(begin, extent.end - begin));
    if (extent.certain && (!slim_ || tag_.tag == Tag::math)) return keep(begin, extent.end);
    if (tag_.tag == Tag::math) {
      put_text_of_math(begin, extent.end);
    } else if (extent.has_text) {
      put("x");  // that there is text decides whether a <frameset> is still allowed
    }
    put_end_tag(tag_.name);
  }

  // Ill-formed: the characters alone. A comment for each tag keeps "<" and "b" of two texts from making a tag.
  void put_text_of_math(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t markup = std::min(next_markup(begin), end);
      put(source_.substr(begin, markup - begin));
      if (markup == end) return;
      put("<!-->");
      const std::size_t close = source_.find('>', markup);
      begin = close == kEnd ? end : close + 1;
    }
  }

  // ---- attributes

  void put_start_tag() {
    if (tag_.more_attributes) out_.cut_attributes = true;
    if (slim_ && !needs_attributes(tag_.tag)) return put_slim_tag();
    // With a repeated name Gumbo, told to keep no errors, runs the next name together with it.
    if (!tag_.more_attributes && !tag_.repeated) return keep(tag_.begin, tag_.end);
    put("<");
    put(tag_.name);
    for (const RawAttribute& attribute : tag_.attributes) put_attribute(attribute);
    put(tag_.self_closing ? " />" : ">");
  }

  void put_attribute(const RawAttribute& attribute) {
    put(" ");
    put(attribute.name);
    if (attribute.value.empty()) return;
    const std::string_view quote(&attribute.quote, attribute.quote == 0 ? 0 : 1);
    put("=");
    put(quote);
    put(attribute.value);
    put(quote);
  }

  void put_slim_tag() {
    const auto offset = static_cast<std::uint32_t>(out_.buffer.size());
    const auto first = static_cast<std::uint32_t>(out_.attributes.size());
    put("<");
    put(tag_.name);
    for (const RawAttribute& attribute : tag_.attributes) put_slim_attribute(attribute);
    put(tag_.self_closing ? " />" : ">");
    const auto count = static_cast<std::uint32_t>(out_.attributes.size()) - first;
    if (count > 0) out_.tags.push_back({offset, first, count});
  }

  void put_slim_attribute(const RawAttribute& attribute) {
    const AttributeName name = name_of(attribute.name);
    if (name == AttributeName::other) return;
    const bool given = find_special(attribute.value, 0, true) < attribute.value.size();
    out_.attributes.push_back({name, given, attribute.value});
    if (tag_.tag == Tag::input && name == AttributeName::type) {
      // The type of an <input> decides whether it may stand in a table.
      check_unmarked(attribute.value);
      put_attribute(attribute);
    } else if (given) {
      put_value(attribute_name(name), attribute.value);
    }
  }

  // As put_text(), but of a reference without ';' the next character decides whether it is one (13.2.5.73), so a '='
  // stays with it.
  void put_value(std::string_view name, std::string_view value) {
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

  std::string_view source_;
  const Limits& limits_;
  const bool slim_;
  Slim& out_;
  OpenElements open_;
  TagToken tag_;
  TagToken end_tag_;
  std::size_t position_ = 0;
  std::size_t kept_ = 0;          // while not copying: the front of the source that is handed on
  std::size_t merged_ = 0;        // <html> and <body> tags
  bool doctype_ = false;          // no more counts: there was one, or something before it
  bool copying_ = false;          // out_.buffer is in use
  bool frameset_ = false;         // there was one
  bool after_pre_ = false;        // the last token opened a <pre>: a line feed is dropped here (13.2.6.4.7)
  bool comment_pending_ = false;  // one was left out; it parts texts
  bool ambiguous_ = false;
};

}  // namespace

Slim bound(std::string_view source, const Limits& limits) {
  Slim out;
  Slimmer(source, limits, false, out).run();
  return out;
}

bool slim(std::string_view source, const Limits& limits, Slim& out) {
  return Slimmer(source, limits, true, out).run();
}

}  // namespace pith::html
