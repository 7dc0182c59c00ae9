// What an open input is to the reader: records in order, from where it stands.
#pragma once

#include <optional>

#include "feed.h"
#include "pith/archive.h"

namespace pith::archive {

class Items {
 public:
  virtual ~Items() = default;
  // Fills all but ArchiveRecord::file.
  virtual std::optional<ArchiveRecord> next() = 0;
  // To the stored byte where some record's place.offset is.
  virtual bool seek(std::uint64_t offset) = 0;
  virtual const Feed& feed() const = 0;
};

}  // namespace pith::archive
