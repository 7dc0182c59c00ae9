// Which records repeat an earlier one. The index holds 32 bytes of memory a record; texts' digests and the records' ids
// are on disk, in a log that a resumed run reads again.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "batch/file.h"

namespace pith::batch {

// What a text is compared by.
struct TextKey {
  std::string digest;             // exact: SHA-256 of the text; near: empty
  std::uint64_t fingerprint = 0;  // near: the simhash; exact: the digest's first eight bytes
};
// None where there is no text: pages without one repeat nothing.
std::optional<TextKey> text_key(std::string_view text, std::string_view fingerprint, Dedup dedup);

// The records with an equal or near fingerprint, by bands of its bits: fingerprints that differ in at most three bits
// agree in one of four bands of sixteen.
class FingerprintIndex {
 public:
  explicit FingerprintIndex(Dedup dedup);

  void add(std::uint64_t fingerprint, std::uint64_t place);
  struct Match {
    std::uint64_t place = 0;
    int bits = 0;  // in which they differ
  };
  // The records within reach, in no order. At most kMostCompared a band are looked at, latest first: the work
  // a record stays bounded even if all fingerprints share a band.
  std::vector<Match> find(std::uint64_t fingerprint) const;
  std::size_t size() const { return entries_.size(); }

 private:
  static constexpr std::size_t kBands = 4;
  static constexpr std::size_t kMostCompared = 4096;
  struct Entry {
    std::uint64_t fingerprint;
    std::uint64_t place;
    std::array<std::uint32_t, kBands> next;  // entry before it with the same band, from 1; 0: none
  };
  std::size_t bucket(std::uint64_t fingerprint, std::size_t band) const;

  std::size_t bands_;
  int most_bits_;
  std::array<std::vector<std::uint32_t>, kBands> heads_;
  std::deque<Entry> entries_;  // grows without moving what is there
};

class Duplicates {
 public:
  // `path`: where the log is kept; its first `length` bytes are what an earlier run left. Empty: a file without a name.
  static std::variant<Duplicates, BatchError> open(const std::string& path, std::uint64_t length, Dedup dedup);

  // The id of the earlier record that has this text. If there is none, the record is remembered under its id.
  std::optional<std::string> seen(const TextKey& key, std::string_view id);
  Failed flush();  // writes what is remembered to the log: length() bytes of it then count
  Failed sync();   // and waits for the disk
  std::uint64_t length() const { return written_ + pending_.size(); }

 private:
  Duplicates(File file, Dedup dedup) : file_(std::move(file)), index_(dedup), dedup_(dedup) {}
  void remember(const TextKey& key, std::string_view id);
  void read_log();
  struct Logged {
    TextKey key;
    std::string id;
    std::size_t size = 0;  // of the entry
  };
  std::optional<Logged> read_entry(std::uint64_t place) const;

  File file_;
  FingerprintIndex index_;
  Dedup dedup_;
  std::uint64_t written_ = 0;  // of the log, in the file
  std::string pending_;        // what follows
};

}  // namespace pith::batch
