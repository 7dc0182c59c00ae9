#include <gtest/gtest.h>

#include <algorithm>

#include "score/score.h"
#include "score/second.h"

namespace pith::score {
namespace {

struct Page {
  std::string source;
  std::vector<std::string> titles;
  html::Document document;
  blocks::BlockTable table;

  explicit Page(std::string html, std::string title = "Gardens on balconies")
      : source(std::move(html)), titles{std::move(title)}, document(html::parse(source)) {
    blocks::PageHints hints;
    hints.titles = titles;
    table = blocks::build(document, hints);
  }
  Decision decide(std::vector<float> probabilities, Lean lean = Lean::balanced) const {
    Probabilities given;
    given.content = std::move(probabilities);
    given.types[0] = 1;  // an article
    return score::decide(table, given, lean);
  }
};

const std::string kParagraph =
    "<p>Tomatoes on the balcony had grown so tall that the string no longer held them, and so we went out and bought "
    "sticks.</p>";

std::vector<bool> kept(std::initializer_list<bool> values) {
  return values;
}

TEST(Pith_Decision, KeepsWhatIsLikely) {
  const Page page(kParagraph + kParagraph + "<p>Imprint</p>");
  EXPECT_EQ(page.decide({0.9f, 0.8f, 0.1f}).kept, kept({true, true, false}));
}

TEST(Pith_Decision, LeavesNoPageWithTextEmpty) {
  const Page page(kParagraph + kParagraph);
  const Decision decision = page.decide({0.01f, 0.02f});
  EXPECT_EQ(decision.kept, kept({false, true}));
  EXPECT_LT(decision.confidence, 0.5f);
}

TEST(Pith_Decision, PrecisionAndRecallMoveTheThreshold) {
  const Page page(kParagraph + kParagraph + kParagraph);
  const std::vector<float> p = {0.95f, 0.45f, 0.32f};
  const auto count = [&](Lean lean) { return std::ranges::count(page.decide(p, lean).kept, true); };
  EXPECT_LT(count(Lean::precision), count(Lean::balanced));
  EXPECT_LE(count(Lean::balanced), count(Lean::recall));
  EXPECT_EQ(count(Lean::recall), 3);
}

TEST(Pith_Decision, ARowOfATableStaysWhole) {
  const Page page(kParagraph + "<table><tr><td>Aldry<td>38<td>41<tr><td>Marl<td>29<td>38</table>");
  EXPECT_EQ(page.decide({0.9f, 0.8f, 0.1f, 0.8f, 0.8f, 0.1f, 0.1f}).kept,
            kept({true, true, true, true, true, false, false}));
}

TEST(Pith_Decision, AnArticlePrintedAgainIsTakenOnce) {
  const Page page("<div>" + kParagraph + kParagraph + "</div><div>" + kParagraph + "</div>");
  Probabilities given;
  given.content = {0.9f, 0.9f, 0.9f};
  given.types[0] = 1;
  const Decision article = score::decide(page.table, given, Lean::balanced);
  EXPECT_EQ(article.kept, kept({true, true, false}));  // within one parent a repeat is the author's
  EXPECT_EQ(reason(page.table, 2, given, article), "stands above already");
  given.types = {};
  given.types[1] = 1;
  EXPECT_EQ(score::decide(page.table, given, Lean::balanced).kept, kept({true, true, true}));
}

TEST(Pith_Decision, TheHeadlineIsNoPartOfTheText) {
  const Page page("<h1>Gardens on balconies</h1>" + kParagraph + "<h2>Gardens on balconies</h2>" + kParagraph);
  EXPECT_EQ(page.decide({0.9f, 0.9f, 0.9f, 0.9f}).kept, kept({false, true, true, true}));
}

TEST(Pith_Decision, AFarmGoesAsAWhole) {
  std::string farm;
  for (int i = 0; i < 4; ++i)
    farm += "<p><a href=/" + std::to_string(i) + ".html>Sayings of famous people, part " + std::to_string(i) +
            "</a></p><p>Whoever looks for proverbs will find dozens here, sorted by mood.</p>";
  const Page page(kParagraph + kParagraph + farm);
  EXPECT_EQ(page.decide({0.9f, 0.9f, 0.1f, 0.7f, 0.1f, 0.3f, 0.1f, 0.3f, 0.1f, 0.3f}).kept,
            kept({true, true, false, false, false, false, false, false, false, false}));
}

std::string linked(std::initializer_list<std::string> titles_and_teasers) {
  std::string html;
  for (auto it = titles_and_teasers.begin(); it != titles_and_teasers.end(); it += 2)
    html += "<p><a href=/" + *it + ">" + *it + "</a></p><p>" + *(it + 1) + "</p>";
  return html;
}

TEST(Pith_Decision, AFarmBehindTheTextGoesHoweverSureItIs) {
  std::string text;
  for (int i = 0; i < 8; ++i) text += kParagraph;
  const Page farm(text + linked({"Famous proverbs", "Whoever looks for sayings will find dozens here, sorted by mood.",
                                 "Application letters", "Dear manager, the vacancy in accounting interests me greatly.",
                                 "Quarterly plans", "During winter months our department improves each service."}));
  std::vector<float> p(14, 0.95f);
  EXPECT_EQ(std::ranges::count(farm.decide(p).kept, true), 8);
  // Entries that have to do with each other are an article's own list.
  const Page list(text + linked({"Sticks for tomatoes", "Bamboo sticks hold balcony tomatoes through a windy summer.",
                                 "String for tomatoes", "Soft string on the sticks keeps balcony tomatoes upright.",
                                 "Soil for tomatoes", "Rich soil and bamboo sticks make balcony tomatoes happy."}));
  EXPECT_EQ(std::ranges::count(list.decide(p).kept, true), 14);
}

TEST(Pith_Decision, AnUnlinkedFarmIsToldByItsCohesion) {
  std::string html, farm;
  for (int i = 0; i < 12; ++i)
    html += "<p>The tomatoes on the balcony needed water, and the balcony gardener watered tomatoes in week " +
            std::to_string(i) +
            " until the tomatoes ripened, while neighbours admired the balcony and its gardener.</p>";
  for (const char* subject : {"Famous proverbs", "Application letters", "Quarterly plans", "Birthday greetings"})
    farm += "<p>" + std::string(subject) + " for every occasion</p><p>Whoever searches collections like " + subject +
            " finds dozens sorted alphabetically, each short enough for cards and speeches.</p>";
  EXPECT_EQ(std::ranges::count(Page(html + farm).decide(std::vector<float>(20, 0.9f)).kept, true), 12);
  EXPECT_EQ(std::ranges::count(Page(html + html).decide(std::vector<float>(24, 0.9f)).kept, true), 24);
}

TEST(Pith_Decision, HiddenLeftoversGoFromAnArticle) {
  const Page page(kParagraph + kParagraph + kParagraph + "<p hidden>A note that nobody is meant to see</p>");
  EXPECT_EQ(page.decide({0.9f, 0.9f, 0.9f, 0.9f}).kept, kept({true, true, true, false}));
  const Page shown_by_script("<div style=\"display:none\">" + kParagraph + kParagraph + "</div>");
  EXPECT_EQ(shown_by_script.decide({0.9f, 0.9f}).kept, kept({true, true}));
}

TEST(Pith_Decision, AHeadlineAloneStays) {
  const Page page("<h1>Gardens on balconies</h1>");
  EXPECT_EQ(page.decide({0.9f}).kept, kept({true}));
}

TEST(Pith_Decision, GivesItsReasonInWords) {
  const Page page(kParagraph + "<nav><a href=/>Home</a></nav><p>© 2024 Nobody</p>");
  Probabilities given;
  given.content = {0.9f, 0.05f, 0.1f};
  const Decision decision = decide(page.table, given, Lean::balanced);
  EXPECT_EQ(reason(page.table, 0, given, decision), "main content, 0.90");
  EXPECT_EQ(reason(page.table, 1, given, decision).find("navigation"), 0u);
  EXPECT_EQ(reason(page.table, 2, given, decision).find("copyright notice"), 0u);
}

TEST(Pith_SecondPass, SeesTheProbabilitiesAround) {
  const Page page("<div>" + kParagraph + kParagraph + "</div><p>Imprint and more</p>");
  const std::vector<float> rows = second_pass_rows(page.table, std::vector<float>{0.8f, 0.6f, 0.2f});
  const auto at = [&](std::size_t block, std::size_t column) { return rows[block * kSecondCount + column]; };
  EXPECT_FLOAT_EQ(at(1, second_column("p")), 0.6f);
  EXPECT_FLOAT_EQ(at(1, second_column("p-1")), 0.8f);
  EXPECT_FLOAT_EQ(at(1, second_column("p+1")), 0.2f);
  EXPECT_FLOAT_EQ(at(0, second_column("p-1")), -1);
  EXPECT_FLOAT_EQ(at(2, second_column("p+1")), -1);
  EXPECT_NEAR(at(0, second_column("cw1")), 0.7f, 1e-4);
  EXPECT_NEAR(at(0, second_column("cx1")), 0.6f, 1e-4);
  EXPECT_FLOAT_EQ(at(2, second_column("mx")), 0.8f);
}

TEST(Pith_Judge, GivesAProbabilityABlock) {
  const Page page("<h1>Gardens on balconies</h1>" + kParagraph);
  const Probabilities result = judge(page.table);
  ASSERT_EQ(result.content.size(), 2u);
  float sum = 0;
  for (const float p : result.types) sum += p;
  EXPECT_NEAR(sum, 1, 1e-5);
  for (const float p : result.content) EXPECT_TRUE(p >= 0 && p <= 1);
  EXPECT_TRUE(judge(Page("").table).content.empty());
}

}  // namespace
}  // namespace pith::score
