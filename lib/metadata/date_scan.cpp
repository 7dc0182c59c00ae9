// Dates in running text: the text becomes a few tokens (numbers, words, marks), and at each one the orders that people
// write dates in are tried.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "clean.h"
#include "dates.h"
#include "months.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

constexpr std::size_t kMaxText = 4096;

struct Token {
  enum class Kind : std::uint8_t { number, word, mark, end };
  Kind kind = Kind::end;
  bool spaced = false;      // white space ahead of it
  std::uint8_t digits = 0;  // number: how many
  std::uint32_t value =
      0;  // number: its value (0 for more than 9 digits); mark: its code point, full-width forms folded
  std::string_view text;
  std::string word;  // word: lower case, without an abbreviation's inner dots
};

struct Position {
  std::size_t index;  // token
  DateTime when;
};

// Numerals 0 to 10 of Han script.
int han_numeral(char32_t c) {
  constexpr std::u32string_view kNumerals = U"〇一二三四五六七八九十";
  if (c == U'零' || c == U'○') return 0;
  const auto at = kNumerals.find(c);
  return at == kNumerals.npos ? -1 : static_cast<int>(at);
}

// Unicode's decimal digits come in runs of ten that start at a code point ending in 0 or in 6.
int digit_value(char32_t c) {
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c < 0x0660 || !text::is_digit(c)) return -1;
  const auto low = static_cast<int>(c & 15);
  return text::is_digit(c & ~char32_t{15}) ? low : low - 6;
}

char32_t fold_mark(char32_t c) {
  if (c > 0xff00 && c < 0xff5f) return c - 0xfee0;  // full-width ASCII
  switch (c) {
    case U'‐':
    case U'‑':
    case U'‒':
    case U'–':
    case U'—':
    case U'−':
      return U'-';
    case U'。':
    case U'・':
      return U'.';
    case U'、':
    case U'،':
    case U'，':
      return U',';
    case U'’':
    case U'‘':
      return U'\'';
    case U'∶':
      return U':';
    default:
      return c;
  }
}

