#include <array>
#include <charconv>

#include "pipeline.h"

namespace pith::extract_stage {
namespace {

std::string hex(std::uint64_t value) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) out[i] = kDigits[value & 15];
  return out;
}

std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xcbf29ce484222325u) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

// Spreads a hash over all 64 bits (the finalizer of splitmix64), which a simhash needs.
std::uint64_t spread(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// How often each of 64 bits was set. Eight bits are counted at once, in the bytes of one word, until a byte may be
// full.
class Votes {
 public:
  void add(std::uint64_t bits) {
    for (std::size_t i = 0; i < bytes_.size(); ++i) bytes_[i] += bits >> i & 0x0101010101010101u;
    if (++count_ % 255 == 0) flush();
  }
  std::size_t count() const { return count_; }
  // The bits that were set more often than not.
  std::uint64_t majority() {
    flush();
    std::uint64_t bits = 0;
    for (std::size_t bit = 0; bit < ones_.size(); ++bit) bits |= std::uint64_t{2 * ones_[bit] > count_} << bit;
    return bits;
  }

 private:
  void flush() {
    for (std::size_t bit = 0; bit < ones_.size(); ++bit) ones_[bit] += bytes_[bit % 8] >> (bit / 8 * 8) & 0xFF;
    bytes_ = {};
  }

  std::array<std::uint64_t, 8> bytes_{};  // byte k of word i: bit 8 k + i since the last flush
  std::array<std::size_t, 64> ones_{};
  std::size_t count_ = 0;
};

}  // namespace

std::string stable_id(std::string_view url, std::string_view bytes) {
  return hex(spread(fnv1a(url.empty() ? bytes : url)));
}

std::string simhash(std::string_view text) {
  Votes votes;
  std::array<std::uint64_t, 3> last{};
  text::for_each_word(text, [&](const text::Word& word) {
    last = {last[1], last[2], fnv1a(word.text)};
    votes.add(spread(last[0] * 31 * 31 + last[1] * 31 + last[2]));
  });
  return votes.count() > 0 ? hex(votes.majority()) : std::string();
}

}  // namespace pith::extract_stage
