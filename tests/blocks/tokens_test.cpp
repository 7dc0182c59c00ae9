#include "blocks/tokens.h"

#include <gtest/gtest.h>

namespace pith::blocks {
namespace {

using Ids = std::vector<std::uint32_t>;

struct Read {
  Ids words, tokens;
};

Read read(Tokenizer& tokenizer, std::string_view text) {
  Read result;
  tokenizer.read(text, &result.words, &result.tokens);
  return result;
}

TEST(Pith_Tokens, AWordIsOneHoweverItIsWritten) {
  struct Pair {
    const char *a, *b;
  };
  for (const Pair& pair : {Pair{"garden", "GARDEN"}, Pair{"snake_case_2", "Snake_Case_2"}, Pair{"sky", "\u017F\u212Ay"},
                           Pair{"größe", "GRÖßE"}, Pair{"сад", "САД"}, Pair{"caféteria", "CAFÉTERIA"}}) {
    Tokenizer tokenizer;
    EXPECT_EQ(read(tokenizer, pair.a).words, read(tokenizer, pair.b).words) << pair.a;
    EXPECT_EQ(tokenizer.word_kinds(), 1u) << pair.a;
  }
}

TEST(Pith_Tokens, OtherWordsHaveOtherNumbers) {
  Tokenizer tokenizer;
  EXPECT_EQ(read(tokenizer, "tomato tomatoe tomatoes internationally internationals 1234567 12345678 a aa").words,
            (Ids{0, 1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(Pith_Tokens, StemsAreSixLettersOfWordsOfFour) {
  Tokenizer tokenizer;
  const Read got = read(tokenizer, "Garden gardens gardening cat cats 2024 x1y2 Gärten");
  EXPECT_EQ(got.tokens, (Ids{0, 0, 0, 1, 2, 3}));
  EXPECT_EQ(got.words.size(), 8u);
}

TEST(Pith_Tokens, SingleCharactersMakePairsThatABreakDivides) {
  Tokenizer tokenizer;
  const Read got = read(tokenizer, "花園花園，花 abc 園 花園");
  // 花園 園花 花園 園花 over the comma; a word in between divides; 園花 花園 at the end.
  EXPECT_EQ(got.tokens, (Ids{0, 1, 0, 1, 1, 0}));
}

TEST(Pith_Tokens, UnspacedScriptsMakeTriples) {
  Tokenizer tokenizer;
  EXPECT_EQ(read(tokenizer, "กขคง กขค").tokens, (Ids{0, 1, 0}));
}

TEST(Pith_Tokens, WordsAndTokensCanBeReadApart) {
  Tokenizer tokenizer;
  Ids words, tokens;
  tokenizer.read("gardens are green", &words, nullptr);
  tokenizer.read("gardens are green", nullptr, &tokens);
  EXPECT_EQ(words, (Ids{0, 1, 2}));
  EXPECT_EQ(tokens, (Ids{0, 1}));
}

}  // namespace
}  // namespace pith::blocks