bool is_thai(char32_t c) {
  return c >= 0x0e00 && c < 0x0e80;
}

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  std::vector<Token> read() {
    std::vector<Token> tokens;
    bool spaced = false;
    while (position_ < text_.size()) {
      const std::size_t begin = position_;
      std::size_t after = position_;
      const char32_t c = text::next_code_point(text_, after);
      if (text::is_space(c) || is_invisible(c)) {
        position_ = after;
        spaced = true;
        continue;
      }
      Token token = digit_value(c) >= 0 ? number() : han_number(c);
      if (token.kind == Token::Kind::end) token = text::is_letter(c) ? word(c) : mark(c, after);
      token.spaced = spaced;
      token.text = text_.substr(begin, position_ - begin);
      tokens.push_back(std::move(token));
      spaced = false;
    }
    return tokens;
  }

 private:
  static bool is_invisible(char32_t c) { return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e); }

  Token number() {
    Token token;
    token.kind = Token::Kind::number;
    while (position_ < text_.size()) {
      std::size_t after = position_;
      const int digit = digit_value(text::next_code_point(text_, after));
      if (digit < 0) break;
      position_ = after;
      token.digits = static_cast<std::uint8_t>(std::min(token.digits + 1, 99));
      token.value = token.digits > 9 ? 0 : token.value * 10 + static_cast<std::uint32_t>(digit);
    }
    return token;
  }

  // Numerals such as 二〇二〇 or 十二, only ahead of 年, 月 or 日; Kind::end if it is none.
  Token han_number(char32_t first) {
    if (han_numeral(first) < 0) return {};
    std::array<std::uint32_t, 4> numerals{};
    std::size_t count = 0;
    std::size_t at = position_;
    char32_t c = first;
    while (at < text_.size() && count <= numerals.size()) {
      std::size_t after = at;
      c = text::next_code_point(text_, after);
      const int numeral = han_numeral(c);
      if (numeral < 0) break;
      if (count < numerals.size()) numerals[count] = static_cast<std::uint32_t>(numeral);
      ++count;
      at = after;
    }
    if (count > numerals.size()) return {};
    if (c != U'年' && c != U'月' && c != U'日' && c != U'號' && c != U'号') return {};
    Token token;
    token.kind = Token::Kind::number;
    token.digits = static_cast<std::uint8_t>(count);
    token.value = han_value({numerals.data(), count});
    if (token.value > 9 && count < 4) token.digits = 2;
    position_ = at;
    return token;
  }

  // 二〇二〇 is 2020 digit by digit; 十 counts tens: 十二, 二十, 二十一.
  static std::uint32_t han_value(std::span<const std::uint32_t> numerals) {
    const auto ten = static_cast<std::size_t>(std::find(numerals.begin(), numerals.end(), 10u) - numerals.begin());
    if (ten == numerals.size()) {
      return std::accumulate(numerals.begin(), numerals.end(), 0u,
                             [](auto sum, auto digit) { return sum * 10 + digit; });
    }
    const std::uint32_t tens = ten == 0 ? 1 : numerals[ten - 1];
    return tens * 10 + (ten + 1 < numerals.size() ? numerals[ten + 1] : 0);
  }

  // A run of letters; a CJK character is a word of its own. Thai abbreviations keep their inner dots out: มี.ค. is มีค.
  Token word(char32_t first) {
    Token token;
    token.kind = Token::Kind::word;
    if (text::is_cjk(first)) {
      text::next_code_point(text_, position_);
      return token;
    }
    std::string letters;
    while (position_ < text_.size()) {
      std::size_t after = position_;
      const char32_t c = text::next_code_point(text_, after);
      const bool inner_dot = c == U'.' && is_thai(first) && thai_at(after);
      if (!inner_dot && (!text::is_letter(c) || text::is_cjk(c))) break;
      const char32_t low = text::to_lower(c);
      if (!inner_dot) text::append_utf8(letters, low == U'ς' ? U'σ' : low);
      position_ = after;
    }
    token.word = std::move(letters);
    return token;
  }

  bool thai_at(std::size_t at) const { return at < text_.size() && is_thai(text::next_code_point(text_, at)); }

  Token mark(char32_t c, std::size_t after) {
    Token token;
    token.kind = Token::Kind::mark;
    token.value = static_cast<std::uint32_t>(fold_mark(c));
    position_ = after;
    return token;
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

bool is_day(int year, int month, int day) {
  if (month < 1 || day < 1) return false;
  return (std::chrono::year(year) / month / day).ok();
}

// A Solar Hijri day of 1370 to 1498 in the Gregorian calendar: the year starts on 20 March in one year of four, else
// on 21.
DateTime from_solar_hijri(int year, int month, int day) {
  const int before = month <= 6 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const int gregorian = year + 621;
  const std::chrono::sys_days nowruz = std::chrono::year(gregorian) / 3 / (gregorian % 4 == 0 ? 20 : 21);
  const std::chrono::year_month_day date{nowruz + std::chrono::days(before + day - 1)};
  DateTime when;
  when.year = static_cast<int>(date.year());
  when.month = static_cast<int>(static_cast<unsigned>(date.month()));
  when.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return when;
}

class Scanner {
 public:
  Scanner(std::vector<Token> tokens, const DateRules& rules, bool short_years)
      : tokens_(std::move(tokens)), rules_(rules), short_years_(short_years) {
    tokens_.emplace_back();  // Kind::end
  }

  std::optional<FoundDate> find(std::string_view text) {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      std::optional<Position> found = match(i);
      if (!found) continue;
      read_time(*found);
      FoundDate out;
      out.when = found->when;
      out.begin = offset(text, i);
      out.end = offset(text, found->index - 1) + tokens_[found->index - 1].text.size();
      return out;
    }
    return std::nullopt;
  }

 private:
  std::size_t offset(std::string_view text, std::size_t i) const {
    return static_cast<std::size_t>(tokens_[i].text.data() - text.data());
  }
  const Token& at(std::size_t i) const { return tokens_[std::min(i, tokens_.size() - 1)]; }
  bool is_number(std::size_t i) const { return at(i).kind == Token::Kind::number; }
  bool is_word(std::size_t i) const { return at(i).kind == Token::Kind::word; }
  bool is_mark(std::size_t i, char32_t c) const { return at(i).kind == Token::Kind::mark && at(i).value == c; }
  bool is_text(std::size_t i, std::string_view text) const { return at(i).text == text; }
  bool is_any(std::size_t i, std::initializer_list<std::string_view> texts) const {
    return std::find(texts.begin(), texts.end(), at(i).text) != texts.end();
  }
  int number(std::size_t i) const { return static_cast<int>(at(i).value); }
  bool is_short_number(std::size_t i) const { return is_number(i) && at(i).digits <= 2; }
  bool is_long_year(std::size_t i) const { return is_number(i) && at(i).digits == 4; }

  // A month in words at `i`: how many tokens it takes, and which; {0, 0} for none.
  struct Month {
    std::size_t tokens = 0;
    int month = 0;
  };
  Month month_at(std::size_t i) const {
    if (is_word(i) && (at(i).word == "tháng" || at(i).word == "thg") && is_short_number(i + 1)) {
      return {2, number(i + 1)};
    }
    if (is_short_number(i) && is_any(i + 1, {"月", "월"})) return {2, number(i)};
    if (!is_word(i) || at(i).word.empty()) return {};
    if (const Month levantine = levantine_month(i); levantine.month != 0) return levantine;
    std::string_view word = at(i).word;
    int month = month_of(word, rules_.language);
    constexpr std::string_view kHebrewIn = "ב";  // the preposition is written onto the month
    if (month == 0 && word.starts_with(kHebrewIn)) month = month_of(word.substr(kHebrewIn.size()), rules_.language);
    if (month == 0) return {};
    const bool twin = is_mark(i + 1, U'/') && is_word(i + 2) && month_of(at(i + 2).word, rules_.language) == month;
    return {twin ? std::size_t{3} : std::size_t{1}, month};  // مارس/آذار
  }
  // Two-word Arabic months: the second of each pair tells which.
  Month levantine_month(std::size_t i) const {
    const bool first = is_any(i + 1, {"الأول", "الاول"});
    if (!first && !is_any(i + 1, {"الثاني", "الثانى"})) return {};
    if (is_text(i, "تشرين")) return {2, first ? 10 : 11};
    if (is_text(i, "كانون")) return {2, first ? 12 : 1};
    return {};
  }

  std::optional<Position> match(std::size_t i) const {
    const bool glued = i > 0 && !at(i).spaced && (is_number(i - 1) || joins_digits(i));
    if (is_number(i) && !glued) {
      if (auto found = year_first(i)) return found;
      if (auto found = republic_year(i)) return found;
      if (auto found = day_first_words(i)) return found;
      if (auto found = month_first_words(i)) return found;  // 3月 4, 2020
      return numbers_only(i);
    }
    if (is_word(i)) {
      if (auto found = era(i)) return found;
      return month_first_words(i);
    }
    return std::nullopt;
  }

  // "1.2.2020" within "192.1.2.2020": the number goes on to the left.
  bool joins_digits(std::size_t i) const {
    return i >= 2 && at(i - 1).kind == Token::Kind::mark && !at(i - 1).spaced && is_number(i - 2) &&
           (at(i - 1).value == U'.' || at(i - 1).value == U'/' || at(i - 1).value == U'-' ||
            (at(i - 1).value == U':' && is_short_number(i)));  // the seconds of a clock are no day
  }

  std::optional<Position> make(std::size_t index, int year, int month, int day) const {
    if (month > 12) return make_solar(index, year, month - 12, day);
    if (year >= 2500 && year < 2650) year -= 543;  // Thai Buddhist era
    DateTime when;
    when.year = year;
    when.month = month;
    when.day = day;
    return checked(index, when);
  }
  std::optional<Position> make_solar(std::size_t index, int year, int month, int day) const {
    if (year < 1370 || year > 1498 || day < 1 || day > 31) return std::nullopt;
    return checked(index, from_solar_hijri(year, month, day));
  }
  std::optional<Position> checked(std::size_t index, const DateTime& when) const {
    if (when.year < 1990 || when.year > 2100 || when.day_number() > rules_.latest) return std::nullopt;
    if (!is_day(when.year, when.month, when.day)) return std::nullopt;
    return Position{index, when};
  }

  // 2020-03-04, 2020/3/4, 2020.3.4, 2020年3月4日, 2020년 3월 4일, 2020. március 4., 2020 m. kovo 4 d.
  std::optional<Position> year_first(std::size_t i) const {
    if (!is_long_year(i)) return std::nullopt;
    const int year = number(i);
    if (is_any(i + 1, {"年", "년"}) && is_short_number(i + 2) && is_any(i + 3, {"月", "월"}) &&
        is_short_number(i + 4)) {
      return make(i + (is_any(i + 5, {"日", "일", "号", "號"}) ? 6 : 5), year, number(i + 2), number(i + 4));
    }
    if (is_date_mark(i + 1) && is_short_number(i + 2) && at(i + 3).kind == Token::Kind::mark &&
        at(i + 3).value == at(i + 1).value && is_short_number(i + 4)) {
      if (year >= 1370 && year < 1499) return make_solar(i + 5, year, number(i + 2), number(i + 4));
      return make(i + 5, year, number(i + 2), number(i + 4));
    }
    return year_then_words(i, year);
  }
  bool is_date_mark(std::size_t i) const {
    return is_mark(i, U'-') || is_mark(i, U'/') || is_mark(i, U'.') || is_mark(i, U'|');
  }

  std::optional<Position> year_then_words(std::size_t i, int year) const {
    std::size_t next = i + 1;
    for (int skipped = 0; skipped < 3 && month_at(next).month == 0 && !is_number(next); ++skipped) {
      if (!is_filler(next)) return std::nullopt;
      ++next;
    }
    if (const Month month = month_at(next); month.month != 0) {
      next += month.tokens;
      if (is_mark(next, U'.') || is_mark(next, U'-')) ++next;
      if (!is_short_number(next) || is_clock(next)) return std::nullopt;
      if (year_behind(next + 1, month.month, number(next))) return std::nullopt;  // "2019 - March 4, 2020"
      return make(next + 1, year, month.month, number(next));
    }
    if (!is_short_number(next) || at(next - 1).word != "gada") return std::nullopt;
    const std::size_t word = is_mark(next + 1, U'.') ? next + 2 : next + 1;  // 2020. gada 4. marts
    const Month month = month_at(word);
    return month.month == 0 ? std::nullopt : make(word + month.tokens, year, month.month, number(next));
  }
  bool is_filler(std::size_t i) const {
    return (is_word(i) && at(i).text.size() <= 8) || is_mark(i, U'.') || is_mark(i, U',') || is_mark(i, U'-');
  }
  bool is_clock(std::size_t i) const { return is_mark(i + 1, U':') && is_number(i + 2); }

  // 令和2年3月4日; the first year may be 元.
  std::optional<Position> era(std::size_t i) const {
    struct Era {
      std::string_view first, second;
      int before;  // the year before its year 1
    };
    constexpr Era kEras[] = {{"令", "和", 2018}, {"平", "成", 1988}};
    for (const Era& e : kEras) {
      if (!is_text(i, e.first) || !is_text(i + 1, e.second) || !is_text(i + 3, "年")) continue;
      const int year = is_text(i + 2, "元") ? 1 : is_short_number(i + 2) ? number(i + 2) : 0;
      if (year == 0 || !is_short_number(i + 4) || !is_text(i + 5, "月") || !is_short_number(i + 6)) return std::nullopt;
      return make(i + (is_text(i + 7, "日") ? 8 : 7), e.before + year, number(i + 4), number(i + 6));
    }
    return std::nullopt;
  }

  // 民國113年3月4日 of the Republic of China's calendar, often without its name.
  std::optional<Position> republic_year(std::size_t i) const {
    if (at(i).digits != 3 || !is_text(i + 1, "年") || !is_short_number(i + 2) || !is_text(i + 3, "月"))
      return std::nullopt;
    if (!is_short_number(i + 4)) return std::nullopt;
    return make(i + (is_text(i + 5, "日") ? 6 : 5), 1911 + number(i), number(i + 2), number(i + 4));
  }

  // 4 March 2020, 4th of March, 2020, 4. März 2020, 1er mars 2020, 4 de marzo de 2020, 04-Mar-20, 4 tháng 3 năm 2020
  std::optional<Position> day_first_words(std::size_t i) const {
    if (!is_short_number(i)) return std::nullopt;
    std::size_t next = i + 1;
    for (int skipped = 0; skipped < 3 && month_at(next).month == 0; ++skipped) {
      if (!is_filler(next) && !is_mark(next, U'º') && !is_mark(next, U'ª') && !is_mark(next, U'/')) return std::nullopt;
      ++next;
    }
    const Month month = month_at(next);
    if (month.month == 0) return std::nullopt;
    return year_behind(next + month.tokens, month.month, number(i));
  }

  // March 4, 2020; Mar. 4th 2020; Wed Mar 04 10:20:30 +0000 2020
  std::optional<Position> month_first_words(std::size_t i) const {
    const Month month = month_at(i);
    if (month.month == 0) return std::nullopt;
    std::size_t next = i + month.tokens;
    while (is_mark(next, U'.') || is_mark(next, U'-') || is_mark(next, U',')) ++next;
    if (!is_short_number(next)) return std::nullopt;
    const int day = number(next);
    ++next;
    if (is_word(next) && !at(next).spaced && at(next).text.size() <= 4) ++next;  // 4th
    if (auto found = year_behind(next, month.month, day)) return found;
    return year_behind_time(next, month.month, day);
  }

  // The year after day and month, behind a mark or two and a filler word: ", 2020", "de 2020", "-20", "'20", "г."
  std::optional<Position> year_behind(std::size_t next, int month, int day) const {
    bool marked = false;
    for (int skipped = 0; skipped < 3 && !is_number(next); ++skipped) {
      const bool mark = is_mark(next, U'\'') || is_mark(next, U'/');
      if (!is_filler(next) && !mark) return std::nullopt;
      marked |= mark || is_mark(next, U'-');
      ++next;
    }
    if (is_long_year(next)) return make(next + 1, number(next), month, day);
    if (!is_number(next) || at(next).digits != 2 || is_clock(next)) return std::nullopt;
    if (is_thai_language()) return make(next + 1, 2500 + number(next), month, day);
    return marked || short_years_ ? make(next + 1, 2000 + number(next), month, day) : std::nullopt;
  }
  bool is_thai_language() const { return rules_.language == "th"; }

  std::optional<Position> year_behind_time(std::size_t next, int month, int day) const {
    if (!is_short_number(next) || !is_clock(next)) return std::nullopt;
    Position time{next, {}};
    read_time(time);
    if (!time.when.has_time()) return std::nullopt;
    std::size_t year = time.index;
    if (is_word(year) && month_at(year).month == 0) ++year;  // a zone's letters
    if (!is_long_year(year)) return std::nullopt;
    auto found = make(year + 1, number(year), month, day);
    if (found) copy_time(time.when, found->when);
    return found;
  }
  static void copy_time(const DateTime& from, DateTime& to) {
    const DateTime day = to;
    to = from;
    to.year = day.year;
    to.month = day.month;
    to.day = day.day;
  }

  // 4/3/2020, 3/4/2020, 4.3.2020, 4-3-2020, and with two digits of the year where allowed.
  std::optional<Position> numbers_only(std::size_t i) const {
    if (!is_short_number(i) || !is_date_mark(i + 1) || !is_short_number(i + 2)) return std::nullopt;
    if (!is_mark(i + 3, at(i + 1).value) || !is_number(i + 4)) return std::nullopt;
    const Token& last = at(i + 4);
    const bool short_year = last.digits == 2 && short_years_ && !at(i + 1).spaced && !at(i + 2).spaced;
    if (last.digits != 4 && !short_year) return std::nullopt;
    if ((short_year || is_mark(i + 1, U'.')) && joins_on(i + 5)) return std::nullopt;
    const int year = short_year ? 2000 + number(i + 4) : number(i + 4);
    const bool month_first = rules_.month_first && !is_mark(i + 1, U'.');
    const int first = number(i), second = number(i + 2);
    if (auto found = month_first ? make(i + 5, year, first, second) : make(i + 5, year, second, first)) return found;
    return month_first ? make(i + 5, year, second, first) : make(i + 5, year, first, second);
  }
  bool joins_on(std::size_t i) const {
    return is_date_mark(i) && !at(i).spaced && is_number(i + 1) && !at(i + 1).spaced;
  }

  // A time of day behind the date, if there is one.
  void read_time(Position& position) const {
    DateTime& when = position.when;
    if (when.has_time()) return;
    std::size_t i = position.index;
    bool afternoon = false, clock_word = false;
    for (int skipped = 0; skipped < 8 && !is_number(i); ++skipped, ++i) {
      if (at(i).kind == Token::Kind::end) return;
      afternoon |= is_any(i, {"下", "오후", "后", "後"}) || (is_text(i, "후") && is_text(i - 1, "오"));
      clock_word |= is_word(i) && (at(i).word == "kl" || at(i).word == "klo" || at(i).word == "um");
      if (is_word(i) && at(i).text.size() > 8 && !text::is_cjk(first_of(i))) return;
    }
    if (!is_short_number(i) || number(i) > 23) return;
    const bool colon = is_mark(i + 1, U':') ||
                       (is_word(i + 1) && !at(i + 1).spaced && is_any(i + 1, {"h", "H", "时", "時", "点", "點", "시"}));
    const bool dot = is_mark(i + 1, U'.') && (clock_word || (is_word(i + 3) && at(i + 3).word == "uhr"));
    if (!(colon || dot) || !is_short_number(i + 2) || at(i + 2).digits != 2 || number(i + 2) > 59) return;
    when.hour = number(i);
    when.minute = number(i + 2);
    i += 3;
    if (is_any(i, {"分", "분"})) ++i;
    if ((is_mark(i, U':') || is_any(i - 1, {"分", "분"})) && is_short_number(is_mark(i, U':') ? i + 1 : i)) {
      const std::size_t second = is_mark(i, U':') ? i + 1 : i;
      if (number(second) < 60) {
        when.second = number(second);
        i = second + 1;
        if (is_text(i, "秒") || is_text(i, "초")) ++i;
      }
    }
    if ((is_mark(i, U'.') || is_mark(i, U',')) && is_number(i + 1) && !at(i + 1).spaced && !at(i).spaced)
      i += 2;  // fraction
    read_half(i, when, afternoon);
    read_offset(i, when);
    position.index = i;
  }
  char32_t first_of(std::size_t i) const {
    std::size_t position = 0;
    return text::next_code_point(at(i).text, position);
  }

  // am, pm, a.m., p.m.
  void read_half(std::size_t& i, DateTime& when, bool afternoon) const {
    bool pm = afternoon, am = false;
    if (is_word(i)) {
      const std::string& word = at(i).word;
      const bool dotted = is_mark(i + 1, U'.') && is_word(i + 2) && at(i + 2).word == "m";
      if (word == "pm" || (word == "p" && dotted)) pm = true;
      if (word == "am" || (word == "a" && dotted)) am = true;
      if (pm || am) i += dotted ? 3 : (word == "pm" || word == "am") ? 1 : 0;
    }
    if (pm && when.hour < 12) when.hour += 12;
    if (am && when.hour == 12) when.hour = 0;
  }

  // Z, UTC, +01:00, +0100, GMT+1, CET.
  void read_offset(std::size_t& i, DateTime& when) const {
    struct Zone {
      std::string_view name;
      int minutes;
    };
    constexpr Zone kZones[] = {{"z", 0},      {"utc", 0},    {"gmt", 0},    {"est", -300}, {"edt", -240}, {"cdt", -300},
                               {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"cet", 60},   {"cest", 120},
                               {"eet", 120},  {"eest", 180}, {"msk", 180},  {"jst", 540},  {"kst", 540},  {"wib", 420}};
    std::size_t next = i;
    if (is_mark(next, U'(')) ++next;
    if (is_word(next)) {
      const auto zone =
          std::find_if(std::begin(kZones), std::end(kZones), [&](const Zone& z) { return z.name == at(next).word; });
      if (zone == std::end(kZones)) return;
      when.has_offset = true;
      when.offset_minutes = zone->minutes;
      i = ++next;
    }
    if (!is_mark(next, U'+') && !is_mark(next, U'-')) return;
    const bool four = is_number(next + 1) && at(next + 1).digits == 4;
    const bool two = is_short_number(next + 1) && !at(next + 1).spaced;
    if (!four && (!two || (at(next).spaced && !is_mark(next + 2, U':')))) return;
    int minutes = four ? number(next + 1) / 100 * 60 + number(next + 1) % 100 : number(next + 1) * 60;
    const bool colon = two && is_mark(next + 2, U':') && is_short_number(next + 3);
    if (colon) minutes += number(next + 3);
    if (minutes > 14 * 60) return;
    when.has_offset = true;
    when.offset_minutes = is_mark(next, U'-') ? -minutes : minutes;
    i = next + (colon ? 4 : 2);
  }

  std::vector<Token> tokens_;
  const DateRules& rules_;
  bool short_years_;
};

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, const DateRules& rules, std::size_t from, bool short_years) {
  if (from >= text.size()) return std::nullopt;
  const std::string_view rest = prefix(text.substr(from), kMaxText);
  Scanner scanner(Tokens(rest).read(), rules, short_years);
  std::optional<FoundDate> found = scanner.find(rest);
  if (found) {
    found->begin += from;
    found->end += from;
  }
  return found;
}

}  // namespace pith::metadata
