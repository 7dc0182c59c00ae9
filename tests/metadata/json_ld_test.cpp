#include "metadata/json_ld.h"

#include <gtest/gtest.h>

#include "metadata/json_repair.h"
#include "support.h"

namespace pith::metadata {
namespace {

JsonLd read(std::string_view script) {
  const std::string_view scripts[] = {script};
  return read_json_ld(scripts);
}

std::string headline(std::string_view script) {
  const JsonLd data = read(script);
  return data.entities.empty() ? "(none)" : data.entities[0].headline;
}

struct Damage {
  const char* script;
  const char* headline;
};

// What the web breaks in JSON, one case each.
TEST(Pith_JsonRepair, DamageIsMended) {
  constexpr Damage kCases[] = {
      {R"({"@type":"Article","headline":"A"})", "A"},
      {R"({"@type":"Article","headline":"A",})", "A"},
      {R"({"@type":"Article","keywords":["x","y",],"headline":"A"})", "A"},
      {R"({"@type":"Article",,"headline":"A"})", "A"},
      {R"({,"@type":"Article","headline":"A"})", "A"},
      {R"({"@type":"Article","headline":"A"};)", "A"},
      {R"({"@type":"Article" /* kind */,"headline":"A"})", "A"},
      {"{\"@type\":\"Article\", // kind\n\"headline\":\"A\"}", "A"},
      {R"(<!-- {"@type":"Article","headline":"A"} -->)", "A"},
      {"//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\"}\n//]]>", "A"},
      {R"(<![CDATA[{"@type":"Article","headline":"A"}]]>)", "A"},
      {"\xEF\xBB\xBF{\"@type\":\"Article\",\"headline\":\"A\"}", "A"},
      {"{\"@type\":\"Article\",\"headline\":\"A\nB\tC\"}", "A B C"},
      {R"({"@type":"Article","headline":"A \"b\" c"})", "A \"b\" c"},
      {R"({"@type":"Article","headline":"A "b" c"})", "A \"b\" c"},
      {R"({"@type":"Article","headline":"It\'s A"})", "It's A"},
      {R"({"@type":"Article","headline":"A\d"})", "Ad"},
      {R"({"@type":"Article","headline":"A \ud83d b"})", "A \xEF\xBF\xBD b"},
      {R"({"@type":"Article","headline":"A \ud83d\ude00",})", "A \xF0\x9F\x98\x80"},
      {R"({"@type":"Article","headline":"\u00e9t\u00e9",})", "été"},
      {R"({"@type":"Article","headline":"A \u00zz"})", "A u00zz"},
      {R"({&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;A&quot;})", "A"},
      {R"({"@type":"Article","headline":"A &amp; B"})", "A & B"},
      {R"({"@type":"Article","headline":"A &amp;amp; B"})", "A & B"},
      {R"({"@type":"WebPage"}{"@type":"Article","headline":"A"})", "A"},
      {"{\"@type\":\"WebPage\"},\n{\"@type\":\"Article\",\"headline\":\"A\"}", "A"},
      {R"({"@type":"Article","headline":"A","author":{"name":"B")", "A"},
      {R"({"@type":"Article","headline":"A","description":"cut of)", "A"},
      {R"({"@type":"Article","headline":"A","description":)", "A"},
      {R"({"@type":"Article","headline":"A"}})", "A"},
      {R"({"@type":"Article","headline":"A"]})", "A"},
      {R"(var data = {"@type":"Article","headline":"A"};)", "A"},
      {R"({'@type':"x","@type":"Article","headline":"A"})", "A"},
      {R"([{"@type":"Article","headline":"A"}])", "A"},
      {R"({"@type":["Thing","Article"],"headline":"A"})", "A"},
      {R"({"@type":"http://schema.org/Article","headline":"A"})", "A"},
      {R"({"@type":"schema:Article","headline":["A","B"]})", "A"},
      {R"({"@type":"Article","headline":{"@value":"A"}})", "A"},
      {R"({"@type":"Article","headline":5})", ""},
      {R"("just a string")", "(none)"},
      {"", "(none)"},
      {"<p>not json at all</p>", "(none)"},
      {"]]]]}}}}", "(none)"},
  };
  for (const Damage& c : kCases) EXPECT_EQ(headline(c.script), c.headline) << c.script;
}

TEST(Pith_JsonRepair, WellFormedJsonKeepsItsMeaning) {
  const std::vector<std::string> values = repair_json(R"( {"a":[1,-2.5e3,true,false,null,{}],"b":"\u0041\n\"\\"} )");
  ASSERT_EQ(values.size(), 1u);
  EXPECT_EQ(values[0], R"({"a":[1,-2.5e3,true,false,null,{}],"b":"\u0041\n\"\\"})");
}

TEST(Pith_JsonLd, TheBestEntityComesFirst) {
  const JsonLd data = read(R"({"@graph":[
    {"@type":"WebSite","name":"Wordy"},
    {"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"item":{"name":"News"}}]},
    {"@type":"WebPage","name":"page"},
    {"@type":"NewsArticle","headline":"A","publisher":{"@id":"#org"},"image":[{"url":"/i.png"}],"articleSection":["News","World"]},
    {"@id":"#org","@type":"Organization","name":"Wordy Ltd"}]})");
  ASSERT_GE(data.entities.size(), 2u);
  EXPECT_EQ(data.entities[0].headline, "A");
  EXPECT_EQ(data.entities[0].publisher, "Wordy Ltd");
  EXPECT_EQ(data.entities[0].image, "/i.png");
  EXPECT_EQ(joined(data.entities[0].sections), "News; World");
  EXPECT_EQ(data.site_name, "Wordy");
  EXPECT_EQ(joined(data.breadcrumbs), "Home; News");
}

TEST(Pith_JsonLd, HintsComeFromEveryDepth) {
  const JsonLd data =
      read(R"({"@type":"http://schema.org/Article","headline":"A","articleBody":"Longer <b>text</b> &amp; more",
    "review":{"@type":"Review","reviewBody":"short","itemReviewed":{"@type":"Product","name":"Kettle","description":"It boils."}}})");
  EXPECT_EQ(joined(data.types), "article; review; product");
  EXPECT_EQ(data.body, "Longer <b>text</b> &amp; more");
  EXPECT_EQ(joined(data.titles), "A; Kettle");
  EXPECT_EQ(joined(data.descriptions), "It boils.");
}

TEST(Pith_JsonLd, BoundsHold) {
  EXPECT_EQ(headline(std::string(100'000, '[') + R"({"@type":"Article","headline":"A"})"), "(none)");
  EXPECT_EQ(headline("{\"@type\":\"Article\",\"headline\":\"A\",\"x\":\"" + std::string(3'000'000, 'x') + "\"}"),
            "(none)");
  EXPECT_FALSE(nests_deeper("[[]]", 2));
  EXPECT_TRUE(nests_deeper("[[[]]]", 2));
  EXPECT_FALSE(nests_deeper(R"(["[[[[\"[["])", 2));
  std::string many = "[";
  for (int i = 0; i < 60'000; ++i) many += R"({"@type":"Article"},)";
  EXPECT_LE(read(many + "{}]").entities.size(), 64u);
  std::string circle = R"({"@graph":[{"@type":"Article","@id":"a","author":{"@id":"a"}}]})";
  EXPECT_EQ(read(circle).entities.size(), 1u);
}

}  // namespace
}  // namespace pith::metadata
