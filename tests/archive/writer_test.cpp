#include "support.h"

namespace pith::archive_test {
namespace {

using Lines = std::vector<std::string>;

std::string three(ArchiveCoding coding) {
  return warc_bytes({.kind = RecordKind::warcinfo, .date = "2024-05-06T07:08:09Z", .payload = "software: pith\r\n"},
                    coding) +
         response("http://a.example/", "<p>one", coding) +
         warc_bytes({.kind = RecordKind::conversion,
                     .url = "http://a.example/",
                     .date = "2024-05-06T07:08:09Z",
                     .content_type = "text/plain",
                     .refers_to = "urn:uuid:1",
                     .payload = "one"},
                    coding);
}

TEST(Pith_Writer, WhatIsWrittenIsRead) {
  const Lines expected = {"warcinfo  software: pith\r\n", "response http://a.example/ <p>one",
                          "conversion http://a.example/ one"};
  for (const ArchiveCoding coding : {ArchiveCoding::plain, ArchiveCoding::gzip, ArchiveCoding::zstd}) {
    EXPECT_EQ(lines(read(three(coding))), expected);
  }
}

TEST(Warc11_Writer, DigestsAndIdsHold) {
  auto records = read(three(ArchiveCoding::gzip));
  ASSERT_EQ(records.size(), 3U);
  for (ArchiveRecord& record : records) {
    verify_digests(record);
    EXPECT_EQ(record.block_digest, DigestCheck::ok);
    EXPECT_EQ(record.payload_digest, record.kind == RecordKind::warcinfo ? DigestCheck::none : DigestCheck::ok);
    EXPECT_TRUE(record.id.starts_with("urn:uuid:")) << record.id;
    EXPECT_EQ(record.date, "2024-05-06T07:08:09Z");
  }
  EXPECT_EQ(records[2].header("WARC-Refers-To"), "<urn:uuid:1>");
  EXPECT_NE(records[0].id, records[1].id);
}

TEST(Pith_Writer, TheSameRecordIsTheSameBytes) {
  EXPECT_EQ(three(ArchiveCoding::gzip), three(ArchiveCoding::gzip));
  EXPECT_EQ(warc_id("a"), warc_id("a"));
  EXPECT_NE(warc_id("a"), warc_id("b"));
}

TEST(Pith_Writer, NoHeaderBreaksOut) {
  const auto records = read(
      warc_bytes({.url = "http://a.example/\r\nWARC-Type: request\r\n\r\n", .payload = "x"}, ArchiveCoding::plain));
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].kind, RecordKind::response);
  EXPECT_EQ(records[0].block(), "x");
}

TEST(Rfc9562_Id, IsAVersion5Uuid) {
  const std::string id = warc_id("seed");
  ASSERT_EQ(id.size(), 45U);
  EXPECT_EQ(id[23], '5');
  EXPECT_NE(std::string("89ab").find(id[28]), std::string::npos);
}

}  // namespace
}  // namespace pith::archive_test
