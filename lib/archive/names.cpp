// What kinds and problems are called, and a line on each problem.
#include <algorithm>

#include "ascii.h"
#include "pith/archive.h"

namespace pith {
namespace {

struct ProblemText {
  std::string_view name;
  std::string_view message;
};

ProblemText text_of(ArchiveProblem problem) {
  switch (problem) {
    case ArchiveProblem::garbage:
      return {"garbage", "bytes that are no record"};
    case ArchiveProblem::bad_head:
      return {"bad_head", "the record's head cannot be read"};
    case ArchiveProblem::head_too_long:
      return {"head_too_long", "the record's head is longer than the limit"};
    case ArchiveProblem::wrong_length:
      return {"wrong_length", "the record's length leads to no record's end"};
    case ArchiveProblem::cut:
      return {"cut", "the input ends within the record"};
    case ArchiveProblem::bad_member:
      return {"bad_member", "a compressed member does not decode to its end"};
    case ArchiveProblem::bad_checksum:
      return {"bad_checksum", "a compressed member's checksum is not that of its bytes"};
    case ArchiveProblem::bad_dictionary:
      return {"bad_dictionary", "a zstd frame's dictionary is not in the file"};
    case ArchiveProblem::bad_json:
      return {"bad_json", "a line is no JSON object with a page in it"};
    case ArchiveProblem::unreadable:
      return {"unreadable", "a file cannot be read"};
    case ArchiveProblem::no_blank_lines:
      return {"no_blank_lines", "the line ends behind the record are missing"};
    case ArchiveProblem::bad_header_line:
      return {"bad_header_line", "a header line has no colon"};
    case ArchiveProblem::bad_json_text:
      return {"bad_json_text", "broken characters in a JSON line were replaced"};
    case ArchiveProblem::bad_http_head:
      return {"bad_http_head", "the HTTP head has no status line or no end"};
    case ArchiveProblem::bad_chunks:
      return {"bad_chunks", "the chunked coding is broken"};
    case ArchiveProblem::not_encoded:
      return {"not_encoded", "the body is not in the content coding it is labelled with"};
    case ArchiveProblem::bad_encoding:
      return {"bad_encoding", "the content coding breaks off"};
    case ArchiveProblem::over_limit:
      return {"over_limit", "longer than the size limit"};
    case ArchiveProblem::warc_truncated:
      return {"warc_truncated", "the crawler says that it cut the record"};
  }
  return {"garbage", "bytes that are no record"};
}

std::string_view value_of(const ArchiveHeaders& headers, std::string_view name) {
  const auto found = std::ranges::find_if(
      headers, [name](const auto& header) { return archive::equals_ignoring_case(header.first, name); });
  return found == headers.end() ? std::string_view() : found->second;
}

}  // namespace

std::string_view to_string(RecordKind kind) {
  switch (kind) {
    case RecordKind::response:
      return "response";
    case RecordKind::resource:
      return "resource";
    case RecordKind::conversion:
      return "conversion";
    case RecordKind::revisit:
      return "revisit";
    case RecordKind::request:
      return "request";
    case RecordKind::metadata:
      return "metadata";
    case RecordKind::warcinfo:
      return "warcinfo";
    case RecordKind::continuation:
      return "continuation";
    case RecordKind::page:
      return "page";
    case RecordKind::damage:
      return "damage";
    case RecordKind::other:
      break;
  }
  return "other";
}

std::string_view to_string(ArchiveProblem problem) {
  return text_of(problem).name;
}

std::string_view message(ArchiveProblem problem) {
  return text_of(problem).message;
}

bool is_damage(ArchiveProblem problem) {
  return problem <= ArchiveProblem::unreadable;
}

std::string_view ArchiveRecord::header(std::string_view name) const {
  return value_of(headers, name);
}

std::string_view ArchiveRecord::http_header(std::string_view name) const {
  return value_of(http_headers, name);
}

bool ArchiveRecord::has(ArchiveProblem problem) const {
  return std::ranges::find(notes, problem, &ArchiveNote::problem) != notes.end();
}

bool ArchiveRecord::damaged() const {
  return std::ranges::any_of(notes, is_damage, &ArchiveNote::problem);
}

}  // namespace pith
