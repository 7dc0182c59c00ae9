// How far a run is safe: what a later run needs to go on as if it had never ended.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pith/batch.h"

namespace pith::batch {

// A record of the run: which input, and how many of that input were before it.
struct RecordNumber {
  std::uint32_t input = 0;
  std::uint64_t record = 0;
  auto operator<=>(const RecordNumber&) const = default;
};

struct Checkpoint {
  std::string settings;           // what of the options the output depends on, as JSON
  RecordNumber next;              // the first record that is not in the output
  ArchivePlace last_place;        // of the record before it; none of this input was read if next.record is 0
  std::uint64_t length = 0;       // of the output file that is being written
  std::uint64_t seen_length = 0;  // of the log of texts
  BatchSummary summary;
  std::map<RecordNumber, int> suspects;  // records that were in work when a run ended unasked, and how often
};

std::string settings_of(const BatchOptions& options, const std::vector<std::string>& inputs);
// The names of the settings that differ; empty: none.
std::string differences(const std::string& before, const std::string& now);

std::string to_text(const Checkpoint& checkpoint);
// None for a text that to_text() did not write.
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace pith::batch
