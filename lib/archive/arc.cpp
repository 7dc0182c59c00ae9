// The head of an ARC record: one line, "URL address date type length" in version 1; version 2 has further fields
// between type and length. URL and type may hold spaces, so the date is looked for, from the right.
#include <vector>

#include "ascii.h"
#include "format.h"

namespace pith::archive {
namespace {

constexpr std::size_t kFieldsOfVersion2 = 7;  // behind the date

struct Line {
  std::string_view url;
  std::string_view date;
  std::string_view type;
  std::optional<std::uint64_t> length;
};

bool is_date(std::string_view text) {
  if (text.size() < 8 || text.size() > 17) return false;
  return text.find_first_not_of("0123456789") == text.npos;
}

bool begins_with_scheme(std::string_view line) {
  constexpr std::size_t kLongest = 20;
  std::size_t at = 0;
  while (at < line.size() && at < kLongest && (is_letter(line[at]) || is_digit(line[at]) || line[at] == '-')) ++at;
  return at > 1 && at < line.size() && line[at] == ':';
}

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> found;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) found.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return found;
}

// From the first word's beginning to the last one's end.
std::string_view span(const std::vector<std::string_view>& of, std::size_t first, std::size_t last) {
  if (first > last) return {};
  return {of[first].data(), static_cast<std::size_t>(of[last].data() + of[last].size() - of[first].data())};
}

std::optional<Line> read_line(std::string_view line) {
  if (!begins_with_scheme(line)) return std::nullopt;
  const std::vector<std::string_view> word = words(line);
  if (word.size() < 4) return std::nullopt;
  const std::size_t last = word.size() - 1;
  const auto length = number(word[last]);
  if (!length) return std::nullopt;
  std::size_t date = last - 1;
  while (date > 1 && !is_date(word[date])) --date;
  if (date < 2) return std::nullopt;
  const std::size_t behind = last - date;
  const std::size_t type_end = behind >= kFieldsOfVersion2 ? last - (kFieldsOfVersion2 - 1) : last - 1;
  return Line{span(word, 0, date - 2), word[date], span(word, date + 1, type_end), length};
}

bool is_start(std::string_view bytes) {
  return bytes.find('\n') != bytes.npos && read_line(first_line(bytes)).has_value();
}

std::size_t find_start(std::string_view bytes, std::size_t from) {
  constexpr std::string_view kBefore("\n\r\0", 3);  // a line's end, or a hole in the file
  if (from == 0 && is_start(bytes)) return 0;
  for (std::size_t at = bytes.find_first_of(kBefore, from == 0 ? 0 : from - 1); at != bytes.npos;
       at = bytes.find_first_of(kBefore, at + 1)) {
    if (begins_with_scheme(bytes.substr(at + 1, 24)) && is_start(bytes.substr(at + 1))) return at + 1;
  }
  return bytes.npos;
}

HeadEnd head_end(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == bytes.npos) return {HeadEnd::incomplete};
  return {HeadEnd::found, end + 1};
}

std::optional<std::uint64_t> parse(std::string_view head, ArchiveRecord& record) {
  const std::optional<Line> line = read_line(first_line(head));
  if (!line) return std::nullopt;
  record.kind = line->url.starts_with("filedesc:") ? RecordKind::warcinfo : RecordKind::response;
  record.kind_name = to_string(record.kind);
  record.url = line->url;
  record.date = iso_date(line->date);
  record.content_type = line->type;
  return line->length;
}

}  // namespace

const Format kArc = {is_start, find_start, head_end, parse, 1};

}  // namespace pith::archive
