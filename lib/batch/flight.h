// Which records are in work, kept in a file that outlives the process: how a later run knows what may have ended it.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "batch/file.h"
#include "batch/journal.h"

namespace pith::batch {

class Flight {
 public:
  // A file of so many empty slots.
  static std::variant<Flight, BatchError> make(const std::string& path, std::size_t slots);
  // The records that were in work when the run that wrote it ended.
  static std::vector<RecordNumber> left_in(const std::string& path);

  // From different threads on different slots. Not waited for: the kernel keeps it when the process goes.
  void begin(std::size_t slot, const RecordNumber& number);
  void end(std::size_t slot);

 private:
  explicit Flight(File file) : file_(std::move(file)) {}
  void put(std::size_t slot, std::uint64_t value);
  File file_;
};

}  // namespace pith::batch
