// The record as CSV. The columns are those that record() writes, so that there is one list of fields.
#include "emit/record.h"

namespace pith::emit {
namespace {

std::string value_of(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object()) return value_of(value.at("text"));  // a comment
  if (!value.is_array()) return value.dump();
  std::vector<std::string> parts;
  for (const Json& part : value) parts.push_back(value_of(part));
  return joined(parts, "; ");
}

// Spreadsheets run a cell that begins so as a formula, whether it is quoted or not; some also by the full-width signs
// of East Asian keyboards.
bool is_formula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
  return cell.starts_with("＝") || cell.starts_with("＋") || cell.starts_with("－") || cell.starts_with("＠");
}

// RFC 4180, section 2, rules 5 to 7.
void append_cell(std::string& out, std::string_view cell) {
  const std::string_view guard = is_formula(cell) ? "'" : "";
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    out.append(guard).append(cell);
    return;
  }
  out.append("\"").append(guard);
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace
}  // namespace pith::emit

namespace pith {

std::string to_csv(const Article& article, const std::optional<ArchiveSource>& archive) {
  const emit::Json record = emit::record(article, {.archive = archive});
  std::string out;
  for (const auto& [name, value] : record.items()) {
    if (name != "id") out += ',';
    emit::append_cell(out, emit::value_of(value));
  }
  return out;
}

std::string csv_header(bool with_archive) {
  const JsonOptions options{.archive = with_archive ? std::optional<ArchiveSource>(ArchiveSource{}) : std::nullopt};
  const emit::Json record = emit::record({}, options);
  std::string out;
  for (const auto& [name, value] : record.items()) {
    if (name != "id") out += ',';
    out += name;
  }
  return out;
}

}  // namespace pith
