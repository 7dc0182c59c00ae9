#include <unicode/uchar.h>

#include "text.h"

namespace pith::text {

namespace {

using namespace detail;

// Ideographs of the supplementary planes end where Unicode 15 ends them; kana, bopomofo and their marks included.
bool is_cjk_letter(char32_t c) {
  if (c < 0x3005) return false;
  if (c <= 0x312F) return c >= 0x3041 ? c != 0x30FB && c != 0x30A0 : c <= 0x3007 || (c >= 0x3021 && c <= 0x3029);
  return (c >= 0x31A0 && c <= 0x31BF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x323AF);
}

bool is_wide_space(char32_t c) {
  return c == 0x200B || c == 0xFEFF || u_hasBinaryProperty(c, UCHAR_WHITE_SPACE);
}

// The ellipses, the Tibetan shad and the Greek question mark end sentences and are not Sentence_Terminal.
bool is_wide_sentence_mark(char32_t c) {
  switch (c) {
    case 0x037E:
    case 0x0F0D:
    case 0x0F0E:
    case 0x2026:
    case 0x22EF:
      return true;
    default:
      return u_hasBinaryProperty(c, UCHAR_S_TERM);
  }
}

bool is_wide_symbol_mark(char32_t c) {
  if (c >= 0x2190 && c <= 0x21FF) return true;  // arrows
  if (c >= 0x25A0 && c <= 0x25FF) return true;  // geometric shapes: ▸ ► ● ■
  switch (c) {
    case 0xA3:    // £
    case 0xA5:    // ¥
    case 0xA9:    // ©
    case 0xAE:    // ®
    case 0xB7:    // ·
    case 0xBB:    // »
    case 0x2022:  // •
    case 0x203A:  // ›
    case 0x20AC:  // €
    case 0x2122:  // ™
    case 0x22C5:  // ⋅
    case 0x30FB:  // ・
    case 0xFF0F:  // ／
    case 0xFF1E:  // ＞
    case 0xFF5C:  // ｜
      return true;
    default:
      return false;
  }
}

unsigned letter_bits(std::uint32_t category) {
  unsigned bits = 0;
  if (category & (U_GC_L_MASK | U_GC_M_MASK)) bits |= kLetter;
  if (category & U_GC_M_MASK) bits |= kMark;
  if (category & U_GC_ND_MASK) bits |= kDigit;
  if (category & U_GC_N_MASK) bits |= kNumber;
  if (category & (U_GC_LU_MASK | U_GC_LT_MASK)) bits |= kUpper;
  if (category & U_GC_LL_MASK) bits |= kLower;
  return bits;
}

unsigned mark_bits(char32_t c, std::uint32_t category) {
  unsigned bits = 0;
  const bool quote = u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK);
  if (quote) bits |= kQuote;
  if (quote || (category & (U_GC_PE_MASK | U_GC_PF_MASK))) bits |= kCloser;
  if (is_wide_symbol_mark(c)) bits |= kSymbol;
  if (is_wide_space(c)) bits |= kSpace;
  if (is_wide_sentence_mark(c)) {
    bits |= kSentence;
  } else if (u_hasBinaryProperty(c, UCHAR_TERMINAL_PUNCTUATION)) {
    bits |= kClause;
  }
  return bits;
}

}  // namespace

std::uint16_t detail::wide_class(char32_t c) {
  if (c >= 0x4E00 && c <= 0x9FFF) return kLetter | kCjk;
  const std::uint32_t category = U_MASK(u_charType(static_cast<UChar32>(c)));
  unsigned bits = letter_bits(category);
  if (bits == 0) bits = mark_bits(c, category);
  if (is_cjk_letter(c)) bits |= kCjk;
  return static_cast<std::uint16_t>(bits);
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_tail = [&](int shift) { put(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | c >> 6);
    return put_tail(0);
  }
  if (c < 0x10000) {
    put(0xE0 | c >> 12);
  } else {
    put(0xF0 | c >> 18);
    put_tail(12);
  }
  put_tail(6);
  put_tail(0);
}

bool is_space(char32_t c) {
  return class_of(c) & kSpace;
}
bool is_letter(char32_t c) {
  return class_of(c) & kLetter;
}
bool is_digit(char32_t c) {
  return class_of(c) & kDigit;
}
bool is_upper(char32_t c) {
  return class_of(c) & kUpper;
}
bool is_lower(char32_t c) {
  return class_of(c) & kLower;
}
bool is_cjk(char32_t c) {
  return class_of(c) & kCjk;
}
bool is_sentence_mark(char32_t c) {
  return class_of(c) & kSentence;
}
bool is_clause_mark(char32_t c) {
  return class_of(c) & kClause;
}
bool is_quote_mark(char32_t c) {
  return class_of(c) & kQuote;
}
bool is_symbol_mark(char32_t c) {
  return class_of(c) & kSymbol;
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

}  // namespace pith::text
