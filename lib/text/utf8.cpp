#include "utf8.h"

#include <cstdint>
#include <cstring>

namespace pith::text {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr std::uint64_t kHighBits = 0x8080808080808080;

std::uint64_t load(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

struct Sequence {
  std::size_t length;  // of the sequence, or of its maximal subpart
  bool valid;
};

bool in_range(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

// The bounds of the second byte keep out overlong forms, surrogates and what lies above U+10FFFF.
unsigned char lowest_second(unsigned char lead) {
  return lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
}
unsigned char highest_second(unsigned char lead) {
  return lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

// `position` is at a byte above ASCII.
Sequence read_sequence(std::string_view bytes, std::size_t position) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[position + i]); };
  const unsigned char lead = byte(0);
  if (!in_range(lead, 0xC2, 0xF4)) return {1, false};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::size_t there = bytes.size() - position;
  if (there < 2 || !in_range(byte(1), lowest_second(lead), highest_second(lead))) return {1, false};
  for (std::size_t i = 2; i < length; ++i) {
    if (i >= there || !in_range(byte(i), 0x80, 0xBF)) return {i, false};
  }
  return {length, true};
}

}  // namespace

std::size_t find_non_ascii(std::string_view bytes, std::size_t position) {
  const char* data = bytes.data();
  while (bytes.size() - position >= 16 && ((load(data + position) | load(data + position + 8)) & kHighBits) == 0) {
    position += 16;
  }
  while (position < bytes.size() && static_cast<unsigned char>(data[position]) < 0x80) ++position;
  return position;
}

std::size_t find_invalid_utf8(std::string_view bytes) {
  std::size_t position = find_non_ascii(bytes, 0);
  while (position < bytes.size()) {
    if (static_cast<unsigned char>(bytes[position]) < 0x80) {
      position = find_non_ascii(bytes, position);
      continue;
    }
    const Sequence sequence = read_sequence(bytes, position);
    if (!sequence.valid) return position;
    position += sequence.length;
  }
  return bytes.size();
}

Utf8Repair repair_utf8(std::string_view bytes, std::vector<char>& out) {
  Utf8Repair repair;
  std::size_t copied = 0;
  const auto copy_until = [&](std::size_t end) { out.insert(out.end(), bytes.begin() + copied, bytes.begin() + end); };
  std::size_t position = find_non_ascii(bytes, 0);
  while (position < bytes.size()) {
    const Sequence sequence = read_sequence(bytes, position);
    if (sequence.valid) {
      ++repair.multibyte;
    } else {
      ++repair.replaced;
      copy_until(position);
      out.insert(out.end(), kReplacement.begin(), kReplacement.end());
      copied = position + sequence.length;
    }
    position = find_non_ascii(bytes, position + sequence.length);
  }
  copy_until(bytes.size());
  return repair;
}

}  // namespace pith::text
