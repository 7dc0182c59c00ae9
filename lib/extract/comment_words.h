// Words that tell comments and their parts: of markup, and of people. Private to lib/extract.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "blocks/blocks.h"

namespace pith::extract_stage {

// What a word of a class, id, itemprop or itemtype says of an element.
enum CommentBit : std::uint32_t {
  kOne = 1,      // a comment
  kMany = 2,     // the comments
  kPart = 4,     // with kOne: around the comments or beside them, not one
  kForm = 8,     // where readers write
  kPerson = 16,  // a name that is no other thing's
  kAuthor = 32,
  kName = 64,  // a name, maybe not a person's
  kDate = 128,
  kMeta = 256,  // author, date and the like
  kTool = 512,  // buttons and counts
  kBody = 1024,
  kWidget = 2048  // with kOne or kMany: comments on other pages
};
// By the word's blocks::word_hash(); 0 for other words.
std::uint32_t comment_bits(std::uint32_t word_hash);

inline constexpr float kNameUnits = 6;  // a name is no longer

// The name in a line of the author's ("by Ann", "Ann says:"); empty where it is too long for one.
std::string name_in(std::string_view text);
bool is_name(std::string_view text);
// Whether the line tells in words whose comment it is: "Comment by Ann", "Ann says:".
bool tells_author(std::string_view text);
// Without the marks that it begins with.
std::string_view trim_front(std::string_view text);
// Whether all of the block is a button or a count: "Reply", "12".
bool is_button(const blocks::Block& block, std::string_view text);
// A link from elsewhere, set by a program.
bool is_pingback(std::string_view text);

}  // namespace pith::extract_stage
