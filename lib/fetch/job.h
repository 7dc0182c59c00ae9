// A URL on its way, through redirects to its result; or the robots.txt of an origin.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "frontier.h"
#include "pith/crawl.h"
#include "schedule.h"
#include "transfer.h"

namespace pith {

struct Job {
  Job(const FetchOptions& options, bool keep_wire) : options_(options), keep_wire_(keep_wire) {}
  FrontierUrl asked;
  std::string origin;    // of a robots.txt; else empty
  std::string url;       // of this hop
  std::string date;      // of its request
  Host* host = nullptr;  // that is asked for it
  int hop = 0;
  int attempts = 0;                 // of this hop
  std::vector<Exchange> exchanges;  // with keep_wire

  bool is_robots() const { return !origin.empty(); }
  bool was_sent() const { return transfer_ != nullptr; }
  // Made when first asked for: many jobs wait, and a handle of libcurl takes kilobytes. Keeps its cookies from hop to
  // hop.
  Transfer& transfer();

 private:
  const FetchOptions& options_;
  bool keep_wire_;
  std::unique_ptr<Transfer> transfer_;
};

// The request that ended, and its answer, as they went over the wire. `code`: how it ended.
Exchange exchange_of(Job& job, CURLcode code);

// ISO 8601 in UTC, to the second.
std::string iso_date(Milliseconds since_1970);

}  // namespace pith
