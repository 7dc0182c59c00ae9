#include "foreign.h"

#include <algorithm>
#include <vector>

#include "open_elements.h"

namespace pith::html {
namespace {

constexpr std::size_t kDeepest = 256;        // nesting that is handed on
constexpr std::size_t kMostAttributes = 64;  // of an element within

// 13.2.6.5: start tags that end foreign content.
bool breaks_out(const TagToken& tag) {
  switch (tag.tag) {
    case Tag::b:
    case Tag::big:
    case Tag::blockquote:
    case Tag::body:
    case Tag::br:
    case Tag::center:
    case Tag::code:
    case Tag::dd:
    case Tag::div:
    case Tag::dl:
    case Tag::dt:
    case Tag::em:
    case Tag::embed:
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6:
    case Tag::head:
    case Tag::hr:
    case Tag::i:
    case Tag::img:
    case Tag::li:
    case Tag::listing:
    case Tag::menu:
    case Tag::meta:
    case Tag::nobr:
    case Tag::ol:
    case Tag::p:
    case Tag::pre:
    case Tag::ruby:
    case Tag::s:
    case Tag::small:
    case Tag::span:
    case Tag::strong:
    case Tag::strike:
    case Tag::sub:
    case Tag::sup:
    case Tag::table:
    case Tag::tt:
    case Tag::u:
    case Tag::ul:
    case Tag::var:
      return true;
    case Tag::font:
      return std::any_of(tag.attributes.begin(), tag.attributes.end(), [](const RawAttribute& attribute) {
        return equals_lower(attribute.name, "color") || equals_lower(attribute.name, "face") ||
               equals_lower(attribute.name, "size");
      });
    default:
      return false;
  }
}

bool is_block_like(Tag tag) {
  return tag == Tag::p || tag == Tag::div || tag == Tag::table || tag == Tag::ul || tag == Tag::ol || tag == Tag::li ||
         tag == Tag::blockquote || (tag >= Tag::h1 && tag <= Tag::h6);
}

// What HTML may stand in: 13.2.6.5 (HTML and MathML text integration points). `hosts` tells those that markup is
// written into from those that hold a phrase.
enum class Point : std::uint8_t { none, phrase, hosts };

Point point_of(const TagToken& tag, Tag root) {
  const auto is = [&](std::string_view name) { return equals_lower(tag.name, name); };
  if (root == Tag::svg) {
    if (is("foreignobject")) return Point::hosts;
    return is("title") || is("desc") ? Point::phrase : Point::none;
  }
  if (is("mi") || is("mo") || is("mn") || is("ms") || is("mtext")) return Point::phrase;
  return is("annotation-xml") ? Point::hosts : Point::none;
}

class Scan {
 public:
  Scan(std::string_view source, const TagToken& start) : source_(source), root_(start.tag), position_(start.end) {
    open_.push_back({start.name, Point::none});
  }

  ForeignExtent run() {
    while (!done_) step();
    extent_.end = position_;
    return extent_;
  }

 private:
  struct Element {
    std::string_view name;
    Point point;
  };

  void step() {
    const std::size_t lt = std::min(source_.find('<', position_), source_.size());
    const std::string_view text = source_.substr(position_, lt - position_);
    note_text(text);
    if (lt + 1 >= source_.size()) return finish(source_.size());
    const char c = source_[lt + 1];
    if (is_ascii_letter(c)) return start_tag(lt);
    if (c == '!' || c == '?') return declaration(lt);
    if (c != '/') return text_at(lt);
    if (lt + 2 < source_.size() && is_ascii_letter(source_[lt + 2])) return end_tag(lt);
    extent_.certain = false;  // "</>": see Slimmer::bogus_end_tag()
    skip_to(source_.find('>', lt), 1);
  }

