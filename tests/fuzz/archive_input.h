// Any bytes as an archive: reading ends, keeps its limits, and finds each record again.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "archive/codec.h"
#include "archive/items.h"
#include "archive/window.h"
#include "pith/archive.h"

namespace pith::fuzz {

inline constexpr ArchiveLimits kLimits = {.record = 4096, .body = 8192, .head = 2048};

// A file in memory that holds the bytes.
inline archive::File file_of(std::string_view bytes) {
  const int descriptor = memfd_create("fuzz", 0);
  if (descriptor < 0 || write(descriptor, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
    std::abort();
  lseek(descriptor, 0, SEEK_SET);
  return archive::File(descriptor);
}

inline archive::Window window_of(std::string_view bytes) {
  return archive::Window(archive::feed_of(archive::Stored(file_of(bytes))));
}

inline void check(ArchiveRecord& record) {
  if (record.block().size() > kLimits.record) std::abort();
  if (record.kind == RecordKind::damage && record.notes.empty()) std::abort();
  verify_digests(record);
  decode_payload(record, kLimits);
  if (record.body().size() > kLimits.body) std::abort();
  verify_digests(record);
}

// Reads all, then goes back to some of what it has read.
inline void read_all(archive::Items& items, std::size_t size) {
  std::vector<ArchiveRecord> records;
  for (std::size_t count = 0;; ++count) {
    auto record = items.next();
    if (!record) break;
    if (count > 2000 * (size + 1)) std::abort();  // no more records than decoded bytes
    check(*record);
    if (records.size() < 8) records.push_back(std::move(*record));
  }
  for (const ArchiveRecord& record : records) {
    if (!items.seek(record.place.offset)) std::abort();
    for (std::uint64_t i = 0; i < record.place.skip; ++i) {
      if (!items.next()) std::abort();
    }
    auto again = items.next();
    if (!again || again->place != record.place || again->kind != record.kind) std::abort();
    check(*again);
    if (again->body() != record.body()) std::abort();
  }
}

}  // namespace pith::fuzz
