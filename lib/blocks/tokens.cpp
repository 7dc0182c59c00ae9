#include "tokens.h"

#include <array>

namespace pith::blocks {
namespace {

constexpr std::uint32_t kNotLooked = 0xffffffff;
constexpr std::uint32_t kNoStem = 0xfffffffe;
constexpr std::size_t kStemLetters = 6;
constexpr std::size_t kLeastLetters = 4;

// Letters of scripts written without spaces, whose runs are sentences rather than words: Thai, Lao, Myanmar, Khmer.
bool is_unspaced_letter(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

// ASCII letters in lower case, digits and '_' as they are, 0 for all else.
constexpr auto kWordBytes = [] {
  std::array<unsigned char, 256> bytes{};
  for (std::size_t i = 0; i < 128; ++i) {
    const auto c = static_cast<char>(i);
    if (text::detail::kAsciiClasses[i] & text::detail::kWord)
      bytes[i] = static_cast<unsigned char>(text::detail::ascii_lower(c));
  }
  return bytes;
}();

unsigned char word_byte(char c) {
  return kWordBytes[static_cast<unsigned char>(c)];
}

// A sequence of bytes that are not 0, eight to a step.
class Hash {
 public:
  void add_byte(std::uint64_t byte) {
    if (count_++ % 8 == 0) flush();
    chunk_ = chunk_ << 8 | byte;
  }
  // ASCII is its own byte, so that a word has one hash however its letters were written before folding.
  void add(char32_t c) {
    if (c < 0x80) return add_byte(c);
    for (const int shift : {14, 7, 0}) add_byte(0x80 | (c >> shift & 0x7F));
  }
  std::uint64_t value() {
    flush();
    return state_;
  }

 private:
  void flush() {
    state_ = (state_ ^ chunk_) * 0x9fb21c651e98df25u;
    state_ ^= state_ >> 32;
    chunk_ = 0;
  }

  std::uint64_t state_ = 0xcbf29ce484222325u;
  std::uint64_t chunk_ = 0;
  std::uint32_t count_ = 0;
};

// FNV-1a by code points.
constexpr std::uint64_t kFnvStart = 0xcbf29ce484222325u;
constexpr std::uint64_t fnv_step(std::uint64_t hash, char32_t c) {
  return (hash ^ c) * 0x100000001b3u;
}
std::uint64_t hash_of_pair(char32_t first, char32_t second) {
  return fnv_step(kFnvStart, first) * 31 + fnv_step(kFnvStart, second);
}
std::uint64_t hash_of_triple(char32_t first, char32_t second, char32_t third) {
  return fnv_step(fnv_step(fnv_step(7, first), second), third);
}

}  // namespace

struct Tokenizer::Reading {
  std::vector<std::uint32_t>* words;
  std::vector<std::uint32_t>* tokens;
  char32_t before = 0;  // the CJK character before, 0 at a break
};

void Tokenizer::read(std::string_view text, std::vector<std::uint32_t>* words, std::vector<std::uint32_t>* tokens) {
  Reading to{words, tokens};
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) {
      i = read_wide(text, i, to);
    } else if (word_byte(text[i]) != 0) {
      i = read_narrow(text, i, to);
    } else {
      ++i;
    }
  }
}

// A word that begins with ASCII. Gives its end.
std::size_t Tokenizer::read_narrow(std::string_view text, std::size_t start, Reading& to) {
  std::size_t i = start;
  Hash hash;
  for (unsigned char byte; i < text.size() && (byte = word_byte(text[i])) != 0; ++i) hash.add_byte(byte);
  if (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) {
    const std::size_t end = text::detail::end_of_run(text, i);
    if (end != i) {
      add_run(text.substr(start, end - start), to);
      return end;
    }
  }
  to.before = 0;
  add_stem(add_word(hash.value(), to), text.substr(start, i - start), to);
  return i;
}

// A character beyond ASCII: no word, a word by itself or the first of one.
std::size_t Tokenizer::read_wide(std::string_view text, std::size_t start, Reading& to) {
  std::size_t i = start;
  const char32_t c = text::next_code_point(text, i);
  if (text::detail::is_single_word(c)) {
    add_single(text::to_lower(c), to);
    return i;
  }
  if ((text::detail::wide_class(c) & text::detail::kWord) == 0) return i;
  i = text::detail::end_of_run(text, i);
  add_run(text.substr(start, i - start), to);
  return i;
}

std::uint32_t Tokenizer::add_word(std::uint64_t hash, Reading& to) {
  const std::uint32_t id = words_.id(hash);
  if (id == stems_.size()) stems_.push_back(kNotLooked);
  if (to.words) to.words->push_back(id);
  return id;
}

void Tokenizer::add_single(char32_t c, Reading& to) {
  Hash hash;
  hash.add(c);
  add_word(hash.value(), to);
  if (to.before != 0 && to.tokens) to.tokens->push_back(tokens_.id(hash_of_pair(to.before, c)));
  to.before = c;
}

void Tokenizer::add_run(std::string_view word, Reading& to) {
  to.before = 0;
  Hash hash;
  for (std::size_t i = 0; i < word.size();) hash.add(text::to_lower(text::next_code_point(word, i)));
  const std::uint32_t id = add_word(hash.value(), to);
  std::size_t at = 0;
  if (!is_unspaced_letter(text::next_code_point(word, at))) {
    add_stem(id, word, to);
  } else if (to.tokens) {
    add_unspaced(word, *to.tokens);
  }
}

void Tokenizer::add_stem(std::uint32_t word_id, std::string_view word, Reading& to) {
  if (!to.tokens) return;
  std::uint32_t& stem = stems_[word_id];
  if (stem == kNotLooked) stem = find_stem(word);
  if (stem != kNoStem) to.tokens->push_back(stem);
}

void Tokenizer::add_unspaced(std::string_view word, std::vector<std::uint32_t>& tokens) {
  char32_t before[2] = {0, 0};
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t c = text::to_lower(text::next_code_point(word, i));
    if (++letters >= 3) tokens.push_back(tokens_.id(hash_of_triple(before[0], before[1], c)));
    before[0] = before[1];
    before[1] = c;
  }
}

// Numbers and short words have none.
std::uint32_t Tokenizer::find_stem(std::string_view word) {
  Hash hash;
  std::size_t letters = 0;
  bool any_letter = false;
  for (std::size_t i = 0; i < word.size(); ++letters) {
    const char32_t c = text::to_lower(text::next_code_point(word, i));
    if (letters < kStemLetters) hash.add(c);
    any_letter = any_letter || !(c >= '0' && c <= '9');
  }
  return letters >= kLeastLetters && any_letter ? tokens_.id(hash.value()) : kNoStem;
}

}  // namespace pith::blocks
