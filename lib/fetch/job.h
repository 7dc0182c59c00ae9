// A URL on its way, through redirects to its result; or the robots.txt of an origin.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "frontier.h"
#include "pith/crawl.h"
#include "schedule.h"
#include "transfer.h"

namespace pith {

struct Job {
  Job(const FetchOptions& options, bool keep_wire) : transfer(options, keep_wire) {}
  FrontierUrl asked;
  std::string origin;    // of a robots.txt; else empty
  std::string url;       // of this hop
  std::string date;      // of its request
  Host* host = nullptr;  // that is asked for it
  int hop = 0;
  int attempts = 0;  // of this hop
  bool sent = false;
  Transfer transfer;
  std::vector<Exchange> exchanges;  // with keep_wire

  bool is_robots() const { return !origin.empty(); }
};

// The request that ended, and its answer, as they went over the wire. `code`: how it ended.
Exchange exchange_of(Job& job, CURLcode code);

// ISO 8601 in UTC, to the second.
std::string iso_date(Milliseconds since_1970);

}  // namespace pith
