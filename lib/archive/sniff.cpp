#include "sniff.h"

#include <algorithm>

#include "ascii.h"
#include "json_lines.h"
#include "page.h"
#include "records.h"
#include "tar.h"

namespace pith::archive {
namespace {

constexpr std::size_t kLook = std::size_t{8} << 10;
constexpr std::size_t kFar = std::size_t{1} << 20;

bool is_record_start(std::string_view bytes) {
  return kWarc.is_start(bytes) || kArc.is_start(bytes);
}

// What may follow damage, before it is known what the input is.
bool is_any_start(std::string_view bytes) {
  return is_record_start(bytes) || bytes.starts_with('{') || bytes.starts_with('<');
}

// The sum of the head's bytes, its own field taken as spaces, in octal (POSIX.1, ustar).
bool is_tar(std::string_view bytes) {
  constexpr std::size_t kBlock = 512;
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumSize = 8;
  if (bytes.size() < kBlock) return false;
  std::uint64_t sum = kSumSize * ' ';
  for (std::size_t i = 0; i < kBlock; ++i) {
    if (i < kSumAt || i >= kSumAt + kSumSize) sum += static_cast<unsigned char>(bytes[i]);
  }
  std::string_view field = trimmed(bytes.substr(kSumAt, kSumSize));
  field = field.substr(0, field.find('\0'));
  return number(trimmed(field), 8) == sum;
}

// A whole head further on, as where the first record is damaged.
bool has_record(const Format& format, std::string_view bytes) {
  for (std::size_t at = format.find_start(bytes, 0); at != bytes.npos; at = format.find_start(bytes, at + 1)) {
    const std::string_view from = bytes.substr(at, kLook);
    const HeadEnd head = format.head_end(from);
    ArchiveRecord record;
    if (head.state == HeadEnd::found && format.parse(from.substr(0, head.size), record) && !record.kind_name.empty()) {
      return true;
    }
  }
  return false;
}

}  // namespace

Kind sniff(Window& window) {
  window.expect(is_record_start, is_any_start);
  std::string_view bytes = window.peek_in_member(kLook);
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (is_tar(bytes)) return Kind::tar;
  bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
  if (kWarc.is_start(bytes)) return Kind::warc;
  if (kArc.is_start(bytes) || bytes.starts_with("filedesc:")) return Kind::arc;
  if (bytes.starts_with('{')) return Kind::json_lines;
  if (bytes.starts_with('<')) return Kind::page;
  bytes = window.peek(kFar);
  if (has_record(kWarc, bytes) || kWarc.is_start(window.behind_stop())) return Kind::warc;
  if (has_record(kArc, bytes) || kArc.is_start(window.behind_stop())) return Kind::arc;
  return Kind::page;
}

std::unique_ptr<Items> items_of(Window window, const ArchiveOptions& options) {
  switch (sniff(window)) {
    case Kind::warc:
      return std::make_unique<Records>(std::move(window), kWarc, options.limits);
    case Kind::arc:
      return std::make_unique<Records>(std::move(window), kArc, options.limits);
    case Kind::tar:
      return tar_items(std::move(window), options);
    case Kind::json_lines:
      return json_lines_items(std::move(window), options);
    case Kind::page:
      break;
  }
  return page_items(std::move(window), options.limits);
}

}  // namespace pith::archive
