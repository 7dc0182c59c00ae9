// Inline Markdown: CommonMark 0.31 chapter 6 and the GFM extensions (strikethrough, tables, extended autolinks).
#include <algorithm>
#include <array>

#include "emit/markdown.h"
#include "text/text.h"

namespace pith::emit {
namespace {

constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

bool is_ascii_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_ascii_space(char c) {
  return kAsciiSpace.find(c) != std::string_view::npos;
}
bool is_ascii_punctuation(char32_t c) {
  return c > ' ' && c < 0x7F && !is_ascii_alnum(static_cast<char>(c));
}
bool is_word(char32_t c) {
  return text::is_letter(c) || text::is_digit(c);
}

char32_t first_of(std::string_view text) {
  std::size_t at = 0;
  return text::next_code_point(text, at);
}

std::size_t start_of_last(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

char32_t last_of(std::string_view text) {
  std::size_t at = start_of_last(text);
  return text::next_code_point(text, at);
}

// ---- Which marks can be written -------------------------------------------------------------------------------------

// A delimiter run opens only where it is left-flanking and closes only where it is right-flanking (CommonMark 6.2):
// with a letter or digit inside it always is, with anything else inside only next to white space or punctuation. So
// 这是**“重点”**吗 would show its asterisks. Such a mark is drawn in to the words: 这是“**重点**”吗.

constexpr std::uint8_t kVerbatim = kCode | kFormula;
constexpr std::uint8_t kHtmlOrCode = kSubscript | kSuperscript | kVerbatim;
// Emphasis written as '_'; kEmphasis is '*' from here on. Never in what runs() gives.
constexpr std::uint8_t kUnderscore = 64;

std::size_t leading_others(std::string_view text) {
  for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
    if (is_word(text::next_code_point(text, next))) return at;
  }
  return text.size();
}

std::size_t start_of_trailing_others(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && !is_word(last_of(text.substr(0, end)))) end = start_of_last(text.substr(0, end));
  return end;
}

// Each run in up to three: what is no word at its ends apart, so that marks are given or taken run by run.
std::vector<Run> cut_at_words(const std::vector<Run>& runs) {
  std::vector<Run> out;
  const auto add = [&](Run run, std::size_t begin, std::size_t end) {
    run.text = run.text.substr(begin, end - begin);
    if (!run.text.empty()) out.push_back(run);
  };
  for (const Run& run : runs) {
    const std::size_t begin = leading_others(run.text);
    const std::size_t end = std::max(begin, start_of_trailing_others(run.text));
    add(run, 0, begin);
    add(run, begin, end);
    add(run, end, run.text.size());
  }
  return out;
}

class Marks {
 public:
  explicit Marks(const std::vector<Run>& runs) : runs_(cut_at_words(runs)) {}

  // Marks nest in the order of Mark, so a range ends where an outer one changes.
  std::vector<Run> settle() {
    for_each_range(kStrong, 0,
                   [&](std::size_t from, std::size_t to) { draw_in(kStrong, kDeleted | kHtmlOrCode, from, to); });
    for_each_range(kEmphasis, kStrong, [&](std::size_t from, std::size_t to) { emphasis(from, to); });
    for_each_range(kDeleted, kStrong | kEmphasis | kUnderscore,
                   [&](std::size_t from, std::size_t to) { draw_in(kDeleted, kHtmlOrCode, from, to); });
    merge_equal(runs_);
    return std::move(runs_);
  }

 private:
  // Calls with each longest [from, to) of runs that have the mark, one link and the same `outer` marks.
  template <class Act>
  void for_each_range(std::uint8_t mark, std::uint8_t outer, Act act) {
    for (std::size_t from = 0, to = 0; from < runs_.size(); from = to) {
      to = from + 1;
      if ((runs_[from].marks & mark) == 0) continue;
      while (to < runs_.size() && goes_on(runs_[from], runs_[to], mark, outer)) ++to;
      act(from, to);
    }
  }

  static bool goes_on(const Run& first, const Run& next, std::uint8_t mark, std::uint8_t outer) {
    return (next.marks & mark) != 0 && first.link == next.link && (first.marks & outer) == (next.marks & outer);
  }

