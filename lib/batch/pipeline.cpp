#include "batch/pipeline.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "batch/memory.h"

namespace pith::batch {
namespace {

namespace tbb = oneapi::tbb;

constexpr std::size_t kTokensPerJob = 8;  // enough that one slow page does not leave the other workers idle
constexpr std::size_t kTokenBytes = std::size_t{256} << 10;
constexpr std::size_t kTokenPieces = 32;
// A page as read, unpacked, and rendered beside it.
constexpr std::size_t kFlightFactor = 4;

// A handful of records on its way.
struct Token {
  std::vector<Piece> pieces;
  std::vector<Outcome> outcomes;
  std::size_t slot = 0;     // in the flight; those under way differ
  std::size_t charged = 0;  // bytes in flight
  BatchProgress progress;   // as it was when the token was read
};

std::size_t memory_of(const Piece& piece) {
  const auto* const record = std::get_if<ArchiveRecord>(&piece.what);
  return record ? record->memory() : 0;
}

std::size_t memory_of(const Outcome& outcome) {
  return outcome.bytes.capacity() + outcome.article.text.capacity();
}

class Pipeline {
 public:
  Pipeline(const PipelineOptions& options, Source& source, const PageWorker& worker, Writer& writer, Flight* flight)
      : options_(options),
        source_(source),
        worker_(worker),
        writer_(writer),
        flight_(flight),
        in_flight_(options.memory) {}

  // Null behind the last record.
  std::shared_ptr<Token> read();
  void work(Token& token);
  void write(Token& token);
  Failed failed() { return std::move(failed_); }
  void report_to(const std::function<void(const BatchProgress&)>& progress) { progress_ = progress; }

 private:
  Outcome work(Piece piece);
  void write_all(Token& token);

  const PipelineOptions& options_;
  Source& source_;
  const PageWorker& worker_;
  Writer& writer_;
  Flight* flight_;
  InFlight in_flight_;
  std::function<void(const BatchProgress&)> progress_;
  std::size_t tokens_ = 0;
  std::uint64_t records_ = 0;
  bool ended_ = false;
  std::atomic<bool> stopped_ = false;  // no use in going on
  Failed failed_;
};

// While there is no room the token stays empty: once as many are under way as may be, reading waits for the writer.
std::shared_ptr<Token> Pipeline::read() {
  if (ended_ || stopped_) return nullptr;
  auto token = std::make_shared<Token>();
  token->slot = tokens_++ % most_tokens(options_.jobs);
  std::size_t bytes = 0;
  while (bytes < kTokenBytes && token->pieces.size() < kTokenPieces && in_flight_.room_for_more()) {
    std::optional<Piece> piece = source_.next();
    ended_ = !piece;
    if (ended_) break;
    const std::size_t size = memory_of(*piece);
    bytes += size;
    token->charged += size * kFlightFactor;
    in_flight_.add(size * kFlightFactor);
    token->pieces.push_back(std::move(*piece));
  }
  records_ += token->pieces.size();
  token->progress = {source_.bytes_done(), source_.bytes_total(), records_, 0};
  return token;
}

Outcome Pipeline::work(Piece piece) {
  if (const auto* error = std::get_if<ArchiveError>(&piece.what)) return worker_.unreadable(piece.number, *error);
  ArchiveRecord& record = std::get<ArchiveRecord>(piece.what);
  if (options_.fatal.contains(piece.number)) return worker_.pass_over(piece.number, record);
  return worker_.work(piece.number, std::move(record));
}

void Pipeline::work(Token& token) {
  token.outcomes.reserve(token.pieces.size());
  std::size_t size = 0;
  for (Piece& piece : token.pieces) {
    if (stopped_) break;
    if (flight_) flight_->begin(token.slot, piece.number);
    token.outcomes.push_back(work(std::move(piece)));
    size += memory_of(token.outcomes.back());
  }
  if (flight_) flight_->end(token.slot);
  token.pieces.clear();
  in_flight_.add(size);
  in_flight_.remove(token.charged);
  token.charged = size;
}

void Pipeline::write_all(Token& token) {
  for (Outcome& outcome : token.outcomes) {
    if (!failed_) failed_ = writer_.write(std::move(outcome));
  }
  if (!failed_) failed_ = writer_.flush_pipe();
}

void Pipeline::write(Token& token) {
  if (!stopped_) {
    writer_.set_bytes_in(token.progress.bytes_done);
    write_all(token);
  }
  in_flight_.remove(token.charged);
  if (failed_) stopped_ = true;
  if (stopped_ || !progress_ || token.outcomes.empty()) return;
  token.progress.written = writer_.summary().written;
  progress_(token.progress);
}

}  // namespace

std::size_t most_tokens(unsigned jobs) {
  return kTokensPerJob * jobs;
}

Failed run_pipeline(const PipelineOptions& options, Source& source, const PageWorker& worker, Writer& writer,
                    Flight* flight, const std::function<void(const BatchProgress&)>& progress) {
  Pipeline pipeline(options, source, worker, writer, flight);
  pipeline.report_to(progress);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
  tbb::task_arena arena(static_cast<int>(options.jobs));
  const auto read = [&](tbb::flow_control& control) {
    std::shared_ptr<Token> token = pipeline.read();
    if (!token) control.stop();
    return token;
  };
  const auto work = [&](std::shared_ptr<Token> token) {
    pipeline.work(*token);
    return token;
  };
  const auto write = [&](const std::shared_ptr<Token>& token) { pipeline.write(*token); };
  arena.execute([&] {
    tbb::parallel_pipeline(
        most_tokens(options.jobs),
        tbb::make_filter<void, std::shared_ptr<Token>>(tbb::filter_mode::serial_in_order, read) &
            tbb::make_filter<std::shared_ptr<Token>, std::shared_ptr<Token>>(tbb::filter_mode::parallel, work) &
            tbb::make_filter<std::shared_ptr<Token>, void>(tbb::filter_mode::serial_in_order, write));
  });
  return pipeline.failed();
}

}  // namespace pith::batch
