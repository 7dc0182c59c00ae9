#include "open_elements.h"

#include <algorithm>

namespace pith::html {
namespace {

constexpr std::size_t kMostFramesets = 64;          // nested
constexpr std::size_t kMostFormatting = 64;         // open at a time
constexpr std::size_t kFewFormatting = 4;           // so many are built again at no charge: real pages leave them open
constexpr std::size_t kMostBuiltAgain = 1'000'000;  // in a document, beyond those

// 13.2.4.2, scopes.
bool is_table_scope(Tag tag) {
  return tag == Tag::table || tag == Tag::template_;
}

bool is_scope(Tag tag) {
  switch (tag) {
    case Tag::applet:
    case Tag::caption:
    case Tag::td:
    case Tag::th:
    case Tag::marquee:
    case Tag::object:
      return true;
    default:
      return is_table_scope(tag);
  }
}

bool is_button_scope(Tag tag) {
  return tag == Tag::button || is_scope(tag);
}

bool is_heading(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6;
}

// 13.2.6.4.7: elements whose start tag closes a <p>, and whose end tag closes whatever is open within, if in scope.
bool is_block(Tag tag) {
  switch (tag) {
    case Tag::address:
    case Tag::article:
    case Tag::aside:
    case Tag::blockquote:
    case Tag::center:
    case Tag::details:
    case Tag::dir:
    case Tag::div:
    case Tag::dl:
    case Tag::fieldset:
    case Tag::figcaption:
    case Tag::figure:
    case Tag::footer:
    case Tag::header:
    case Tag::hgroup:
    case Tag::listing:
    case Tag::main:
    case Tag::menu:
    case Tag::nav:
    case Tag::ol:
    case Tag::pre:
    case Tag::section:
    case Tag::summary:
    case Tag::ul:
      return true;
    default:
      return is_heading(tag);
  }
}

bool is_item(Tag tag) {
  return tag == Tag::li || tag == Tag::dd || tag == Tag::dt;
}
bool is_cell(Tag tag) {
  return tag == Tag::td || tag == Tag::th;
}
bool is_marker(Tag tag) {
  return is_scope(tag) && tag != Tag::table;
}

// 13.2.4.2, special. An end tag of another element does not reach beyond one.
bool is_special(Tag tag) {
  switch (tag) {
    case Tag::p:
    case Tag::button:
    case Tag::form:
    case Tag::frameset:
    case Tag::noscript:
    case Tag::select:
      return true;
    default:
      return is_block(tag) || is_item(tag) || is_scope(tag);
  }
}

bool is_item_barrier(Tag tag) {
  return is_special(tag) && tag != Tag::p && tag != Tag::address && tag != Tag::div;
}

// Elements that the tree builder opens at most once, or that nest only where a counted element does.
bool is_uncounted(Tag tag) {
  switch (tag) {
    case Tag::html:
    case Tag::head:
    case Tag::body:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::colgroup:
    case Tag::frameset:
      return true;
    default:
      return is_void(tag);
  }
}

std::uint32_t hash_of(Tag tag, std::string_view name) {
  if (tag != Tag::unknown) return 0;
  std::uint32_t hash = 2166136261u;  // FNV-1a over the name in lower case
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c)) * 16777619u;
  return hash;
}

}  // namespace

bool is_formatting(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::b:
    case Tag::big:
    case Tag::code:
    case Tag::em:
    case Tag::font:
    case Tag::i:
    case Tag::nobr:
    case Tag::s:
    case Tag::small:
    case Tag::strike:
    case Tag::strong:
    case Tag::tt:
    case Tag::u:
      return true;
    default:
      return false;
  }
}

bool reconstructs(Tag tag) {
  if (is_block(tag) || is_item(tag)) return false;
  switch (tag) {
    case Tag::p:
    case Tag::form:
    case Tag::hr:
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
    case Tag::textarea:
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::plaintext:
    case Tag::template_:
    case Tag::script:
    case Tag::style:
    case Tag::title:
    case Tag::base:
    case Tag::basefont:
    case Tag::bgsound:
    case Tag::link:
    case Tag::meta:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::isindex:
    case Tag::frame:
    case Tag::frameset:
    case Tag::html:
    case Tag::head:
    case Tag::body:
    case Tag::table:
    case Tag::caption:
    case Tag::col:
    case Tag::colgroup:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
      return false;
    default:
      return true;
  }
}

