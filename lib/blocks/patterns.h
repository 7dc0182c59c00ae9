// Signs that need no language model: dates, prices, bylines, copyright notices, cue phrases, words of class and id.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "text/text.h"

namespace pith::blocks {

bool has_date(std::string_view text);       // a calendar date, a clock time or "3 days ago" in the first 200 bytes
bool has_price(std::string_view text);      // a currency sign beside a number in the first 200 bytes
bool is_byline(std::string_view text);      // starts like "By ...", "Von ...", 作者, 来源
bool has_copyright(std::string_view text);  // ©, "all rights reserved" and the like in the first 400 bytes

// Cue phrases that open trailing boilerplate, in many languages.
// 2: the whole of a short block is one; 1: the block starts with one; 0: neither.
int cue_level(std::string_view text);

enum CueClass : std::uint8_t { kCueComments = 1, kCueRelated = 2, kCueLegal = 4, kCueShare = 8, kCueTags = 16 };
std::uint8_t cue_classes(std::string_view text);

// WordGroup bits (bit k: kWordGroups[k]) of a class or id word by its hash; 0 for other words.
std::uint32_t word_groups(std::uint32_t word_hash);

// Splits a class or id value into words: runs of ASCII letters, split again at camelCase, two letters or more.
// Calls sink(word) with each in lower case; the view lives during the call only.
template <class Sink>
void for_each_hint_word(std::string_view value, Sink&& sink) {
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::array<char, 32> buffer{};
  std::size_t i = 0;
  while (i < value.size()) {
    if (!lower(value[i]) && !upper(value[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < value.size() && upper(value[i])) ++i;
    const std::size_t capitals = i - begin;
    if (i < value.size() && lower(value[i])) {
      // "HTMLParser": the last capital begins the next word.
      if (capitals > 1) {
        --i;
      } else {
        while (i < value.size() && lower(value[i])) ++i;
      }
    }
    const std::size_t size = i - begin;
    if (size < 2 || size > buffer.size()) continue;
    for (std::size_t k = 0; k < size; ++k) {
      const char c = value[begin + k];
      buffer[k] = upper(c) ? static_cast<char>(c + 32) : c;
    }
    sink(std::string_view(buffer.data(), size));
  }
}

// Ends with something that closes what stands before it: a bar, a dash, a colon, a closing bracket.
bool ends_with_separator(std::string_view text);

}  // namespace pith::blocks
