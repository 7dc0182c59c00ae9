#include "batch/journal.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "archive/digest.h"
#include "pith/version.h"

namespace pith::batch {
namespace {

using Json = nlohmann::ordered_json;

// A run that goes on with another version or other inputs would not give the bytes of one run.
// They may be very many, and the journal is written often: their number and the digest of their names and sizes.
Json inputs_of(const std::vector<std::string>& inputs) {
  std::string names;
  for (const std::string& path : inputs) {
    std::error_code error;
    const bool regular = std::filesystem::is_regular_file(path, error);
    const std::uintmax_t size = regular ? std::filesystem::file_size(path, error) : 0;
    names.append(path).append("\n").append(std::to_string(error ? 0 : size)).append("\n");
  }
  return {inputs.size(), archive::to_hex(archive::digest("sha256", names).value_or(""))};
}

Json filter_of(const BatchFilter& filter) {
  Json statuses = Json::array();
  for (const StatusRange& range : filter.status) statuses.push_back({range.first, range.last});
  return {{"status", statuses},
          {"mime", filter.mime},
          {"url", filter.url_regex},
          {"languages", filter.languages},
          {"min_length", filter.min_length},
          {"only_ok", filter.only_ok}};
}

Json place_of(const ArchivePlace& place) {
  return {place.file, place.offset, place.skip};
}

ArchivePlace parse_place(const Json& json) {
  return {json.at(0).get<std::uint64_t>(), json.at(1).get<std::uint64_t>(), json.at(2).get<std::uint64_t>()};
}

Json suspects_of(const Checkpoint& checkpoint) {
  Json list = Json::array();
  for (const auto& [number, times] : checkpoint.suspects) list.push_back({number.input, number.record, times});
  return list;
}

Json slowest_of(const BatchSummary& summary) {
  Json list = Json::array();
  for (const SlowPage& page : summary.slowest) {
    list.push_back({{"url", page.url},
                    {"archive_file", page.archive_file},
                    {"archive_offset", page.archive_offset},
                    {"seconds", page.seconds}});
  }
  return list;
}

std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const BatchSummary& summary) {
  const double pages = static_cast<double>(summary.written);
  return {{"inputs", summary.inputs},      {"records", summary.records},
          {"written", summary.written},    {"duplicates", summary.duplicates},
          {"kinds", summary.kinds},        {"filtered", summary.filtered},
          {"statuses", summary.statuses},  {"warnings", summary.warnings},
          {"bytes_in", summary.bytes_in},  {"bytes_out", summary.bytes_out},
          {"seconds", summary.seconds},    {"written_per_second", summary.seconds > 0 ? pages / summary.seconds : 0.0},
          {"slowest", slowest_of(summary)}};
}

BatchSummary summary_of(const Json& json) {
  BatchSummary summary;
  summary.inputs = json.at("inputs").get<std::uint64_t>();
  summary.records = json.at("records").get<std::uint64_t>();
  summary.written = json.at("written").get<std::uint64_t>();
  summary.duplicates = json.at("duplicates").get<std::uint64_t>();
  summary.kinds = json.at("kinds").get<Counts>();
  summary.filtered = json.at("filtered").get<Counts>();
  summary.statuses = json.at("statuses").get<Counts>();
  summary.warnings = json.at("warnings").get<Counts>();
  summary.bytes_in = json.at("bytes_in").get<std::uint64_t>();
  summary.bytes_out = json.at("bytes_out").get<std::uint64_t>();
  summary.seconds = json.at("seconds").get<double>();
  for (const Json& page : json.at("slowest")) {
    summary.slowest.push_back({page.at("url").get<std::string>(), page.at("archive_file").get<std::string>(),
                               page.at("archive_offset").get<std::uint64_t>(), page.at("seconds").get<double>()});
  }
  return summary;
}

}  // namespace

std::string settings_of(const BatchOptions& options, const std::vector<std::string>& inputs) {
  const Options& extract = options.extract;
  const Json settings = {{"version", kVersion},
                         {"inputs", inputs_of(inputs)},
                         {"suffix", options.suffix},
                         {"format", options.warc_text},
                         {"with", options.json.with},
                         {"without", options.json.without},
                         {"schema", options.json.schema},
                         {"bias", extract.bias},
                         {"limits",
                          {extract.limits.bytes, extract.limits.nodes, extract.limits.depth, extract.limits.attributes,
                           extract.limits.blocks}},
                         {"fields", {options.fields.url, options.fields.html, options.fields.id, options.fields.date}},
                         {"filter", filter_of(options.filter)},
                         {"dedup", options.dedup},
                         {"verify", options.verify}};
  return dump(settings, -1);
}

std::string differences(const std::string& before, const std::string& now) {
  const Json then = Json::parse(before, nullptr, false);
  const Json today = Json::parse(now, nullptr, false);
  std::string names;
  for (const auto& [name, value] : today.items()) {
    if (then.contains(name) && then.at(name) == value) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

std::string to_text(const Checkpoint& checkpoint) {
  const Json json = {{"settings", checkpoint.settings},
                     {"next", {checkpoint.next.input, checkpoint.next.record}},
                     {"last_place", place_of(checkpoint.last_place)},
                     {"length", checkpoint.length},
                     {"seen_length", checkpoint.seen_length},
                     {"suspects", suspects_of(checkpoint)},
                     {"summary", json_of(checkpoint.summary)}};
  return dump(json, -1) + "\n";
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) try {
  const Json json = Json::parse(text);
  Checkpoint checkpoint;
  checkpoint.settings = json.at("settings").get<std::string>();
  checkpoint.next = {json.at("next").at(0).get<std::uint32_t>(), json.at("next").at(1).get<std::uint64_t>()};
  checkpoint.last_place = parse_place(json.at("last_place"));
  checkpoint.length = json.at("length").get<std::uint64_t>();
  checkpoint.seen_length = json.at("seen_length").get<std::uint64_t>();
  for (const Json& one : json.at("suspects")) {
    checkpoint.suspects[{one.at(0).get<std::uint32_t>(), one.at(1).get<std::uint64_t>()}] = one.at(2).get<int>();
  }
  checkpoint.summary = summary_of(json.at("summary"));
  return checkpoint;
} catch (const Json::exception&) {
  return {};
}

}  // namespace pith::batch

namespace pith {

bool BatchSummary::adds_up() const {
  const auto total = [](const Counts& counts) {
    std::uint64_t sum = 0;
    for (const auto& [name, count] : counts) sum += count;
    return sum;
  };
  return records == written + total(filtered) && records == total(kinds) && written == total(statuses);
}

std::string to_json(const BatchSummary& summary) {
  return batch::dump(batch::json_of(summary), 2);
}

}  // namespace pith
