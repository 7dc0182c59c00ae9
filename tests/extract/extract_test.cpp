#include "pith/extract.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <thread>

#include "extract/pipeline.h"
#include "pith/explain.h"

namespace pith {
namespace {

std::string article() {
  std::string html =
      "<html lang=en><head><title>Gardens on balconies</title></head><body><nav><a "
      "href=/>Home</a></nav><article><h1>Gardens on balconies</h1>";
  for (int i = 0; i < 12; ++i)
    html += "<p>In the " + std::to_string(i + 3) +
            "th week, the tomatoes on the balcony had grown so tall that the string no longer held them, and we bought "
            "sticks.</p>";
  return html + "</article><footer><p>© 2024 Nobody</p></footer></body></html>";
}

struct StatusCase {
  const char* name;
  std::string bytes;
  const char* content_type;
  Status status;
  std::vector<Reason> warnings;
};

class Pith_Status : public testing::TestWithParam<StatusCase> {};

TEST_P(Pith_Status, IsOneOfTheClosedList) {
  const Article article = extract({.bytes = GetParam().bytes, .content_type = GetParam().content_type});
  EXPECT_EQ(article.status, GetParam().status);
  for (const Reason reason : GetParam().warnings)
    EXPECT_NE(std::ranges::find(article.warnings, reason), article.warnings.end()) << describe(reason).name;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Pith_Status,
    testing::Values(
        StatusCase{"article", article(), "text/html", Status::ok, {}},
        StatusCase{"no_bytes", "", "", Status::empty, {Reason::no_text}},
        StatusCase{"no_text", "<html><body><img src=x></body></html>", "text/html", Status::empty, {Reason::no_text}},
        StatusCase{
            "image_labelled_html", "\x89PNG\r\n\x1a\n....", "text/html", Status::not_html, {Reason::binary_content}},
        StatusCase{"json", "{\"a\": [1, 2, 3]}", "text/html", Status::not_html, {Reason::json_content}},
        StatusCase{"feed",
                   "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel></channel></rss>",
                   "text/html",
                   Status::not_html,
                   {Reason::xml_content}},
        StatusCase{"plain_text", "Just text.", "text/plain", Status::not_html, {Reason::plain_text}},
        StatusCase{"bad_bytes",
                   "<meta charset=utf-8><p>fine \xE4\xBD\xA0\xE5\xA5\xBD " + std::string(400, 'a') + " \xFF bad</p>",
                   "",
                   Status::ok,
                   {Reason::bad_bytes}}),
    [](const auto& info) { return info.param.name; });

TEST(Pith_Limits, EndInAPartialResultThatSaysSo) {
  const std::string page = article();
  Options options;
  options.limits.bytes = 600;
  const Article cut = extract({.bytes = page}, options);
  EXPECT_EQ(cut.status, Status::partial);
  ASSERT_FALSE(cut.warnings.empty());
  EXPECT_EQ(cut.warnings[0], Reason::limit_bytes);
  EXPECT_FALSE(cut.text.empty());
}

TEST(Pith_Limits, SoDoTooManyBlocks) {
  const std::string page = article();
  Options options;
  options.limits.blocks = 5;
  const Article cut = extract({.bytes = page}, options);
  EXPECT_EQ(cut.status, Status::partial);
  EXPECT_EQ(cut.warnings.at(0), Reason::limit_blocks);
}

TEST(Pith_Extract, TakesAnyBytesForAddressAndDate) {
  const std::string page = article();
  const std::string_view bytes = "https://example.org/\xE4\xF0";
  const std::vector<char> exact(bytes.begin(), bytes.end());
  const std::string_view odd(exact.data(), exact.size());
  EXPECT_EQ(extract({.bytes = page, .url = odd, .content_type = odd, .http_status = {}, .crawl_date = odd}).status,
            Status::ok);
}

TEST(Pith_Extract, KeepsNoState) {
  const std::string page = article();
  const Article first = extract({.bytes = page, .url = "https://example.org/1"});
  extract({.bytes = "<p>something else"});
  const Article second = extract({.bytes = page, .url = "https://example.org/1"});
  EXPECT_EQ(first.text, second.text);
  EXPECT_EQ(first.id, second.id);
  EXPECT_EQ(first.fingerprint, second.fingerprint);
  EXPECT_EQ(first.confidence, second.confidence);
}

TEST(Pith_Extract, IsTheSameOnEveryThread) {
  const std::string page = article();
  const std::string expected = extract({.bytes = page}).text;
  std::vector<std::string> texts(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& text : texts)
      threads.emplace_back([&] {
        for (int i = 0; i < 5; ++i) text = extract({.bytes = page}).text;
      });
  }
  for (const std::string& text : texts) EXPECT_EQ(text, expected);
}

TEST(Pith_Extract, AllBlocksShowWhatWasDropped) {
  const std::string page = article();
  Options options;
  options.all_blocks = true;
  const Article full = extract({.bytes = page}, options);
  const Article kept = extract({.bytes = page});
  EXPECT_EQ(full.text, kept.text);
  EXPECT_GT(full.blocks.size(), kept.blocks.size());
  for (const Block& block : full.blocks) EXPECT_FALSE(block.reason.empty() || block.path.empty());
}

TEST(Pith_Fingerprint, LikeTextsHaveLikeOnes) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "word" + std::to_string(i) + " ";
  const auto distance = [](const std::string& a, const std::string& b) {
    return std::popcount(std::stoull(a, nullptr, 16) ^ std::stoull(b, nullptr, 16));
  };
  const std::string own = extract_stage::simhash(text);
  EXPECT_EQ(own.size(), 16u);
  EXPECT_LE(distance(own, extract_stage::simhash(text + "one more")), 6);
  EXPECT_GT(distance(own, extract_stage::simhash("nothing in common with that other text at all")), 12);
  EXPECT_EQ(extract_stage::simhash("  "), "");
}

