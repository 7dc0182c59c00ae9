// Many pages: archives, folders and lists of pages in, one record a page out, in order, in bounded memory, resumable.
//
//   const pith::BatchResult result = pith::run_batch({.inputs = {"crawl.warc.gz"}, .output = "pages.jsonl.zst"});
//   if (result.error) std::cerr << result.error->message << "\n";
//   std::cout << pith::to_json(result.summary) << "\n";
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pith/archive.h"
#include "pith/emit.h"
#include "pith/export.h"
#include "pith/extract.h"

namespace pith {

// Which records repeat an earlier one of the run, decided in the order of the output.
enum class Dedup : std::uint8_t {
  none,
  exact,  // the same text
  near,   // fingerprints that differ in at most three of their 64 bits
};

// What the blocks of a WARC output hold.
enum class WarcText : std::uint8_t { text, markdown, json };

struct StatusRange {
  int first = 0;
  int last = 0;
};

// Which pages are written; what is not is counted by reason. An empty list or text asks for nothing.
struct BatchFilter {
  std::vector<StatusRange> status = {};  // HTTP statuses; pages that never had one pass (resources, conversions, files)
  std::vector<std::string> mime = {};    // of the Content-Type as served: "text/html", or "text/*"
  std::string url_regex = {};            // RE2, found anywhere in the URL
  std::vector<std::string> languages = {};  // BCP 47, of the text: "zh" takes zh-Hans too
  double min_length = 0;                    // of the text, in units: about English words, 0.6 a CJK character
  bool only_ok = false;                     // leave out records of any other status
};

// Throw std::invalid_argument that says what they would take.
PITH_API std::vector<StatusRange> parse_statuses(std::string_view comma_separated);  // "200,300-399"
PITH_API Dedup parse_dedup(std::string_view name);
PITH_API WarcText parse_warc_text(std::string_view name);

// Lower than those of a single page: with these a page takes some 300 MB while it is extracted at the very most,
// however it is made.
inline constexpr Limits kBatchLimits = {.bytes = std::size_t{16} << 20, .nodes = 1'000'000, .blocks = 50'000};

struct BatchOptions {
  std::vector<std::string> inputs = {};  // as ArchiveReader::open() takes them
  // A file: JSON lines, or WARC if its name ends in .warc or .wet before an ending .gz or .zst, which compresses
  // either. A folder (one that exists, or a name that ends in '/'): a file an input, named as the input with `suffix`
  // behind it.
  // "-": standard output.
  std::string output = "-";
  std::string suffix = ".jsonl";
  WarcText warc_text = WarcText::text;
  JsonOptions json = {};                       // `archive` and `duplicate_of` are set a record
  Options extract = {.limits = kBatchLimits};  // limits.bytes holds for a page as stored and unpacked
  JsonFields fields = {};
  BatchFilter filter = {};
  Dedup dedup = Dedup::none;
  bool verify = false;  // check the archive's digests
  bool resume = false;  // go on where an earlier run of the same options ended; a first run if there was none
  // None of these changes the output.
  unsigned jobs = 0;       // threads; 0: as many as the machine has
  std::size_t memory = 0;  // bytes for pages in flight and their extraction; 0: 256 MiB a job
};

struct SlowPage {
  std::string url;
  std::string archive_file;
  std::uint64_t archive_offset = 0;
  double seconds = 0;
};

using Counts = std::map<std::string, std::uint64_t>;

struct BatchSummary {
  std::uint64_t inputs = 0;   // read to their end
  std::uint64_t records = 0;  // read, of any kind
  std::uint64_t written = 0;
  std::uint64_t duplicates = 0;  // of the written
  Counts kinds;                  // of the read: response, request, damage ...
  Counts filtered;               // of the read, not written: by reason
  Counts statuses;               // of the written
  Counts warnings;               // of the written; a record may have several
  std::uint64_t bytes_in = 0;    // of the inputs as stored
  std::uint64_t bytes_out = 0;
  double seconds = 0;
  std::vector<SlowPage> slowest;  // the ten that took longest, slowest first

  // Every record that was read is either written or counted by the reason why it was not.
  PITH_API bool adds_up() const;
  std::uint64_t failed() const {
    const auto errors = statuses.find("error");
    return errors == statuses.end() ? 0 : errors->second;
  }
};
PITH_API std::string to_json(const BatchSummary& summary);  // one object, indented

struct BatchProgress {
  std::uint64_t bytes_done = 0;   // of the inputs as stored
  std::uint64_t bytes_total = 0;  // 0: not known
  std::uint64_t records = 0;      // read
  std::uint64_t written = 0;
};

struct BatchError {
  enum class Kind : std::uint8_t {
    usage,   // the options do not fit together, or not with the journal of an earlier run
    input,   // no input could be read on resuming
    output,  // could not be written; what is there is whole up to a record, and can be resumed
    closed,  // the reader of the output closed its pipe
  };
  Kind kind = Kind::output;
  std::string message;  // what, where, and what to do, in one line
};

struct BatchResult {
  BatchSummary summary;
  std::optional<BatchError> error;
  bool already_done = false;  // asked to resume what was whole already: nothing was done
};

// Reads the inputs in their order and writes their records in it; `progress` is called now and then from one thread at
// a time. The output is the same bytes for any number of jobs, and for a run that was interrupted and resumed.
//
// A file is written as NAME.part and renamed when it is whole; NAME.journal says how far it is safe. Never throws but
// for std::bad_alloc and what `progress` throws. Resuming may fork, to try a page that was in work both times a run
// ended: call it before other threads are started.
PITH_API BatchResult run_batch(const BatchOptions& options,
                               const std::function<void(const BatchProgress&)>& progress = {});

}  // namespace pith
