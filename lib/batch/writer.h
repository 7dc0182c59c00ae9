// The one who writes: takes the records in their order, decides duplicates, counts, and makes what is written safe.
//
// A checkpoint: the output up to a record is on the disk, then a journal that says so replaces the one before. Where
// checkpoints fall follows from the records alone, never from time or jobs, because compressed outputs are cut there
// into members or frames: an interrupted run and one that was not give the same bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "batch/duplicates.h"
#include "batch/file.h"
#include "batch/journal.h"
#include "batch/page.h"
#include "batch/plan.h"

namespace pith::batch {

class Writer {
 public:
  // `start`: a new run, or what the journal of an earlier one says.
  static std::variant<Writer, BatchError> open(const Plan& plan, const PageWorker& worker, const PageOptions& options,
                                               Checkpoint start);

  Failed write(Outcome outcome);
  // What was written so far is given on at once where nobody goes back to it: a pipe.
  Failed flush_pipe();
  // After the last record: the outputs get their names, and the journal goes.
  Failed finish();

  const BatchSummary& summary() const { return now_.summary; }
  void set_bytes_in(std::uint64_t bytes) { now_.summary.bytes_in = bytes; }

 private:
  Writer(const Plan& plan, const PageWorker& worker, const PageOptions& options, Checkpoint start);
  Failed open_output();
  Failed close_output();
  Failed go_to_input(std::uint32_t input);
  void count(const Outcome& outcome);
  void decide_duplicate(Outcome& outcome);
  void begin_warc();
  Failed checkpoint();
  Failed write_block();
  Failed save_journal();

  const Plan& plan_;
  const PageWorker& worker_;
  const PageOptions& options_;
  Checkpoint now_;
  std::optional<File> file_;
  std::optional<Duplicates> duplicates_;
  std::string block_;                // records that are not in the file yet
  std::uint64_t block_records_ = 0;  // read since the last checkpoint
  std::chrono::steady_clock::time_point started_;
  double seconds_before_ = 0;  // of earlier runs
};

}  // namespace pith::batch
