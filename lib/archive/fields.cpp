#include "fields.h"

#include "ascii.h"

namespace pith::archive {

std::string_view add_fields(std::string_view lines, ArchiveHeaders& headers) {
  std::string_view bad;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = first_line(lines);
    lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if ((line.front() == ' ' || line.front() == '\t') && !headers.empty()) {
      headers.back().second.append(" ").append(trimmed(line));
    } else if (colon != line.npos && colon != 0) {
      headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    } else if (bad.data() == nullptr) {
      bad = line;
    }
  }
  return bad;
}

}  // namespace pith::archive