bool is_void(Tag tag) {
  switch (tag) {
    case Tag::area:
    case Tag::base:
    case Tag::basefont:
    case Tag::bgsound:
    case Tag::br:
    case Tag::col:
    case Tag::command:
    case Tag::embed:
    case Tag::frame:
    case Tag::hr:
    case Tag::image:
    case Tag::img:
    case Tag::input:
    case Tag::isindex:
    case Tag::keygen:
    case Tag::link:
    case Tag::meta:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::wbr:
      return true;
    default:
      return false;
  }
}

// The innermost such element, looked for down to one that `stops` (itself included).
std::size_t OpenElements::find(Tag tag, std::uint32_t name, bool (*stops)(Tag)) const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].tag == tag && elements_[i].name == name) return i;
    if (stops(elements_[i].tag)) return kNone;
  }
  return kNone;
}

// Takes the element at `index` and all within off the stack; markers go with theirs.
void OpenElements::pop_to(std::size_t index) {
  if (index == kNone) return;
  for (std::size_t i = elements_.size(); i-- > index;) {
    if (!is_marker(elements_[i].tag)) continue;
    while (!formatting_.empty() && formatting_.back().tag != Tag::unknown) formatting_.pop_back();
    if (!formatting_.empty()) formatting_.pop_back();
  }
  for (std::size_t i = index; i < elements_.size(); ++i) {
    if (elements_[i].entry == 0) continue;
    for (Formatting& formatting : formatting_) {
      if (formatting.id == elements_[i].entry) formatting.open = false;
    }
  }
  elements_.resize(index);
  if (select_ != kNone && select_ >= index) select_ = kNone;
}

// <li>, <dd> and <dt> close one of their kind, unless something special is open within it.
void OpenElements::close_item(Tag tag) {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const Tag open = elements_[i].tag;
    const bool kin = tag == Tag::li ? open == Tag::li : open == Tag::dd || open == Tag::dt;
    if (kin) return pop_to(i);
    if (is_item_barrier(open)) return;
  }
}

// A part of a table closes the cell or caption before it; <table> straight in a table closes that.
void OpenElements::close_table_context(Tag tag) {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const Tag open = elements_[i].tag;
    if (open == Tag::template_) return;
    if (is_cell(open) || open == Tag::caption) return tag == Tag::table ? void() : pop_to(i);
    if (open == Tag::table) return tag == Tag::table ? pop_to(i) : pop_to(i + 1);
  }
}

// The cell that a </tr> closes.
std::size_t OpenElements::find_cell() const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const Tag open = elements_[i].tag;
    if (is_cell(open)) return i;
    if (open == Tag::caption || is_table_scope(open)) return kNone;
  }
  return kNone;
}

// 13.2.6.4.7, <rb>, <rp>, <rt>, <rtc>: in a <ruby> what has an implied end tag is closed.
void OpenElements::close_ruby(Tag tag) {
  if (find(Tag::ruby, 0, is_scope) == kNone) return;
  while (!elements_.empty()) {
    const Tag open = elements_.back().tag;
    const bool implied = is_item(open) || open == Tag::option || open == Tag::optgroup || open == Tag::p ||
                         open == Tag::rb || open == Tag::rp || open == Tag::rt ||
                         (open == Tag::rtc && (tag == Tag::rb || tag == Tag::rtc));
    if (!implied) return;
    pop_to(elements_.size() - 1);
  }
}

void OpenElements::start_raw_text(Tag tag) {
  if (!in_select()) close_implied(tag);
}

