#include "tokens.h"

#include <algorithm>
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

constexpr auto kIsWordByte = [] {
  std::array<bool, 256> is{};
  for (std::size_t i = 0; i < 128; ++i) is[i] = text::detail::kAsciiClasses[i] & text::detail::kWord;
  return is;
}();

bool is_word_byte(char c) {
  return kIsWordByte[static_cast<unsigned char>(c)];
}
bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

constexpr std::uint64_t kLowerCase = 0x2020202020202020u;   // makes lower case of ASCII letters, leaves digits
constexpr std::uint64_t kLetterBits = 0x4040404040404040u;  // letters have it, digits have not

// A sequence of bytes that are not 0, eight to a step, the first the lowest.
class Hash {
 public:
  void add_eight(std::uint64_t bytes) {
    state_ = (state_ ^ bytes) * 0x9fb21c651e98df25u;
    state_ ^= state_ >> 32;
  }
  void add_byte(std::uint64_t byte) {
    chunk_ |= byte << (8 * count_++);
    if (count_ == 8) flush();
  }
  // ASCII is its own byte, so that a word has one hash however its letters were written before folding.
  void add(char32_t c) {
    if (c < 0x80) return add_byte(c | 0x20);
    for (const int shift : {14, 7, 0}) add_byte(0x80 | (c >> shift & 0x7F));
  }
  std::uint64_t value() {
    if (count_ > 0) flush();
    return state_;
  }

 private:
  void flush() {
    add_eight(chunk_);
    chunk_ = 0;
    count_ = 0;
  }

  std::uint64_t state_ = 0xcbf29ce484222325u;
  std::uint64_t chunk_ = 0;
  unsigned count_ = 0;
};

// Up to eight bytes of ASCII letters, digits and '_' from `at` on, in lower case.
std::uint64_t eight_bytes(std::string_view text, std::size_t at, std::size_t count) {
  std::uint64_t bytes = 0;
  if (at + 8 <= text.size()) {
    for (std::size_t k = 0; k < 8; ++k) bytes |= std::uint64_t{static_cast<unsigned char>(text[at + k])} << (8 * k);
    return (bytes | kLowerCase) & (~std::uint64_t{0} >> (8 * (8 - count)));
  }
  for (std::size_t k = 0; k < count; ++k)
    bytes |= std::uint64_t{static_cast<unsigned char>(text[at + k] | 0x20)} << (8 * k);
  return bytes;
}

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
    if (!is_ascii(text[i])) {
      i = read_wide(text, i, to);
    } else if (is_word_byte(text[i])) {
      i = read_narrow(text, i, to);
    } else {
      ++i;
    }
  }
}

// A word that begins with ASCII. Gives its end.
std::size_t Tokenizer::read_narrow(std::string_view text, std::size_t start, Reading& to) {
  std::size_t end = start + 1;
  while (end < text.size() && is_word_byte(text[end])) ++end;
  if (end < text.size() && !is_ascii(text[end])) {
    const std::size_t wide_end = text::detail::end_of_run(text, end);
    if (wide_end != end) {
      add_run(text.substr(start, wide_end - start), to);
      return wide_end;
    }
  }
  to.before = 0;
  Hash hash;
  std::uint64_t letters = 0;
  for (std::size_t i = start; i < end; i += 8) {
    const std::uint64_t bytes = eight_bytes(text, i, std::min<std::size_t>(8, end - i));
    letters |= bytes;
    hash.add_eight(bytes);
  }
  const std::uint32_t id = add_word(hash.value(), to);
  if (!to.tokens) return end;
  std::uint32_t& stem = stems_[id];
  if (stem == kNotLooked) {
    stem = kNoStem;
    if (end - start >= kLeastLetters && (letters & kLetterBits) != 0) {
      Hash of_stem;
      of_stem.add_eight(eight_bytes(text, start, std::min(kStemLetters, end - start)));
      stem = tokens_.id(of_stem.value());
    }
  }
  if (stem != kNoStem) to.tokens->push_back(stem);
  return end;
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
