#include "text/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>

#include "exact.h"
#include "text/text.h"

namespace pith::text {
namespace {

struct Slow {
  std::size_t invalid = std::string_view::npos;
  std::size_t replaced = 0;
  std::string repaired;
};

// WHATWG Encoding 8.1.1, the decoder's steps as they are written, a byte at a time.
Slow slow_decode(std::string_view bytes) {
  Slow slow;
  unsigned needed = 0;
  unsigned seen = 0;
  unsigned lower = 0x80;
  unsigned upper = 0xBF;
  std::uint32_t c = 0;
  std::size_t start = 0;
  const auto fail = [&] {
    if (slow.invalid == std::string_view::npos) slow.invalid = start;
    ++slow.replaced;
    slow.repaired += "\uFFFD";
    needed = seen = 0;
    lower = 0x80;
    upper = 0xBF;
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (needed == 0) {
      start = i;
      if (byte < 0x80) {
        slow.repaired += bytes[i];
      } else if (byte >= 0xC2 && byte <= 0xDF) {
        needed = 1;
        c = byte & 0x1FU;
      } else if (byte >= 0xE0 && byte <= 0xEF) {
        if (byte == 0xE0) lower = 0xA0;
        if (byte == 0xED) upper = 0x9F;
        needed = 2;
        c = byte & 0xFU;
      } else if (byte >= 0xF0 && byte <= 0xF4) {
        if (byte == 0xF0) lower = 0x90;
        if (byte == 0xF4) upper = 0x8F;
        needed = 3;
        c = byte & 0x7U;
      } else {
        fail();
      }
      continue;
    }
    if (byte < lower || byte > upper) {
      fail();
      --i;  // the byte is read again
      continue;
    }
    lower = 0x80;
    upper = 0xBF;
    c = c << 6 | (byte & 0x3FU);
    if (++seen < needed) continue;
    append_utf8(slow.repaired, c);
    needed = seen = 0;
  }
  if (needed != 0) fail();
  return slow;
}

void expect_same(std::string_view bytes) {
  const Exact exact(bytes);
  const Slow slow = slow_decode(bytes);
  ASSERT_EQ(find_invalid_utf8(exact.view()), std::min(slow.invalid, bytes.size())) << testing::PrintToString(bytes);
  std::vector<char> out;
  ASSERT_EQ(repair_utf8(exact.view(), out).replaced, slow.replaced) << testing::PrintToString(bytes);
  ASSERT_EQ(std::string(out.begin(), out.end()), slow.repaired) << testing::PrintToString(bytes);
}

TEST(Utf8, Whatwg_every_sequence_over_the_bounds) {
  const std::string_view bounds("\x00\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xEC\xED\xEF\xF0\xF3\xF4\xF5\xFF",
                                21);
  for (const char a : bounds) {
    for (const char b : bounds) {
      for (const char c : bounds) {
        for (const char d : bounds) expect_same(std::string{a, b, c, d});
      }
    }
  }
}

TEST(Utf8, Whatwg_generated_text_with_damage) {
  std::mt19937 random(20240501);
  const std::string_view pieces[] = {"a", "plain ascii text of some length ", "é", "ж", "中", "文", "€", "😀", "\n"};
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto n = random() % 12; n > 0; --n) text += pieces[random() % std::size(pieces)];
    for (auto n = random() % 3; n > 0 && !text.empty(); --n) text[random() % text.size()] = static_cast<char>(random());
    if (!text.empty() && random() % 4 == 0) text.resize(random() % text.size());
    expect_same(text);
  }
}

TEST(Utf8, Pith_counts_valid_sequences_above_ascii) {
  std::vector<char> out;
  const Utf8Repair repair = repair_utf8("aé中😀\xFF", out);
  EXPECT_EQ(repair.multibyte, 3U);
  EXPECT_EQ(repair.replaced, 1U);
}

TEST(Utf8, Pith_first_byte_above_ascii_at_every_offset) {
  for (std::size_t size = 0; size < 40; ++size) {
    for (std::size_t at = 0; at <= size; ++at) {
      std::string text(size, 'a');
      if (at < size) text[at] = '\x80';
      const Exact exact(text);
      for (std::size_t from = 0; from <= at; ++from) ASSERT_EQ(find_non_ascii(exact.view(), from), at);
    }
  }
}

}  // namespace
}  // namespace pith::text
