// What Gumbo is handed of a page: bytes as they are, tags without the attributes that only the Document needs, marks.
#pragma once

#include <cstddef>
#include <string_view>

#include "slim.h"
#include "tokens.h"

namespace pith::html {

class SlimWriter {
 public:
  // `slim`: whether attributes and texts are taken out; else all is written as it is.
  SlimWriter(std::string_view source, bool slim, Slim& out);

  // Hands on source bytes as they are. Until something changes, only their end is noted.
  void keep(std::size_t begin, std::size_t end);
  void put(std::string_view text);
  void put_end_tag(std::string_view name);
  void put_start_tag(const TagToken& tag);
  // A start tag that no attributes of Gumbo's belong to: those of the Document are `attributes`.
  void put_bare_tag(std::string_view name, std::span<const Attribute> attributes);
  // The place of `nodes` [first, last).
  void put_nodes(NodeIndex first, NodeIndex last);

  // Character data in which references count. `after_pre`: a line feed at its start is dropped (13.2.6.4.7).
  void put_text(std::string_view text, bool after_pre);
  // Raw text: one mark, unless Gumbo would change a character.
  void put_raw(std::string_view text);

  // Takes a tag or comment out. A comment stands in for it before the next text, or the texts around it could make a
  // reference or a tag together.
  void leave_out();
  void put_comment_before_text();
  // What comes next is parted from what was before without it.
  void forget_comment() { comment_pending_ = false; }

  // Character data and tags that are handed on as they stand must not hold what reads as a mark.
  void check_unmarked(std::string_view text);
  // A mark may be read as something else, or the page does what marks do not allow for.
  void set_ambiguous() { ambiguous_ = true; }
  bool ambiguous() const { return ambiguous_; }

  // What was written is in the output.
  void finish();

 private:
  void check_reference(std::string_view special);
  void put_space(std::string_view space);
  void put_attribute(const RawAttribute& attribute);
  void put_slim_tag(const TagToken& tag);
  void put_slim_attribute(Tag tag, const RawAttribute& attribute);
  void put_value(std::string_view name, std::string_view value);

  std::string_view source_;
  const bool slim_;
  Slim& out_;
  std::size_t kept_ = 0;          // while not copying: the front of the source that is handed on
  bool copying_ = false;          // out_.buffer is in use
  bool comment_pending_ = false;  // one was left out; it parts texts
  bool ambiguous_ = false;
};

// AttributeName::other for one that no stage reads.
AttributeName listed_name(std::string_view name);

}  // namespace pith::html
