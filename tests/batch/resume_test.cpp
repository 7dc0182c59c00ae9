// Runs that end at any moment and go on: the output is that of a run that was left alone.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "batch/file.h"
#include "batch/flight.h"
#include "batch/journal.h"
#include "support.h"

namespace pith {
namespace {

constexpr int kPages = 1400;  // three checkpoints and a rest

struct Site {
  Site() { write(folder / "a.warc.gz", archive(kPages)); }
  BatchOptions options(const std::string& output) const {
    BatchOptions batch{.inputs = {folder / "a.warc.gz"}, .output = folder / output, .dedup = Dedup::near, .jobs = 2};
    batch.extract.limits.bytes = std::size_t{1} << 20;
    return batch;
  }
  Folder folder;
};

// The process of a run ends without notice once so many records were written.
void end_after(const BatchOptions& options, std::uint64_t written) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    run_batch(options, [&](const BatchProgress& now) {
      if (now.written >= written) ::kill(::getpid(), SIGKILL);
    });
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "it came to its end before " << written;
}

TEST(Resume, Pith_EqualBytesAfterAnyEnd) {
  const Site site;
  for (const char* name : {"out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.warc.gz", "out/"}) {
    BatchOptions options = site.options(name);
    options.suffix = ".jsonl.zst";
    const std::string path = site.folder / (std::string(name) == "out/" ? "out/a.warc.gz.jsonl.zst" : name);
    ASSERT_FALSE(run_batch(options).error);
    const std::string whole = read(path);
    std::filesystem::remove(path);
    options.resume = true;
    for (const std::uint64_t written : {1, 300, 700, 1390}) {
      end_after(options, written);
      EXPECT_FALSE(std::filesystem::exists(path));
    }
    const BatchResult result = run_batch(options);
    ASSERT_FALSE(result.error) << result.error->message;
    EXPECT_TRUE(read(path) == whole) << name;
    EXPECT_TRUE(result.summary.adds_up()) << to_json(result.summary);
    EXPECT_EQ(result.summary.records, 2U * kPages + 1);
    EXPECT_EQ(result.summary.written, static_cast<std::uint64_t>(kPages));
  }
}

TEST(Resume, Pith_GoesOnAtTheRecordNotAtTheFile) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  end_after(options, 1200);
  options.resume = true;
  std::uint64_t read_again = 0;
  ASSERT_FALSE(run_batch(options, [&](const BatchProgress& now) { read_again = now.records; }).error);
  EXPECT_LT(read_again, 2U * kPages / 2);
}

TEST(Resume, Pith_WhatIsWholeIsLeftAlone) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  options.resume = true;
  EXPECT_FALSE(run_batch(options).already_done);
  EXPECT_TRUE(run_batch(options).already_done);
}

TEST(Resume, Pith_OtherSettingsAreRefused) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  end_after(options, 10);
  options.resume = true;
  options.jobs = 1;
  options.memory = 1;
  BatchOptions other = options;
  other.filter.only_ok = true;
  const BatchResult refused = run_batch(other);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->kind, BatchError::Kind::usage);
  EXPECT_NE(refused.error->message.find("filter"), std::string::npos);
  EXPECT_FALSE(run_batch(options).error);
}

// The output has its name, and the journal did not come to say so.
TEST(Resume, Pith_EndBetweenRenameAndJournal) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  ASSERT_FALSE(run_batch(options).error);
  const std::string whole = read(site.folder / "out.jsonl");
  end_after(options, 1000);
  std::filesystem::rename(site.folder / "out.jsonl.part", site.folder / "out.jsonl");
  options.resume = true;
  ASSERT_FALSE(run_batch(options).error);
  EXPECT_TRUE(read(site.folder / "out.jsonl") == whole);
}

TEST(Resume, Pith_AFullDiskIsToldAndTheRunGoesOnLater) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  ASSERT_FALSE(run_batch(options).error);
  const std::string whole = read(site.folder / "out.jsonl");
  std::filesystem::remove(site.folder / "out.jsonl");
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit old {};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const struct rlimit small { whole.size() / 2, old.rlim_max };
  ::setrlimit(RLIMIT_FSIZE, &small);
  const BatchResult full = run_batch(options);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, before);
  ASSERT_TRUE(full.error);
  EXPECT_EQ(full.error->kind, BatchError::Kind::output);
  EXPECT_NE(full.error->message.find("out.jsonl.part: File too large; make room"), std::string::npos)
      << full.error->message;
  options.resume = true;
  ASSERT_FALSE(run_batch(options).error);
  EXPECT_TRUE(read(site.folder / "out.jsonl") == whole);
}

TEST(Resume, Pith_DevicesAreWrittenWithoutAJournal) {
  const Site site;
  BatchOptions options = site.options("ignored");
  options.output = "/dev/full";
  const BatchResult result = run_batch(options);
  ASSERT_TRUE(result.error);
  EXPECT_NE(result.error->message.find("/dev/full: No space left on device"), std::string::npos);
  EXPECT_FALSE(batch::exists("/dev/full.journal"));
}

// A record that was in work at two ends is tried apart: this one is innocent.
TEST(Resume, Pith_ASuspectThatIsInnocentIsWritten) {
  const Site site;
  BatchOptions options = site.options("out.jsonl");
  ASSERT_FALSE(run_batch(options).error);
  const std::string whole = read(site.folder / "out.jsonl");
  std::filesystem::remove(site.folder / "out.jsonl");
  end_after(options, 10);
  options.resume = true;
  for (int i = 0; i < 2; ++i) {
    auto flight = batch::Flight::make(site.folder / "out.jsonl.journal.flight", 4);
    std::get<batch::Flight>(flight).begin(2, {0, 1304});
    if (i == 0) end_after(options, 10);
  }
  ASSERT_FALSE(run_batch(options).error);
  EXPECT_TRUE(read(site.folder / "out.jsonl") == whole);
}

TEST(Journal, Pith_ReadsWhatItWrote) {
  batch::Checkpoint checkpoint;
  checkpoint.settings = batch::settings_of({.filter = {.status = {{200, 299}}}}, {"a", "b"});
  checkpoint.next = {3, 1234567890123};
  checkpoint.last_place = {1, 2, 3};
  checkpoint.length = 99;
  checkpoint.suspects[{3, 5}] = 2;
  checkpoint.summary.records = 7;
  checkpoint.summary.kinds["response"] = 7;
  checkpoint.summary.slowest = {{"https://a.example/", "a.warc", 12, 0.5}};
  const std::string text = to_text(checkpoint);
  const auto again = batch::parse_checkpoint(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(to_text(*again), text);
  EXPECT_EQ(again->next, checkpoint.next);
  EXPECT_EQ(again->last_place, checkpoint.last_place);
  for (std::size_t length = 0; length + 1 < text.size(); ++length)
    EXPECT_FALSE(batch::parse_checkpoint(text.substr(0, length))) << length;
}

TEST(Flight, Pith_KeepsWhatIsInWork) {
  const Folder folder;
  EXPECT_TRUE(batch::Flight::left_in(folder / "flight").empty());
  auto made = batch::Flight::make(folder / "flight", 5);
  auto& flight = std::get<batch::Flight>(made);
  flight.begin(0, {0, 0});
  flight.begin(4, {70'000, 1'000'000'000'000});
  flight.begin(1, {1, 1});
  flight.end(1);
  const auto left = batch::Flight::left_in(folder / "flight");
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0], (batch::RecordNumber{0, 0}));
  EXPECT_EQ(left[1], (batch::RecordNumber{70'000 & 0xFFFFFF, 1'000'000'000'000}));
}

}  // namespace
}  // namespace pith
