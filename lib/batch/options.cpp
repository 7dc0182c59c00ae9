// Values that a command line gives.
#include <array>
#include <charconv>
#include <stdexcept>

#include "pith/batch.h"

namespace pith {
namespace {

template <std::size_t N>
std::size_t index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  std::string message = "\"" + std::string(name) + "\" is none of";
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return i;
    message.append(" ").append(names[i]);
  }
  throw std::invalid_argument(message);
}

int parse_status(std::string_view text) {
  int status = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, status);
  if (error == std::errc() && stop == end && status >= 0 && status <= 999) return status;
  throw std::invalid_argument("\"" + std::string(text) + "\" is no HTTP status; give numbers and ranges: 200,300-399");
}

}  // namespace

std::vector<StatusRange> parse_statuses(std::string_view comma_separated) {
  std::vector<StatusRange> ranges;
  while (!comma_separated.empty()) {
    const std::string_view one = comma_separated.substr(0, comma_separated.find(','));
    comma_separated.remove_prefix(std::min(one.size() + 1, comma_separated.size()));
    const std::size_t dash = one.find('-');
    const int first = parse_status(one.substr(0, dash));
    ranges.push_back({first, dash == std::string_view::npos ? first : parse_status(one.substr(dash + 1))});
  }
  return ranges;
}

Dedup parse_dedup(std::string_view name) {
  return static_cast<Dedup>(index_of(std::array<std::string_view, 3>{"none", "exact", "near"}, name));
}

WarcText parse_warc_text(std::string_view name) {
  return static_cast<WarcText>(index_of(std::array<std::string_view, 3>{"text", "markdown", "json"}, name));
}

}  // namespace pith
