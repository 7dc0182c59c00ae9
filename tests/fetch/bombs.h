// Compressed bodies that expand far beyond their size, made by hand from the formats' own rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace pith::testing {

// Bits as DEFLATE packs them, from the least significant of each byte (RFC 1951, 3.1.1).
class BitWriter {
 public:
  void put(unsigned value, int count) {
    for (int i = 0; i < count; ++i) put_bit((value >> i) & 1);
  }
  // Huffman codes stand with their most significant bit first.
  void put_code(unsigned code, int count) {
    for (int i = count - 1; i >= 0; --i) put_bit((code >> i) & 1);
  }
  std::string take() { return std::move(bytes_); }

 private:
  void put_bit(unsigned bit) {
    if (used_ == 0) bytes_.push_back('\0');
    bytes_.back() = static_cast<char>(static_cast<unsigned char>(bytes_.back()) | bit << used_);
    used_ = (used_ + 1) % 8;
  }
  std::string bytes_;
  int used_ = 0;
};

// gzip (RFC 1952) of one "a" and `matches` times 258 more, in one block of fixed Huffman codes (RFC 1951, 3.2.6); cut
// before the end of the block.
inline std::string gzip_bomb(std::size_t matches) {
  BitWriter bits;
  bits.put(1, 1);          // last block
  bits.put(1, 2);          // fixed codes
  bits.put_code(0x91, 8);  // literal 'a': 0x30 + 97
  for (std::size_t i = 0; i < matches; ++i) {
    bits.put_code(0xc5, 8);  // length 258: symbol 285
    bits.put_code(0, 5);     // distance 1
  }
  return std::string("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + bits.take();
}

// zstd (RFC 8878, 3.1.1) of `blocks` times 128 KiB of "a", each one RLE block of four bytes.
inline std::string zstd_bomb(std::size_t blocks) {
  constexpr std::uint32_t kHeader = (std::uint32_t{1} << 1) | (std::uint32_t{128 * 1024} << 3);  // RLE, not the last
  std::string out("\x28\xb5\x2f\xfd\x00\x38", 6);  // magic, no content size, a window of 128 KiB
  for (std::size_t i = 0; i < blocks; ++i) {
    for (int shift : {0, 8, 16}) out.push_back(static_cast<char>(kHeader >> shift & 0xff));
    out.push_back('a');
  }
  return out;
}

}  // namespace pith::testing
