// What each stage costs on a labelled set, one thread, set against plain Gumbo on the same bytes. docs/performance.md.
//
//   pith_bench [SET_DIR] [--benchmark_filter=REGEX ...]   a table
//   pith_bench [SET_DIR] --whole ROUNDS                   seconds of extraction and JSON alone, a line a round
//
// SET_DIR is the environment's PITH_BENCH_SET if not given. Exit codes: 0 done, 1 the set cannot be read, 2 usage.
#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "blocks/blocks.h"
#include "eval_set.h"
#include "extract/pipeline.h"
#include "html/html.h"
#include "metadata/metadata.h"
#include "pith/emit.h"
#include "pith/extract.h"
#include "score/score.h"
#include "text/text.h"

namespace pith::bench {
namespace {

struct Page {
  std::string bytes;
  std::string url;
  Input input() const { return {.bytes = bytes, .url = url}; }
};

// The thread's own time: what else runs on the machine is not counted.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// A sum of the seconds between starts and stops: what a stage needs is prepared outside of them.
class Stopwatch {
 public:
  void start() { started_ = now(); }
  void stop() { seconds_ += now() - started_; }
  double seconds() const { return seconds_; }

 private:
  double started_ = 0;
  double seconds_ = 0;
};

// Includes that what was made is destroyed, as a program has to.
template <class Stage>
void time_stage(Stopwatch& watch, Stage&& stage) {
  watch.start();
  {
    auto made = stage();
    benchmark::DoNotOptimize(made);
  }
  watch.stop();
}

blocks::PageHints hints_of(const extract_stage::Road& road, std::string_view url) {
  const metadata::Hints& hints = road.metadata.hints;
  return {.titles = hints.titles,
          .descriptions = hints.descriptions,
          .article_body = hints.article_body,
          .json_ld_types = hints.json_ld_types,
          .og_type = hints.og_type,
          .url = url};
}

// ---- the stages: each is given a page whose road is travelled, and goes its part of it once more

using Road = extract_stage::Road;
using Stage = void (*)(const Page&, const Road&, Stopwatch&);

// The yardstick: the tree's release is not in it, though who builds a tree has to release it.
void gumbo(const Page&, const Road& road, Stopwatch& watch) {
  watch.start();
  GumboOutput* const output =
      gumbo_parse_with_options(&kGumboDefaultOptions, road.decoded.text.data(), road.decoded.text.size());
  watch.stop();
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

void decode(const Page& page, const Road&, Stopwatch& watch) {
  time_stage(watch, [&] { return text::decode(page.bytes, {}); });
}
void parse(const Page&, const Road& road, Stopwatch& watch) {
  time_stage(watch, [&] { return html::parse(road.decoded.text); });
}
void parse_unslimmed(const Page&, const Road& road, Stopwatch& watch) {
  html::Limits limits;
  limits.slim = false;
  time_stage(watch, [&] { return html::parse(road.decoded.text, limits); });
}
void collect(const Page& page, const Road& road, Stopwatch& watch) {
  time_stage(watch, [&] { return metadata::collect(road.document, page.url, {}); });
}
void build(const Page& page, const Road& road, Stopwatch& watch) {
  time_stage(watch, [&] { return blocks::build(road.document, hints_of(road, page.url)); });
}
void judge(const Page&, const Road& road, Stopwatch& watch) {
  time_stage(watch, [&] {
    score::Probabilities probabilities = score::judge(road.table);
    score::Decision decision = score::decide(road.table, probabilities, score::Lean::balanced);
    return std::pair(std::move(probabilities), std::move(decision));
  });
}
void content(const Page&, const Road& road, Stopwatch& watch) {
  const score::Probabilities probabilities = score::judge(road.table);
  const score::Decision decision = score::decide(road.table, probabilities, score::Lean::balanced);
  time_stage(watch, [&] {
    Article article;
    extract_stage::fill_content(road, probabilities, decision, {}, article);
    return article;
  });
}
void json(const Page& page, const Road&, Stopwatch& watch) {
  const Article article = extract(page.input());
  time_stage(watch, [&] { return to_json(article); });
}
void whole(const Page& page, const Road&, Stopwatch& watch) {
  time_stage(watch, [&] { return to_json(extract(page.input())); });
}

struct Row {
  const char* name;
  Stage stage;
  const char* what;
};
constexpr Row kRows[] = {
    {"gumbo", gumbo, "plain Gumbo parsing, the yardstick"},
    {"whole", whole, "pith::extract and to_json"},
    {"decode", decode, "text::decode"},
    {"parse", parse, "html::parse"},
    {"metadata", collect, "metadata::collect"},
    {"blocks", build, "blocks::build"},
    {"score", judge, "score::judge and decide, both passes"},
    {"content", content, "roles, markup, text, language, simhash"},
    {"json", json, "to_json"},
    {"unslimmed", parse_unslimmed, "html::parse without the slimmer"},
};

// ---- measuring

void run(benchmark::State& state, Stage stage, const std::vector<Page>& pages) {
  for ([[maybe_unused]] auto _ : state) {
    Stopwatch watch;
    for (const Page& page : pages) {
      const Road road(page.input(), {});
      if (road.kind == html::ContentKind::html) stage(page, road, watch);
    }
    state.SetIterationTime(watch.seconds());
  }
}

// Gathers each row's least time and prints the table at the end.
class Table : public benchmark::BenchmarkReporter {
 public:
  explicit Table(const std::vector<Page>& pages) : pages_(static_cast<double>(pages.size())) {
    for (const Page& page : pages) bytes_ += static_cast<double>(page.bytes.size());
  }
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const double seconds = run.real_accumulated_time / static_cast<double>(run.iterations);
      const auto [least, fresh] = seconds_.try_emplace(run.run_name.function_name, seconds);
      if (!fresh) least->second = std::min(least->second, seconds);
    }
  }
  void Finalize() override {
    std::printf("%.0f pages, %.1f MB\n\n", pages_, bytes_ / 1e6);
    std::printf("| stage | ms a page | share | of Gumbo | pages/s | MB/s | what |\n");
    std::printf("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (const Row& row : kRows) print(row);
    std::printf("\nblocks and score: %.3f of Gumbo (limit 0.08)\n", of_gumbo("blocks") + of_gumbo("score"));
    std::printf("whole: %.3f of Gumbo (limit 0.20)\n", of_gumbo("whole"));
  }

 private:
  double seconds(const char* name) const {
    const auto found = seconds_.find(name);
    return found == seconds_.end() ? 0 : found->second;
  }
  double share(double part, double all) const { return all > 0 ? part / all : 0; }
  double of_gumbo(const char* name) const { return share(seconds(name), seconds("gumbo")); }
  void print(const Row& row) const {
    const double s = seconds(row.name);
    if (s == 0) return;
    std::printf("| %s | %.3f | %.1f %% | %.4f | %.0f | %.0f | %s |\n", row.name, 1e3 * s / pages_,
                100 * share(s, seconds("whole")), of_gumbo(row.name), pages_ / s, bytes_ / 1e6 / s, row.what);
  }

  std::map<std::string, double> seconds_;
  double pages_;
  double bytes_ = 0;
};

// False if the set cannot be read; it has been told.
bool load(const std::string& folder, std::vector<Page>& pages) {
  const auto read = program::read_set(folder);
  if (const auto* failure = std::get_if<program::Failure>(&read)) {
    std::fprintf(stderr, "pith_bench: %s\n", failure->message.c_str());
    return false;
  }
  const auto& set = std::get<program::LabelledSet>(read);
  for (const program::Truth& truth : set.pages) {
    program::Bytes bytes = program::read_page(set, truth);
    if (const auto* failure = std::get_if<program::Failure>(&bytes)) {
      std::fprintf(stderr, "pith_bench: %s\n", failure->message.c_str());
      return false;
    }
    pages.push_back({std::get<std::string>(std::move(bytes)), truth.url});
  }
  return true;
}

void run_whole(const std::vector<Page>& pages, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    Stopwatch watch;
    watch.start();
    for (const Page& page : pages) benchmark::DoNotOptimize(to_json(extract(page.input())));
    watch.stop();
    std::printf("%.4f\n", watch.seconds());
  }
}

void run_table(const std::vector<Page>& pages) {
  for (const Row& row : kRows)
    benchmark::RegisterBenchmark(row.name, run, row.stage, std::cref(pages))
        ->UseManualTime()
        ->Iterations(1)
        ->Repetitions(3);
  Table table(pages);
  benchmark::RunSpecifiedBenchmarks(&table);
}

int usage() {
  std::fprintf(stderr, "usage: pith_bench [SET_DIR] [--whole ROUNDS | --benchmark_...]\n");
  return 2;
}

}  // namespace
}  // namespace pith::bench

int main(int argc, char** argv) {
  using namespace pith::bench;
  // Rounds of all stages in turn, so that a machine that slows down slows each of them.
  std::vector<char*> arguments(argv, argv + argc);
  std::string interleave = "--benchmark_enable_random_interleaving=true";
  arguments.insert(arguments.begin() + 1, interleave.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());

  const char* const from_environment = std::getenv("PITH_BENCH_SET");
  std::string folder = from_environment ? from_environment : "../shared/eval/wcxb-dev";
  int rounds = 0;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[static_cast<std::size_t>(i)];
    if (argument == "--whole" && i + 1 < count) {
      rounds = std::atoi(arguments[static_cast<std::size_t>(++i)]);
      if (rounds <= 0) return usage();
    } else if (argument.starts_with("-")) {
      return usage();
    } else {
      folder = argument;
    }
  }
  std::vector<Page> pages;
  if (!load(folder, pages)) return 1;
  if (rounds > 0)
    run_whole(pages, rounds);
  else
    run_table(pages);
}
