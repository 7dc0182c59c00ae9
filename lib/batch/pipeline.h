// Reader, workers and writer at the same time: records are read in order, worked on in any, written in order.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>

#include "batch/flight.h"
#include "batch/page.h"
#include "batch/source.h"
#include "batch/writer.h"

namespace pith::batch {

struct PipelineOptions {
  unsigned jobs = 1;
  std::size_t memory = 0;             // for pages between the reader and the writer
  std::set<RecordNumber> fatal = {};  // records to pass over
};

// How many handfuls of records may be under way, which is how many slots the flight needs.
std::size_t most_tokens(unsigned jobs);

// `flight` may be null. Ends early when the writer fails.
Failed run_pipeline(const PipelineOptions& options, Source& source, const PageWorker& worker, Writer& writer,
                    Flight* flight, const std::function<void(const BatchProgress&)>& progress);

}  // namespace pith::batch
