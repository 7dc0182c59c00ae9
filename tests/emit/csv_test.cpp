#include <gtest/gtest.h>

#include <algorithm>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

// Cells of one RFC 4180 line.
std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool doubled = quoted && line[i] == '"' && i + 1 < line.size() && line[i + 1] == '"';
    if (doubled)
      out.back() += line[i++];
    else if (line[i] == '"')
      quoted = !quoted;
    else if (line[i] == ',' && !quoted)
      out.emplace_back();
    else
      out.back() += line[i];
  }
  return out;
}

std::string column(const Article& article, std::string_view name) {
  const std::vector<std::string> names = cells(csv_header());
  const auto found = std::find(names.begin(), names.end(), name);
  return cells(to_csv(article)).at(static_cast<std::size_t>(found - names.begin()));
}

TEST(Csv, Pith_ColumnsAreTheRecordsFields) {
  const std::string header = csv_header();
  EXPECT_TRUE(header.starts_with("id,url,canonical_url,hostname,")) << header;
  EXPECT_TRUE(header.ends_with(",crawl_date,fingerprint,extractor")) << header;
  EXPECT_EQ(cells(to_csv(emit_test::full_article())).size(), cells(header).size());
  EXPECT_EQ(cells(to_csv({})).size(), cells(header).size());
  EXPECT_TRUE(csv_header(true).ends_with(",archive_file,archive_offset,archive_record_id,fingerprint,extractor"));
  EXPECT_TRUE(to_csv({}, ArchiveSource{"a,b", 7, ""}).ends_with(",\"a,b\",7,,,pith 0.1.0"));
}

TEST(Csv, Pith_Values) {
  const Article article = emit_test::full_article();
  EXPECT_EQ(column(article, "title"), "Tide \"tables\"");
  EXPECT_EQ(column(article, "authors"), "Ann Low; Bo Hai");
  EXPECT_EQ(column(article, "text"), "Tides\n\nSee 潮汐 here.\nNow.");
  EXPECT_EQ(column(article, "comments"), "Nice.; Really?");
  EXPECT_EQ(column(article, "language_score"), "0.9877");
  EXPECT_EQ(column(article, "http_status"), "200");
  EXPECT_EQ(column({}, "http_status"), "");
  EXPECT_EQ(column({}, "status"), "empty");
}

TEST(Csv, Rfc4180_Quoting) {
  const std::pair<std::string_view, std::string_view> cases[] = {{"plain", "plain"},     {"a,b", "\"a,b\""},
                                                                 {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""},
                                                                 {"a\rb", "\"a\rb\""},   {" a ", " a "}};
  for (const auto& [id, cell] : cases) {
    Article article;
    article.id = id;
    EXPECT_TRUE(to_csv(article).starts_with(std::string(cell) + ",")) << id;
  }
}

TEST(Csv, Pith_FormulasAreGuarded) {
  for (const std::string_view text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1",
                                      "＠SUM(A1)", "=HYPERLINK(\"x\",\"y\")"}) {
    Article article;
    article.text = text;
    EXPECT_EQ(column(article, "text"), "'" + std::string(text));
  }
  Article harmless;
  harmless.text = "1=1";
  EXPECT_EQ(column(harmless, "text"), "1=1");
}

}  // namespace
}  // namespace pith
