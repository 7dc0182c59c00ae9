#include "slim.h"

#include <algorithm>

#include "foreign.h"
#include "fragments.h"
#include "gumbo_tree.h"
#include "kinds.h"
#include "open_elements.h"
#include "slim_writer.h"
#include "tokens.h"

namespace pith::html {
namespace {

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

bool is_json(const TagToken& script) {
  return std::any_of(script.attributes.begin(), script.attributes.end(), [](const RawAttribute& attribute) {
    if (!equals_lower(attribute.name, "type")) return false;
    for (std::size_t i = 0; i + 4 <= attribute.value.size(); ++i) {
      if (equals_lower(attribute.value.substr(i, 4), "json")) return true;
    }
    return attribute.value.find('&') != kEnd;
  });
}

class Slimmer {
 public:
  Slimmer(std::string_view source, const Limits& limits, bool slim, Document::Storage& storage, Slim& out)
      : source_(source),
        limits_(limits),
        slim_(slim),
        out_(out),
        open_(std::max<std::size_t>(limits.depth, 1)),
        writer_(source, slim, out),
        fragments_(source, limits.attributes, slim, storage, writer_, out) {}

  bool run() {
    while (position_ < source_.size()) step();
    fragments_.hand_on();
    out_.cut_depth = open_.cut() || out_.cut_depth;
    writer_.finish();
    return !writer_.ambiguous();
  }

 private:
  void stop() { position_ = source_.size(); }

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
    if (!slim_) return writer_.keep(begin, end);
    const bool after_pre = after_pre_;
    after_pre_ = false;
    if (fragments_.text(characters, after_pre)) return;
    writer_.put_comment_before_text();
    if (!frameset_) return writer_.put_text(characters, after_pre);
    // Frames keep white space and drop the rest, which one mark cannot do.
    writer_.check_unmarked(characters);
    writer_.put(characters);
  }

  void reconstruct() { put_end_tags(open_.reconstruct()); }

  // Of elements that are closed as they would nest too deep.
  void put_end_tags(const std::vector<Tag>& tags) {
    if (tags.empty()) return;
    fragments_.stop();
    for (const Tag tag : tags) writer_.put_end_tag(tag_name(tag));
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
      fragments_.doctype();
      writer_.keep(position_, end);
    } else {
      writer_.leave_out();
    }
    after_pre_ = false;
    position_ = end;
  }

  // "</" before something that is no letter is a comment, "</>" nothing (13.2.5.7). The latter must go, as Gumbo takes
  // its '>' for the start of the next tag's original text.
  void bogus_end_tag() {
    const std::size_t close = source_.find('>', position_);
    const std::size_t end = close == kEnd ? source_.size() : close + 1;
    if (slim_ || close == position_ + 2) {
      writer_.leave_out();
    } else {
      writer_.keep(position_, end);
    }
    after_pre_ = false;
    position_ = end;
  }

  void end_tag() {
    read_tag(source_, position_, position_ + 2, limits_.attributes, tag_);
    if (tag_.end == kEnd) return stop();  // 13.2.5.8 and on, eof-in-tag: dropped
    position_ = tag_.end;
    doctype_ = true;
    after_pre_ = false;
    if (tag_.tag == Tag::br) reconstruct();  // </br> is <br>
    close_before_end(tag_.tag);
    if (!open_.end(tag_.tag, tag_.name)) return leave_out_deep();
    if (fragments_.end(tag_)) return;
    if (slim_ || !tag_.attributes.empty() || tag_.tag == Tag::form) {
      writer_.put_end_tag(tag_.name);
    } else {
      writer_.keep(tag_.begin, tag_.end);
    }
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
      return writer_.leave_out();
    }
    close_select(content);
    if (content == Content::markup) return element();
    open_.start_raw_text(tag_.tag);
    if (reconstructs(tag_.tag)) reconstruct();
    after_pre_ = false;
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
    fragments_.lose();
    writer_.put_end_tag(tag_name(tag));
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

  // What is left out here, and closed there, is told from the tags alone: from then on nothing is certain.
  void leave_out_deep() {
    fragments_.stop();
    writer_.leave_out();
  }

