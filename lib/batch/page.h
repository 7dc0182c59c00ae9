// One record of an archive to one record of the output: what a worker does, and knows nothing of the others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "batch/duplicates.h"
#include "batch/filter.h"
#include "batch/journal.h"
#include "batch/memory.h"
#include "pith/batch.h"

namespace pith::batch {

// What the output is made of.
enum class Shape : std::uint8_t { json_lines, warc };

struct PageOptions {
  Options extract;
  JsonOptions json;
  ArchiveLimits limits;
  Shape shape = Shape::json_lines;
  ArchiveCoding coding = ArchiveCoding::plain;  // warc: of each record; the blocks of JSON lines are compressed later
  WarcText warc_text = WarcText::text;
  Dedup dedup = Dedup::none;
  bool verify = false;
};

// A record of the output in the making.
struct Outcome {
  RecordNumber number;
  ArchivePlace place;
  std::string kind;           // of the record that was read, as it is counted
  std::string_view filtered;  // why it is not written; empty: it is
  Article article;            // without blocks and the like once it is rendered
  ArchiveSource source;
  std::string bytes;  // as they stand in the output
  std::optional<TextKey> key;
  double seconds = 0;
};

// Response, resource, conversion and page: what has a page in it.
bool has_page(RecordKind kind);

class PageWorker {
 public:
  PageWorker(const PageOptions& options, const Filter& filter, WorkRoom& room)
      : options_(options), filter_(filter), room_(room) {}

  // The record's memory is given back before its page is rendered.
  Outcome work(const RecordNumber& number, ArchiveRecord record) const;
  // The record is not looked at: it ended the process.
  Outcome pass_over(const RecordNumber& number, const ArchiveRecord& record) const;
  // An input that cannot be opened.
  Outcome unreadable(const RecordNumber& number, const ArchiveError& error) const;

  // The record with `duplicate_of` and no text.
  void make_duplicate(Outcome& outcome, const std::string& of) const;

 private:
  Outcome failed(const RecordNumber& number, const ArchiveRecord& record, Reason reason, std::string message) const;
  void finish(Outcome& outcome) const;
  std::string render(const Outcome& outcome, const std::string& duplicate_of) const;

  const PageOptions& options_;
  const Filter& filter_;
  WorkRoom& room_;
};

}  // namespace pith::batch
