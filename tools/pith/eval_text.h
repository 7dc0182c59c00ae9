// Text as the scoring scripts see it: Python's str.lower(), str.split() and the regular expression class \w, rebuilt
// from Unicode properties so that figures agree with theirs to the last digit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pith::program {

// words: runs of \w. mixed: each CJK character alone, and runs of the other \w.
enum class Tokens { words, mixed };

// Full case mapping with final sigma, as str.lower().
std::string lower(std::string_view text);

// Of the lower-cased text.
std::vector<std::string> tokenize(std::string_view text, Tokens kind);

// Lower case, white space folded to single spaces, none at the ends.
std::string fold(std::string_view text);

// Lower case, characters outside \w dropped.
std::string letters(std::string_view text);

// White space as str.strip() knows it, off both ends.
std::string_view strip(std::string_view text);

// "YYYY-MM-DD" from the start of a date written with - / . or 年 月; empty if there is none.
std::string day(std::string_view date);

// What an author's name is compared by: its last word, and all its words joined. One string may hold several names.
std::vector<std::string> name_keys(const std::vector<std::string>& names);
std::vector<std::string> split_names(std::string_view names);

std::size_t code_points(std::string_view text);

// Without empty lines.
std::vector<std::string_view> lines(std::string_view text);

}  // namespace pith::program
