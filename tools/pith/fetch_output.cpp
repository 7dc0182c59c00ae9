#include "fetch_output.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "fetch_warc.h"
#include "input.h"
#include "pith/emit.h"
#include "pith/extract.h"

namespace pith::program {
namespace {

using nlohmann::ordered_json;

std::int64_t milliseconds() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

ordered_json or_null(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

std::string result_line(const CrawlResult& result) {
  constexpr std::string_view kKinds[] = {"page", "sitemap", "feed"};
  const Response& response = result.response;
  ordered_json line;
  line["url"] = result.url;
  line["final_url"] = or_null(response.final_url);
  line["reason"] = reason(result);
  line["detail"] = or_null(result.detail);
  line["status"] = response.status == 0 ? ordered_json() : ordered_json(response.status);
  line["content_type"] = or_null(response.content_type);
  line["bytes"] = response.body.size();
  line["kind"] = kKinds[static_cast<std::size_t>(result.kind)];
  line["depth"] = result.depth;
  line["attempts"] = result.attempts;
  line["robots"] = or_null(robots_of(result));
  line["canonical"] = or_null(result.notes.canonical);
  line["alternates"] = ordered_json::object();
  for (const auto& [language, url] : result.notes.alternates) line["alternates"][language] = url;
  return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

// FNV-1a: tells apart URLs that make the same file name.
std::uint32_t hash(std::string_view text) {
  std::uint32_t value = 2166136261U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

// "https://example.org/a/b?c" becomes "example.org_a_b_c-HASH.html".
std::string file_name(std::string_view url) {
  constexpr std::size_t kLongest = 120;
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  std::string name;
  for (const char c : rest.substr(0, kLongest)) name += is_plain(c) ? c : '_';
  char suffix[16];
  std::snprintf(suffix, sizeof suffix, "-%08x.html", static_cast<unsigned>(hash(url)));
  return name + suffix;
}

bool has_page(const CrawlResult& result) {
  return !result.error && !result.not_modified;
}

// A file a page.
class FolderOutput : public FetchOutput {
 public:
  FolderOutput(const FetchSettings& settings, const FetchPosition& position)
      : FetchOutput(settings, position), folder_(settings.output) {
    std::error_code ignored;  // what cannot be made cannot be written to: store() tells
    std::filesystem::create_directories(folder_, ignored);
  }

 private:
  bool store(const CrawlResult& result) override {
    if (!has_page(result)) return true;
    Output file((folder_ / file_name(result.url)).string());
    file.write(result.response.body);
    good_ = file.finish();
    return good_;
  }
  bool finish() override { return FetchOutput::finish() && good_; }
  std::filesystem::path folder_;
  bool good_ = true;
};

Output output_at(const std::string& path, std::uint64_t keep) {
  return path == "-" || keep == 0 ? Output(path) : Output(path, keep);
}

// All in one file, or standard output.
class FileOutput : public FetchOutput {
 public:
  FileOutput(const FetchSettings& settings, const FetchPosition& position)
      : FetchOutput(settings, position), file_(output_at(settings.output, position.output)) {}
  bool finish() override {
    const bool good = file_.finish();
    return FetchOutput::finish() && good;
  }

 protected:
  std::uint64_t stored() const override { return file_.size(); }
  bool write(std::string_view bytes) { return file_.write(bytes); }

 private:
  bool store(const CrawlResult& result) override { return !has_page(result) || write(result.response.body); }
  Output file_;
};

// A record a page: what was asked for, and what was found if it is a page.
class RecordOutput : public FileOutput {
 public:
  using FileOutput::FileOutput;

 private:
  bool store(const CrawlResult& result) override {
    if (result.kind != PageKind::page) return true;
    return write(to_json(article_of(result)) + "\n");
  }
  static Article article_of(const CrawlResult& result) {
    if (result.error) return error_article(missing_of(result));
    const Response& response = result.response;
    return extract({.bytes = response.body,
                    .url = response.final_url,
                    .content_type = response.content_type,
                    .http_status = response.status});
  }
};

class WarcOutput : public FileOutput {
 public:
  WarcOutput(const FetchSettings& settings, const FetchPosition& position)
      : FileOutput(settings, position), warc_(settings.output) {
    if (position.output == 0) write(warc_.info(settings.crawl));
  }
  bool robots(const std::vector<Exchange>& exchanges) override { return write(warc_.exchanges(exchanges, stored())); }

 private:
  bool store(const CrawlResult& result) override { return write(warc_.result(result, stored())); }
  WarcRecords warc_;
};

}  // namespace

std::string FetchPosition::text() const {
  return std::to_string(output) + " " + std::to_string(results);
}

FetchPosition FetchPosition::parse(const std::string& text) {
  FetchPosition position;
  const char* const end = text.data() + text.size();
  const char* const gap = std::from_chars(text.data(), end, position.output).ptr;
  if (gap != end) std::from_chars(gap + 1, end, position.results);
  return position;
}

FetchOutput::FetchOutput(const FetchSettings& settings, const FetchPosition& position)
    : show_progress_(settings.progress), started_(milliseconds()) {
  if (!settings.results.empty()) results_.emplace(output_at(settings.results, position.results));
}

bool FetchOutput::result(const CrawlResult& result) {
  if (!store(result)) return false;
  if (results_ && !results_->write(result_line(result))) return false;
  if (result.error && *result.error != FetchError::duplicate) complain(missing_of(result).message);
  return true;
}

std::string FetchOutput::position() {
  return FetchPosition{stored(), results_ ? results_->size() : 0}.text();
}

bool FetchOutput::finish() {
  return !results_ || results_->finish();
}

void FetchOutput::progress(const CrawlCounts& counts) {
  if (!show_progress_) return;
  const double seconds = std::max(0.001, static_cast<double>(milliseconds() - started_) / 1000);
  char line[160];
  std::snprintf(line, sizeof line, "\r%zu done, %zu of them failed, %zu left, %.1f MB, %.1f a second ", counts.done,
                counts.failed, counts.queued, static_cast<double>(counts.bytes) / 1e6,
                static_cast<double>(counts.done) / seconds);
  std::fputs(line, stderr);
}

bool is_warc_name(const std::string& path) {
  std::string_view name = path;
  for (const std::string_view coding : {".gz", ".zst"}) {
    if (name.ends_with(coding)) name.remove_suffix(coding.size());
  }
  return name.ends_with(".warc");
}

bool is_folder(const std::string& path) {
  return path.ends_with('/') || std::filesystem::is_directory(path);
}

std::unique_ptr<FetchOutput> make_output(const FetchSettings& settings, const FetchPosition& position) {
  if (settings.extract) return std::make_unique<RecordOutput>(settings, position);
  if (is_warc_name(settings.output)) return std::make_unique<WarcOutput>(settings, position);
  if (is_folder(settings.output)) return std::make_unique<FolderOutput>(settings, position);
  return std::make_unique<FileOutput>(settings, position);
}

}  // namespace pith::program