  // Is what stands before (behind) run `at` no word? Marks that may yet go are looked through; a link's bracket, a
  // tag and a backtick are punctuation.
  bool open_before(std::size_t at) const {
    if (at == 0 || runs_[at - 1].link != runs_[at].link || (runs_[at - 1].marks & kHtmlOrCode) != 0) return true;
    return is_open(last_of(runs_[at - 1].text));
  }
  bool open_behind(std::size_t at) const {
    if (at + 1 == runs_.size() || runs_[at + 1].link != runs_[at].link) return true;
    return (runs_[at + 1].marks & kHtmlOrCode) != 0 || is_open(first_of(runs_[at + 1].text));
  }
  static bool is_open(char32_t c) { return text::is_space(c) || is_ascii_punctuation(c); }

  // White space at the edge of a mark, where a link cut it, is outside.
  void shed_space(std::uint8_t mark, std::size_t& from, std::size_t& to) {
    for (; from < to && text::is_space(first_of(runs_[from].text)); ++from) clear(from, mark);
    for (; from < to && text::is_space(last_of(runs_[to - 1].text)); --to) clear(to - 1, mark);
  }

  // Takes the mark from both ends of [from, to) where it may not stand. `inner` marks begin and end with punctuation of
  // their own.
  void draw_in(std::uint8_t mark, std::uint8_t inner, std::size_t from, std::size_t to) {
    const auto is_inner = [&](std::size_t at) { return (runs_[at].marks & inner) != 0; };
    shed_space(mark, from, to);
    if (from < to && !open_before(from)) {
      for (; from < to && (is_inner(from) || !is_word(first_of(runs_[from].text))); ++from) clear(from, mark);
    }
    if (from == to || open_behind(to - 1)) return;
    for (; from < to && (is_inner(to - 1) || !is_word(last_of(runs_[to - 1].text))); --to) clear(to - 1, mark);
  }

  // '_' where both sides are no words; it touches no asterisk of strong text. '*' within a word, but none where it
  // could run together with strong's.
  void emphasis(std::size_t from, std::size_t to) {
    shed_space(kEmphasis, from, to);
    if (from == to) return;
    const bool within_word = !open_before(from) || !open_behind(to - 1);
    if (within_word && !beside_strong(from, to)) return draw_in(kEmphasis, kDeleted | kHtmlOrCode, from, to);
    const std::uint8_t now = within_word ? 0 : kUnderscore;
    for (; from < to; ++from) runs_[from].marks = static_cast<std::uint8_t>((runs_[from].marks & ~kEmphasis) | now);
  }

  bool beside_strong(std::size_t from, std::size_t to) const {
    const auto strong = [&](std::size_t at) { return (runs_[at].marks & kStrong) != 0; };
    return strong(from) || (from > 0 && strong(from - 1)) || (to < runs_.size() && strong(to));
  }

  void clear(std::size_t at, std::uint8_t mark) {
    runs_[at].marks = static_cast<std::uint8_t>(runs_[at].marks & ~mark);
  }

  std::vector<Run> runs_;
};

// ---- Escapes --------------------------------------------------------------------------------------------------------

// Is the '&' at `at` the begin of a character reference (CommonMark 2.5)? No name is longer than 31 letters.
bool is_entity(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && end < at + 34 && (is_ascii_alnum(text[end]) || text[end] == '#')) ++end;
  return end > at + 1 && end < text.size() && text[end] == ';';
}

// '_' between letters or digits is no delimiter (CommonMark 6.2).
bool is_within_word(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && is_ascii_alnum(text[at - 1]) && is_ascii_alnum(text[at + 1]);
}

bool opens_tag(std::string_view text, std::size_t at) {
  if (at + 1 == text.size()) return true;
  const char next = text[at + 1];
  return is_ascii_alnum(next) || next == '/' || next == '!' || next == '?';
}

bool needs_escape(std::string_view text, std::size_t at, Place place) {
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '~':
      return true;
    case '_':
      return !is_within_word(text, at);
    case '<':
      return opens_tag(text, at);
    case '&':
      return is_entity(text, at);
    case '|':
      return place == Place::cell;
    default:
      return false;
  }
}

// Appends text, escaped. GFM makes a link of a bare address and takes all up to the next white space for it,
// backslashes and neighbouring markup too; where that would be wrong, the address is escaped so that it is plain text.
class Text {
 public:
  // `has_formulas`: a dollar sign of the text has to be told from one that opens a formula.
  Text(std::string& out, Place place, bool has_formulas) : out_(out), place_(place), has_formulas_(has_formulas) {}

