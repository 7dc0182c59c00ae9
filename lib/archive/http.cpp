#include "http.h"

#include <algorithm>

#include "ascii.h"
#include "fields.h"

namespace pith::archive {
namespace {

// The end of the head: LF, then LF or CR LF. npos where there is none.
std::size_t find_head_end(std::string_view bytes, std::size_t from) {
  for (std::size_t at = bytes.find('\n', from); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    if (bytes.substr(at + 1).starts_with('\n')) return at + 2;
    if (bytes.substr(at + 1).starts_with("\r\n")) return at + 3;
  }
  return bytes.npos;
}

// "HTTP/1.1 200 OK", "HTTP/2 200", "ICY 200 OK": the first three digits behind a space.
std::optional<int> status_of(std::string_view line) {
  for (std::size_t at = line.find(' '); at != line.npos; at = line.find(' ', at + 1)) {
    const std::string_view word = line.substr(at + 1, 3);
    const auto status = number(word);
    if (status && word.size() == 3 && *status >= 100) return static_cast<int>(*status);
    if (!word.starts_with(' ')) return std::nullopt;
  }
  return std::nullopt;
}

bool is_status_line(std::string_view bytes) {
  return starts_with_ignoring_case(bytes, "HTTP/") || starts_with_ignoring_case(bytes, "ICY ");
}

HttpHead read_one(std::string_view block, std::size_t limit) {
  HttpHead head;
  const std::string_view line = first_line(block);
  const std::size_t line_end = std::min(block.find('\n'), block.size());
  const bool empty_head = block.substr(std::min(line_end + 1, block.size())).starts_with('\n') ||
                          block.substr(std::min(line_end + 1, block.size())).starts_with("\r\n");
  const std::size_t end = find_head_end(block.substr(0, limit), empty_head ? line_end : std::min(line_end, limit));
  head.whole = end != block.npos;
  head.size = head.whole ? end : std::min(block.size(), limit);
  head.status = is_status_line(line) ? status_of(line) : std::nullopt;
  add_fields(block.substr(0, head.size).substr(std::min(line_end + 1, head.size)), head.headers);
  return head;
}

std::size_t hex_digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789abcdefABCDEF"), text.size());
}

// The length in a chunk's first line, whose end is `line`.
std::optional<std::uint64_t> chunk_size(std::string_view line) {
  const std::string_view text = trimmed(line);
  const std::size_t digits = hex_digits(text);
  const std::string_view behind = trimmed(text.substr(digits));
  if (digits == 0 || digits > 16 || (!behind.empty() && behind.front() != ';')) return std::nullopt;
  return number(text.substr(0, digits), 16);
}

}  // namespace

HttpHead read_http_head(std::string_view block, std::size_t limit) {
  HttpHead head = read_one(block, limit);
  while (head.status && *head.status < 200 && *head.status != 101 && is_status_line(block.substr(head.size))) {
    const std::size_t before = head.size;
    head = read_one(block.substr(before), limit);
    head.size += before;
  }
  return head;
}

Unchunked unchunk(std::string_view body) {
  Unchunked result{.bytes = ArchiveBytes(body.size())};
  std::string_view left = body;
  for (bool first = true;; first = false) {
    const std::size_t end = left.find('\n');
    const auto size = end == left.npos ? std::nullopt : chunk_size(left.substr(0, end));
    if (!size) {
      result.chunked = !first;
      result.cut = trimmed(left).empty();
      if (!result.cut) result.rest = left;
      return result;
    }
    if (*size == 0) return result;
    left.remove_prefix(end + 1);
    const std::string_view data = left.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(*size, left.size())));
    result.bytes.append(data);
    result.cut = data.size() < *size;
    if (result.cut) return result;
    left.remove_prefix(data.size());
    if (left.starts_with("\r\n")) {
      left.remove_prefix(2);
    } else if (left.starts_with('\n')) {
      left.remove_prefix(1);
    }
  }
}

}  // namespace pith::archive
