#include "batch/duplicates.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

#include "archive/digest.h"

namespace pith::batch {
namespace {

constexpr std::size_t kExactHeads = std::size_t{1} << 20;  // 4 MiB: chains stay short up to a thousand million records
constexpr std::size_t kNearHeads = std::size_t{1} << 16;   // one a value of a band
constexpr int kNearBits = 3;
constexpr std::size_t kMostId = 0xFFFF;
constexpr std::size_t kLogChunk = std::size_t{1} << 20;

// An entry of the log: this head, then the digest and the id.
struct Head {
  std::uint64_t fingerprint = 0;
  std::uint16_t digest_size = 0;
  std::uint16_t id_size = 0;
};
constexpr std::size_t kHeadSize = 12;

void append_head(std::string& out, const Head& head) {
  char bytes[kHeadSize];
  std::memcpy(bytes, &head.fingerprint, 8);
  std::memcpy(bytes + 8, &head.digest_size, 2);
  std::memcpy(bytes + 10, &head.id_size, 2);
  out.append(bytes, kHeadSize);
}

Head head_of(std::string_view bytes) {
  Head head;
  std::memcpy(&head.fingerprint, bytes.data(), 8);
  std::memcpy(&head.digest_size, bytes.data() + 8, 2);
  std::memcpy(&head.id_size, bytes.data() + 10, 2);
  return head;
}

}  // namespace

std::optional<TextKey> text_key(std::string_view text, std::string_view fingerprint, Dedup dedup) {
  TextKey key;
  if (text.empty() || dedup == Dedup::none) return {};
  if (dedup == Dedup::near) {
    const char* const end = fingerprint.data() + fingerprint.size();
    const auto [stop, error] = std::from_chars(fingerprint.data(), end, key.fingerprint, 16);
    if (error != std::errc() || stop != end) return {};  // a text without words has no fingerprint
    return key;
  }
  key.digest = archive::digest("sha256", text).value_or(std::string(text));
  std::memcpy(&key.fingerprint, key.digest.data(), sizeof key.fingerprint);
  return key;
}

FingerprintIndex::FingerprintIndex(Dedup dedup)
    : bands_(dedup == Dedup::near ? kBands : 1), most_bits_(dedup == Dedup::near ? kNearBits : 0) {
  for (std::size_t band = 0; band < bands_; ++band) heads_[band].resize(bands_ == 1 ? kExactHeads : kNearHeads);
}

std::size_t FingerprintIndex::bucket(std::uint64_t fingerprint, std::size_t band) const {
  return (fingerprint >> (16 * band)) & (heads_[band].size() - 1);
}

void FingerprintIndex::add(std::uint64_t fingerprint, std::uint64_t place) {
  Entry entry{fingerprint, place, {}};
  for (std::size_t band = 0; band < bands_; ++band) {
    std::uint32_t& head = heads_[band][bucket(fingerprint, band)];
    entry.next[band] = head;
    head = static_cast<std::uint32_t>(entries_.size() + 1);
  }
  entries_.push_back(entry);
}

std::vector<FingerprintIndex::Match> FingerprintIndex::find(std::uint64_t fingerprint) const {
  std::vector<Match> matches;
  for (std::size_t band = 0; band < bands_; ++band) {
    std::uint32_t at = heads_[band][bucket(fingerprint, band)];
    for (std::size_t compared = 0; at != 0 && compared < kMostCompared; ++compared) {
      const Entry& entry = entries_[at - 1];
      const int bits = std::popcount(entry.fingerprint ^ fingerprint);
      if (bits <= most_bits_) matches.push_back({entry.place, bits});
      at = entry.next[band];
    }
  }
  return matches;
}

std::variant<Duplicates, BatchError> Duplicates::open(const std::string& path, std::uint64_t length, Dedup dedup) {
  std::variant<File, BatchError> opened = path.empty() ? File::temporary() : File::open(path);
  if (auto* error = std::get_if<BatchError>(&opened)) return std::move(*error);
  File& file = std::get<File>(opened);
  if (Failed failed = file.cut(length)) return std::move(*failed);
  Duplicates duplicates(std::move(file), dedup);
  duplicates.written_ = length;
  duplicates.read_log();
  return duplicates;
}

std::optional<Duplicates::Logged> Duplicates::read_entry(std::uint64_t place) const {
  const auto bytes_at = [&](std::uint64_t offset, std::size_t size) {
    return offset >= written_ ? pending_.substr(offset - written_, size) : file_.read_at(offset, size);
  };
  const std::string first = bytes_at(place, kHeadSize);
  if (first.size() < kHeadSize) return {};
  const Head head = head_of(first);
  const std::size_t rest = std::size_t{head.digest_size} + head.id_size;
  const std::string tail = bytes_at(place + kHeadSize, rest);
  if (tail.size() < rest) return {};
  return Logged{{tail.substr(0, head.digest_size), head.fingerprint}, tail.substr(head.digest_size), kHeadSize + rest};
}

void Duplicates::read_log() {
  std::string bytes;
  std::uint64_t begin = 0;  // place of the first of them
  for (;;) {
    const std::string more = file_.read_at(begin + bytes.size(), kLogChunk);
    if (more.empty()) return;
    bytes += more;
    std::size_t at = 0;
    while (bytes.size() - at >= kHeadSize) {
      const Head head = head_of(std::string_view(bytes).substr(at));
      const std::size_t size = kHeadSize + head.digest_size + head.id_size;
      if (bytes.size() - at < size) break;
      index_.add(head.fingerprint, begin + at);
      at += size;
    }
    bytes.erase(0, at);
    begin += at;
  }
}

std::optional<std::string> Duplicates::seen(const TextKey& key, std::string_view id) {
  using Match = FingerprintIndex::Match;
  std::vector<Match> matches = index_.find(key.fingerprint);
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.place < b.place; });
  std::optional<std::string> first;
  for (const Match& match : matches) {
    const std::optional<Logged> entry = read_entry(match.place);
    if (!entry || entry->key.digest != key.digest) continue;
    first = entry->id;
    break;
  }
  // A near text may be what a later one is near to; an equal one adds nothing.
  const bool equal = std::any_of(matches.begin(), matches.end(), [](const Match& match) { return match.bits == 0; });
  if (!first || !equal) remember(key, id);
  return first;
}

void Duplicates::remember(const TextKey& key, std::string_view id) {
  index_.add(key.fingerprint, length());
  const std::string_view kept = id.substr(0, kMostId);
  append_head(pending_, {key.fingerprint, static_cast<std::uint16_t>(key.digest.size()),
                         static_cast<std::uint16_t>(kept.size())});
  pending_.append(key.digest).append(kept);
}

Failed Duplicates::flush() {
  if (pending_.empty()) return {};
  if (Failed failed = file_.write(pending_)) return failed;
  written_ += pending_.size();
  pending_.clear();
  return {};
}

Failed Duplicates::sync() {
  return file_.sync();
}

}  // namespace pith::batch
