#include "score/lanes.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <algorithm>
#include <vector>

namespace pith::score {
namespace {

constexpr std::size_t kFloats = 8;       // of a register
constexpr std::size_t kMostDepth = 6;    // 64 leaves: four shuffles of 16 bytes
constexpr std::size_t kMostTrees = 256;  // whose bytes add up in 16 bits

struct Square {
  __m256 row[kFloats];
};

// Eight rows of eight floats become eight columns of eight.
[[gnu::target("avx2")]] void transpose(Square& square) {
  __m256* const r = square.row;
  __m256 t[kFloats];
  for (std::size_t i = 0; i < kFloats; i += 2) {
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
  for (std::size_t i = 0; i < kFloats; i += 4) {
    r[i] = _mm256_shuffle_ps(t[i], t[i + 2], 0x44);
    r[i + 1] = _mm256_shuffle_ps(t[i], t[i + 2], 0xEE);
    r[i + 2] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0x44);
    r[i + 3] = _mm256_shuffle_ps(t[i + 1], t[i + 3], 0xEE);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    t[i] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x20);
    t[i + 4] = _mm256_permute2f128_ps(r[i], r[i + 4], 0x31);
  }
  std::copy(t, t + kFloats, r);
}

[[gnu::target("avx2")]] void gather(const float* first, std::size_t stride, std::size_t rows, std::size_t features,
                                    Gathered& values) {
  if (features < kGathered) return portable_lanes().gather(first, stride, rows, features, values);
  for (std::size_t lane = 0; lane < kLanes; lane += kFloats) {
    Square block;
    for (std::size_t i = 0; i < kFloats; ++i)
      block.row[i] =
          _mm256_loadu_ps(first + std::min(lane + i, rows - 1) * stride);  // past the end: the last row again
    transpose(block);
    for (std::size_t k = 0; k < kGathered; ++k) _mm256_store_ps(&values.of[k][lane], block.row[k]);
  }
}

[[gnu::target("avx2")]] void bin(const std::array<float, kLanes>& values, std::span<const float> borders, Bins& bins) {
  const __m256 a = _mm256_load_ps(&values[0]);
  const __m256 b = _mm256_load_ps(&values[8]);
  const __m256 c = _mm256_load_ps(&values[16]);
  const __m256 d = _mm256_load_ps(&values[24]);
  __m256i na = _mm256_setzero_si256(), nb = na, nc = na, nd = na;
  for (const float limit : borders) {
    const __m256 border = _mm256_set1_ps(limit);
    na = _mm256_sub_epi32(na, _mm256_castps_si256(_mm256_cmp_ps(a, border, _CMP_GT_OQ)));  // true is -1
    nb = _mm256_sub_epi32(nb, _mm256_castps_si256(_mm256_cmp_ps(b, border, _CMP_GT_OQ)));
    nc = _mm256_sub_epi32(nc, _mm256_castps_si256(_mm256_cmp_ps(c, border, _CMP_GT_OQ)));
    nd = _mm256_sub_epi32(nd, _mm256_castps_si256(_mm256_cmp_ps(d, border, _CMP_GT_OQ)));
  }
  // Packing works within halves of a register: the permutation puts the quarters in order.
  const __m256i packed = _mm256_packs_epi16(_mm256_packs_epi32(na, nb), _mm256_packs_epi32(nc, nd));
  const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
  _mm256_store_si256(reinterpret_cast<__m256i*>(bins.of.data()), _mm256_permutevar8x32_epi32(packed, order));
}

// A tree's 64 leaves by bytes, for shuffles: the low ones, then the high ones with 128 added, so that both are
// unsigned.
struct alignas(kLanes) LeafBytes {
  std::array<std::uint8_t, 64> low{}, high{};
};

std::vector<LeafBytes> split_leaves(const TreeModel& model) {
  std::vector<LeafBytes> split(model.trees());
  const std::size_t count = std::size_t{1} << model.depth;
  for (std::size_t tree = 0; tree < split.size(); ++tree) {
    const std::int16_t* const leaves = model.leaves.data() + tree * count;
    for (std::size_t i = 0; i < count; ++i) {
      const auto bits = static_cast<std::uint16_t>(leaves[i]);
      split[tree].low[i] = static_cast<std::uint8_t>(bits);
      split[tree].high[i] = static_cast<std::uint8_t>(bits >> 8 ^ 0x80);
    }
  }
  return split;
}

[[gnu::target("avx2")]] __m256i leaf_numbers(const Bins* bins, const Split* split, int depth) {
  __m256i leaf = _mm256_setzero_si256();
  for (int level = 0; level < depth; ++level) {
    const __m256i bin_of = _mm256_load_si256(reinterpret_cast<const __m256i*>(bins[split[level].column].of.data()));
    const __m256i above = _mm256_cmpgt_epi8(bin_of, _mm256_set1_epi8(static_cast<char>(split[level].border)));
    leaf = _mm256_or_si256(leaf, _mm256_and_si256(above, _mm256_set1_epi8(static_cast<char>(1 << level))));
  }
  return leaf;
}

[[gnu::target("avx2")]] __m256i sixteen(const std::uint8_t* bytes) {
  return _mm256_broadcastsi128_si256(_mm_load_si128(reinterpret_cast<const __m128i*>(bytes)));
}

// Sums of low and high bytes, each in 16 bits: the even and the odd groups of eight lanes apart.
struct ByteSums {
  __m256i low_even, low_odd, high_even, high_odd;
};

[[gnu::target("avx2")]] void add_leaves(const LeafBytes& leaves, __m256i leaf, ByteSums& sums) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i low = zero, high = zero;
  for (int quarter = 0; quarter < 4; ++quarter) {
    // A shuffle gives 0 where the top bit is set: in all lanes whose leaf is in another quarter.
    const __m256i place = _mm256_adds_epu8(_mm256_xor_si256(leaf, _mm256_set1_epi8(static_cast<char>(quarter * 16))),
                                           _mm256_set1_epi8(0x70));
    low = _mm256_or_si256(low, _mm256_shuffle_epi8(sixteen(&leaves.low[quarter * 16]), place));
    high = _mm256_or_si256(high, _mm256_shuffle_epi8(sixteen(&leaves.high[quarter * 16]), place));
  }
  sums.low_even = _mm256_add_epi16(sums.low_even, _mm256_unpacklo_epi8(low, zero));
  sums.low_odd = _mm256_add_epi16(sums.low_odd, _mm256_unpackhi_epi8(low, zero));
  sums.high_even = _mm256_add_epi16(sums.high_even, _mm256_unpacklo_epi8(high, zero));
  sums.high_odd = _mm256_add_epi16(sums.high_odd, _mm256_unpackhi_epi8(high, zero));
}