void OpenElements::close_implied(Tag tag) {
  switch (tag) {
    case Tag::li:
    case Tag::dd:
    case Tag::dt:
      close_item(tag);
      break;
    case Tag::caption:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
    case Tag::colgroup:
    case Tag::col:
      return close_table_context(tag);
    case Tag::table:
      close_table_context(tag);
      if (!quirks_) pop_to(find(Tag::p, 0, is_button_scope));
      return;
    case Tag::button:
      return pop_to(find(tag, 0, is_scope));
    case Tag::option:
    case Tag::optgroup:
      if (!elements_.empty() && elements_.back().tag == Tag::option) elements_.pop_back();
      return;
    case Tag::rb:
    case Tag::rp:
    case Tag::rt:
    case Tag::rtc:
      return close_ruby(tag);
    default:
      break;
  }
  if (is_block(tag) || is_item(tag) || tag == Tag::p || tag == Tag::form || tag == Tag::hr || tag == Tag::xmp ||
      tag == Tag::plaintext) {
    pop_to(find(Tag::p, 0, is_button_scope));
  }
  if (is_heading(tag) && !elements_.empty() && is_heading(elements_.back().tag)) elements_.pop_back();
}

// 13.2.6.4.16 and 13.2.6.4.17. True: the tag is dealt with. False: the <select> is closed, or the tag opens what a
// <select> holds, so go on as elsewhere.
bool OpenElements::start_in_select(Tag tag) {
  switch (tag) {
    case Tag::option:
    case Tag::optgroup:
      if (elements_.back().tag == Tag::option) elements_.pop_back();
      if (tag == Tag::optgroup && elements_.back().tag == tag) elements_.pop_back();
      return false;
    case Tag::select:
      pop_to(select_);
      return true;
    case Tag::input:
    case Tag::keygen:
    case Tag::textarea:
      pop_to(select_);
      return false;
    case Tag::caption:
    case Tag::table:
    case Tag::tbody:
    case Tag::tfoot:
    case Tag::thead:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
      if (find(Tag::table, 0, is_table_scope) == kNone) return true;
      pop_to(select_);
      return false;
    default:
      return true;
  }
}

// End tags of other elements do nothing, unless they are of the table around.
bool OpenElements::ignored_in_select(Tag end_tag) {
  switch (end_tag) {
    case Tag::select:
      return false;
    case Tag::option:
    case Tag::optgroup:
      if (end_tag == Tag::optgroup && elements_.back().tag == Tag::option &&
          elements_[elements_.size() - 2].tag == Tag::optgroup) {
        elements_.pop_back();
      }
      if (elements_.back().tag == end_tag) elements_.pop_back();
      return true;
    case Tag::table:
    case Tag::caption:
    case Tag::td:
    case Tag::th:
      if (find(end_tag, 0, is_table_scope) == kNone) return true;
      pop_to(select_);
      return false;
    default:
      return true;
  }
}

bool OpenElements::start(Tag tag, std::string_view source, std::string_view name) {
  closed_before_.clear();
  if (tag == Tag::frameset) return start_frameset();
  if (in_select() && start_in_select(tag)) return true;
  close_implied(tag);
  if (is_uncounted(tag)) {
    if (reconstructs(tag)) closed_before_ = reconstruct();
    return true;
  }
  // Parts of tables are no elements outside of one.
  if ((is_cell(tag) || tag == Tag::caption) && find(Tag::table, 0, is_table_scope) == kNone) return true;
  if (elements_.size() >= deepest_) {
    cut_ = true;
    ++left_out_;
    return false;
  }
  if (tag == Tag::a) end_formatting(tag);
  if (is_formatting(tag) && formatting_.size() >= kMostFormatting) {
    cut_ = true;
    ++left_out_formatting_;
    return false;
  }
  if (reconstructs(tag)) closed_before_ = reconstruct();
  if (is_formatting(tag)) add_formatting(tag, source);
  if (tag == Tag::select) select_ = elements_.size();
  elements_.push_back({tag, hash_of(tag, name), is_formatting(tag) ? last_id_ : 0});
  if (is_marker(tag)) formatting_.push_back({Tag::unknown, {}, 0, true});
  return true;
}

// Frames have no place on the stack here, as start tags between them are ignored.
bool OpenElements::start_frameset() {
  if (framesets_ < kMostFramesets) return ++framesets_, true;
  cut_ = true;
  return ++left_out_framesets_, false;
}

bool OpenElements::end_frameset() {
  if (left_out_framesets_ > 0) return --left_out_framesets_, false;
  if (framesets_ > 0) --framesets_;
  return true;
}

