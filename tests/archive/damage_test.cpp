// Each kind of damage: all undamaged records come out whole, and the damage as one record that says where and why.
#include "damage.h"

#include <algorithm>

#include "support.h"

namespace pith::archive_test {
namespace {

bool is_whole_page(ArchiveRecord& record) {
  for (int i = 0; i < 5; ++i) {
    if (record.url == url_of(i)) return record.notes.empty() && record.body() == page_of(i);
  }
  return false;
}

class Pith_Damage : public testing::TestWithParam<DamageKind> {};

TEST_P(Pith_Damage, CostsTheDamagedRecordAlone) {
  const Damaged damaged = GetParam().make();
  auto records = read(damaged.bytes);
  int whole = 0;
  std::vector<const ArchiveRecord*> hurt;
  for (ArchiveRecord& record : records) {
    decode_payload(record);
    if (is_whole_page(record)) {
      ++whole;
    } else {
      hurt.push_back(&record);
    }
  }
  EXPECT_EQ(whole, GetParam().whole);
  ASSERT_EQ(hurt.size(), 1U) << testing::PrintToString(lines(std::move(records))).substr(0, 3000);
  EXPECT_TRUE(hurt[0]->has(GetParam().problem)) << line(*const_cast<ArchiveRecord*>(hurt[0]));
  EXPECT_EQ(hurt[0]->place.offset, damaged.at);
  EXPECT_EQ(hurt[0]->kind == RecordKind::response, damaged.in_a_record);
  EXPECT_EQ(hurt[0]->url, damaged.in_a_record ? url_of(2) : "");
}

TEST_P(Pith_Damage, EachRecordIsFoundAgain) {
  const Folder folder;
  const std::string path = folder.file("archive", GetParam().make().bytes);
  ArchiveReader first = open(path);
  std::vector<ArchiveRecord> records = rest(first);
  ArchiveReader again = open(path);
  for (ArchiveRecord& record : records) {
    ASSERT_TRUE(again.seek(record.place));
    auto found = again.next();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->place, record.place);
    EXPECT_EQ(found->length, record.length);
    EXPECT_EQ(line(*found), line(record));
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Pith_Damage, testing::ValuesIn(damage_kinds()),
                         [](const auto& info) { return info.param.name; });

TEST(Pith_DamageKinds, AreManyAndNamedOnce) {
  const auto kinds = damage_kinds();
  EXPECT_GT(kinds.size(), 100U);
}

// A file that ends anywhere: what is before the cut comes out, and nothing else is lost or made up.
TEST(Pith_Damage, AFileMayEndAnywhere) {
  for (const Container container : {Container::plain, Container::gzip, Container::zstd}) {
    std::string bytes;
    std::vector<std::size_t> ends;
    for (int i = 0; i < 3; ++i) {
      bytes += packed(warc_record(i), container);
      ends.push_back(bytes.size());
    }
    for (std::size_t cut = 1; cut < bytes.size(); cut += 7) {
      auto records = read(std::string_view(bytes).substr(0, cut));
      const auto whole =
          static_cast<std::size_t>(std::ranges::count_if(ends, [cut](std::size_t end) { return end <= cut; }));
      ASSERT_GE(records.size(), whole) << cut;
      ASSERT_LE(records.size(), whole + 1) << cut;
      for (std::size_t i = 0; i < whole; ++i) {
        decode_payload(records[i]);
        ASSERT_TRUE(is_whole_page(records[i])) << cut;
      }
    }
  }
}

}  // namespace
}  // namespace pith::archive_test
