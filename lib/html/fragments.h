// Markup whose tree is certain from its tags alone: elements that are closed as they were opened, within a known
// place. Gumbo is handed one mark for all of it, and its nodes are made here. Where a tag's effect depends on more than
// is known (WHATWG 13.2.6 as a whole), what is open is handed on and Gumbo decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html.h"
#include "loose.h"
#include "slim.h"
#include "slim_writer.h"
#include "storage.h"
#include "tokens.h"

namespace pith::html {

class Fragments {
 public:
  // With `on` false nothing is taken. The attributes' and texts' characters that are decoded go into `storage`.
  Fragments(std::string_view source, std::size_t most_attributes, bool on, Document::Storage& storage,
            SlimWriter& writer, Slim& out);

  // Each is told of a token and whether it is taken: if not, it is to be handed on, at once.
  bool start(const TagToken& tag);
  bool end(const TagToken& tag);
  bool text(std::string_view characters, bool after_pre);
  // An element without element children: <svg>, and those whose content is no markup.
  bool text_element(const TagToken& tag, std::string_view content);
  // A script or style that no stage reads.
  bool drop(Tag tag);
  // A <math>, always to be handed on. `closed`: it reaches no further than what is handed on.
  void math(bool closed);
  // To be handed on; of no effect behind the first tags.
  void doctype();

  // Hands on what is open, which stays open.
  void hand_on();
  // The same, and then nothing is known of it.
  void lose();
  // Takes nothing from here on.
  void stop();

  // Whether anything was taken.
  bool used() const { return !out_.nodes.empty(); }

 private:
  enum class Paragraph : std::uint8_t { none, open, unknown };  // in button scope (13.2.4.2)

  // An element on the stack of open elements (13.2.4.2). The first frame stands for all that was open before.
  struct Frame {
    Tag tag = Tag::unknown;
    Paragraph paragraph = Paragraph::none;
    std::uint8_t flags = 0;        // of its children
    bool in_select = false;        // a <select> or in one
    bool link = false;             // an <a> is open since the last marker (13.2.4.3)
    bool implied = false;          // without a tag in the source
    std::uint16_t formatting = 0;  // formatting elements open since the last marker
    NodeIndex node = 0;            // its own
    NodeIndex pending = 0;         // the first node within it that was not handed on
    std::size_t begin = 0;         // its start tag in the source
    std::string_view name;
  };

  // What becomes of a start tag.
  enum class Place : std::uint8_t {
    unknown,
    inside,  // a node of the top frame
    root,    // what it closes is not known, but in it all is
    handed,  // Gumbo's to place; it leaves the open elements as they are
  };
  struct Plan {
    Place place = Place::unknown;
    std::size_t keep = 0;  // frames that stay open
  };

  bool usable() const { return on_ && loose_.certain(); }
  const Frame& top() const { return open_.back(); }
  bool at_bottom() const { return open_.size() == 1; }
  bool is_handed() const { return handed_ == open_.size(); }

  // fragment_rules.cpp
  static bool is_structure(Tag tag);  // parts of a table that hold only certain elements: no mark may stand in them
  static bool bounds_paragraph(Tag tag);
  bool takes_elements() const;
  Plan inside() const { return {Place::inside, open_.size()}; }
  Plan plan(Tag tag) const;
  Plan plan_element(Tag tag) const;
  Plan plan_block(Tag tag) const;
  Plan plan_in_select(Tag tag) const;
  Plan plan_table_part(Tag tag) const;
  std::size_t item_to_close(Tag tag) const;
  bool is_open(Tag tag) const;
  std::size_t match(const TagToken& tag) const;
  std::size_t match_block(Tag tag) const;
  std::size_t match_table(Tag tag) const;
  std::size_t match_in_select(Tag tag) const;

  void add(const TagToken& tag);
  void open_root(const TagToken& tag);
  bool append_element(const TagToken& tag);
  bool append_leaf(const TagToken& tag, std::string_view content);
  void append_text(std::string_view text);
  NodeIndex append_node(Tag tag);
  std::string_view lower_name(std::string_view name);

  void push(const TagToken& tag, NodeIndex node);
  void push_implied(Tag tag);
  Frame frame_below(Tag tag, NodeIndex node) const;
  void close_to(std::size_t frames);
  void close_top();

  void hand_on_within(bool contained);
  void put_start_tag(const TagToken& tag);
  void flush(Frame& frame, NodeIndex last);
  void put_structure(NodeIndex first, NodeIndex last);

  std::string_view source_;
  std::size_t most_attributes_;
  bool on_;
  Document::Storage& storage_;
  SlimWriter& writer_;
  Slim& out_;
  std::vector<Frame> open_;
  std::size_t handed_ = 1;  // frames that were handed on: the first so many
  Loose loose_;
  bool in_head_ = false;  // the tree builder has come to the head
  bool in_body_ = false;  // it has left the head
  bool known_ = false;    // the first frame is <body>
  bool ignored_ = false;  // the last tag was ignored: the texts around it are one, which only Gumbo makes of them
  TagToken scratch_tag_;
  std::string scratch_;
};

}  // namespace pith::html
