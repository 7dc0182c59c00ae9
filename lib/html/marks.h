// Short stand-ins for long texts. Gumbo's cost is per byte, so a run of text is handed to it as one or two characters
// of planes 15 and 16 (private use), which it carries to the right place in the tree as it would the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pith::html {

class Marks {
 public:
  // Appends the mark of `text` (not empty, not starting with white space) to `out`. If there is white space before the
  // text, its size is `lead`: the characters before text.data(), for which the caller appends one ' ' before the mark.
  void append(std::string& out, std::string_view text, std::size_t lead);

  // Appends a short code, all white space, of a run of white space. False: there is no code left, `out` is as it was.
  bool append_space(std::string& out, std::string_view space);

  // What a text with marks stands for: views, in order, of the texts marked and of what is between the marks.
  void expand(std::string_view text, std::vector<std::string_view>& pieces) const;

  bool empty() const { return runs_.empty() && spaces_.empty(); }
  void reserve(std::size_t runs) { runs_.reserve(runs); }

 private:
  struct Run {
    const char* text;
    std::uint32_t size;
    std::uint32_t lead;
  };

  std::size_t expand_one(std::string_view text, std::size_t done, std::size_t i,
                         std::vector<std::string_view>& pieces) const;

  std::vector<Run> runs_;
  std::vector<std::string_view> spaces_;
  std::unordered_map<std::string_view, std::size_t> space_numbers_;
};

// Where the first character that marks and codes begin with is, from `position` on: one of planes 15 and 16, or a form
// feed; npos if there is none.
std::size_t find_mark(std::string_view text, std::size_t position = 0);

// Whether a numeric character reference that starts at `text` could stand for such a character.
bool refers_to_mark(std::string_view text);

}  // namespace pith::html
