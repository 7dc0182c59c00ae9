// Words and tokens of texts as dense numbers. Private to lib/blocks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "interner.h"
#include "text/text.h"

namespace pith::blocks {

// Words are compared whole. Tokens are what two texts on one subject share: CJK bigrams, the first six letters of words
// of four letters or more, trigrams where words are not spaced.
class Tokenizer {
 public:
  // Appends the numbers of the text's words and tokens in order; null: not wanted.
  void read(std::string_view text, std::vector<std::uint32_t>* words, std::vector<std::uint32_t>* tokens);
  std::uint32_t word_kinds() const { return words_.size(); }
  std::uint32_t token_kinds() const { return tokens_.size(); }

 private:
  struct Reading;

  std::size_t read_narrow(std::string_view text, std::size_t start, Reading& to);
  std::size_t read_wide(std::string_view text, std::size_t start, Reading& to);
  void add_single(char32_t c, Reading& to);
  void add_run(std::string_view word, Reading& to);
  void add_unspaced(std::string_view word, std::vector<std::uint32_t>& tokens);
  std::uint32_t add_word(std::uint64_t hash, Reading& to);
  void add_stem(std::uint32_t word_id, std::string_view word, Reading& to);
  std::uint32_t find_stem(std::string_view word);

  Interner words_;
  Interner tokens_;
  std::vector<std::uint32_t> stems_;  // by word: its token, or why there is none
};

}  // namespace pith::blocks
