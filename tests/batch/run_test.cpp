// Whole runs: what goes in comes out, once, in order, whatever the number of jobs.
#include <algorithm>

#include "support.h"

namespace pith {
namespace {

BatchResult run(BatchOptions options) {
  options.extract.limits.bytes = std::size_t{16} << 20;
  BatchResult result = run_batch(options);
  EXPECT_FALSE(result.error) << result.error->message;
  EXPECT_TRUE(result.summary.adds_up()) << to_json(result.summary);
  return result;
}

TEST(Batch, Pith_OneRecordAPageInTheirOrder) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(40));
  const BatchResult result = run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl"});
  const auto records = json_lines(folder / "out.jsonl");
  ASSERT_EQ(records.size(), 40U);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(records[i]["url"], "https://tower.example/" + std::to_string(i));
    EXPECT_EQ(records[i]["id"], warc_id("r" + std::to_string(i)));
    EXPECT_EQ(records[i]["archive_record_id"], records[i]["id"]);
    EXPECT_EQ(records[i]["archive_file"], folder / "a.warc.gz");
    EXPECT_EQ(records[i]["http_status"], 200);
    EXPECT_EQ(records[i]["crawl_date"], "2024-05-01T00:00:00Z");
    EXPECT_EQ(records[i]["status"], "ok");
    EXPECT_NE(records[i]["text"].get<std::string>().find("tower " + std::to_string(i)), std::string::npos);
  }
  EXPECT_EQ(result.summary.records, 81U);
  EXPECT_EQ(result.summary.kinds.at("request"), 40U);
  EXPECT_EQ(result.summary.filtered.at("kind"), 41U);
  EXPECT_EQ(result.summary.statuses.at("ok"), 40U);
  EXPECT_EQ(result.summary.bytes_out, read(folder / "out.jsonl").size());
  EXPECT_EQ(result.summary.bytes_in, read(folder / "a.warc.gz").size());
  for (const char* left : {"out.jsonl.part", "out.jsonl.journal", "out.jsonl.journal.flight"})
    EXPECT_FALSE(std::filesystem::exists(folder / left)) << left;
}

TEST(Batch, Pith_TheOffsetLeadsBackToTheRecord) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(5));
  run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl"});
  const std::string bytes = read(folder / "a.warc.gz");
  for (const auto& record : json_lines(folder / "out.jsonl")) {
    write(folder / "tail.warc.gz", bytes.substr(record["archive_offset"].get<std::size_t>()));
    EXPECT_EQ(warc_records(folder / "tail.warc.gz").front().id, record["archive_record_id"]);
  }
}

TEST(Batch, Pith_EqualBytesForAnyJobsMemoryAndForm) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(300));
  for (const char* name : {"out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.warc", "out.warc.gz", "out.warc.zst"}) {
    std::string first;
    for (const unsigned jobs : {1U, 2U, 7U}) {
      run({.inputs = {folder / "a.warc.gz"},
           .output = folder / name,
           .dedup = Dedup::near,
           .jobs = jobs,
           .memory = jobs == 7 ? std::size_t{1} : 0});
      const std::string bytes = read(folder / name);
      EXPECT_FALSE(bytes.empty());
      if (first.empty()) first = bytes;
      EXPECT_TRUE(bytes == first) << name << " with " << jobs << " jobs";
    }
  }
}

TEST(Batch, Pith_CompressedOutputsHoldWhatThePlainOneHolds) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(30));
  run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl"});
  for (const char* name : {"out.jsonl.gz", "out.jsonl.zst"}) {
    run({.inputs = {folder / "a.warc.gz"}, .output = folder / name});
    const std::string tool = std::string(name).ends_with(".gz") ? "gzip -dc " : "zstd -dcq ";
    EXPECT_EQ(std::system((tool + (folder / name) + " > " + (folder / "back")).c_str()), 0);
    EXPECT_EQ(read(folder / "back"), read(folder / "out.jsonl"));
  }
}

TEST(Batch, Pith_WarcOutputIsReadBack) {
  const Folder folder;
  write(folder / "a.warc.gz",
        archive(6) + "garbage between records\r\n" + response(7, "\x89PNG\r\n\x1a\n", ArchiveCoding::gzip));
  for (const auto& [format, type] : {std::pair{WarcText::text, "text/plain; charset=utf-8"},
                                     {WarcText::markdown, "text/markdown; charset=utf-8"},
                                     {WarcText::json, "application/json"}}) {
    run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.warc.gz", .warc_text = format});
    std::vector<ArchiveRecord> records = warc_records(folder / "out.warc.gz");
    ASSERT_EQ(records.size(), 9U);
    EXPECT_EQ(records[0].kind, RecordKind::warcinfo);
    for (int i = 0; i < 6; ++i) {
      ArchiveRecord& record = records[i + 1];
      verify_digests(record);
      EXPECT_EQ(record.kind, RecordKind::conversion);
      EXPECT_EQ(record.content_type, type);
      EXPECT_EQ(record.url, "https://tower.example/" + std::to_string(i));
      EXPECT_EQ(record.header("WARC-Refers-To"), "<" + warc_id("r" + std::to_string(i)) + ">");
      EXPECT_EQ(record.block_digest, DigestCheck::ok);
      EXPECT_NE(record.block().find("tower " + std::to_string(i)), std::string_view::npos);
    }
    if (format == WarcText::json) continue;
    EXPECT_EQ(records[7].kind, RecordKind::metadata);
    EXPECT_NE(records[7].block().find("status: error"), std::string_view::npos);
    EXPECT_NE(records[8].block().find("status: not_html"), std::string_view::npos);
  }
}

