#include "format.h"

#include "ascii.h"

namespace pith::archive {

void add_note(ArchiveRecord& record, ArchiveProblem problem, std::string_view detail) {
  if (!record.has(problem)) record.notes.push_back({problem, std::string(detail)});
}

std::string excerpt(std::string_view bytes) {
  constexpr std::size_t kShown = 60;
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const char c : bytes.substr(0, kShown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f && c != '\\') {
      out.push_back(c);
    } else {
      out.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return bytes.size() > kShown ? out + "..." : out;
}

std::string iso_date(std::string_view date) {
  if (date.size() < 8 || date.size() > 17) return std::string(date);
  for (const char c : date) {
    if (!is_digit(c)) return std::string(date);
  }
  std::string full(date.substr(0, 14));
  full.resize(14, '0');
  const auto part = [&full](std::size_t at, std::size_t size) { return full.substr(at, size); };
  return part(0, 4) + '-' + part(4, 2) + '-' + part(6, 2) + 'T' + part(8, 2) + ':' + part(10, 2) + ':' + part(12, 2) +
         'Z';
}

}  // namespace pith::archive
