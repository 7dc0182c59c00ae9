#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "command.h"
#include "eval_print.h"
#include "eval_score.h"
#include "eval_set.h"
#include "input.h"
#include "output.h"
#include "pith/emit.h"
#include "pith/extract.h"

namespace pith::program {
namespace {

struct Settings {
  std::vector<std::string> folders;
  std::string records;
  std::string per_page;
  std::size_t worst = 0;
  unsigned jobs = 0;
  bool json = false;
  Options options;
};

struct Result {
  PageScore score;
  std::string text;
  std::string record;
  std::string failure;
};

Found found_of(const Article& article) {
  return {article.text, article.metadata.title, article.metadata.authors, article.metadata.date};
}

Result evaluate(const LabelledSet& set, const Truth& truth, const Settings& settings) {
  Result result;
  const Bytes bytes = read_page(set, truth);
  Article article;
  if (const Failure* failure = std::get_if<Failure>(&bytes)) {
    result.failure = failure->message;
    article = error_article({Reason::read_failed, truth.id, failure->message, truth.url, std::nullopt});
  } else {
    article = extract({.bytes = std::get<std::string>(bytes), .url = truth.url}, settings.options);
  }
  article.id = truth.id;
  result.score = score_page(truth, found_of(article), token_kind(set.name));
  if (!settings.records.empty()) result.record = to_json(article) + "\n";
  result.text = std::move(article.text);
  return result;
}

// In the set's order, whichever thread did which.
std::vector<Result> evaluate(const LabelledSet& set, const Settings& settings) {
  std::vector<Result> results(set.pages.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < results.size(); i = next++) results[i] = evaluate(set, set.pages[i], settings);
  };
  const unsigned jobs = settings.jobs ? settings.jobs : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < jobs; ++i) threads.emplace_back(work);
  threads.clear();
  return results;
}

// FILE, or FILE/SET.jsonl if that is a folder.
std::string path_for(const std::string& path, const LabelledSet& set) {
  return std::filesystem::is_directory(path) ? (std::filesystem::path(path) / (set.name + ".jsonl")).string() : path;
}

template <typename Line>
bool write_lines(const std::string& path, const LabelledSet& set, const std::vector<Result>& results, Line line) {
  if (path.empty()) return true;
  Output output(path_for(path, set));
  for (const Result& result : results) output.write(line(result));
  return output.finish();
}

std::vector<WorstPage> worst_pages(const LabelledSet& set, const std::vector<Result>& results, std::size_t count) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].score.text) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return results[a].score.text->f1 < results[b].score.text->f1; });
  order.resize(std::min(count, order.size()));
  std::vector<WorstPage> out;
  for (const std::size_t i : order) {
    const std::string& reference = *set.pages[i].text;
    out.push_back({&results[i].score, first_line_missing(reference, results[i].text),
                   first_line_missing(results[i].text, reference)});
  }
  return out;
}

void report_speed(const LabelledSet& set, std::chrono::steady_clock::duration time) {
  const double seconds = std::chrono::duration<double>(time).count();
  char text[64];
  std::snprintf(text, sizeof text, ": %.1f s, %.0f pages/s", seconds, static_cast<double>(set.pages.size()) / seconds);
  complain(set.name + text);
}

// False if something failed; it has been told.
bool run_set(const std::string& folder, const Settings& settings, Output& output) {
  const std::variant<LabelledSet, Failure> read = read_set(folder);
  if (const Failure* failure = std::get_if<Failure>(&read)) {
    complain(failure->message);
    return false;
  }
  const LabelledSet& set = std::get<LabelledSet>(read);
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Result> results = evaluate(set, settings);
  report_speed(set, std::chrono::steady_clock::now() - start);

  bool good = true;
  std::vector<PageScore> scores;
  for (const Result& result : results) {
    scores.push_back(result.score);
    if (result.failure.empty()) continue;
    complain(result.failure);
    good = false;
  }
  const SetScore score = summarize(set, scores);
  const std::vector<WorstPage> worst = worst_pages(set, results, settings.worst);
  output.write(settings.json ? to_json_line(score, worst) : to_report(score, worst));
  good &= write_lines(settings.records, set, results, [](const Result& r) -> const std::string& { return r.record; });
  good &= write_lines(settings.per_page, set, results, [](const Result& r) { return to_json_line(r.score); });
  return good;
}

int check_and_run(const CLI::App& app, const Settings& settings) {
  if (settings.folders.empty()) return usage_error(app, "name the folder of a labelled set");
  for (const std::string& path : {settings.records, settings.per_page}) {
    if (settings.folders.size() > 1 && !path.empty() && !std::filesystem::is_directory(path)) {
      return usage_error(app, path + ": several sets need an existing folder, which gets a file a set");
    }
  }
  Output output;
  bool good = true;
  for (const std::string& folder : settings.folders) {
    good &= run_set(folder, settings, output);
    if (!output.good()) break;
  }
  good &= output.finish();
  return good ? kDone : kSomeFailed;
}

}  // namespace

Command eval_command(CLI::App& root) {
  CLI::App* const app = root.add_subcommand("eval", "Measure extraction on labelled pages");
  const auto settings = std::make_shared<Settings>();
  app->add_option("SET_DIR", settings->folders, "Folders with truth.jsonl and pages/ID.html.gz");
  app->add_option("-o,--output", settings->records, "Write the records, with the set's ids")->type_name("FILE");
  app->add_option("--per-page", settings->per_page, "Write the figures of each page")->type_name("FILE");
  app->add_option("--worst", settings->worst, "Show the N pages with the lowest F1, and what was lost and wrong")
      ->type_name("N");
  app->add_option("--jobs", settings->jobs, "Threads; one a core if not given")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u));
  app->add_flag("--json", settings->json, "The figures as JSON, a line a set");
  add_bias_options(*app, settings->options);
  app->footer(R"(Examples:
  pith eval sets/news
  pith eval sets/news --worst 20
  pith eval sets/* --json --output records/ --per-page figures/)");
  return {app, [app, settings] { return check_and_run(*app, *settings); }};
}

}  // namespace pith::program
