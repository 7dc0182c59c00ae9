#include "marks.h"

#include <algorithm>

namespace pith::html {
namespace {

// A plane has this many code points in use here: its last two are no characters.
constexpr std::uint32_t kPlane = 0xFFF0;
constexpr char32_t kLow = 0xF0000;    // number modulo kPlane
constexpr char32_t kHigh = 0x100000;  // before it, if there is more: number divided by kPlane

// The code of a run of white space: a form feed, which real pages do not have, and digits.
constexpr std::string_view kSpaceDigits = " \t\n";
constexpr std::size_t kSpaceCode = 6;
constexpr std::size_t kSpaceCodes = 3 * 3 * 3 * 3 * 3;

unsigned char byte(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

void append_code_point(std::string& out, char32_t c) {
  const char bytes[4] = {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
                         static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  out.append(bytes, 4);
}

// Of a character of four bytes.
char32_t code_point(std::string_view text, std::size_t i) {
  return static_cast<char32_t>(byte(text, i) & 7) << 18 | static_cast<char32_t>(byte(text, i + 1) & 0x3F) << 12 |
         static_cast<char32_t>(byte(text, i + 2) & 0x3F) << 6 | static_cast<char32_t>(byte(text, i + 3) & 0x3F);
}

void add_piece(std::vector<std::string_view>& pieces, std::string_view piece) {
  if (piece.empty()) return;
  if (!pieces.empty() && pieces.back().data() + pieces.back().size() == piece.data()) {
    pieces.back() = {pieces.back().data(), pieces.back().size() + piece.size()};
  } else {
    pieces.push_back(piece);
  }
}

}  // namespace

void Marks::append(std::string& out, std::string_view text, std::size_t lead) {
  const auto number = static_cast<std::uint32_t>(runs_.size());
  if (number >= kPlane) append_code_point(out, kHigh + number / kPlane);
  append_code_point(out, kLow + number % kPlane);
  runs_.push_back({text.data(), static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(lead)});
}

bool Marks::append_space(std::string& out, std::string_view space) {
  const auto [place, added] = space_numbers_.try_emplace(space, spaces_.size());
  if (added && spaces_.size() == kSpaceCodes) {
    space_numbers_.erase(place);
    return false;
  }
  if (added) spaces_.push_back(space);
  std::size_t number = place->second;
  out += '\f';
  for (std::size_t i = 1; i < kSpaceCode; ++i, number /= 3) out += kSpaceDigits[number % 3];
  return true;
}

// Adds what is between `done` and the mark or code at `i`, and what that stands for. Returns its end.
std::size_t Marks::expand_one(std::string_view text, std::size_t done, std::size_t i,
                              std::vector<std::string_view>& pieces) const {
  if (text[i] == '\f') {
    std::size_t number = 0;
    for (std::size_t k = kSpaceCode; k-- > 1;) {
      const std::size_t digit = i + k < text.size() ? kSpaceDigits.find(text[i + k]) : 0;
      number = number * 3 + std::min<std::size_t>(digit, 2);
    }
    const std::size_t end = std::min(i + kSpaceCode, text.size());
    add_piece(pieces, text.substr(done, i - done));
    add_piece(pieces, number < spaces_.size() ? spaces_[number] : text.substr(i, end - i));
    return end;
  }
  std::size_t end = i + 4;
  std::uint32_t number = code_point(text, i) - kLow;
  if (code_point(text, i) >= kHigh && end + 4 <= text.size()) {
    number = (code_point(text, i) - kHigh) * kPlane + (code_point(text, end) - kLow);
    end += 4;
  }
  if (number >= runs_.size()) {  // no mark of ours
    add_piece(pieces, text.substr(done, end - done));
    return end;
  }
  // The space before a mark stands for all white space there; the parser may have dropped it.
  const Run& run = runs_[number];
  const bool spaced = run.lead > 0 && i > done && text[i - 1] == ' ';
  add_piece(pieces, text.substr(done, i - done - (spaced ? 1 : 0)));
  const std::size_t lead = spaced ? run.lead : 0;
  add_piece(pieces, {run.text - lead, run.size + lead});
  return end;
}

void Marks::expand(std::string_view text, std::vector<std::string_view>& pieces) const {
  std::size_t done = 0;
  for (std::size_t i = find_mark(text); i != text.npos; i = find_mark(text, done)) {
    done = expand_one(text, done, i, pieces);
  }
  add_piece(pieces, text.substr(done));
}

std::size_t find_mark(std::string_view text, std::size_t position) {
  for (std::size_t i = position; i < text.size(); ++i) {
    const unsigned char c = byte(text, i);
    if (c == '\f') return i;
    if (c >= 0xF3 && i + 4 <= text.size() && (c >= 0xF4 || byte(text, i + 1) >= 0xB0)) return i;
  }
  return text.npos;
}

bool refers_to_mark(std::string_view text) {
  if (!text.starts_with("&#")) return false;
  std::size_t i = 2;
  const bool hexadecimal = i < text.size() && (text[i] | 0x20) == 'x';
  if (hexadecimal) ++i;
  std::uint32_t value = 0;
  for (; i < text.size() && value < kLow; ++i) {
    const char c = text[i];
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(c - '0');
    } else if (hexadecimal && lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      break;
    }
  }
  return value >= kLow || value == '\f';
}

}  // namespace pith::html