void OpenElements::add_formatting(Tag tag, std::string_view source) {
  // 13.2.4.3, the Noah's Ark clause: of those alike the list holds three since the last marker.
  std::size_t alike = 0;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].tag != Tag::unknown;) {
    if (formatting_[i].source != source || ++alike < 3) continue;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  formatting_.push_back({tag, source, ++last_id_, true});
}

// The adoption agency (13.2.6.4.7): the element goes, what is open within it stays.
bool OpenElements::end_formatting(Tag tag) {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].tag != Tag::unknown;) {
    if (formatting_[i].tag != tag) continue;
    const std::uint32_t id = formatting_[i].id;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    std::erase_if(elements_, [id](const Element& element) { return element.entry == id; });
    return true;
  }
  return false;
}

// 13.2.6.4.7: the end tag of a heading closes the innermost heading, whatever its level.
std::size_t OpenElements::find_heading() const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (is_heading(elements_[i].tag)) return i;
    if (is_scope(elements_[i].tag)) return kNone;
  }
  return kNone;
}

void OpenElements::end_matching(Tag tag, std::uint32_t name) {
  if (is_heading(tag)) {
    return pop_to(find_heading());
  }
  if (is_block(tag) || tag == Tag::button || is_item(tag)) {
    pop_to(find(tag, 0, is_scope));
    return;
  }
  switch (tag) {
    case Tag::table:
    case Tag::td:
    case Tag::th:
    case Tag::caption:
      return pop_to(find(tag, 0, is_table_scope));
    case Tag::template_:
      return pop_to(find(tag, 0, [](Tag) { return false; }));
    case Tag::applet:
    case Tag::marquee:
    case Tag::object:
    case Tag::select:
      return pop_to(find(tag, 0, is_scope));
    default:
      return pop_to(find(tag, name, is_special));
  }
}

bool OpenElements::end(Tag tag, std::string_view name) {
  if (tag == Tag::frameset) return end_frameset();
  if (in_select() && ignored_in_select(tag)) return true;
  if (is_formatting(tag)) {
    if (left_out_formatting_ > 0) return --left_out_formatting_, false;
    if (left_out_ > 0) return --left_out_, false;
    if (!end_formatting(tag)) end_matching(tag, 0);
    return true;
  }
  if (left_out_ > 0 && !is_uncounted(tag)) return --left_out_, false;
  if (tag == Tag::p) {
    pop_to(find(tag, 0, is_button_scope));
  } else if (tag == Tag::tr) {
    pop_to(find_cell());
  } else if (tag == Tag::form) {
    const std::size_t open = find(tag, 0, is_table_scope);
    if (open != kNone) elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(open));
  } else if (!is_uncounted(tag)) {
    end_matching(tag, hash_of(tag, name));
  }
  return true;
}

bool OpenElements::in_bare_template() const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (is_table_scope(elements_[i].tag)) return elements_[i].tag == Tag::template_;
  }
  return false;
}

std::vector<Tag> OpenElements::within(Tag tag) const {
  std::vector<Tag> tags;
  const std::size_t outer = find(tag, 0, [](Tag open) { return open == Tag::template_; });
  for (std::size_t i = elements_.size(); outer != kNone && i-- > outer + 1;) {
    if (is_special(elements_[i].tag) || is_formatting(elements_[i].tag)) tags.push_back(elements_[i].tag);
  }
  return tags;
}

std::vector<Tag> OpenElements::reconstruct() {
  std::vector<Tag> names;
  if (in_select() || formatting_.empty() || formatting_.back().open) return names;  // a marker is open
  std::size_t first = formatting_.size();
  while (first > 0 && !formatting_[first - 1].open) --first;
  const std::size_t count = formatting_.size() - first;
  if (count > kFewFormatting) built_again_ += count - kFewFormatting;
  if (elements_.size() + count <= deepest_ && built_again_ <= kMostBuiltAgain) {
    for (std::size_t i = first; i < formatting_.size(); ++i) {
      formatting_[i].open = true;
      elements_.push_back({formatting_[i].tag, 0, formatting_[i].id});
    }
    return names;
  }
  cut_ = true;
  for (std::size_t i = formatting_.size(); i-- > first;) names.push_back(formatting_[i].tag);
  formatting_.resize(first);
  return names;
}

}  // namespace pith::html
