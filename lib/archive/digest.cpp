#include "digest.h"

#include <openssl/evp.h>

#include <array>

#include "ascii.h"

namespace pith::archive {
namespace {

const EVP_MD* algorithm_named(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c != '-') plain.push_back(lower(c));
  }
  if (plain == "sha1") return EVP_sha1();
  if (plain == "sha256") return EVP_sha256();
  if (plain == "sha512") return EVP_sha512();
  if (plain == "md5") return EVP_md5();
  return nullptr;
}

// Groups of `width` bits as characters, filled up with '=' to a multiple of `block` characters.
std::string in_groups(std::string_view bytes, unsigned width, std::size_t block, std::string_view alphabet) {
  std::string out;
  unsigned bits = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (held += 8; held >= width; held -= width) out.push_back(alphabet[bits >> (held - width) & ((1U << width) - 1)]);
    bits &= (1U << held) - 1;
  }
  if (held > 0) out.push_back(alphabet[bits << (width - held) & ((1U << width) - 1)]);
  while (out.size() % block != 0) out.push_back('=');
  return out;
}

}  // namespace

std::optional<std::string> digest(std::string_view algorithm, std::string_view bytes) {
  const EVP_MD* const type = algorithm_named(algorithm);
  if (type == nullptr) return std::nullopt;
  std::array<unsigned char, EVP_MAX_MD_SIZE> out = {};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, type, nullptr) != 1) return std::nullopt;
  return std::string(out.begin(), out.begin() + size);
}

std::string to_base32(std::string_view bytes) {
  return in_groups(bytes, 5, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
}

std::string to_base64(std::string_view bytes) {
  return in_groups(bytes, 6, 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
}

std::string to_hex(std::string_view bytes) {
  return in_groups(bytes, 4, 2, "0123456789abcdef");
}

}  // namespace pith::archive
