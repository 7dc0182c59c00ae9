// Whole gzip members and zstd frames: files of either may be joined end to end.
#pragma once

#include <string>
#include <string_view>

#include "pith/archive.h"

namespace pith::archive {

// The bytes as one member or frame of its own; as they are for plain. Equal bytes in, equal bytes out.
std::string compress(std::string_view bytes, ArchiveCoding coding);

}  // namespace pith::archive