  // `alone`: nothing follows in the line, or the text is that of a link, in which no other is made.
  void append(std::string_view text, bool alone) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(kAsciiSpace, at), text.size());
      append_word(text, at, end, end == text.size() && !alone);
      if (end < text.size()) out_ += ' ';
      at = end + 1;
    }
  }

 private:
  void append_word(std::string_view text, std::size_t begin, std::size_t end, bool touches_markup) {
    const bool plain = touches_markup || any_escape(text, begin, end);
    for (std::size_t at = begin; at < end; ++at) {
      const bool dollar = has_formulas_ && text[at] == '$';
      if (dollar || needs_escape(text, at, place_) ||
          (plain && opens_autolink(text.substr(begin, end - begin), at - begin))) {
        out_ += '\\';
      }
      out_ += text[at];
    }
  }

  bool any_escape(std::string_view text, std::size_t begin, std::size_t end) const {
    for (; begin < end; ++begin) {
      if (needs_escape(text, begin, place_)) return true;
    }
    return false;
  }

  // At the ':' of "://" or the '.' of "www.".
  static bool opens_autolink(std::string_view word, std::size_t at) {
    if (word[at] == ':') return word.substr(at).starts_with("://");
    if (word[at] != '.' || at < 3) return false;
    return word.substr(at - 3, 3) == "www";
  }

  std::string& out_;
  Place place_;
  bool has_formulas_;
};

// ---- Runs to text ---------------------------------------------------------------------------------------------------

std::size_t longest_run_of_backticks(std::string_view text) {
  std::size_t longest = 0;
  std::size_t current = 0;
  for (const char c : text) {
    current = c == '`' ? current + 1 : 0;
    longest = std::max(longest, current);
  }
  return longest;
}

// CommonMark 6.1: a longer fence than any within; one space at both ends is taken off again.
void append_code(std::string& out, std::string_view text, Place place) {
  const std::string fence(longest_run_of_backticks(text) + 1, '`');
  const bool blank = text.find_first_not_of(kAsciiSpace) == std::string_view::npos;
  const bool edged =
      text.front() == '`' || text.back() == '`' || (is_ascii_space(text.front()) && is_ascii_space(text.back()));
  const std::string_view pad = edged && !blank ? " " : "";
  out.append(fence).append(pad);
  for (const char c : text) {
    if (c == '|' && place == Place::cell) out += '\\';
    out += is_ascii_space(c) ? ' ' : c;
  }
  out.append(pad).append(fence);
}

// May TeX stand between dollar signs? Not where that would end it too early, nor where a reader that knows no formulas
// would make a link or code of it.
bool is_writable_formula(std::string_view tex) {
  const bool unclosed = tex.ends_with('\\') || is_ascii_space(tex.front()) || is_ascii_space(tex.back());
  if (unclosed || tex.find('`') != std::string_view::npos || tex.find("](") != std::string_view::npos) return false;
  for (std::size_t at = tex.find('$'); at != std::string_view::npos; at = tex.find('$', at + 1)) {
    if (at == 0 || tex[at - 1] != '\\') return false;
  }
  return true;
}

// As Pandoc and GitHub read it. "<" could begin a tag; TeX has a name for it.
void append_formula(std::string& out, std::string_view tex, Place place) {
  out += '$';
  for (const char c : tex) {
    if (c == '|' && place == Place::cell) out += '\\';
    if (c == '<')
      out += "\\lt ";
    else
      out += is_ascii_space(c) ? ' ' : c;
  }
  out += '$';
}

struct Delimiter {
  std::uint8_t mark;
  std::string_view open;
  std::string_view close;
};
constexpr std::array<Delimiter, 6> kDelimiters = {{{kStrong, "**", "**"},
                                                   {kUnderscore, "_", "_"},
                                                   {kEmphasis, "*", "*"},
                                                   {kDeleted, "~~", "~~"},
                                                   {kSubscript, "<sub>", "</sub>"},
                                                   {kSuperscript, "<sup>", "</sup>"}}};

// Writes runs; what is open stays open while the next run has it too and nothing outside of it changes.
class Line {
 public:
  explicit Line(Place place) : place_(place) {}

