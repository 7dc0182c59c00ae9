// A crawl's exchanges and results as WARC records.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "pith/archive.h"
#include "pith/crawl.h"

namespace pith::program {

// What servers and pages tell crawlers beside robots.txt: X-Robots-Tag headers and <meta name=robots>, joined by ", ".
std::string robots_of(const CrawlResult& result);

class WarcRecords {
 public:
  explicit WarcRecords(const std::string& path) : path_(path), coding_(coding_of_name(path)) {}

  // The first record: what wrote the file, and whether it obeyed robots.txt.
  std::string info(const CrawlOptions& options) const;

  // A response and a request record for each exchange. `offset`: where they will stand; makes their ids.
  std::string exchanges(std::span<const Exchange> exchanges, std::uint64_t offset) const;

  // Those of the result's exchanges, a revisit record for what was not modified, and a metadata record with the reason.
  std::string result(const CrawlResult& result, std::uint64_t offset) const;

 private:
  std::string exchange(const Exchange& exchange, const std::string& id, RecordKind kind) const;
  std::string metadata(const CrawlResult& result, const std::string& response_id, std::uint64_t offset) const;
  std::string path_;
  ArchiveCoding coding_;
};

}  // namespace pith::program
