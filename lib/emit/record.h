// The JSON of a record under each naming.
#pragma once

#include <nlohmann/json.hpp>

#include "pith/emit.h"

namespace pith::emit {

using Json = nlohmann::ordered_json;

// Null for an empty string: a field that is not known.
Json or_null(const std::string& text);
// To four decimals, so that a record does not change with the last bit of a score.
double rounded(double value);
std::string joined(const std::vector<std::string>& parts, std::string_view separator);

Json record(const Article& article, const JsonOptions& options);
Json trafilatura(const Article& article);
Json readability(const Article& article);
Json datatrove(const Article& article, const JsonOptions& options);
// Adds what `options.with` asks for, in the order of the enum.
void add_fields(Json& object, const Article& article, const JsonOptions& options);

}  // namespace pith::emit
