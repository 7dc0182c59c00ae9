// The records of all inputs, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "batch/file.h"
#include "batch/journal.h"
#include "pith/archive.h"

namespace pith::batch {

struct Piece {
  RecordNumber number;
  std::variant<ArchiveRecord, ArchiveError> what;  // an input that cannot be opened has one piece, its error
};

// Inputs with the paths that lists among them ("@FILE") name, one a line, in their place.
std::variant<std::vector<std::string>, BatchError> expand_inputs(const std::vector<std::string>& inputs);

class Source {
 public:
  Source(std::vector<std::string> inputs, ArchiveOptions options);

  // The next piece, or nothing behind the last input.
  std::optional<Piece> next();
  // Goes to where a run left off. `last` is the place of the record before `next`. Says why if the input does not lead
  // there.
  Failed go_to(const RecordNumber& next, const ArchivePlace& last);

  std::uint64_t bytes_done() const;
  std::uint64_t bytes_total() const { return total_; }

 private:
  std::optional<ArchiveError> open();
  void close();

  std::vector<std::string> inputs_;
  ArchiveOptions options_;
  std::optional<ArchiveReader> reader_;  // of inputs_[next_.input]
  RecordNumber next_;
  std::uint64_t done_ = 0;   // bytes of the inputs behind
  std::uint64_t total_ = 0;  // bytes of all inputs; 0 if one is not known
};

}  // namespace pith::batch
