// A shadow of the tree builder's stack of open elements and list of active formatting elements (WHATWG 13.2.4), kept
// while reading tags so that nesting is bounded before Gumbo, whose cost is quadratic in it, sees them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tags.h"

namespace pith::html {

class OpenElements {
 public:
  explicit OpenElements(std::size_t deepest) : deepest_(deepest) {}

  // Whether the tag is to be handed on; false where it would nest too deep, or closes one that was left out.
  // `source` is the whole start tag: formatting elements are alike if it is.
  bool start(Tag tag, std::string_view source, std::string_view name);
  bool end(Tag tag, std::string_view name);
  // An element whose content is no markup, closed again at once.
  void start_raw_text(Tag tag);
  // Whether <table> may stand in <p>: in quirks mode.
  void set_quirks(bool quirks) { quirks_ = quirks; }
  // What the parser does before text and before elements that reconstructs() names: formatting elements left open are
  // built again. Where that is too many or too deep, their names, innermost first, to be closed instead.
  std::vector<Tag> reconstruct();
  // The same for the element that start() let pass: to be closed before it.
  const std::vector<Tag>& closed_before() const { return closed_before_; }
  // Special elements and formatting open within the innermost such element, innermost first; none if it is not open.
  std::vector<Tag> within(Tag tag) const;

  // In a <template> and in no table within it.
  bool in_bare_template() const;
  bool in_select() const { return select_ != kNone; }
  bool cut() const { return cut_; }

 private:
  struct Element {
    Tag tag;
    std::uint32_t name;       // tells unlisted elements apart: a hash of the name
    std::uint32_t entry = 0;  // of a formatting element: the id of its entry in the list
  };
  struct Formatting {
    Tag tag;  // Tag::unknown: a marker
    std::string_view source;
    std::uint32_t id = 0;
    bool open = true;  // on the stack
  };

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t find(Tag tag, std::uint32_t name, bool (*stops)(Tag)) const;
  std::size_t find_cell() const;
  std::size_t find_heading() const;
  void close_ruby(Tag tag);
  void pop_to(std::size_t index);
  void close_implied(Tag tag);
  void close_item(Tag tag);
  void close_table_context(Tag tag);
  bool start_in_select(Tag tag);
  bool ignored_in_select(Tag end_tag);
  bool start_frameset();
  bool end_frameset();
  void add_formatting(Tag tag, std::string_view source);
  bool end_formatting(Tag tag);
  void end_matching(Tag tag, std::uint32_t name);

  std::size_t deepest_;
  std::vector<Element> elements_;
  std::vector<Formatting> formatting_;
  std::size_t select_ = kNone;           // where the open <select> is
  std::size_t left_out_ = 0;             // start tags left out and not closed yet
  std::size_t left_out_formatting_ = 0;  // of formatting elements
  std::size_t built_again_ = 0;
  std::uint32_t last_id_ = 0;
  std::vector<Tag> closed_before_;
  std::size_t framesets_ = 0;
  std::size_t left_out_framesets_ = 0;
  bool quirks_ = true;
  bool cut_ = false;
};

// b, i, font and the like (13.2.4.2, formatting).
bool is_formatting(Tag tag);
bool is_void(Tag tag);
// Whether the start tag has formatting elements built again before it (13.2.6.4.7).
bool reconstructs(Tag tag);

}  // namespace pith::html
