#include <gtest/gtest.h>

#include <string>

#include "text/text.h"

namespace pith::text {
namespace {

std::string utf8(char32_t c) {
  std::string out;
  append_utf8(out, c);
  return out;
}

TEST(Utf8, Pith_every_code_point_reads_back) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::string text = utf8(c);
    std::size_t position = 0;
    ASSERT_EQ(next_code_point(text, position), c);
    ASSERT_EQ(position, text.size());
  }
}

struct ClassCase {
  const char* name;
  bool (*is)(char32_t);
  std::u32string_view yes;
  std::u32string_view no;
};

const ClassCase kClasses[] = {
    {"space", is_space, U" \t\n\v\f\r\u0085\u00A0\u1680\u2003\u2028\u2029\u202F\u205F\u3000\u200B\uFEFF",
     U"a\u001F\u200D\u2060_."},
    {"letter", is_letter, U"azAZéßΩЖאعกिक中あカ한々ª\u0301", U"09_ .½²、"},
    {"digit", is_digit, U"09٣९๓０", U"a²½Ⅷ一"},
    {"upper", is_upper, U"AZÉΩЖǅ", U"azé中1."},
    {"lower", is_lower, U"azéωжß", U"AZ中1ª."},
    {"cjk", is_cjk, U"中㐀豈あアー한々〇ㄅ𠀀ｱ", U"aก、。「・Ω１"},
    {"sentence", is_sentence_mark, U".!?。！？｡؟۔।…։።‼．⋯", U",;:、，a 中·"},
    {"clause", is_clause_mark, U",;:，、；：،؛､", U".。!a \"-"},
    {"quote", is_quote_mark, U"\"“”„«»「」『』‘’‹›〝", U"'()[]《a"},
    {"symbol", is_symbol_mark, U"|»›>/\\·•→←▸►+*#@©®™$€£¥%=~・｜", U"<a.,-_&中"},
};

TEST(Classes, Pith_members_and_strangers) {
  for (const ClassCase& row : kClasses) {
    for (const char32_t c : row.yes) EXPECT_TRUE(row.is(c)) << row.name << " U+" << std::hex << std::uint32_t{c};
    for (const char32_t c : row.no) EXPECT_FALSE(row.is(c)) << row.name << " U+" << std::hex << std::uint32_t{c};
  }
}

TEST(Classes, Pith_lower_case_knows_no_locale) {
  EXPECT_EQ(to_lower(U'I'), U'i');
  EXPECT_EQ(to_lower(U'É'), U'é');
  EXPECT_EQ(to_lower(U'Σ'), U'σ');
  EXPECT_EQ(to_lower(U'中'), U'中');
  EXPECT_EQ(to_lower(U'['), U'[');
}

}  // namespace
}  // namespace pith::text
