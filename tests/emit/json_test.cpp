#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "pith/emit.h"
#include "support.h"

namespace pith {
namespace {

using emit_test::full_article;

constexpr std::string_view kFull =
    R"({"id":"a1b2","url":"https://news.example.org/tide?p=1","canonical_url":"https://news.example.org/tide",)"
    R"("hostname":"example.org","sitename":"Harbour News","title":"Tide \"tables\"","author":"Ann Low; Bo Hai",)"
    R"("authors":["Ann Low","Bo Hai"],"date":"2024-03-01T08:00:00Z","date_modified":"2024-03-02",)"
    R"("description":"How tides are told.","language":"en","language_score":0.9877,)"
    R"("image":"https://news.example.org/t.jpg","categories":["Sea","Science"],"tags":["tide","moon"],)"
    R"("license":"CC BY 4.0","text":"Tides\n\nSee 潮汐 here.\nNow.",)"
    R"("comments":[{"author":"Cy","date":"2024-03-03","text":"Nice."},{"author":null,"date":null,"text":"Really?"}],)"
    R"("page_type":"documentation","page_type_score":0.5,"confidence":1.0,"status":"partial",)"
    R"("warnings":["limit_bytes","bad_bytes"],"message":"cut","http_status":200,)"
    R"("content_type":"text/html; charset=utf-8","encoding":"utf-8","encoding_source":"header",)"
    R"("crawl_date":"2024-04-01T00:00:00Z","fingerprint":"0123456789abcdef","extractor":"pith 0.1.0"})";

constexpr std::string_view kEmpty =
    R"({"id":null,"url":null,"canonical_url":null,"hostname":null,"sitename":null,"title":null,"author":null,)"
    R"("authors":[],"date":null,"date_modified":null,"description":null,"language":null,"language_score":null,)"
    R"("image":null,"categories":[],"tags":[],"license":null,"text":"","comments":[],"page_type":null,)"
    R"("page_type_score":null,"confidence":0.0,"status":"empty","warnings":[],"message":null,"http_status":null,)"
    R"("content_type":null,"encoding":null,"encoding_source":null,"crawl_date":null,"fingerprint":null,)"
    R"("extractor":"pith 0.1.0"})";

std::string with(std::string_view record, std::string_view more) {
  return std::string(record.substr(0, record.size() - 1)).append(more).append("}");
}

TEST(Json, Pith_FullRecord) {
  EXPECT_EQ(to_json(full_article()), kFull);
}

TEST(Json, Pith_UnknownIsNullAndListsAreEmpty) {
  EXPECT_EQ(to_json({}), kEmpty);
}

TEST(Json, Pith_PrettyIsTheSameRecordOverLines) {
  const std::string pretty = to_json({}, {.pretty = true});
  EXPECT_TRUE(pretty.starts_with("{\n  \"id\": null,\n  \"url\": null,\n"));
  EXPECT_TRUE(pretty.ends_with("\n  \"extractor\": \"pith 0.1.0\"\n}"));
}

TEST(Json, Pith_ArchiveFieldsStandBetweenCrawlDateAndFingerprint) {
  const std::string json = to_json({}, {.archive = ArchiveSource{"a.warc.gz", 18446744073709551615U, "<urn:uuid:1>"}});
  EXPECT_NE(json.find(R"("crawl_date":null,"archive_file":"a.warc.gz","archive_offset":18446744073709551615,)"
                      R"("archive_record_id":"<urn:uuid:1>","fingerprint":null)"),
            std::string::npos)
      << json;
  EXPECT_NE(to_json({}, {.archive = ArchiveSource{"a.arc", 0, ""}}).find(R"("archive_record_id":null)"),
            std::string::npos);
}

TEST(Json, Pith_DuplicateOfStandsOnlyWhereItIsAskedFor) {
  EXPECT_EQ(to_json({}).find("duplicate_of"), std::string::npos);
  EXPECT_NE(to_json({}, {.duplicate_of = ""}).find(R"("duplicate_of":null,"fingerprint")"), std::string::npos);
  EXPECT_NE(to_json({}, {.duplicate_of = "a1"}).find(R"("duplicate_of":"a1")"), std::string::npos);
}

TEST(Json, Pith_FieldsAreLeftOutByName) {
  const std::string json = to_json({}, {.with = {Field::html}, .without = parse_field_names("text, comments,html")});
  EXPECT_EQ(json.find("\"text\""), std::string::npos);
  EXPECT_EQ(json.find("\"comments\""), std::string::npos);
  EXPECT_EQ(json.find("\"html\""), std::string::npos);
  EXPECT_NE(json.find("\"title\""), std::string::npos);
  EXPECT_THROW(parse_field_names("text,nonsense"), std::invalid_argument);
}

TEST(Json, Pith_ScoresOfAPageWithoutContentAreNull) {
  Article article = full_article();
  for (const Status status : {Status::empty, Status::not_html, Status::error}) {
    article.status = status;
    EXPECT_NE(to_json(article).find(R"("page_type":null,"page_type_score":null,"confidence":1.0)"), std::string::npos);
  }
}

TEST(Json, Pith_NumbersHaveFourDecimals) {
  const struct {
    double value;
    std::string_view json;
  } cases[] = {{0.0, "0.0"},
               {1.0, "1.0"},
               {0.1, "0.1"},
               {0.123449, "0.1234"},
               {0.12345678, "0.1235"},
               {1.0 / 3, "0.3333"},
               {-0.00001, "0.0"},
               {0.00004, "0.0"},
               {std::numeric_limits<double>::quiet_NaN(), "0.0"},
               {std::numeric_limits<double>::infinity(), "0.0"}};
  for (const auto& one : cases) {
    Article article;
    article.confidence = one.value;
    const std::string wanted = "\"confidence\":" + std::string(one.json) + ",";
    EXPECT_NE(to_json(article).find(wanted), std::string::npos) << one.value;
  }
}

TEST(Json, Pith_NeverThrowsForBytesThatAreNoUtf8) {
  Article article;
  article.text = "a\xFF\xC3(b";
  EXPECT_NE(to_json(article).find("\"text\":\"a\xEF\xBF\xBD\xEF\xBF\xBD(b\""), std::string::npos);
}

TEST(Json, Rfc8259_ControlCharactersAreEscapedSoThatARecordIsOneLine) {
  Article article;
  article.text = "a\nb\r\x01\t\"\\";
  const std::string json = to_json(article);
  EXPECT_NE(json.find(R"("text":"a\nb\r\u0001\t\"\\")"), std::string::npos) << json;
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

TEST(Json, Pith_FieldsOnRequestComeLastInTheirOwnOrder) {
  const JsonOptions options{
      .with = {Field::blocks, Field::tables, Field::images, Field::links, Field::markdown, Field::html}};
  const std::string blocks =
      R"([{"kind":"heading","level":2,"text":"Tides","path":null,"probability":0.0,"kept":true,"reason":null},)"
      R"({"kind":"paragraph","level":0,"text":"See 潮汐 here.","path":null,"probability":0.8765,"kept":true,"reason":"dense text"},)"
      R"({"kind":"paragraph","level":0,"text":"Now.","path":null,"probability":0.0,"kept":true,"reason":null},)"
      R"({"kind":"paragraph","level":0,"text":"Advert","path":"body/div","probability":0.0,"kept":false,"reason":null}])";
  const std::string more =
      R"(,"html":"<h2>Tides</h2>\n<figure><img src=\"https://news.example.org/m.png\" alt=\"the moon\"><figcaption>Full moon</figcaption></figure>\n)"
      R"(<p>See <a href=\"https://example.org/zh\">潮汐</a> here.<br>Now.</p>")"
      R"(,"markdown":"# Tide \"tables\"\n\n## Tides\n\n![the moon](https://news.example.org/m.png)\n\n)"
      R"(See [潮汐](https://example.org/zh) here.\\\nNow.\n")"
      R"(,"links":[{"url":"https://example.org/zh","text":"潮汐"}])"
      R"(,"images":[{"url":"https://news.example.org/m.png","alt":"the moon","caption":"Full moon"}])"
      R"(,"tables":[],"blocks":)" +
      blocks;
  EXPECT_EQ(to_json(full_article(), options), with(kFull, more));
}

TEST(Json, Pith_FieldsOnRequestOfAnEmptyArticle) {
  const JsonOptions options{.with = parse_fields("html,markdown,links,images,tables,blocks")};
  EXPECT_EQ(to_json({}, options),
            with(kEmpty, R"(,"html":"","markdown":"","links":[],"images":[],"tables":[],"blocks":[])"));
}

TEST(Json, Pith_TablesAreRowsOfCells) {
  using emit_test::cell;
  const Article article = emit_test::article(
      {cell("a", 0, 0), cell("b", 0, 1), cell("c", 1, 1), cell("d", 1, 1), cell("x", 0, 5, false, 2),
       emit_test::paragraph("between"), cell("y", 0, 0, false, 3), emit_test::dropped(cell("z", 0, 1, false, 3))});
  const std::string json = to_json(article, {.with = {Field::tables}});
  EXPECT_NE(json.find(R"("tables":[[["a","b"],["","c\nd"]],[["x"]],[["y"]]])"), std::string::npos) << json;
}

// Not a square of gaps: see table().
TEST(Json, Pith_TableOfADiagonalStaysLinear) {
  std::vector<Block> cells;
  for (std::uint32_t i = 0; i < 3000; ++i) cells.push_back(emit_test::cell("x", i, i));
  EXPECT_LT(to_json(emit_test::article(cells), {.with = {Field::tables}}).size(), 40'000U);
}

TEST(Json, Pith_LinksOfDroppedBlocksAndBrokenSpansAreLeftOut) {
  Block out_of_range = emit_test::paragraph("ab", {{Span::Kind::link, 1, 9, "https://a.example/"}});
  Block dropped = emit_test::dropped(emit_test::paragraph("cd", {{Span::Kind::link, 0, 2, "https://b.example/"}}));
  Block no_address = emit_test::paragraph("ef", {{Span::Kind::link, 0, 2, ""}, {Span::Kind::strong, 0, 1, ""}});
  const std::string json = to_json(emit_test::article({out_of_range, dropped, no_address}), {.with = {Field::links}});
  EXPECT_NE(json.find(R"("links":[])"), std::string::npos) << json;
}

TEST(Json, Pith_ALinkInALinkIsPartOfTheOuter) {
  const Block nested = emit_test::paragraph("abcd", {{Span::Kind::link, 0, 3, "https://a.example/"},
                                                     {Span::Kind::link, 1, 2, "https://b.example/"},
                                                     {Span::Kind::link, 3, 4, "https://c.example/"}});
  const std::string json = to_json(emit_test::article({nested}), {.with = {Field::links}});
  EXPECT_NE(json.find(R"("links":[{"url":"https://a.example/","text":"abc"},{"url":"https://c.example/","text":"d"}])"),
            std::string::npos)
      << json;
}

// ---- docs/record.schema.json ----------------------------------------------------------------------------------------

using Json = nlohmann::ordered_json;

Json schema() {
  return Json::parse(std::ifstream(PITH_SOURCE_DIR "/docs/record.schema.json"));
}

std::vector<std::string> names_of(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

TEST(Schema, Pith_HasTheRecordsFieldsInTheirOrder) {
  EXPECT_EQ(schema()["required"].get<std::vector<std::string>>(), names_of(Json::parse(to_json({}))));
  const JsonOptions all{
      .with = parse_fields("html,markdown,links,images,tables,blocks"), .archive = ArchiveSource{}, .duplicate_of = ""};
  EXPECT_EQ(names_of(schema()["properties"]), names_of(Json::parse(to_json({}, all))));
}

TEST(Schema, Pith_KnowsEveryReasonStatusAndPageType) {
  const Json document = schema();
  const Json& properties = document.at("properties");
  Json reasons = Json::array();
  for (int i = 0; i <= static_cast<int>(Reason::crashed); ++i) {
    reasons.push_back(describe(static_cast<Reason>(i)).name);
  }
  EXPECT_EQ(properties.at("warnings").at("items").at("enum"), reasons);
  Json statuses = Json::array();
  for (int i = 0; i <= static_cast<int>(Status::error); ++i) statuses.push_back(to_string(static_cast<Status>(i)));
  EXPECT_EQ(properties.at("status").at("enum"), statuses);
  Json types = Json::array();
  for (std::size_t i = 0; i < kPageTypes; ++i) types.push_back(to_string(static_cast<PageType>(i)));
  types.push_back(nullptr);
  EXPECT_EQ(properties.at("page_type").at("enum"), types);
}

// ---- Names ----------------------------------------------------------------------------------------------------------

TEST(Names, Pith_FieldsFromACommandLine) {
  const struct {
    std::string_view text;
    std::vector<Field> fields;
  } cases[] = {{"", {}},
               {"html", {Field::html}},
               {"tables, html", {Field::tables, Field::html}},
               {"links,links,images", {Field::links, Field::images}},
               {"blocks,markdown", {Field::blocks, Field::markdown}}};
  for (const auto& one : cases) EXPECT_EQ(parse_fields(one.text), one.fields) << one.text;
}

TEST(Names, Pith_SchemasFromACommandLine) {
  EXPECT_EQ(parse_schema("pith"), Schema::pith);
  EXPECT_EQ(parse_schema("trafilatura"), Schema::trafilatura);
  EXPECT_EQ(parse_schema("readability"), Schema::readability);
  EXPECT_EQ(parse_schema("datatrove"), Schema::datatrove);
  EXPECT_EQ(parse_schema("opensearch-bulk"), Schema::opensearch_bulk);
}

template <class Parse>
std::string complaint(Parse parse, std::string_view text) {
  try {
    parse(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(Names, Pith_UnknownNamesAreAnsweredWithTheKnown) {
  EXPECT_EQ(complaint(parse_fields, "html,pdf"),
            "unknown field \"pdf\"; known are html markdown links images tables blocks");
  EXPECT_EQ(complaint(parse_fields, "html,,links"),
            "unknown field \"\"; known are html markdown links images tables blocks");
  EXPECT_EQ(complaint(parse_schema, "Pith"),
            "unknown schema \"Pith\"; known are pith trafilatura readability datatrove opensearch-bulk");
}

// ---- Other pipelines' names -----------------------------------------------------------------------------------------

TEST(Schemas, Trafilatura_Names) {
  EXPECT_EQ(
      to_json(full_article(), {.schema = Schema::trafilatura}),
      R"({"title":"Tide \"tables\"","author":"Ann Low; Bo Hai","hostname":"example.org","date":"2024-03-01T08:00:00Z",)"
      R"("fingerprint":"0123456789abcdef","id":"a1b2","license":"CC BY 4.0","comments":"Nice.\nReally?",)"
      R"("raw_text":"Tides See 潮汐 here. Now.","text":"Tides\n\nSee 潮汐 here.\nNow.","language":"en",)"
      R"("image":"https://news.example.org/t.jpg","pagetype":"documentation","filedate":"2024-04-01T00:00:00Z",)"
      R"("source":"https://news.example.org/tide?p=1","source-hostname":"Harbour News",)"
      R"("excerpt":"How tides are told.","categories":"Sea;Science","tags":"tide;moon"})");
}

TEST(Schemas, Readability_Names) {
  Article article = full_article();
  article.text += "😀";  // two UTF-16 code units
  EXPECT_EQ(
      to_json(article, {.schema = Schema::readability}),
      R"({"title":"Tide \"tables\"","byline":"Ann Low; Bo Hai","dir":null,"lang":"en","content":)"
      R"("<h2>Tides</h2>\n<figure><img src=\"https://news.example.org/m.png\" alt=\"the moon\"><figcaption>Full moon</figcaption></figure>\n)"
      R"(<p>See <a href=\"https://example.org/zh\">潮汐</a> here.<br>Now.</p>","textContent":)"
      R"("Tides\n\nSee 潮汐 here.\nNow.😀","length":26,"excerpt":"How tides are told.",)"
      R"("siteName":"Harbour News","publishedTime":"2024-03-01T08:00:00Z"})");
}

TEST(Schemas, Readability_DirectionFromTheLanguage) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"ar", "\"rtl\""}, {"he-IL", "\"rtl\""}, {"fa", "\"rtl\""}, {"arn", "null"}, {"en", "null"}, {"", "null"}};
  for (const auto& [language, dir] : cases) {
    Article article;
    article.language = language;
    const std::string json = to_json(article, {.schema = Schema::readability});
    EXPECT_NE(json.find("\"dir\":" + std::string(dir)), std::string::npos) << language;
  }
}

TEST(Schemas, Datatrove_Names) {
  const ArchiveSource archive{"CC-1.warc.gz", 77, "<urn:uuid:1>"};
  EXPECT_EQ(
      to_json(full_article(), {.schema = Schema::datatrove, .archive = archive}),
      R"({"text":"Tides\n\nSee 潮汐 here.\nNow.","id":"a1b2","metadata":{"url":"https://news.example.org/tide?p=1",)"
      R"("date":"2024-04-01T00:00:00Z","file_path":"CC-1.warc.gz","dump":null,"language":"en",)"
      R"("language_score":0.9877}})");
  EXPECT_EQ(to_json({}, {.schema = Schema::datatrove}),
            R"({"text":"","id":null,"metadata":{"url":null,"date":null,"file_path":null,"dump":null,)"
            R"("language":null,"language_score":null}})");
}

TEST(Schemas, Opensearch_TwoLinesWhateverIsAskedFor) {
  const JsonOptions options{.pretty = true, .schema = Schema::opensearch_bulk};
  EXPECT_EQ(to_json(full_article(), options), "{\"index\":{\"_id\":\"a1b2\"}}\n" + std::string(kFull));
  EXPECT_EQ(to_json({}, options), "{\"index\":{}}\n" + std::string(kEmpty));
}

TEST(Schemas, Pith_FieldsOnRequestGoWithAnyNames) {
  for (const Schema schema : {Schema::trafilatura, Schema::readability, Schema::datatrove}) {
    EXPECT_TRUE(to_json({}, {.with = {Field::links}, .schema = schema}).ends_with(R"(,"links":[]})"));
  }
}

TEST(Text, Pith_TextAndALineFeed) {
  EXPECT_EQ(to_text(full_article()), "Tides\n\nSee 潮汐 here.\nNow.\n");
  EXPECT_EQ(to_text({}), "\n");
}

}  // namespace
}  // namespace pith
