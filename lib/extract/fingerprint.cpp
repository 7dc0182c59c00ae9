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

}  // namespace

std::string stable_id(std::string_view url, std::string_view bytes) {
  return hex(spread(fnv1a(url.empty() ? bytes : url)));
}

std::string simhash(std::string_view text) {
  std::array<std::int32_t, 64> votes{};
  std::array<std::uint64_t, 3> last{};
  std::size_t words = 0;
  text::for_each_word(text, [&](const text::Word& word) {
    last = {last[1], last[2], fnv1a(word.text)};
    ++words;
    const std::uint64_t shingle = spread(last[0] * 31 * 31 + last[1] * 31 + last[2]);
    for (std::size_t bit = 0; bit < votes.size(); ++bit) votes[bit] += (shingle >> bit & 1) ? 1 : -1;
  });
  if (words == 0) return {};
  std::uint64_t hash = 0;
  for (std::size_t bit = 0; bit < votes.size(); ++bit) hash |= std::uint64_t{votes[bit] > 0} << bit;
  return hex(hash);
}

}  // namespace pith::extract_stage
