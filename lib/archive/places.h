// Where the records of a window are, so that they are found again.
#pragma once

#include <cstdint>

#include "pith/archive.h"
#include "window.h"

namespace pith::archive {

class Places {
 public:
  // A record of that kind that begins where the window stands.
  ArchiveRecord begin(const Window& window, RecordKind kind);
  // The record of damage that the window has just passed.
  ArchiveRecord of_damage(const Window& window, const Damage& damage);

 private:
  std::uint64_t generation_ = 0;  // of the window, that count_ is for
  std::uint64_t count_ = 0;       // of records since it began
};

}  // namespace pith::archive
