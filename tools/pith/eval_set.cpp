#include "eval_set.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "eval_text.h"

namespace pith::program {
namespace {

using nlohmann::json;

constexpr std::size_t kPageLimit = std::size_t{256} << 20;
constexpr std::size_t kTruthLimit = std::size_t{4} << 30;

const json* find(const json& object, const char* name) {
  const auto field = object.find(name);
  return field == object.end() || field->is_null() ? nullptr : &*field;
}

std::string string_of(const json& object, const char* name) {
  const json* const value = find(object, name);
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

std::vector<std::string> strings_of(const json& object, const char* name) {
  std::vector<std::string> out;
  const json* const value = find(object, name);
  if (!value || !value->is_array()) return out;
  for (const json& item : *value) {
    if (item.is_string()) out.push_back(item.get<std::string>());
  }
  return out;
}

std::vector<std::string> authors_of(const json& object) {
  if (const std::string names = string_of(object, "author"); !names.empty()) return split_names(names);
  return strings_of(object, "author");
}

std::string group(const json& object, const char* name) {
  const std::string value = string_of(object, name);
  return value.empty() ? "None" : value;
}

FarmTruth farm_of(const json& object) {
  return {strings_of(object, "farm"), strings_of(object, "nav"), group(object, "language"), group(object, "template"),
          group(object, "kind")};
}

Truth truth_of(const json& object) {
  Truth truth;
  truth.id = string_of(object, "id");
  truth.url = string_of(object, "url");
  if (find(object, "text")) truth.text = string_of(object, "text");
  truth.has_snippets = object.contains("with");
  truth.with = strings_of(object, "with");
  truth.without = strings_of(object, "without");
  truth.title = string_of(object, "title");
  truth.authors = authors_of(object);
  truth.date = string_of(object, "date");
  truth.page_type = string_of(object, "page_type");
  truth.language = string_of(object, "language");
  if (find(object, "farm")) truth.farm = farm_of(object);
  return truth;
}

// A name that stays inside the set's folder.
bool is_safe_id(std::string_view id) {
  return !id.empty() && id.find('/') == std::string_view::npos && id.find('\0') == std::string_view::npos;
}

}  // namespace

std::variant<LabelledSet, Failure> read_set(const std::string& folder) {
  const std::filesystem::path path = std::filesystem::path(folder).lexically_normal();
  const std::string file = (path / "truth.jsonl").string();
  Bytes bytes = read_file(file, kTruthLimit);
  if (Failure* failure = std::get_if<Failure>(&bytes)) return std::move(*failure);
  LabelledSet set;
  set.folder = path.string();
  set.name = (path.has_filename() ? path.filename() : path.parent_path().filename()).string();
  std::size_t number = 0;
  std::string_view rest = std::get<std::string>(bytes);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    ++number;
    if (strip(line).empty()) continue;
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object() || !is_safe_id(string_of(object, "id"))) {
      return Failure{file + ", line " + std::to_string(number) +
                     ": not a JSON object with an \"id\" that can name a file; mend or remove the line"};
    }
    set.pages.push_back(truth_of(object));
  }
  return set;
}

Bytes read_page(const LabelledSet& set, const Truth& truth) {
  return read_gzip((std::filesystem::path(set.folder) / "pages" / (truth.id + ".html.gz")).string(), kPageLimit);
}

}  // namespace pith::program
