// The head of a WARC record (WARC 1.1, 4), of 0.17 as of 1.1: a version line and named fields.
#include <array>

#include "ascii.h"
#include "fields.h"
#include "format.h"

namespace pith::archive {
namespace {

constexpr std::string_view kMark = "WARC/";

// Behind "WARC/": digits, a point, digits, and the line's end.
bool is_start(std::string_view bytes) {
  if (!bytes.starts_with(kMark)) return false;
  bytes.remove_prefix(kMark.size());
  const std::size_t end = bytes.find_first_not_of("0123456789. \t");
  const std::string_view version = trimmed(bytes.substr(0, end));
  const std::size_t point = version.find('.');
  if (point == 0 || point == version.npos || point + 1 == version.size()) return false;
  return end == bytes.npos || bytes[end] == '\r' || bytes[end] == '\n';
}

// With a field behind it, as far as can be seen.
bool is_start_of_head(std::string_view bytes) {
  constexpr std::size_t kLongestName = 64;
  if (!is_start(bytes)) return false;
  const std::size_t end = bytes.find('\n');
  if (end == bytes.npos) return true;
  const std::string_view field = bytes.substr(end + 1, kLongestName);
  const std::size_t name = field.find_first_of(": \t\r\n<");
  return name == field.npos ? bytes.size() - end <= kLongestName : name > 0 && field[name] == ':';
}

// At the start of a line, or anywhere: what was before it may be damaged.
std::size_t find_start(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find(kMark, from); at != bytes.npos; at = bytes.find(kMark, at + 1)) {
    if (is_start_of_head(bytes.substr(at))) return at;
  }
  return bytes.npos;
}

// An HTTP head may follow directly, or another record: then the empty line is missing.
HeadEnd head_end(std::string_view bytes) {
  constexpr std::size_t kLongestVersion = 64;
  for (std::size_t at = 0;;) {
    const std::size_t end = bytes.find('\n', at);
    if (at == 0 && std::min(end, bytes.size()) > kLongestVersion) return {HeadEnd::broken};
    if (end == bytes.npos) return {HeadEnd::incomplete};
    const std::string_view line = first_line(bytes.substr(at));
    if (line.empty()) return {HeadEnd::found, end + 1};
    if (at != 0 && is_start(bytes.substr(at))) return {HeadEnd::broken};
    if (line.starts_with("HTTP/") && line.find(':') == line.npos) return {HeadEnd::found, at};
    at = end + 1;
  }
}

RecordKind kind_of(std::string_view name) {
  constexpr std::array kKinds = {RecordKind::response, RecordKind::resource,    RecordKind::conversion,
                                 RecordKind::revisit,  RecordKind::request,     RecordKind::metadata,
                                 RecordKind::warcinfo, RecordKind::continuation};
  for (const RecordKind kind : kKinds) {
    if (equals_ignoring_case(name, to_string(kind))) return kind;
  }
  return RecordKind::other;
}

std::string without_brackets(std::string_view text) {
  if (text.starts_with('<') && text.ends_with('>')) text = text.substr(1, text.size() - 2);
  return std::string(text);
}

std::optional<std::uint64_t> parse(std::string_view head, ArchiveRecord& record) {
  const std::size_t version = head.find('\n');
  const std::string_view bad = add_fields(head.substr(version + 1), record.headers);
  if (bad.data() != nullptr) add_note(record, ArchiveProblem::bad_header_line, excerpt(bad));
  record.kind_name = record.header("WARC-Type");
  record.kind = kind_of(record.kind_name);
  record.id = without_brackets(record.header("WARC-Record-ID"));
  record.url = without_brackets(record.header("WARC-Target-URI"));
  record.date = iso_date(record.header("WARC-Date"));
  record.content_type = record.header("Content-Type");
  if (const std::string_view why = record.header("WARC-Truncated"); !why.empty()) {
    record.truncated = true;
    add_note(record, ArchiveProblem::warc_truncated, why);
  }
  return number(record.header("Content-Length"));
}

}  // namespace

const Format kWarc = {is_start, find_start, head_end, parse, 2};

}  // namespace pith::archive
