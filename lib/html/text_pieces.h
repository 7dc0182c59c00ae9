// Text in the parts that a mark may stand for and those that Gumbo must see.
#pragma once

#include <cstddef>
#include <string_view>

namespace pith::html {

// Where the first character is that Gumbo does not take as it stands: '&', NUL, and what it puts U+FFFD for (control
// characters and noncharacters). text.size() if there is none. `references`: whether '&' counts.
std::size_t find_special(std::string_view text, std::size_t position, bool references);

// Past the special character or character reference at `position`.
std::size_t special_end(std::string_view text, std::size_t position);

}  // namespace pith::html
