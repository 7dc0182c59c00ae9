// What a record's head looks like in WARC and in ARC; records.h does the rest for both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pith/archive.h"

namespace pith::archive {

struct HeadEnd {
  enum State : std::uint8_t { found, incomplete, broken } state = incomplete;
  std::size_t size = 0;  // found: of the head, with the empty line behind it
};

struct Format {
  // Whether a record begins here; the bytes may end anywhere.
  bool (*is_start)(std::string_view bytes);
  // Where the next one begins, from `from` on; or npos.
  std::size_t (*find_start)(std::string_view bytes, std::size_t from);
  // Where the head that begins here ends.
  HeadEnd (*head_end)(std::string_view bytes);
  // Fills the record from its head. The length of its block, where it says one.
  std::optional<std::uint64_t> (*parse)(std::string_view head, ArchiveRecord& record);
  // Line ends behind a block.
  std::size_t line_ends;
};

extern const Format kWarc;
extern const Format kArc;

// One of a kind is enough: a record has few notes whatever its bytes.
void add_note(ArchiveRecord& record, ArchiveProblem problem, std::string_view detail);

// A few of the bytes, control characters escaped.
std::string excerpt(std::string_view bytes);

// YYYYMMDDhhmmss, or its beginning, as ISO 8601; anything else as it is.
std::string iso_date(std::string_view date);

}  // namespace pith::archive