TEST(Batch, Pith_AFolderGetsAFileAnInput) {
  const Folder folder;
  std::filesystem::create_directory(folder / "in");
  write(folder / "a.warc.gz", archive(3));
  write(folder / "in/a.warc.gz", archive(2));
  write(folder / "empty.warc.gz", archive(0));
  const BatchResult result =
      run({.inputs = {folder / "a.warc.gz", folder / "in/a.warc.gz", folder / "empty.warc.gz", folder / "gone.warc"},
           .output = folder / "out/"});
  EXPECT_EQ(json_lines(folder / "out/a.warc.gz.jsonl").size(), 3U);
  EXPECT_EQ(json_lines(folder / "out/a.warc.gz-2.jsonl").size(), 2U);
  EXPECT_EQ(json_lines(folder / "out/empty.warc.gz.jsonl").size(), 0U);
  const auto gone = json_lines(folder / "out/gone.warc.jsonl");
  ASSERT_EQ(gone.size(), 1U);
  EXPECT_EQ(gone[0]["status"], "error");
  EXPECT_EQ(gone[0]["warnings"][0], "read_failed");
  EXPECT_EQ(result.summary.failed(), 1U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder / "out"), {}), 4);
}

TEST(Batch, Pith_ListsAndFoldersAndJsonLines) {
  const Folder folder;
  std::filesystem::create_directory(folder / "in");
  for (int i = 0; i < 4; ++i) write(folder / ("in/" + std::to_string(i) + ".html"), page_html(i));
  nlohmann::json line = {{"address", "https://tower.example/9"}, {"body", page_html(9)}};
  write(folder / "pages.jsonl", line.dump() + "\n");
  write(folder / "list.txt", (folder / "in") + "\r\n\n" + (folder / "pages.jsonl") + "\n");
  run({.inputs = {"@" + (folder / "list.txt")},
       .output = folder / "out.jsonl",
       .fields = {.url = "address", .html = "body"}});
  const auto records = json_lines(folder / "out.jsonl");
  ASSERT_EQ(records.size(), 5U);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(records[i]["title"], "Keeper " + std::to_string(i));
    EXPECT_EQ(records[i]["archive_record_id"], std::to_string(i) + ".html");
  }
  EXPECT_EQ(records[4]["url"], "https://tower.example/9");
}

TEST(Batch, Pith_DamageIsARecordAndTheRestIsRead) {
  const Folder folder;
  std::string bytes = archive(2, ArchiveCoding::plain);
  bytes += "@@@ no record @@@\r\n\r\n" + response(5, page_html(5), ArchiveCoding::plain);
  write(folder / "a.warc", bytes);
  const BatchResult result = run({.inputs = {folder / "a.warc"}, .output = folder / "out.jsonl"});
  const auto records = json_lines(folder / "out.jsonl");
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(records[2]["status"], "error");
  EXPECT_EQ(records[2]["warnings"][0], "archive_damage");
  EXPECT_TRUE(records[2]["message"].is_string());
  EXPECT_EQ(records[2]["archive_offset"], archive(2, ArchiveCoding::plain).size());
  EXPECT_EQ(records[3]["url"], "https://tower.example/5");
  EXPECT_EQ(result.summary.failed(), 1U);
}

