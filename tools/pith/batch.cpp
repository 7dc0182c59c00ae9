#include "pith/batch.h"

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "command.h"
#include "output.h"
#include "pith/emit.h"

namespace pith::program {
namespace {

struct Settings {
  BatchOptions batch;
  std::string summary;  // path of the file; empty: none
  bool progress = false;
};

// The line on the terminal is written again twice a second; in a log it is a line every ten seconds.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted)
      : terminal_(::isatty(STDERR_FILENO) != 0),
        wanted_(wanted || terminal_),
        started_(Clock::now()),
        told_(started_) {}
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void tell(const BatchProgress& now) {
    const auto pause = std::chrono::milliseconds(terminal_ ? 500 : 10'000);
    if (!wanted_ || Clock::now() - told_ < pause) return;
    if (!first_) first_ = now;
    told_ = Clock::now();
    const std::string text = line(now);
    if (!terminal_) return complain(text);
    std::cerr << "\r" << text << "\x1b[K" << std::flush;
    drawn_ = true;
  }
  void clear() {
    if (std::exchange(drawn_, false)) std::cerr << "\r\x1b[K" << std::flush;
  }

 private:
  using Clock = std::chrono::steady_clock;

  // A resumed run's speed is that since it went on.
  std::string line(const BatchProgress& now) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    const double rate = static_cast<double>(now.records) / seconds;
    char text[160];
    std::snprintf(text, sizeof text, "%llu records, %.0f a second", static_cast<unsigned long long>(now.records), rate);
    if (now.bytes_total == 0 || now.bytes_done <= first_->bytes_done) return text;
    const double share = static_cast<double>(now.bytes_done) / static_cast<double>(now.bytes_total);
    const double speed = static_cast<double>(now.bytes_done - first_->bytes_done) / seconds;
    const double left = static_cast<double>(now.bytes_total - std::min(now.bytes_done, now.bytes_total)) / speed;
    char more[80];
    std::snprintf(more, sizeof more, ", %.1f %% of the bytes, %lld:%02lld:%02lld left", 100 * share,
                  static_cast<long long>(left) / 3600, static_cast<long long>(left) / 60 % 60,
                  static_cast<long long>(left) % 60);
    return std::string(text) + more;
  }

  bool terminal_;
  bool wanted_;
  bool drawn_ = false;
  Clock::time_point started_;
  Clock::time_point told_;
  std::optional<BatchProgress> first_;
};

std::string list_of(const Counts& counts) {
  std::string text;
  for (const auto& [name, count] : counts) {
    if (!text.empty()) text += ", ";
    text += name + " " + std::to_string(count);
  }
  return text;
}

void tell_line(const std::string& name, const Counts& counts) {
  if (!counts.empty()) complain(name + ": " + list_of(counts));
}

void tell(const BatchSummary& summary) {
  char speed[64];
  std::snprintf(speed, sizeof speed, "%.1f s, %.1f pages a second", summary.seconds,
                summary.seconds > 0 ? static_cast<double>(summary.written) / summary.seconds : 0.0);
  complain(std::to_string(summary.records) + " records read, " + std::to_string(summary.written) + " written, " +
           std::to_string(summary.records - summary.written) + " filtered; " + std::to_string(summary.bytes_in) +
           " bytes in, " + std::to_string(summary.bytes_out) + " out; " + speed);
  tell_line("read", summary.kinds);
  tell_line("filtered", summary.filtered);
  tell_line("written", summary.statuses);
  tell_line("warnings", summary.warnings);
  if (summary.duplicates > 0) complain("duplicates: " + std::to_string(summary.duplicates));
  if (!summary.slowest.empty() && summary.slowest[0].seconds > 0) {
    const SlowPage& page = summary.slowest[0];
    std::snprintf(speed, sizeof speed, "%.3f s", page.seconds);
    complain("slowest: " + std::string(speed) + " " + (page.url.empty() ? page.archive_file : page.url));
  }
}

bool write_summary(const Settings& settings, const BatchSummary& summary) {
  if (settings.summary.empty()) return true;
  Output file(settings.summary);
  file.write(to_json(summary) + "\n");
  return file.finish();
}

int run(const CLI::App& app, const Settings& settings) {
  ProgressLine line(settings.progress);
  const BatchResult result = run_batch(settings.batch, [&](const BatchProgress& now) { line.tell(now); });
  line.clear();
  if (result.error && result.error->kind == BatchError::Kind::usage) return usage_error(app, result.error->message);
  if (result.already_done) {
    complain(settings.batch.output + " is whole already: nothing to resume");
    return kDone;
  }
  bool failed = !write_summary(settings, result.summary);
  if (result.error && result.error->kind == BatchError::Kind::closed) return kDone;
  if (result.error) {
    complain(result.error->message);
    return kSomeFailed;
  }
  tell(result.summary);
  if (!result.summary.adds_up()) {
    complain("the counts do not add up: records were lost; this is a fault of pith, please report it");
    failed = true;
  }
  return failed || result.summary.failed() > 0 ? kSomeFailed : kDone;
}

// The library's parsers say in their exception what they would take.
template <typename Parse>
auto parsed(Parse parse) {
  return [parse](const std::string& value) {
    try {
      parse(value);
    } catch (const std::invalid_argument& error) {
      throw CLI::ValidationError(error.what());
    }
  };
}

// "512M" and the like; plain numbers are bytes.
CLI::AsSizeValue bytes_value() {
  return CLI::AsSizeValue(false);
}

void add_output_options(CLI::App& app, BatchOptions& batch) {
  app.add_option("-o,--output", batch.output,
                 "x.jsonl, x.warc, each also .gz or .zst; a folder, which gets a file an input; - for standard output")
      ->type_name("OUT")
      ->required();
  app.add_option("--suffix", batch.suffix, "What a file in the folder OUT is called behind its input's name")
      ->type_name("ENDING")
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--format", parsed([&batch](const std::string& name) { batch.warc_text = parse_warc_text(name); }),
         "Blocks of a WARC output: text, markdown or json")
      ->type_name("FORMAT");
  app.add_option_function<std::string>("--with", parsed([&batch](const std::string& names) {
                                         batch.json.with = parse_fields(names);
                                         for (const Field field : batch.json.with)
                                           batch.extract.all_blocks |= field == Field::blocks;
                                       }),
                                       "More fields: html, markdown, links, images, tables, blocks")
      ->type_name("FIELD,...");
  app.add_option_function<std::string>(
         "--without", parsed([&batch](const std::string& names) { batch.json.without = parse_field_names(names); }),
         "Fields to leave out")
      ->type_name("FIELD,...");
  app.add_option_function<std::string>(
         "--schema", parsed([&batch](const std::string& name) { batch.json.schema = parse_schema(name); }),
         "Field names of pith, trafilatura, readability, datatrove or opensearch-bulk")
      ->type_name("NAME");
  app.add_option_function<std::string>(
         "--dedup", parsed([&batch](const std::string& name) { batch.dedup = parse_dedup(name); }),
         "exact or near: later records of a text name the first in duplicate_of and have no text")
      ->type_name("HOW");
}