  std::string write(const std::vector<Run>& runs) {
    has_formulas_ = std::any_of(runs.begin(), runs.end(), [](const Run& run) { return (run.marks & kFormula) != 0; });
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const Run* next = i + 1 < runs.size() ? &runs[i + 1] : nullptr;
      follow(runs[i]);
      append(runs[i], next == nullptr ? place_ != Place::broken_line : runs[i].link != nullptr);
      const bool before_link = next != nullptr && next->link != runs[i].link && next->link != nullptr;
      if (before_link && runs[i].text.ends_with('!') && (runs[i].marks & kVerbatim) == 0)
        out_.insert(out_.size() - 1, "\\");
    }
    follow({});
    return std::move(out_);
  }

 private:
  void append(const Run& run, bool alone) {
    if ((run.marks & kFormula) != 0 && is_writable_formula(run.text)) return append_formula(out_, run.text, place_);
    if ((run.marks & kCode) != 0) return append_code(out_, run.text, place_);
    Text(out_, place_, has_formulas_).append(run.text, alone);
  }

  void follow(const Run& next) {
    std::size_t common = 0;
    if (next.link == link_) {
      while (common < kDelimiters.size() && has(marks_, common) == has(next.marks, common)) ++common;
    }
    for (std::size_t i = kDelimiters.size(); i-- > common;) {
      if (has(marks_, i)) out_ += kDelimiters[i].close;
    }
    if (next.link != link_) change_link(next.link);
    for (std::size_t i = common; i < kDelimiters.size(); ++i) {
      if (has(next.marks, i)) out_ += kDelimiters[i].open;
    }
    marks_ = next.marks;
  }

  void change_link(const Span* next) {
    if (link_ != nullptr) out_ += "](" + markdown_address(link_->href) + ")";
    if (next != nullptr) out_ += '[';
    link_ = next;
  }

  static bool has(std::uint8_t marks, std::size_t delimiter) { return (marks & kDelimiters[delimiter].mark) != 0; }

  std::string out_;
  Place place_;
  bool has_formulas_ = false;
  std::uint8_t marks_ = 0;
  const Span* link_ = nullptr;
};

// In a cell, GFM takes the backslash off "\|" before anything else, so code cannot hold these two characters.
void drop_impossible_code(std::vector<Run>& runs) {
  for (Run& run : runs) {
    if (run.text.find("\\|") != std::string_view::npos) run.marks = static_cast<std::uint8_t>(run.marks & ~kCode);
  }
}

// ---- What means something only at the begin of a line ---------------------------------------------------------------

// Where a backslash makes a line's first characters plain: CommonMark 4.1 to 4.3, 5.1, 5.2 and GFM 4.10 (a delimiter
// row begins with '|', ':' or '-').
std::size_t line_escape(std::string_view line) {
  constexpr std::string_view kOpeners = "#>-+=|:";
  if (!line.empty() && kOpeners.find(line.front()) != std::string_view::npos) return 0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool marker = digits > 0 && digits < 10 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return marker && (digits + 1 == line.size() || line[digits + 1] == ' ') ? digits : std::string_view::npos;
}

std::string_view without_outer_spaces(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string markdown_line(const Block& block, Place place) {
  std::vector<Run> parts = runs(block);
  if (place == Place::cell) drop_impossible_code(parts);
  const std::string written = Line(place).write(Marks(parts).settle());
  std::string line(without_outer_spaces(written));
  if (place == Place::line || place == Place::broken_line) {
    const std::size_t at = line_escape(line);
    if (at != std::string::npos) line.insert(at, 1, '\\');
  }
  // A closing sequence of '#' (CommonMark 4.2) is none behind a backslash.
  if (place == Place::heading && line.ends_with('#')) line.insert(line.size() - 1, 1, '\\');
  return line;
}

std::string markdown_address(std::string_view url) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kEncoded = "<>\\|`\"*";
  std::string out;
  for (std::size_t at = 0; at < url.size(); ++at) {
    const auto byte = static_cast<unsigned char>(url[at]);
    if (byte <= ' ' || byte == 0x7F || kEncoded.find(url[at]) != std::string_view::npos) {
      out.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
      continue;
    }
    if (url[at] == '(' || url[at] == ')') out += '\\';
    out += url[at];
    if (url[at] == '&' && is_entity(url, at)) out += "amp;";
  }
  return out;
}

std::string markdown_text(std::string_view text, Place place) {
  std::string out;
  Text(out, place, false).append(text, true);
  return std::string(without_outer_spaces(out));
}

}  // namespace pith::emit
