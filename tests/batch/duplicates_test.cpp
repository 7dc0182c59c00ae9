#include "batch/duplicates.h"

#include <bit>
#include <random>

#include "support.h"

namespace pith::batch {
namespace {

Duplicates open(const std::string& path, std::uint64_t length, Dedup dedup) {
  auto opened = Duplicates::open(path, length, dedup);
  return std::move(std::get<Duplicates>(opened));
}

TEST(Duplicates, Pith_NearIsAtMostThreeBits) {
  std::mt19937_64 chance(7);
  for (int differing = 0; differing <= 6; ++differing) {
    for (int round = 0; round < 50; ++round) {
      Duplicates duplicates = open("", 0, Dedup::near);
      const std::uint64_t first = chance();
      std::uint64_t second = first;
      while (std::popcount(first ^ second) < differing) second ^= std::uint64_t{1} << chance() % 64;
      EXPECT_FALSE(duplicates.seen({"", first}, "a"));
      EXPECT_EQ(duplicates.seen({"", second}, "b").has_value(), differing <= 3) << differing;
    }
  }
}

// Every pair is compared, in the plain way.
TEST(Duplicates, Pith_NearFindsWhatComparingAllFinds) {
  std::mt19937_64 chance(11);
  std::vector<std::uint64_t> prints;
  for (int i = 0; i < 3000; ++i) {
    std::uint64_t print = prints.empty() || chance() % 2 == 0 ? chance() : prints[chance() % prints.size()];
    for (std::uint64_t flips = chance() % 5; flips > 0; --flips) print ^= std::uint64_t{1} << chance() % 64;
    prints.push_back(print);
  }
  Duplicates duplicates = open("", 0, Dedup::near);
  for (std::size_t i = 0; i < prints.size(); ++i) {
    std::size_t first = 0;
    while (first < i && std::popcount(prints[first] ^ prints[i]) > 3) ++first;
    const std::optional<std::string> found = duplicates.seen({"", prints[i]}, std::to_string(i));
    EXPECT_EQ(found.value_or("none"), first < i ? std::to_string(first) : "none");
  }
}

TEST(Duplicates, Pith_ExactComparesTexts) {
  Duplicates duplicates = open("", 0, Dedup::exact);
  EXPECT_FALSE(duplicates.seen(*text_key("one text", "", Dedup::exact), "a"));
  EXPECT_FALSE(duplicates.seen(*text_key("one text ", "", Dedup::exact), "b"));
  EXPECT_EQ(duplicates.seen(*text_key("one text", "", Dedup::exact), "c"), "a");
  EXPECT_FALSE(text_key("", "0123456789abcdef", Dedup::exact));
  EXPECT_FALSE(text_key("text", "", Dedup::near));
}

TEST(Duplicates, Pith_TheLogBringsItAllBack) {
  for (const Dedup dedup : {Dedup::exact, Dedup::near}) {
    const Folder folder;
    std::mt19937_64 chance(3);
    std::vector<TextKey> keys;
    std::uint64_t length = 0;
    {
      Duplicates duplicates = open(folder / "seen", 0, dedup);
      for (int i = 0; i < 500; ++i) {
        keys.push_back({dedup == Dedup::exact ? std::string(32, static_cast<char>(i)) : "", chance()});
        EXPECT_FALSE(duplicates.seen(keys.back(), "id" + std::to_string(i)));
        if (i != 399) continue;
        EXPECT_FALSE(duplicates.flush());
        length = duplicates.length();
      }
      EXPECT_FALSE(duplicates.flush());
    }
    Duplicates again = open(folder / "seen", length, dedup);
    EXPECT_EQ(again.length(), length);
    for (int i = 0; i < 500; ++i) {
      const std::optional<std::string> found = again.seen(keys[i], "new");
      EXPECT_EQ(found.value_or("none"), i < 400 ? "id" + std::to_string(i) : "none");
    }
  }
}

// Fingerprints of one family share a band: what is looked at stays bounded, and equal ones late in it are found.
TEST(Duplicates, Pith_ACrowdedBandStaysCheap) {
  FingerprintIndex index(Dedup::near);
  std::mt19937_64 chance(5);
  for (std::uint64_t i = 0; i < 50'000; ++i) index.add(chance() << 16 | 42, i);
  index.add(42, 50'000);
  const auto matches = index.find(42);
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches.front().place, 50'000U);
}

}  // namespace
}  // namespace pith::batch
