// What is read, and how it is told from its bytes: ARC, tar, JSON lines, pages, folders, lists, and WARCs of every
// packing.
#include <archive.h>
#include <archive_entry.h>
#include <lz4frame.h>

#include "damage.h"
#include "support.h"

namespace pith::archive_test {
namespace {

using Lines = std::vector<std::string>;

std::string small_warc(const std::string& url, const std::string& block) {
  return "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: " + url +
         "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string lz4(std::string_view bytes) {
  std::string out(LZ4F_compressFrameBound(bytes.size(), nullptr), '\0');
  out.resize(LZ4F_compressFrame(out.data(), out.size(), bytes.data(), bytes.size(), nullptr));
  return out;
}

TEST(Warc11_Input, EveryPackingGivesTheSame) {
  const std::string one = small_warc("http://a.example/1", "<p>one");
  const std::string two = small_warc("http://a.example/2", "<p>two");
  const Lines expected = {"resource http://a.example/1 <p>one", "resource http://a.example/2 <p>two"};
  EXPECT_EQ(lines(read(one + two)), expected);
  EXPECT_EQ(lines(read(gzip(one) + gzip(two))), expected);
  EXPECT_EQ(lines(read(gzip(one + two))), expected);
  EXPECT_EQ(lines(read(zstd(one) + zstd(two))), expected);
  EXPECT_EQ(lines(read(zstd(one + two))), expected);
  EXPECT_EQ(lines(read(lz4(one) + lz4(two))), expected);
  // Members of one size whatever is in them, as bgzip writes them.
  const std::string all = one + two;
  std::string blocks;
  for (std::size_t at = 0; at < all.size(); at += 50) blocks += gzip(std::string_view(all).substr(at, 50));
  EXPECT_EQ(lines(read(blocks)), expected);
}

TEST(Warc017_Input, OldVersionsAreRead) {
  for (const char* version : {"WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"}) {
    const std::string text = replaced(small_warc("http://a.example/", "x"), "WARC/1.0", version);
    EXPECT_EQ(lines(read(text)), Lines{"resource http://a.example/ x"}) << version;
  }
}

// IIPC, Zstandard Compression for WARC Files 1.0: the dictionary is in a skippable frame at the beginning, compressed
// or not.
TEST(IipcZstd_Input, ADictionaryFrameIsUsed) {
  const std::string dictionary = words(4000, 3);
  const std::string record = small_warc("http://a.example/", dictionary.substr(100, 2000));
  for (const std::string& content : {dictionary, zstd(dictionary)}) {
    std::string frame = "\x5d\x2a\x4d\x18";
    for (int shift = 0; shift < 32; shift += 8) frame.push_back(static_cast<char>(content.size() >> shift & 0xFF));
    const std::string packed = zstd(record, dictionary);
    EXPECT_LT(packed.size(), 400U);  // or the dictionary was of no use
    const auto records = read(frame + content + packed + packed);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].body(), dictionary.substr(100, 2000));
    EXPECT_TRUE(records[1].notes.empty());
    EXPECT_EQ(records[1].place.offset, 8 + content.size() + packed.size());
  }
}

TEST(Warc11_Input, FieldsAreRead) {
  const auto records = read(
      "WARC/1.0\r\nwarc-type: RESPONSE\r\nWARC-Target-URI: <http://a.example/>\r\nWARC-Record-ID: <urn:x:1>\r\n"
      "WARC-Date: 20240506070809\r\nX-Folded: a\r\n  b\r\nno colon here\r\nWARC-Truncated: length\r\n"
      "Content-Length: 1\r\n\r\nx\r\n\r\n");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].kind, RecordKind::response);
  EXPECT_EQ(records[0].kind_name, "RESPONSE");
  EXPECT_EQ(records[0].url, "http://a.example/");
  EXPECT_EQ(records[0].id, "urn:x:1");
  EXPECT_EQ(records[0].date, "2024-05-06T07:08:09Z");
  EXPECT_EQ(records[0].header("x-folded"), "a b");
  EXPECT_TRUE(records[0].truncated);
  EXPECT_TRUE(records[0].has(ArchiveProblem::warc_truncated));
  EXPECT_TRUE(records[0].has(ArchiveProblem::bad_header_line));
  EXPECT_FALSE(records[0].damaged());
}