void add_filter_options(CLI::App& app, BatchFilter& filter) {
  app.add_option_function<std::string>(
         "--status", parsed([&filter](const std::string& text) { filter.status = parse_statuses(text); }),
         "HTTP statuses taken: 200,300-399")
      ->type_name("N,...");
  app.add_option("--mime", filter.mime, "Types taken as served: text/html,text/*")
      ->delimiter(',')
      ->type_name("TYPE,...");
  app.add_option("--url-regex", filter.url_regex, "RE2 pattern found in the URLs taken")->type_name("PATTERN");
  app.add_option("--language", filter.languages, "Languages of the text taken, BCP 47: zh,en-GB")
      ->delimiter(',')
      ->type_name("TAG,...");
  app.add_option("--min-length", filter.min_length,
                 "Least length of the text in units: English words, or 0.6 a CJK character")
      ->check(CLI::NonNegativeNumber)
      ->type_name("UNITS");
  app.add_option_function<std::string>(
         "--only", [&filter](const std::string&) { filter.only_ok = true; },
         "ok: leave out records of any other status; they are counted")
      ->check(CLI::IsMember({"ok"}))
      ->type_name("ok");
}

void add_input_options(CLI::App& app, BatchOptions& batch) {
  app.add_option(
         "INPUT", batch.inputs,
         "WARC, ARC, tar, JSON lines, pages, compressed or not; folders of these; @FILE, a list of paths; - for "
         "standard input")
      ->required();
  app.add_option("--field-url", batch.fields.url, "JSON lines: the field with the page's URL")->capture_default_str();
  app.add_option("--field-html", batch.fields.html, "JSON lines: the field with the page")->capture_default_str();
  app.add_option("--field-id", batch.fields.id, "JSON lines: the field with the page's id")->capture_default_str();
  app.add_option("--field-date", batch.fields.date, "JSON lines: the field with the crawl's date")
      ->capture_default_str();
  app.add_flag("--verify", batch.verify, "Check the archives' digests");
}

void add_run_options(CLI::App& app, Settings& settings) {
  BatchOptions& batch = settings.batch;
  app.add_option("--jobs,-j", batch.jobs, "Threads; as many as the machine has if not given")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  app.add_option("--memory", batch.memory, "Bytes for pages in work, 1G or 512M; 256 MiB a job if not given")
      ->transform(bytes_value())
      ->type_name("BYTES");
  app.add_flag("--resume", batch.resume, "Go on where an earlier run of the same command ended");
  app.add_option("--limit-page", batch.extract.limits.bytes, "Cut a page, as stored and unpacked, at this many bytes")
      ->transform(bytes_value())
      ->type_name("BYTES")
      ->capture_default_str();
  app.add_option("--limit-nodes", batch.extract.limits.nodes, "Keep at most this many nodes of its document")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--limit-depth", batch.extract.limits.depth, "Flatten what is nested deeper")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--summary", settings.summary, "Write the counts to this file as JSON")->type_name("FILE");
  app.add_flag("--progress", settings.progress, "Tell how far it is, also where there is no terminal");
}

}  // namespace

Command batch_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("batch", "Archives, folders and lists of pages to JSON, a line each");
  const auto settings = std::make_shared<Settings>();
  settings->batch.extract.limits = kBatchLimits;
  add_input_options(*app, settings->batch);
  add_output_options(*app, settings->batch);
  add_filter_options(*app, settings->batch.filter);
  add_bias_options(*app, settings->batch.extract);
  add_run_options(*app, *settings);
  app->footer(R"(Each page that is read gives one record, errors too; what filters leave out is counted by reason.
Examples:
  pith batch crawl.warc.gz -o pages.jsonl.zst --status 200
  pith batch @archives.txt -o records/ --suffix .jsonl.gz --resume
  pith batch crawl/ -o pages.warc.gz --format markdown --dedup near)");
  return {app, [app, settings] { return run(*app, *settings); }};
}

}  // namespace pith::program
