// From a record's block to its body.
#include <algorithm>
#include <vector>

#include "ascii.h"
#include "content_coding.h"
#include "format.h"
#include "http.h"

namespace pith {
namespace {

using archive::Coding;
using archive::Undone;

constexpr std::size_t kMostCodings = 8;  // stacked; more are an attack

bool has_http_head(const ArchiveRecord& record) {
  switch (record.kind) {
    case RecordKind::response:
    case RecordKind::revisit:
      return archive::starts_with_ignoring_case(record.block(), "HTTP/") ||
             archive::starts_with_ignoring_case(record.block(), "ICY ") ||
             archive::starts_with_ignoring_case(record.content_type, "application/http");
    case RecordKind::request:
      return archive::starts_with_ignoring_case(record.content_type, "application/http");
    default:
      return false;
  }
}

// The values of a header that is a list, of all its lines, in their order.
std::vector<std::string_view> list_of(const ArchiveHeaders& headers, std::string_view name) {
  std::vector<std::string_view> items;
  for (const auto& [key, value] : headers) {
    if (!archive::equals_ignoring_case(key, name)) continue;
    for (std::string_view left = value; !left.empty();) {
      const std::size_t end = std::min(left.find(','), left.size());
      if (const std::string_view item = archive::trimmed(left.substr(0, end)); !item.empty()) items.push_back(item);
      left.remove_prefix(std::min(end + 1, left.size()));
    }
  }
  return items;
}

void set_body(ArchiveRecord& record, ArchiveBytes bytes) {
  record.decoded = std::move(bytes);
}

void cut_to_limit(ArchiveRecord& record, const ArchiveLimits& limits) {
  record.truncated = true;
  archive::add_note(record, ArchiveProblem::over_limit, "body over " + std::to_string(limits.body) + " bytes");
}

void undo_chunks(ArchiveRecord& record) {
  const auto codings = list_of(record.http_headers, "Transfer-Encoding");
  const auto is_chunked = [](std::string_view name) { return archive::equals_ignoring_case(name, "chunked"); };
  if (std::ranges::none_of(codings, is_chunked) || record.body().empty()) return;
  archive::Unchunked undone = archive::unchunk(record.body());
  if (!undone.chunked) {
    return archive::add_note(record, ArchiveProblem::not_encoded, "not chunked");
  }
  if (undone.rest.data() != nullptr) {
    archive::add_note(record, ArchiveProblem::bad_chunks, archive::excerpt(undone.rest.substr(0, 40)));
    undone.bytes.append(undone.rest);
  } else if (undone.cut) {
    archive::add_note(record, ArchiveProblem::bad_chunks, "cut off");
  }
  set_body(record, std::move(undone.bytes));
}

// False where there is no use in undoing what is below.
bool undo_coding(ArchiveRecord& record, Coding coding, std::string_view name, const ArchiveLimits& limits) {
  if (coding == Coding::identity || record.body().empty()) return true;
  ArchiveBytes out;
  switch (archive::undo(coding, record.body(), limits.body, out)) {
    case Undone::not_encoded:
      archive::add_note(record, ArchiveProblem::not_encoded, name);
      return true;
    case Undone::cut_off:
      archive::add_note(record, ArchiveProblem::bad_encoding, name);
      break;
    case Undone::over_limit:
      cut_to_limit(record, limits);
      break;
    case Undone::whole:
      break;
  }
  set_body(record, std::move(out));
  return true;
}

void undo_codings(ArchiveRecord& record, const ArchiveLimits& limits) {
  std::vector<std::string_view> names = list_of(record.http_headers, "Content-Encoding");
  if (names.size() > kMostCodings) {
    return archive::add_note(record, ArchiveProblem::bad_encoding, "more than 8 codings");
  }
  std::ranges::reverse(names);  // the last was put on last
  for (const std::string_view name : names) undo_coding(record, archive::coding_named(name), name, limits);
}

void decode_http(ArchiveRecord& record, const ArchiveLimits& limits) {
  archive::HttpHead head = archive::read_http_head(record.block(), limits.head);
  if (record.kind != RecordKind::request && (!head.whole || !head.status)) {
    archive::add_note(record, ArchiveProblem::bad_http_head, archive::excerpt(archive::first_line(record.block())));
  }
  record.body_begin = head.size;
  record.http_status = head.status;
  record.http_headers = std::move(head.headers);
  record.content_type = record.http_header("Content-Type");
  undo_chunks(record);
  undo_codings(record, limits);
}

// A page of a folder or tar may be compressed.
void unpack(ArchiveRecord& record, const ArchiveLimits& limits) {
  for (const Coding coding : {Coding::gzip, Coding::zstd}) {
    ArchiveBytes out;
    const Undone result = archive::undo(coding, record.block(), limits.body, out);
    if (result == Undone::not_encoded) continue;
    if (result == Undone::cut_off) archive::add_note(record, ArchiveProblem::bad_encoding, "compressed file");
    if (result == Undone::over_limit) cut_to_limit(record, limits);
    return set_body(record, std::move(out));
  }
}

}  // namespace

void decode_payload(ArchiveRecord& record, const ArchiveLimits& limits) {
  record.decoded.reset();
  record.body_begin = 0;
  if (has_http_head(record)) {
    decode_http(record, limits);
  } else if (record.kind == RecordKind::page) {
    unpack(record, limits);
  }
}

}  // namespace pith
