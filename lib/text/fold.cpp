#include <array>

#include "text.h"
#include "utf8.h"

namespace pith::text {

namespace {

using namespace detail;

constexpr bool is_ascii_space(unsigned char byte) {
  return byte < 0x80 && (kAsciiClasses[byte] & kSpace);
}

// Bytes that a space may begin with. Those above ASCII begin with one of five lead bytes.
constexpr std::array<bool, 256> make_space_leads() {
  std::array<bool, 256> leads{};
  for (std::size_t byte = 0; byte < 0x80; ++byte) leads[byte] = kAsciiClasses[byte] & kSpace;
  for (const std::size_t lead : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) leads[lead] = true;
  return leads;
}
constexpr std::array<bool, 256> kSpaceLeads = make_space_leads();

bool may_be_space(std::string_view text, std::size_t position) {
  return kSpaceLeads[static_cast<unsigned char>(text[position])];
}

// Length in bytes of the space at `position`, 0 for none.
std::size_t space_length(std::string_view text, std::size_t position) {
  if (!may_be_space(text, position)) return 0;
  std::size_t next = position;
  return is_space(next_code_point(text, next)) ? next - position : 0;
}

std::size_t skip_spaces(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    const std::size_t length = space_length(text, position);
    if (length == 0) break;
    position += length;
  }
  return position;
}

// The end of what can be copied as it is from `position`: words with single U+0020 between them.
std::size_t skip_folded(std::string_view text, std::size_t position) {
  while (position < text.size()) {
    // A continuation byte begins no space, so steps of one byte do.
    if (!may_be_space(text, position) || space_length(text, position) == 0) {
      ++position;
      continue;
    }
    const bool single = text[position] == ' ' && position + 1 < text.size() && space_length(text, position + 1) == 0;
    if (!single) break;
    ++position;
  }
  return position;
}

}  // namespace

void append_folded(std::string& out, std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t word = skip_spaces(text, position);
    const bool seam = out.empty() || is_ascii_space(static_cast<unsigned char>(out.back()));
    if (word != position && !seam) out.push_back(' ');
    position = skip_folded(text, word);
    out.append(text, word, position - word);
  }
}

std::string fold_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_folded(out, text);
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t high = find_non_ascii(text, position);
    for (; position < high; ++position) out.push_back(ascii_lower(text[position]));
    if (position < text.size()) append_utf8(out, to_lower(next_code_point(text, position)));
  }
  return out;
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
  }
  return true;
}

std::string_view trim_ascii(std::string_view text) {
  constexpr std::string_view kWhiteSpace = "\t\n\f\r ";  // WHATWG Infra 4.6, ASCII whitespace
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

}  // namespace pith::text
