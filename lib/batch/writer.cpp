#include "batch/writer.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "archive/compress.h"
#include "batch/render.h"

namespace pith::batch {
namespace {

// A checkpoint costs two waits for the disk: seldom enough not to count, often enough to lose seconds at most.
constexpr std::size_t kBlockBytes = std::size_t{1} << 20;  // of records before compression
constexpr std::uint64_t kBlockRecords = 512;               // read, written or not
constexpr std::size_t kSlowest = 10;

void add_slow_page(const Outcome& outcome, std::vector<SlowPage>& slowest) {
  const auto faster = std::find_if(slowest.begin(), slowest.end(),
                                   [&](const SlowPage& page) { return page.seconds < outcome.seconds; });
  if (faster == slowest.end() && slowest.size() >= kSlowest) return;
  slowest.insert(faster, {outcome.article.url, outcome.source.file, outcome.source.offset, outcome.seconds});
  if (slowest.size() > kSlowest) slowest.pop_back();
}

}  // namespace

Writer::Writer(const Plan& plan, const PageWorker& worker, const PageOptions& options, Checkpoint start)
    : plan_(plan),
      worker_(worker),
      options_(options),
      now_(std::move(start)),
      started_(std::chrono::steady_clock::now()),
      seconds_before_(now_.summary.seconds) {}

std::variant<Writer, BatchError> Writer::open(const Plan& plan, const PageWorker& worker, const PageOptions& options,
                                              Checkpoint start) {
  Writer writer(plan, worker, options, std::move(start));
  if (options.dedup != Dedup::none) {
    std::variant<Duplicates, BatchError> opened =
        Duplicates::open(plan.journaled ? plan.seen() : std::string(), writer.now_.seen_length, options.dedup);
    if (auto* error = std::get_if<BatchError>(&opened)) return std::move(*error);
    writer.duplicates_.emplace(std::move(std::get<Duplicates>(opened)));
  }
  if (writer.now_.next.input < plan.inputs.size()) {
    if (Failed failed = writer.open_output()) return std::move(*failed);
  }
  if (Failed failed = writer.save_journal()) return std::move(*failed);
  return writer;
}

// Opens the output of the input in turn, cut to the length that is safe.
Failed Writer::open_output() {
  const std::string& output = plan_.output_of(now_.next.input);
  const std::string path = plan_.journaled ? part_of(output) : output;
  // It may have its name already, and the journal did not come to say so.
  if (plan_.journaled && now_.length > 0 && !exists(path) && exists(output)) {
    if (Failed failed = rename_file(output, path)) return failed;
  }
  std::variant<File, BatchError> opened = File::open(path);
  if (auto* error = std::get_if<BatchError>(&opened)) return std::move(*error);
  file_.emplace(std::move(std::get<File>(opened)));
  if (!plan_.journaled) return {};
  if (file_->size() < now_.length) {
    return BatchError{BatchError::Kind::input, path + " is shorter than its journal says; start anew without --resume"};
  }
  return file_->cut(now_.length);
}

Failed Writer::close_output() {
  begin_warc();
  if (Failed failed = checkpoint()) return failed;
  file_.reset();
  if (!plan_.journaled) return {};
  const std::string& output = plan_.output_of(now_.next.input);
  return rename_file(part_of(output), output);
}

// In a folder each input has an output of its own, also one without a record.
Failed Writer::go_to_input(std::uint32_t input) {
  while (plan_.folder && now_.next.input < input) {
    if (Failed failed = close_output()) return failed;
    now_.next = {now_.next.input + 1, 0};
    now_.length = 0;
    if (now_.next.input < plan_.inputs.size()) {
      if (Failed failed = open_output()) return failed;
    }
    if (Failed failed = save_journal()) return failed;
  }
  return {};
}

Failed Writer::write(Outcome outcome) {
  if (Failed failed = go_to_input(outcome.number.input)) return failed;
  if (outcome.filtered.empty()) {
    decide_duplicate(outcome);
    begin_warc();
    block_ += outcome.bytes;
  }
  count(outcome);
  now_.next = {outcome.number.input, outcome.number.record + 1};
  now_.last_place = outcome.place;
  ++block_records_;
  if (block_.size() < kBlockBytes && block_records_ < kBlockRecords) return {};
  return checkpoint();
}

void Writer::decide_duplicate(Outcome& outcome) {
  if (!duplicates_ || !outcome.key) return;
  const std::optional<std::string> earlier = duplicates_->seen(*outcome.key, outcome.article.id);
  if (!earlier) return;
  worker_.make_duplicate(outcome, *earlier);
  ++now_.summary.duplicates;
}

void Writer::begin_warc() {
  if (options_.shape != Shape::warc || now_.length > 0 || !block_.empty()) return;
  const std::string& output = plan_.output_of(now_.next.input);
  block_ = render_warcinfo(std::filesystem::path(output).filename().string(), options_);
}

void Writer::count(const Outcome& outcome) {
  BatchSummary& summary = now_.summary;
  ++summary.records;
  ++summary.kinds[outcome.kind];
  add_slow_page(outcome, summary.slowest);
  if (!outcome.filtered.empty()) {
    ++summary.filtered[std::string(outcome.filtered)];
    return;
  }
  ++summary.written;
  ++summary.statuses[std::string(to_string(outcome.article.status))];
  for (const Reason reason : outcome.article.warnings) ++summary.warnings[std::string(describe(reason).name)];
}

Failed Writer::write_block() {
  const bool whole = options_.shape == Shape::warc || plan_.coding == ArchiveCoding::plain;
  const std::string packed = whole || block_.empty() ? std::move(block_) : archive::compress(block_, plan_.coding);
  block_.clear();
  block_records_ = 0;
  if (Failed failed = file_->write(packed)) return failed;
  now_.length += packed.size();
  now_.summary.bytes_out += packed.size();
  return {};
}

Failed Writer::flush_pipe() {
  return plan_.journaled ? Failed() : write_block();
}

// The order is the point: a journal never speaks of bytes that are not on the disk.
Failed Writer::checkpoint() {
  if (Failed failed = write_block()) return failed;
  if (duplicates_) {
    if (Failed failed = duplicates_->flush()) return failed;
    now_.seen_length = duplicates_->length();
  }
  if (!plan_.journaled) return {};
  if (Failed failed = file_->sync()) return failed;
  if (Failed failed = duplicates_ ? duplicates_->sync() : Failed()) return failed;
  return save_journal();
}

Failed Writer::save_journal() {
  if (!plan_.journaled) return {};
  now_.suspects.erase(now_.suspects.begin(), now_.suspects.lower_bound(now_.next));
  const std::chrono::duration<double> run = std::chrono::steady_clock::now() - started_;
  now_.summary.seconds = seconds_before_ + run.count();
  return replace_file(plan_.journal, to_text(now_));
}

Failed Writer::finish() {
  const auto inputs = static_cast<std::uint32_t>(plan_.inputs.size());
  now_.summary.inputs = inputs;
  if (Failed failed = plan_.folder ? go_to_input(inputs) : close_output()) return failed;
  const std::chrono::duration<double> run = std::chrono::steady_clock::now() - started_;
  now_.summary.seconds = seconds_before_ + run.count();
  if (!plan_.journaled) return {};
  for (const std::string& path : {plan_.journal, plan_.seen(), plan_.flight()}) remove_file(path);
  return {};
}

}  // namespace pith::batch
