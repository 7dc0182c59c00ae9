// What may still be open, at most, of the elements that were not closed as they were opened: enough to tell where
// nothing of it can reach.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tags.h"

namespace pith::html {

class Loose {
 public:
  void start(Tag tag);
  void end(Tag tag);
  // An element that was opened within what is known and is no longer.
  void lose(Tag tag);

  // No formatting element, <select> or <template> can be open.
  bool certain() const {
    return formatting_.empty() && !select_ && templates_ == 0 && !(marker_in_template_ && formatting_in_template_);
  }
  bool table() const { return tables_ > 0; }
  bool button() const { return buttons_ > 0; }
  bool form() const { return form_; }
  // A <noscript> was started: in the head it is a mode of its own (13.2.6.4.5).
  bool noscript() const { return noscript_; }

 private:
  struct Formatting {
    Tag tag;
    std::size_t started;  // value of started_ then
  };

  bool in_marker() const { return tables_ > 0 || objects_ > 0; }
  void end_formatting(Tag tag);

  std::vector<Formatting> formatting_;
  std::size_t started_ = 0;  // special elements (13.2.4.2)
  std::size_t tables_ = 0;
  std::size_t buttons_ = 0;
  std::size_t objects_ = 0;  // and others that put a marker on the list of active formatting elements
  std::size_t templates_ = 0;
  bool marker_in_template_ = false;
  bool formatting_in_template_ = false;
  bool select_ = false;
  bool form_ = false;
  bool noscript_ = false;
};

}  // namespace pith::html