  void element() {
    if (tag_.tag == Tag::frameset) {
      frameset_ = true;
      if (fragments_.used()) writer_.set_ambiguous();  // whether it is allowed depends on what marks do not tell
      fragments_.stop();
    }
    const bool merged = tag_.tag == Tag::html || tag_.tag == Tag::body;
    if (merged && ++merged_ > kMostMerged) return writer_.leave_out();
    const std::string_view whole = source_.substr(tag_.begin, tag_.end - tag_.begin);
    if (!open_.start(tag_.tag, whole, tag_.name)) return leave_out_deep();
    put_end_tags(open_.closed_before());
    if (tag_.more_attributes) out_.cut_attributes = true;
    after_pre_ = tag_.tag == Tag::pre || tag_.tag == Tag::listing;
    if (fragments_.start(tag_)) return;
    if (after_pre_) writer_.put_comment_before_text();  // not behind the tag, where it would part it from a line feed
    writer_.put_start_tag(tag_);
  }

  void text_element(Content content, std::size_t end) {
    if (tag_.more_attributes) out_.cut_attributes = true;
    const std::size_t begin = tag_.end;
    const std::size_t past = past_content(content, end);
    position_ = content == Content::rest ? source_.size() : past;
    if (!slim_) {
      writer_.put_start_tag(tag_);
      writer_.keep(begin, end);
      if (past > end && end_tag_.more_attributes) return writer_.put_end_tag(tag_.name);
      return writer_.keep(end, position_);
    }
    const std::string_view body = source_.substr(begin, end - begin);
    const bool dropped = tag_.tag == Tag::style || (content == Content::script && !is_json(tag_));
    if (dropped ? fragments_.drop(tag_.tag) : fragments_.text_element(tag_, body)) return;
    writer_.put_start_tag(tag_);
    if (!dropped) put_content(content, body);
    if (past > end) writer_.put_end_tag(tag_.name);
  }

  void put_content(Content content, std::string_view text) {
    switch (content) {
      case Content::rcdata:
        return writer_.put_text(text, tag_.tag == Tag::textarea);
      case Content::script:
      case Content::raw:
      case Content::rest:
        return writer_.put_raw(text);
      default:
        return;
    }
  }

  void foreign() {
    if (tag_.more_attributes) out_.cut_attributes = true;
    const ForeignExtent extent = tag_.self_closing ? ForeignExtent{tag_.end} : foreign_extent(source_, tag_);
    const std::size_t begin = position_;
    position_ = extent.end;
    const bool math = tag_.tag == Tag::math;
    if (math) fragments_.math(!extent.certain || extent.closed);
    if (!math && fragments_.text_element(tag_, {})) return;
    writer_.put_start_tag(tag_);
    if (tag_.self_closing) return;
    if (slim_ && math) writer_.check_unmarked(source_.substr(begin, extent.end - begin));
    if (extent.certain && (!slim_ || math)) return writer_.keep(begin, extent.end);
    if (math) {
      put_text_of_math(begin, extent.end);
    } else if (extent.has_text) {
      writer_.put("x");  // that there is text decides whether a <frameset> is still allowed
    }
    writer_.put_end_tag(tag_.name);
  }

  // Ill-formed: the characters alone. A comment for each tag keeps "<" and "b" of two texts from making a tag.
  void put_text_of_math(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t markup = std::min(next_markup(begin), end);
      writer_.put(source_.substr(begin, markup - begin));
      if (markup == end) return;
      writer_.put("<!-->");
      const std::size_t close = source_.find('>', markup);
      begin = close == kEnd ? end : close + 1;
    }
  }

  std::string_view source_;
  const Limits& limits_;
  const bool slim_;
  Slim& out_;
  OpenElements open_;
  SlimWriter writer_;
  Fragments fragments_;
  TagToken tag_;
  TagToken end_tag_;
  std::size_t position_ = 0;
  std::size_t merged_ = 0;  // <html> and <body> tags
  bool doctype_ = false;    // no more counts: there was one, or something before it
  bool frameset_ = false;   // there was one
  bool after_pre_ = false;  // the last token opened a <pre>: a line feed is dropped here (13.2.6.4.7)
};

}  // namespace

Slim bound(std::string_view source, const Limits& limits, Document::Storage& storage) {
  Slim out;
  Slimmer(source, limits, false, storage, out).run();
  return out;
}

bool slim(std::string_view source, const Limits& limits, Document::Storage& storage, Slim& out) {
  return Slimmer(source, limits, true, storage, out).run();
}

}  // namespace pith::html
