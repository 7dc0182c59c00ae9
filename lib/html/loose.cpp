#include "loose.h"

#include "kinds.h"

namespace pith::html {
namespace {

// The adoption agency's outer loop (13.2.6.4.7) ends after eight rounds, one for each special element within.
constexpr std::size_t kRounds = 8;

bool is_object(Tag tag) {
  return tag == Tag::object || tag == Tag::applet || tag == Tag::marquee;
}

}  // namespace

void Loose::lose(Tag tag) {
  if (is_formatting(tag)) {
    formatting_.push_back({tag, started_});
  } else if (tag == Tag::table) {
    ++tables_;
  } else if (tag == Tag::button) {
    ++buttons_;
  } else if (is_object(tag)) {
    ++objects_;
  } else if (tag == Tag::select) {
    select_ = true;
  } else if (tag == Tag::form) {
    form_ = true;
  } else if (tag == Tag::noscript) {
    noscript_ = true;
  }
  if (is_special(tag)) ++started_;
}

// What is within a <template> goes with it (13.2.6.4.4), but for formatting elements before a marker that stays.
void Loose::start(Tag tag) {
  if (tag == Tag::template_) ++templates_;
  if (templates_ > 0) {
    marker_in_template_ = marker_in_template_ || (is_marker(tag) && tag != Tag::template_);
    formatting_in_template_ = formatting_in_template_ || is_formatting(tag);
    return;
  }
  if (tag == Tag::a && !in_marker()) std::erase_if(formatting_, [](const Formatting& f) { return f.tag == Tag::a; });
  lose(tag);
}

void Loose::end(Tag tag) {
  if (tag == Tag::template_ && templates_ > 0) --templates_;
  if (templates_ > 0) return;
  if (is_formatting(tag)) {
    end_formatting(tag);
  } else if (tag == Tag::table && tables_ > 0) {
    --tables_;
  } else if (tag == Tag::button && buttons_ > 0 && !in_marker()) {
    --buttons_;
  } else if (is_object(tag) && objects_ > 0 && tables_ == 0) {
    --objects_;
  }
}

void Loose::end_formatting(Tag tag) {
  if (in_marker()) return;
  for (std::size_t i = formatting_.size(); i-- > 0;) {
    if (formatting_[i].tag != tag) continue;
    if (started_ - formatting_[i].started <= kRounds) {
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return;
  }
}

}  // namespace pith::html