  // 13.2.6.5: white space and NUL leave frameset-ok as it is.
  void note_text(std::string_view text) {
    const auto is_something = [](char c) { return c != '\0' && !is_html_space(c); };
    const auto first = std::find_if(text.begin(), text.end(), is_something);
    if (first == text.end()) return;
    extent_.has_text = true;
    if (*first == '&') extent_.certain = false;  // it may stand for white space
  }

  void text_at(std::size_t lt) {
    extent_.has_text = true;
    position_ = lt + 1;
  }

  void declaration(std::size_t lt) {
    const std::string_view rest = source_.substr(lt);
    if (rest.starts_with("<!--")) return skip_to(comment_end(source_, lt + 4), 0);
    if (!rest.starts_with("<![CDATA[")) return skip_to(source_.find('>', lt), 1);
    const std::size_t end = source_.find("]]>", lt + 9);
    // To Gumbo white space counts as text here.
    if (end != lt + 9) extent_.has_text = true;
    if (source_.substr(lt, std::min(end, source_.size()) - lt).find('\0') != kEnd) extent_.certain = false;
    skip_to(end, 3);
  }

  void skip_to(std::size_t place, std::size_t past) {
    if (place == kEnd) return finish(source_.size());
    position_ = place + past;
  }

  void finish(std::size_t end) {
    position_ = end;
    done_ = true;
  }

  bool in_point() const { return points_ > 0; }

  void start_tag(std::size_t lt) {
    read_tag(source_, lt, lt + 1, kMostAttributes, tag_);
    if (tag_.end == kEnd) return finish(source_.size());
    if (tag_.more_attributes || tag_.repeated) extent_.certain = false;
    if (in_point()) {
      extent_.certain = false;
      const bool phrase = open_.back().point == Point::phrase;
      if (phrase && (root_ == Tag::svg ? breaks_out(tag_) : is_block_like(tag_.tag))) return finish(lt);
    } else if (breaks_out(tag_)) {
      return finish(lt);
    }
    position_ = tag_.end;
    if (tag_.self_closing || (in_point() && is_void(tag_.tag))) return;
    open_.push_back({tag_.name, point_of(tag_, root_)});
    if (open_.back().point != Point::none) ++points_;
    if (open_.size() > kDeepest) extent_.certain = false;
  }

  // The element that an end tag of this name closes; open_.size() if none.
  std::size_t matching(std::string_view name) const {
    const std::size_t last = open_.size() > 2 * kDeepest ? open_.size() - 2 * kDeepest : 0;
    for (std::size_t i = open_.size(); i-- > last;) {
      if (equals_ignoring_case(name, open_[i].name)) return i;
    }
    return equals_lower(name, tag_name(root_)) ? 0 : open_.size();
  }

  void end_tag(std::size_t lt) {
    read_tag(source_, lt, lt + 2, 1, tag_);
    if (tag_.end == kEnd) return finish(source_.size());
    // Gumbo takes all between "</" and '>' for the name here.
    if (tag_.end - lt != tag_.name.size() + 3) extent_.certain = false;
    const std::size_t match = matching(tag_.name);
    if (match == open_.size()) {
      extent_.certain = false;
      const bool of_page = tag_.tag != Tag::unknown && open_.back().point != Point::hosts && points_ <= 1;
      if (of_page) return finish(lt);
    }
    position_ = tag_.end;
    while (open_.size() > match) {
      const bool within = open_.size() > match + 1;
      if (open_.back().point != Point::none) {
        --points_;
        if (within) extent_.certain = false;
      }
      open_.pop_back();
    }
    if (open_.empty()) done_ = true;
  }

  std::string_view source_;
  Tag root_;
  std::size_t position_;
  bool done_ = false;
  ForeignExtent extent_;
  std::vector<Element> open_;
  std::size_t points_ = 0;  // integration points among them
  TagToken tag_;
};

}  // namespace

ForeignExtent foreign_extent(std::string_view source, const TagToken& start) {
  return Scan(source, start).run();
}

}  // namespace pith::html
