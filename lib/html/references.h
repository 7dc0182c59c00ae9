// Character references whose meaning does not need the standard's whole table.
#pragma once

#include <string>
#include <string_view>

namespace pith::html {

// Appends `text` to `out` with its references decoded (WHATWG 13.2.5.72 and on). False if one is of a name that is not
// in text::named_reference(), or of a code point that is changed or not allowed: `out` is then of no use.
bool append_decoded(std::string& out, std::string_view text, bool in_attribute);

}  // namespace pith::html
