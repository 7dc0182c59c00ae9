#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "exact.h"
#include "text/text.h"

namespace pith::text {
namespace {

TEST(Figures, Pith_counts_every_kind_once) {
  const Exact text("Äpfel, 12 中文「字」。 Né\u0301 | 한글?");
  const Figures f = figures(text.view());
  EXPECT_EQ(f.characters, 26U);
  EXPECT_EQ(f.spaces, 5U);
  EXPECT_EQ(f.cjk, 5U);
  EXPECT_EQ(f.alphanumerics, 9U);
  EXPECT_EQ(f.digits, 2U);
  EXPECT_EQ(f.upper, 2U);
  EXPECT_EQ(f.sentence_marks, 2U);
  EXPECT_EQ(f.clause_marks, 1U);
  EXPECT_EQ(f.quote_marks, 2U);
  EXPECT_EQ(f.symbol_marks, 1U);
  EXPECT_FALSE(f.starts_lower);
  EXPECT_TRUE(f.ends_sentence);
  EXPECT_FALSE(f.ends_ellipsis);
}

struct MarkCase {
  std::string_view text;
  std::uint32_t sentences;
  std::uint32_t clauses;
};

TEST(Figures, Pith_a_mark_counts_where_it_ends_something) {
  const MarkCase cases[] = {
      {"It rains.", 1, 0},
      {"It rains. He left.", 2, 0},
      {"See www.example.com now", 0, 0},
      {"Version 2.5 is out", 0, 0},
      {"He said \"no.\" Then", 1, 0},
      {"He said (no). Then", 1, 0},
      {"He said \"no\". Then", 1, 0},
      {"1. First", 0, 0},
      {"So... then", 1, 0},
      {"雨。风！", 2, 0},
      {"雨，风、雪；霜", 0, 3},
      {"1,000 and 10:30", 0, 0},
      {"one, two: three; four", 0, 3},
      {"于是，3月", 0, 1},
      {"Was? Nein!", 2, 0},
      {"सच।", 1, 0},
      {"ماذا؟ نعم، لا", 1, 1},
      {"wait… what", 1, 0},
      {"", 0, 0},
      {".", 0, 0},
  };
  for (const MarkCase& row : cases) {
    const Exact text(row.text);
    const Figures f = figures(text.view());
    EXPECT_EQ(f.sentence_marks, row.sentences) << row.text;
    EXPECT_EQ(f.clause_marks, row.clauses) << row.text;
  }
}

struct EndCase {
  std::string_view text;
  bool sentence;
  bool ellipsis;
};

TEST(Figures, Pith_ends_are_seen_behind_quotes_and_brackets) {
  const EndCase cases[] = {
      {"done.", true, false},       {"done.\"", true, false},      {"done.) ", true, false}, {"完。」", true, false},
      {"done", false, false},       {"done,", false, false},       {"more...", true, true},  {"more…", true, true},
      {"more [...]", true, true},   {"more [\u2026]", true, true}, {"more…\"", true, true},  {"more..", true, false},
      {"... and on", false, false}, {"更多……", true, true},        {"", false, false},       {"»", false, false},
  };
  for (const EndCase& row : cases) {
    const Exact text(row.text);
    EXPECT_EQ(figures(text.view()).ends_sentence, row.sentence) << row.text;
    EXPECT_EQ(ends_sentence(text.view()), row.sentence) << row.text;
    EXPECT_EQ(figures(text.view()).ends_ellipsis, row.ellipsis) << row.text;
  }
}

TEST(Figures, Pith_lower_start_is_that_of_the_first_character_that_is_no_space) {
  EXPECT_TRUE(figures("  and so").starts_lower);
  EXPECT_FALSE(figures("And so").starts_lower);
  EXPECT_FALSE(figures("(and so").starts_lower);
  EXPECT_FALSE(figures("中 a").starts_lower);
  EXPECT_TRUE(figures("élan").starts_lower);
}

TEST(Units, Pith_one_unit_is_about_a_word_in_every_script) {
  EXPECT_FLOAT_EQ(units("seven words"), 2.0F);
  EXPECT_FLOAT_EQ(units("中文字"), 1.8F);
  EXPECT_FLOAT_EQ(units("한국"), 1.2F);
  EXPECT_FLOAT_EQ(units("ภาษา"), 0.8F);
  EXPECT_FLOAT_EQ(units(" .,| "), 0.0F);
  EXPECT_FLOAT_EQ(units("ab中"), units("ab") + units("中"));
}

std::vector<std::string> words(std::string_view bytes) {
  const Exact text(bytes);
  std::vector<std::string> all;
  for_each_word(text.view(), [&](Word word) { all.push_back(std::string(word.text) + (word.cjk ? "*" : "")); });
  return all;
}

TEST(Words, Pith_runs_and_single_characters) {
  using List = std::vector<std::string>;
  EXPECT_EQ(words(""), List{});
  EXPECT_EQ(words(" .,- "), List{});
  EXPECT_EQ(words("a"), List{"a"});
  EXPECT_EQ(words("It's snake_case, x2!"), (List{"It", "s", "snake_case", "x2"}));
  EXPECT_EQ(words("中文abc字"), (List{"中*", "文*", "abc", "字*"}));
  EXPECT_EQ(words("カタかな"), (List{"カ*", "タ*", "か*", "な*"}));
  EXPECT_EQ(words("한국어 뉴스"), (List{"한국어", "뉴스"}));
  EXPECT_EQ(words("naïve ÉCOLE"), (List{"naïve", "ÉCOLE"}));
  EXPECT_EQ(words("e\u0301te\u0301"), List{"e\u0301te\u0301"});
  EXPECT_EQ(words("हिन्दी भाषा"), (List{"हिन्दी", "भाषा"}));
  EXPECT_EQ(words("𠀀x"), (List{"𠀀*", "x"}));
  EXPECT_EQ(words("x²"), List{"x²"});
}

}  // namespace
}  // namespace pith::text
