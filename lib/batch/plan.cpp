#include "batch/plan.h"

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

namespace pith::batch {
namespace {

namespace fs = std::filesystem;

Shape shape_of(std::string_view name) {
  for (const std::string_view coding : {".gz", ".zst"}) {
    if (name.ends_with(coding)) name.remove_suffix(coding.size());
  }
  return name.ends_with(".warc") || name.ends_with(".wet") ? Shape::warc : Shape::json_lines;
}

bool is_folder(const std::string& path) {
  std::error_code none;
  return path.ends_with('/') || fs::is_directory(path, none);
}

std::string name_of(const std::string& input) {
  if (input == "-") return "stdin";
  const fs::path path = fs::path(input).lexically_normal();
  const std::string name = (path.has_filename() ? path : path.parent_path()).filename().string();
  return name.empty() || name == "." || name == ".." ? "pages" : name;
}

// Inputs of one name from several folders get numbers: a.warc.gz.jsonl, a.warc.gz-2.jsonl.
std::vector<std::string> outputs_in(const fs::path& folder, const std::vector<std::string>& inputs,
                                    const std::string& suffix) {
  std::vector<std::string> outputs;
  std::set<std::string> taken;
  for (const std::string& input : inputs) {
    const std::string name = name_of(input);
    std::string output = name + suffix;
    for (int number = 2; !taken.insert(output).second; ++number) output = name + "-" + std::to_string(number) + suffix;
    outputs.push_back((folder / output).string());
  }
  return outputs;
}

bool is_regular_or_new(const std::string& path) {
  std::error_code none;
  return path != "-" && (!fs::exists(path, none) || fs::is_regular_file(path, none));
}

}  // namespace

std::string part_of(const std::string& output) {
  return output + ".part";
}

Plan make_plan(const BatchOptions& options, std::vector<std::string> inputs) {
  Plan plan;
  plan.folder = is_folder(options.output);
  plan.outputs = plan.folder ? outputs_in(options.output, inputs, options.suffix) : std::vector{options.output};
  plan.inputs = std::move(inputs);
  plan.journaled = plan.folder || is_regular_or_new(options.output);
  plan.journal = plan.folder ? (fs::path(options.output) / "pith.journal").string() : options.output + ".journal";
  plan.shape = shape_of(plan.folder ? options.suffix : options.output);
  plan.coding = coding_of_name(plan.folder ? options.suffix : options.output);
  return plan;
}

}  // namespace pith::batch
