// The content codings gzip, deflate, br and zstd undone (RFC 9110, 8.4.1).
#pragma once

#include <cstddef>
#include <string_view>

#include "pith/archive.h"

namespace pith::archive {

enum class Coding : std::uint8_t { identity, gzip, deflate, br, zstd };

// By its name in Content-Encoding; names nobody knows are identity, as browsers have it.
Coding coding_named(std::string_view name);

enum class Undone : std::uint8_t { whole, cut_off, over_limit, not_encoded };

// Undoes one coding: `out` gets what could be decoded, at most `limit` bytes. not_encoded: the body is not in this
// coding.
Undone undo(Coding coding, std::string_view body, std::size_t limit, ArchiveBytes& out);

}  // namespace pith::archive
