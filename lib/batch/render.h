// A record as it stands in the output.
#pragma once

#include <string>

#include "batch/page.h"

namespace pith::batch {

std::string render_json_line(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options);
// A conversion record (WARC 1.1, 6.7) of what has a text, a metadata record that says why of what has none.
std::string render_warc(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options);
// What a WARC file begins with.
std::string render_warcinfo(const std::string& file_name, const PageOptions& options);

}  // namespace pith::batch
