// Values as pages write them to plain text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pith::metadata {

// HTML character references of `text` decoded once: the numeric ones and the names of HTML 4's Latin-1 and punctuation.
std::string decode_entities(std::string_view text);

// One line of plain text: what double encoding left of character references is decoded, tags are taken out, white space
// is folded.
std::string clean_value(std::string_view text);

// Letters and digits only, lower case: for telling whether two texts are the same.
std::string folded_letters(std::string_view text);

// Calls `sink(word)` with each word of a class or id attribute in lower case: split at what is no letter or digit and
// where camelCase goes up.
template <class Sink>
void for_each_name_word(std::string_view name, Sink&& sink) {
  std::string word;
  char before = 0;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool lower = c >= 'a' && c <= 'z';
    const bool other = (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    const bool hump = upper && before >= 'a' && before <= 'z';
    if ((hump || !(upper || lower || other)) && !word.empty()) {
      sink(std::string_view(word));
      word.clear();
    }
    if (upper || lower || other) word += upper ? static_cast<char>(c + 32) : c;
    before = c;
  }
  if (!word.empty()) sink(std::string_view(word));
}

// The first `size` bytes of `text`, less where that would cut a character.
std::string_view prefix(std::string_view text, std::size_t size);

// `text` split at any byte of `separators`, each part trimmed of white space, empty ones left out.
std::vector<std::string> split_list(std::string_view text, std::string_view separators);

// Appends `value` unless it is empty or there already.
void add_once(std::vector<std::string>& list, std::string value);

}  // namespace pith::metadata
