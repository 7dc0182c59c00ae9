#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <variant>

#include "batch/filter.h"
#include "batch/flight.h"
#include "batch/journal.h"
#include "batch/memory.h"
#include "batch/page.h"
#include "batch/pipeline.h"
#include "batch/plan.h"
#include "batch/source.h"
#include "batch/trial.h"
#include "batch/writer.h"

namespace pith::batch {
namespace {

constexpr std::size_t kMemoryPerJob = std::size_t{256} << 20;
constexpr int kEndsBeforeTrial = 2;  // a record in work at so many unasked ends is tried apart

PageOptions page_options(const BatchOptions& options, const Plan& plan) {
  PageOptions page;
  page.extract = options.extract;
  page.json = options.json;
  page.limits.record = page.limits.body = options.extract.limits.bytes;
  page.shape = plan.shape;
  page.coding = plan.coding;
  page.warc_text = options.warc_text;
  page.dedup = options.dedup;
  page.verify = options.verify;
  return page;
}

bool is_whole(const Plan& plan) {
  return std::all_of(plan.outputs.begin(), plan.outputs.end(), exists);
}

// Where the run begins: at the start, or where the journal says.
std::variant<Checkpoint, BatchError> start_of(const BatchOptions& options, const Plan& plan) {
  Checkpoint fresh;
  fresh.settings = settings_of(options, plan.inputs);
  const std::optional<std::string> text = options.resume ? read_file(plan.journal) : std::nullopt;
  if (!text) return fresh;
  std::optional<Checkpoint> found = parse_checkpoint(*text);
  if (!found) {
    return BatchError{BatchError::Kind::usage,
                      plan.journal + " is no journal; remove it, or start anew without --resume"};
  }
  const std::string names = differences(found->settings, fresh.settings);
  if (names.empty()) return std::move(*found);
  return BatchError{BatchError::Kind::usage, plan.journal + " is of a run with other settings (" + names +
                                                 "); give the same, or start anew without --resume"};
}

// The records that were in work when the last run ended are suspects once more.
void add_suspects(const Plan& plan, Checkpoint& start) {
  for (const RecordNumber& number : Flight::left_in(plan.flight())) {
    if (!(number < start.next)) ++start.suspects[number];
  }
}

std::set<RecordNumber> to_be_tried(const Checkpoint& start) {
  std::set<RecordNumber> numbers;
  for (const auto& [number, times] : start.suspects) {
    if (times >= kEndsBeforeTrial) numbers.insert(number);
  }
  return numbers;
}

class Run {
 public:
  Run(const BatchOptions& options, Plan plan, Filter filter)
      : options_(options),
        jobs_(options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency())),
        memory_(options.memory > 0 ? options.memory : kMemoryPerJob * jobs_),
        plan_(std::move(plan)),
        filter_(std::move(filter)),
        page_(page_options(options, plan_)),
        room_(memory_ / 2),
        worker_(page_, filter_, room_) {}

  BatchResult operator()(const std::function<void(const BatchProgress&)>& progress);

 private:
  void prepare() const;
  std::variant<Source, BatchError> source_from(const Checkpoint& start) const;
  Failed go(const Checkpoint& start, Writer& writer, const std::function<void(const BatchProgress&)>& progress);

  const BatchOptions& options_;
  const unsigned jobs_;
  const std::size_t memory_;
  const Plan plan_;
  const Filter filter_;
  const PageOptions page_;
  WorkRoom room_;  // half of the memory for pages that are extracted, the other for those before and behind
  const PageWorker worker_;
};

// A journal of an earlier run must not speak for the output of this one.
void Run::prepare() const {
  std::error_code ignored;  // what cannot be made cannot be written to: opening it tells
  if (plan_.folder) std::filesystem::create_directories(options_.output, ignored);
  if (!options_.resume && plan_.journaled) {
    remove_file(plan_.journal);
    remove_file(plan_.flight());
  }
}

std::variant<Source, BatchError> Run::source_from(const Checkpoint& start) const {
  ArchiveOptions archive;
  archive.limits = page_.limits;
  archive.json = options_.fields;
  Source source(plan_.inputs, archive);
  if (Failed failed = source.go_to(start.next, start.last_place)) return std::move(*failed);
  return source;
}

Failed Run::go(const Checkpoint& start, Writer& writer, const std::function<void(const BatchProgress&)>& progress) {
  PipelineOptions pipeline{.jobs = jobs_, .memory = memory_ / 2};
  const std::set<RecordNumber> suspects = to_be_tried(start);
  if (!suspects.empty()) {
    std::variant<Source, BatchError> trial = source_from(start);
    if (auto* error = std::get_if<BatchError>(&trial)) return std::move(*error);
    pipeline.fatal = find_fatal(std::get<Source>(trial), suspects, worker_);
  }
  std::variant<Source, BatchError> source = source_from(start);
  if (auto* error = std::get_if<BatchError>(&source)) return std::move(*error);
  std::optional<Flight> flight;
  if (plan_.journaled) {
    std::variant<Flight, BatchError> made = Flight::make(plan_.flight(), most_tokens(pipeline.jobs));
    if (auto* error = std::get_if<BatchError>(&made)) return std::move(*error);
    flight.emplace(std::move(std::get<Flight>(made)));
  }
  if (Failed failed =
          run_pipeline(pipeline, std::get<Source>(source), worker_, writer, flight ? &*flight : nullptr, progress))
    return failed;
  writer.set_bytes_in(std::get<Source>(source).bytes_done());
  return writer.finish();
}

BatchResult Run::operator()(const std::function<void(const BatchProgress&)>& progress) {
  if (options_.resume && plan_.journaled && !exists(plan_.journal) && is_whole(plan_))
    return {.summary = {}, .error = {}, .already_done = true};
  prepare();
  std::variant<Checkpoint, BatchError> start = start_of(options_, plan_);
  if (auto* error = std::get_if<BatchError>(&start)) return {{}, std::move(*error), false};
  Checkpoint& checkpoint = std::get<Checkpoint>(start);
  if (options_.resume && plan_.journaled) add_suspects(plan_, checkpoint);
  std::variant<Writer, BatchError> writer = Writer::open(plan_, worker_, page_, checkpoint);
  if (auto* error = std::get_if<BatchError>(&writer)) return {{}, std::move(*error), false};
  BatchResult result;
  result.error = go(checkpoint, std::get<Writer>(writer), progress);
  result.summary = std::get<Writer>(writer).summary();
  return result;
}

}  // namespace
}  // namespace pith::batch

namespace pith {

BatchResult run_batch(const BatchOptions& options, const std::function<void(const BatchProgress&)>& progress) {
  using namespace batch;
  std::variant<std::vector<std::string>, BatchError> inputs = expand_inputs(options.inputs);
  if (auto* error = std::get_if<BatchError>(&inputs)) return {{}, std::move(*error), false};
  std::variant<Filter, BatchError> filter = Filter::make(options.filter);
  if (auto* error = std::get_if<BatchError>(&filter)) return {{}, std::move(*error), false};
  Run run(options, make_plan(options, std::move(std::get<0>(inputs))), std::move(std::get<Filter>(filter)));
  return run(progress);
}

}  // namespace pith
