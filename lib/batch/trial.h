// Records that were in work each time a run ended are tried in a process of their own: a run that somebody killed says
// nothing against them, their own end does.
#pragma once

#include <set>
#include <vector>

#include "batch/journal.h"
#include "batch/page.h"
#include "batch/source.h"

namespace pith::batch {

// Those of the suspects that end their process. `source` stands where the run goes on, and is read up to the last of
// them.
std::set<RecordNumber> find_fatal(Source& source, const std::set<RecordNumber>& suspects, const PageWorker& worker);

}  // namespace pith::batch
