#include <array>
#include <iterator>

#include "text.h"

namespace pith::text {

namespace {

using namespace detail;

// By ASCII character: 1 in the byte of each count that it adds to.
constexpr std::array<std::uint64_t, 128> make_ascii_counts() {
  std::array<std::uint64_t, 128> counts{};
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const unsigned bits = kAsciiClasses[c];
    const bool in[] = {(bits & kSpace) != 0, (bits & (kLetter | kDigit)) != 0,
                       (bits & kDigit) != 0, (bits & kUpper) != 0,
                       (bits & kQuote) != 0, (bits & kSymbol) != 0};
    for (std::size_t k = 0; k < std::size(in); ++k) counts[c] |= std::uint64_t{in[k]} << (8 * k);
  }
  return counts;
}
constexpr std::array<std::uint64_t, 128> kAsciiCounts = make_ascii_counts();

// One pass; what a mark means hangs on the characters around it, so a little is remembered of those before.
class Meter {
 public:
  explicit Meter(std::string_view text) : text_(text) {}

  Figures run() {
    figures_.starts_lower = starts_lower();
    while (position_ < text_.size()) {
      if (skip_small_letters()) continue;
      const char32_t c = next_code_point(text_, position_);
      const std::uint16_t bits = class_of(c);
      if (c < 0x80)
        count_ascii(c);
      else
        count(bits);
      if (bits & (kSentence | kClause)) mark(c, bits);
      remember(c, bits);
    }
    add_ascii_counts();
    figures_.ends_ellipsis = dots_ >= 3;
    return figures_;
  }

 private:
  bool starts_lower() const {
    std::size_t position = 0;
    std::uint16_t bits = kSpace;
    while ((bits & kSpace) && position < text_.size()) bits = class_of(next_code_point(text_, position));
    return bits & kLower;
  }

  // Most characters of most texts: a run of a to z changes only two counts.
  bool skip_small_letters() {
    const std::size_t start = position_;
    while (position_ < text_.size() && text_[position_] >= 'a' && text_[position_] <= 'z') ++position_;
    const auto length = static_cast<std::uint32_t>(position_ - start);
    if (length == 0) return false;
    figures_.characters += length;
    figures_.alphanumerics += length;
    after_letter_ = true;
    dots_ = 0;
    figures_.ends_sentence = false;
    return true;
  }

  // Several counts at once, a byte each, that are added up before one overflows.
  void count_ascii(char32_t c) {
    ascii_ += kAsciiCounts[c];
    if (++ascii_characters_ == 255) add_ascii_counts();
  }
  void add_ascii_counts() {
    Figures& f = figures_;
    const auto field = [&](int k) { return static_cast<std::uint32_t>(ascii_ >> (8 * k) & 0xFF); };
    f.characters += ascii_characters_;
    f.spaces += field(0);
    f.alphanumerics += field(1);
    f.digits += field(2);
    f.upper += field(3);
    f.quote_marks += field(4);
    f.symbol_marks += field(5);
    ascii_ = 0;
    ascii_characters_ = 0;
  }

  void count(std::uint16_t bits) {
    Figures& f = figures_;
    ++f.characters;
    f.spaces += (bits & kSpace) != 0;
    f.cjk += (bits & kCjk) != 0;
    f.alphanumerics += (bits & (kLetter | kDigit)) != 0 && (bits & (kMark | kCjk)) == 0;
    f.digits += (bits & kDigit) != 0;
    f.upper += (bits & kUpper) != 0;
    f.quote_marks += (bits & kQuote) != 0;
    f.symbol_marks += (bits & kSymbol) != 0;
  }

  void mark(char32_t c, std::uint16_t bits) {
    if (bits & kSentence) {
      figures_.sentence_marks += c != '.' || (after_letter_ && at_end_of_word());
    } else {
      figures_.clause_marks += c >= 0x80 || !(next_class() & kDigit);  // 1,000 and 10:30 are no clauses
    }
  }

  void remember(char32_t c, std::uint16_t bits) {
    if (bits & kSpace) {
      after_letter_ = false;
      return;
    }
    if (bits & kCloser) return;
    // The dots of an ellipsis stand behind a letter, so that the last of them counts as a sentence end.
    after_letter_ = (bits & kLetter) || (c == '.' && after_letter_);
    dots_ = c == '.' ? dots_ + 1 : c == 0x2026 || c == 0x22EF ? 3 : 0;
    figures_.ends_sentence = bits & kSentence;
  }

  std::uint16_t next_class() const {
    if (position_ == text_.size()) return kSpace;
    std::size_t ahead = position_;
    return class_of(next_code_point(text_, ahead));
  }
  bool at_end_of_word() const { return next_class() & (kSpace | kCloser); }

  std::string_view text_;
  std::size_t position_ = 0;
  Figures figures_;
  std::uint64_t ascii_ = 0;  // kAsciiCounts added up
  std::uint32_t ascii_characters_ = 0;
  bool after_letter_ = false;
  std::uint32_t dots_ = 0;
};

}  // namespace

Figures figures(std::string_view text) {
  return Meter(text).run();
}

bool ends_sentence(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t start = end - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
    std::size_t position = start;
    const std::uint16_t bits = class_of(next_code_point(text, position));
    if ((bits & (kSpace | kCloser)) == 0) return bits & kSentence;
    end = start;
  }
  return false;
}

float units(const Figures& figures) {
  return 0.6F * static_cast<float>(figures.cjk) + 0.2F * static_cast<float>(figures.alphanumerics);
}

float units(std::string_view text) {
  return units(figures(text));
}

}  // namespace pith::text
