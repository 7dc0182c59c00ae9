// Names that a command line gives: of fields and of schemas.
#include <algorithm>
#include <array>
#include <stdexcept>

#include "emit/record.h"
#include "pith/emit.h"

namespace pith {
namespace {

constexpr std::array<std::string_view, 6> kFields = {"html", "markdown", "links", "images", "tables", "blocks"};
constexpr std::array<std::string_view, 5> kSchemas = {"pith", "trafilatura", "readability", "datatrove",
                                                      "opensearch-bulk"};

template <class Names>
std::size_t index_of(const Names& names, std::string_view name, std::string_view what) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string message = "unknown " + std::string(what) + " \"" + std::string(name) + "\"; known are";
  for (const std::string_view known : names) message.append(" ").append(known);
  throw std::invalid_argument(message);
}

// Every name that a record may have.
std::vector<std::string> field_names() {
  std::vector<std::string> names(kFields.begin(), kFields.end());
  const JsonOptions all{.archive = ArchiveSource{}, .duplicate_of = std::string()};
  const emit::Json record = emit::record({}, all);
  for (const auto& [name, value] : record.items()) names.push_back(name);
  return names;
}

std::string_view trimmed(std::string_view name) {
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  return name;
}

std::vector<std::string_view> split(std::string_view comma_separated) {
  std::vector<std::string_view> names;
  while (!comma_separated.empty()) {
    const std::size_t comma = std::min(comma_separated.find(','), comma_separated.size());
    names.push_back(trimmed(comma_separated.substr(0, comma)));
    comma_separated.remove_prefix(std::min(comma + 1, comma_separated.size()));
  }
  return names;
}

}  // namespace

std::vector<Field> parse_fields(std::string_view comma_separated) {
  std::vector<Field> fields;
  for (const std::string_view name : split(comma_separated)) {
    const Field field = static_cast<Field>(index_of(kFields, name, "field"));
    if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
  }
  return fields;
}

std::vector<std::string> parse_field_names(std::string_view comma_separated) {
  const std::vector<std::string> known = field_names();
  std::vector<std::string> names;
  for (const std::string_view name : split(comma_separated)) names.push_back(known[index_of(known, name, "field")]);
  return names;
}

Schema parse_schema(std::string_view name) {
  return static_cast<Schema>(index_of(kSchemas, name, "schema"));
}

}  // namespace pith