TEST(Arc_Input, BothVersionsAreRead) {
  const std::string block = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x";
  const std::string size = std::to_string(block.size());
  struct Case {
    const char* what;
    std::string line;
    const char* url;
    const char* date;
  };
  const Case cases[] = {
      {"version 1", "http://a.example/ 192.0.2.1 20080430204825 text/html " + size, "http://a.example/",
       "2008-04-30T20:48:25Z"},
      {"spaces in the URL", "http://a.example/a b 192.0.2.1 20080430204825 text/html " + size, "http://a.example/a b",
       "2008-04-30T20:48:25Z"},
      {"spaces in the type", "http://a.example/ 192.0.2.1 20080430204825 text/html; charset=utf-8 " + size,
       "http://a.example/", "2008-04-30T20:48:25Z"},
      {"version 2", "http://a.example/ 192.0.2.1 19961205223344 text/html 200 ABCD - 1234 x.arc.gz " + size,
       "http://a.example/", "1996-12-05T22:33:44Z"},
      {"twelve digits", "http://a.example/ 192.0.2.1 199612052233 text/html " + size, "http://a.example/",
       "1996-12-05T22:33:00Z"},
  };
  const std::string head = "filedesc://x.arc 0.0.0.0 20080430204825 text/plain 4\n1 0\n\n";
  for (const auto& [what, line, url, date] : cases) {
    const std::string arc = head + line + "\n" + block + "\n";
    for (const std::string& bytes : {arc, gzip(head) + gzip(line + "\n" + block + "\n")}) {
      auto records = read(bytes);
      ASSERT_EQ(records.size(), 2U) << what;
      EXPECT_EQ(records[0].kind, RecordKind::warcinfo);
      EXPECT_EQ(records[1].url, url) << what;
      EXPECT_EQ(records[1].date, date) << what;
      decode_payload(records[1]);
      EXPECT_EQ(records[1].body(), "<p>x") << what;
      EXPECT_EQ(records[1].content_type, "text/html") << what;
      EXPECT_TRUE(records[1].notes.empty()) << what;
    }
  }
}

TEST(Pith_JsonLines, AreRead) {
  const std::string text =
      "\xef\xbb\xbf{\"url\": \"http://a.example/\", \"html\": \"<p>\\u00e9\", \"n\": [1, {\"html\": \"not this\"}]}\n"
      "\n"
      "{\"html\": \"two\", \"url\": \"u\"}\r\n"
      "{broken\n"
      "{\"url\": \"none\"}\n"
      "{\"html\": \"half \\ud800 and \xff\"}";
  const Lines expected = {"page http://a.example/ <p>é", "page u two", "damage   [bad_json]", "damage none  [bad_json]",
                          "page  half \xef\xbf\xbd and \xef\xbf\xbd [bad_json_text]"};
  EXPECT_EQ(lines(read(text)), expected);
  EXPECT_EQ(lines(read(gzip(text))), expected);
  EXPECT_EQ(lines(read(zstd(text))), expected);
}

TEST(Pith_JsonLines, FieldsHaveTheNamesThatAreAsked) {
  ArchiveOptions options;
  options.json = {.url = "meta.uri", .html = "raw", .id = "key", .date = "when"};
  const auto records = read(R"({"raw":"x","meta":{"uri":"u","raw":"no"},"key":"k","when":"2024-01-02"})", options);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].body(), "x");
  EXPECT_EQ(records[0].url, "u");
  EXPECT_EQ(records[0].id, "k");
  EXPECT_EQ(records[0].date, "2024-01-02");
}

TEST(Pith_Page, AFileOfAnythingElseIsAPage) {
  EXPECT_EQ(lines(read("<p>x")), Lines{"page  <p>x"});
  EXPECT_EQ(lines(read(gzip("<p>x"))), Lines{"page  <p>x"});
  EXPECT_EQ(lines(read(zstd("<p>x"))), Lines{"page  <p>x"});
  EXPECT_EQ(lines(read("")), Lines{"page  "});
  EXPECT_EQ(lines(read("<pre>\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n")).size(), 1U);
}

std::string tar_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string out(1 << 20, '\0');
  std::size_t used = 0;
  struct archive* tar = archive_write_new();
  archive_write_set_format_pax_restricted(tar);
  archive_write_open_memory(tar, out.data(), out.size(), &used);
  for (const auto& [name, bytes] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_write_header(tar, entry);
    archive_write_data(tar, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(tar);
  archive_write_free(tar);
  out.resize(used);
  return out;
}

TEST(Pith_Tar, EachFileIsAPage) {
  const std::string tar = tar_of({{"a/1.html", "<p>one"}, {"a/\xe4\xb8\xad.html.gz", gzip("<p>two")}});
  for (const std::string& bytes : {tar, gzip(tar), zstd(tar)}) {
    auto records = read(bytes);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].name, "a/1.html");
    EXPECT_EQ(records[1].name, "a/\xe4\xb8\xad.html.gz");
    EXPECT_EQ(lines(std::move(records)), (Lines{"page  <p>one", "page  <p>two"}));
  }
  auto cut = read(std::string_view(tar).substr(0, 515));
  ASSERT_EQ(cut.size(), 1U);
  EXPECT_TRUE(cut[0].damaged());
}

