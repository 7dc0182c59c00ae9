// JSON as the web writes it, to JSON that a strict parser reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pith::metadata {

// The top-level values in `script`, each well-formed but for what cannot be guessed. Mended: comments, CDATA and <!--
// --> wrappers, a byte order mark, trailing and doubled commas, semicolons, raw control characters and bare quotes
// within strings, bad escapes, lone surrogates, HTML entities in place of quotes, values one after the other, a missing
// end.
std::vector<std::string> repair_json(std::string_view script);

// Whether brackets nest deeper than `limit`.
bool nests_deeper(std::string_view json, int limit);

}  // namespace pith::metadata