TEST(Batch, Pith_FiltersCountWhatTheyLeaveOut) {
  const Folder folder;
  const std::string zh =
      "<html "
      "lang=zh><title>灯塔</title><article><h1>灯塔</h1><p>守塔人每天把看见的海面写在簿子上，镇上的人都会来读。</p>"
      "<p>没有人问他第二次，因为他的簿子每一行都对，大家都相信他写下来的东西。</p>"
      "<p>我们在那里住了很多年，邻居们都说这是他们见过的最好的地方。</p></article></html>";
  std::string bytes = archive(4, ArchiveCoding::plain) + response(4, page_html(4), ArchiveCoding::plain, 404) +
                      response(5, zh, ArchiveCoding::plain) + response(6, "%PDF-1.4 x", ArchiveCoding::plain) +
                      response(7, "", ArchiveCoding::plain);
  write(folder / "a.warc", bytes);
  struct Case {
    BatchFilter filter;
    std::string reason;
    std::uint64_t filtered;
    std::uint64_t written;
  };
  const std::vector<Case> cases = {
      {{}, "status", 0, 8},
      {{.status = {{404, 404}}}, "status", 7, 1},
      {{.status = {{200, 299}}}, "status", 1, 7},
      {{.mime = {"text/*"}}, "mime", 0, 8},
      {{.mime = {"Application/PDF"}}, "mime", 8, 0},
      {{.url_regex = "/[0-3]$"}, "url", 4, 4},
      {{.languages = {"zh"}}, "language", 7, 1},
      {{.min_length = 60}, "min_length", 3, 5},
      {{.min_length = 20}, "min_length", 2, 6},
      {{.only_ok = true}, "not_ok", 2, 6},
  };
  for (const Case& one : cases) {
    const BatchResult result =
        run({.inputs = {folder / "a.warc"}, .output = folder / "out.jsonl", .filter = one.filter});
    const Counts& filtered = result.summary.filtered;
    EXPECT_EQ(filtered.contains(one.reason) ? filtered.at(one.reason) : 0, one.filtered) << one.reason;
    EXPECT_EQ(result.summary.written, one.written) << one.reason;
    EXPECT_EQ(json_lines(folder / "out.jsonl").size(), one.written) << one.reason;
  }
}

TEST(Batch, Pith_ABadPatternIsAMistakeInTheCommand) {
  const BatchResult result = run_batch({.inputs = {"a.warc"}, .filter = {.url_regex = "("}});
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->kind, BatchError::Kind::usage);
}

TEST(Batch, Pith_DuplicatesNameTheFirstAndHaveNoText) {
  const Folder folder;
  std::string near = page_html(1);
  near.replace(near.find("lamp31 "), 6, "lantern");
  std::string bytes;
  for (const auto& [number, html] : {std::pair{1, page_html(1)}, {2, page_html(2)}, {3, page_html(1)}, {4, near}})
    bytes += response(number, html, ArchiveCoding::gzip);
  write(folder / "a.warc.gz", bytes);
  const BatchResult exact =
      run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl", .dedup = Dedup::exact});
  auto records = json_lines(folder / "out.jsonl");
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(exact.summary.duplicates, 1U);
  EXPECT_TRUE(records[0]["duplicate_of"].is_null());
  EXPECT_EQ(records[2]["duplicate_of"], records[0]["id"]);
  EXPECT_EQ(records[2]["text"], "");
  EXPECT_EQ(records[2]["title"], "Keeper 1");
  EXPECT_TRUE(records[3]["duplicate_of"].is_null());
  EXPECT_NE(records[3]["text"], "");
  EXPECT_EQ(run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl"}).summary.duplicates, 0U);
  EXPECT_FALSE(json_lines(folder / "out.jsonl")[0].contains("duplicate_of"));
}

TEST(Batch, Pith_ALargePageIsCutAndSaysSo) {
  const Folder folder;
  std::string html = page_html(0);
  for (int i = 0; i < 2000; ++i)
    html += "<p>More of the keeper's book, line " + std::to_string(i) + ", for who reads on.</p>";
  write(folder / "a.warc", response(0, html, ArchiveCoding::plain) + response(1, page_html(1), ArchiveCoding::plain));
  BatchOptions options{.inputs = {folder / "a.warc"}, .output = folder / "out.jsonl"};
  options.extract.limits.bytes = 10'000;
  const BatchResult result = run_batch(options);
  const auto records = json_lines(folder / "out.jsonl");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0]["status"], "partial");
  EXPECT_EQ(records[0]["warnings"][0], "limit_bytes");
  EXPECT_EQ(records[1]["status"], "ok");
}

TEST(Batch, Pith_FieldsComeAndGo) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(1));
  run({.inputs = {folder / "a.warc.gz"},
       .output = folder / "out.jsonl",
       .json = {.with = {Field::markdown}, .without = {"text", "comments"}}});
  const auto record = json_lines(folder / "out.jsonl").at(0);
  EXPECT_TRUE(record.contains("markdown"));
  EXPECT_FALSE(record.contains("text"));
  EXPECT_FALSE(record.contains("comments"));
}

TEST(Batch, Pith_OpensearchBulkIsTwoLinesARecord) {
  const Folder folder;
  write(folder / "a.warc.gz", archive(2));
  run({.inputs = {folder / "a.warc.gz"}, .output = folder / "out.jsonl", .json = {.schema = Schema::opensearch_bulk}});
  const auto lines = json_lines(folder / "out.jsonl");
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0]["index"]["_id"], lines[1]["id"]);
}

}  // namespace
}  // namespace pith