TEST(Pith_Folder, FilesComeInOrderOfTheirPaths) {
  const Folder folder;
  folder.file("b.html", "b");
  folder.file("a/2.html.gz", gzip("a/2"));
  folder.file("a/1.html.zst", zstd("a/1"));
  folder.file("a-b.html", "a-b");
  folder.file("c.warc", small_warc("http://a.example/", "c"));
  std::filesystem::create_symlink("nowhere", folder.path() + "/lost");
  ArchiveReader reader = open(folder.path());
  auto records = rest(reader);
  std::vector<std::string> names;
  for (const ArchiveRecord& record : records) names.push_back(record.name);
  EXPECT_EQ(names, (Lines{"a-b.html", "a/1.html.zst", "a/2.html.gz", "b.html", "c.warc", "lost"}));
  const ArchivePlace place = records[4].place;
  EXPECT_EQ(lines(std::move(records)), (Lines{"page  a-b", "page  a/1", "page  a/2", "page  b",
                                              "resource http://a.example/ c", "damage   [unreadable]"}));
  ASSERT_TRUE(reader.seek(place));
  auto again = reader.next();
  ASSERT_TRUE(again);
  EXPECT_EQ(line(*again), "resource http://a.example/ c");
}

TEST(Pith_List, NamesFilesAndFolders) {
  const Folder folder;
  const std::string page = folder.file("page.html", "one");
  folder.file("in/two.html", "two");
  const std::string list = folder.file("list", page + "\r\n\n" + folder.path() + "/in\n" + folder.path() + "/none\n");
  ArchiveReader reader = open("@" + list);
  auto records = rest(reader);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].file, page);
  EXPECT_EQ(lines(std::move(records)), (Lines{"page  one", "page  two", "damage   [unreadable]"}));
}

TEST(Pith_Open, SaysWhatIsWrong) {
  const auto opened = ArchiveReader::open("/nowhere/at/all");
  const auto* error = std::get_if<ArchiveError>(&opened);
  ASSERT_NE(error, nullptr);
  EXPECT_EQ(error->message, "cannot open /nowhere/at/all: No such file or directory; check the path");
}

TEST(Pith_Limits, ALongRecordIsCutAndTheNextOneFound) {
  ArchiveOptions options;
  options.limits.record = 1000;
  const std::string all = small_warc("http://a.example/1", words(300'000, 1)) + small_warc("http://a.example/2", "two");
  std::string members =
      gzip(small_warc("http://a.example/1", words(300'000, 1))) + gzip(small_warc("http://a.example/2", "two"));
  for (const std::string& bytes : {all, gzip(all), members, zstd(all)}) {
    auto records = read(bytes, options);
    ASSERT_EQ(records.size(), 2U);
    EXPECT_TRUE(records[0].truncated);
    EXPECT_TRUE(records[0].has(ArchiveProblem::over_limit));
    EXPECT_FALSE(records[0].damaged());
    EXPECT_EQ(records[0].body(), words(300'000, 1).substr(0, 1000));
    EXPECT_EQ(records[1].body(), "two");
    EXPECT_TRUE(records[1].notes.empty());
  }
}

// A record may hold a WARC.
TEST(Warc11_Input, ARecordMayHoldARecord) {
  const std::string inner = small_warc("http://a.example/inner", "x");
  EXPECT_EQ(read(small_warc("http://a.example/1", inner) + small_warc("http://a.example/2", "two")).size(), 2U);
}

TEST(Pith_Progress, EndsAtTheEnd) {
  const Folder folder;
  const std::string bytes = gzip(small_warc("http://a.example/1", words(5000, 1)));
  ArchiveReader reader = open(folder.file("x", bytes));
  EXPECT_EQ(reader.bytes_total(), bytes.size());
  rest(reader);
  EXPECT_EQ(reader.bytes_read(), bytes.size());
}

}  // namespace
}  // namespace pith::archive_test