[[gnu::target("avx2")]] void add_to(std::int32_t* sums, __m256i low, __m256i high, std::int32_t excess) {
  alignas(kLanes) std::array<std::uint16_t, 16> lows, highs;
  _mm256_store_si256(reinterpret_cast<__m256i*>(lows.data()), low);
  _mm256_store_si256(reinterpret_cast<__m256i*>(highs.data()), high);
  for (std::size_t i = 0; i < 16; ++i) {
    const std::size_t lane = i < 8 ? i : i + 8;  // lanes 0 to 7 and 16 to 23
    sums[lane] += lows[i] + 256 * highs[i] - excess;
  }
}

[[gnu::target("avx2")]] void sum_chunk(const TreeModel& model, std::span<const LeafBytes> leaves, const Bins* bins,
                                       std::int32_t* sums) {
  std::fill_n(sums, kLanes, 0);
  const Split* split = model.splits.data();
  for (std::size_t begin = 0; begin < leaves.size(); begin += kMostTrees) {
    const std::span<const LeafBytes> some = leaves.subspan(begin, std::min(kMostTrees, leaves.size() - begin));
    const __m256i zero = _mm256_setzero_si256();
    ByteSums bytes = {zero, zero, zero, zero};
    for (const LeafBytes& tree : some) {
      add_leaves(
          tree,
          model.depth == kMostDepth ? leaf_numbers(bins, split, kMostDepth) : leaf_numbers(bins, split, model.depth),
          bytes);
      split += model.depth;
    }
    const auto excess = static_cast<std::int32_t>(some.size()) * 0x8000;
    add_to(sums, bytes.low_even, bytes.high_even, excess);
    add_to(sums + 8, bytes.low_odd, bytes.high_odd, excess);
  }
}

void sum_trees(const TreeModel& model, std::span<const Bins> bins, std::size_t columns, std::span<std::int32_t> sums) {
  if (model.depth > kMostDepth) return portable_lanes().sum_trees(model, bins, columns, sums);
  const std::vector<LeafBytes> leaves = split_leaves(model);
  for (std::size_t chunk = 0; chunk * kLanes < sums.size(); ++chunk)
    sum_chunk(model, leaves, bins.data() + chunk * columns, sums.data() + chunk * kLanes);
}

constexpr Lanes kAvx2 = {"avx2", gather, bin, sum_trees};

}  // namespace

const Lanes* avx2_lanes() {
  return __builtin_cpu_supports("avx2") ? &kAvx2 : nullptr;
}

}  // namespace pith::score

#else

namespace pith::score {

const Lanes* avx2_lanes() {
  return nullptr;
}

}  // namespace pith::score

#endif