struct LanguageCase {
  const char* text;
  const char* code;
};

TEST(Pith_Language, OfTheTextNotOfTheLabel) {
  for (const LanguageCase& c :
       {LanguageCase{"The park by the river was opened on Sunday, and many people came to see it.", "en"},
        {"Der Park am Fluss wurde am Sonntag eröffnet, und viele Menschen kamen, um ihn zu sehen.", "de"},
        {"這座公園週日在河邊開放，許多市民帶著孩子前來參觀，廣場上擺滿了鮮花與燈籠，歡樂的氣氛持續到深夜。", "zh-Hant"},
        {"这座公园周日在河边开放，许多市民带着孩子前来参观，广场上摆满了鲜花与灯笼，欢乐的气氛持续到深夜。", "zh-Hans"},
        {"Парк у реки открыли в воскресенье, и посмотреть на него пришло много людей.", "ru"}})
    EXPECT_EQ(extract_stage::detect_language(c.text, "fr").code, c.code);
  EXPECT_EQ(extract_stage::detect_language("42", "fr").code, "fr");
}

TEST(Pith_Dump, IsALineAStep) {
  const std::string page = article();
  for (const Stage stage : {Stage::document, Stage::blocks, Stage::features, Stage::scores}) {
    const std::string lines = dump({.bytes = page}, stage);
    EXPECT_GT(std::ranges::count(lines, '\n'), 12);
    EXPECT_TRUE(lines.ends_with("}\n"));
  }
}

TEST(Pith_Training, RowsHaveTheDeclaredColumns) {
  const std::string source = article();
  const TrainingPage page = training_page({.bytes = source});
  ASSERT_EQ(page.rows.size(), page.texts.size() * first_pass_features().size());
  EXPECT_EQ(page.page.size(), page_features().size());
  const std::vector<float> half(page.texts.size(), 0.5f);
  EXPECT_EQ(training_second_pass({.bytes = source}, half).size(), page.texts.size() * second_pass_features().size());
  std::vector<float> only_first(page.texts.size(), 0.0f);
  only_first[0] = 1;
  EXPECT_EQ(training_text({.bytes = source}, only_first, PageType::article).text, page.texts[0]);
}

TEST(Pith_Reasons, EachHasANameAndALine) {
  for (int r = 0; r <= static_cast<int>(Reason::fetch_failed); ++r) {
    EXPECT_FALSE(describe(static_cast<Reason>(r)).name.empty());
    EXPECT_FALSE(describe(static_cast<Reason>(r)).message.empty());
  }
}

}  // namespace
}  // namespace pith
