// Twice the page, at most 2.1 times the work: basic blocks of lib/blocks and lib/score that are run, which are the same
// number in each run.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "blocks/blocks.h"
#include "html/html.h"
#include "score/score.h"

namespace {
std::uint64_t steps = 0;
}

// What GCC calls at each basic block of code compiled with -fsanitize-coverage=trace-pc.
extern "C" void __sanitizer_cov_trace_pc() {
  ++steps;
}

namespace pith {
namespace {

constexpr int kBlocks = 500;
constexpr double kMost = 2.1;

std::uint64_t work(const std::string& html) {
  const html::Document document = html::parse(html);
  const std::vector<std::string> titles = {"Gardens and tomatoes"};
  blocks::PageHints hints;
  hints.titles = titles;
  hints.url = "https://www.example.org/a.html";
  steps = 0;
  const blocks::BlockTable table = blocks::build(document, hints);
  const score::Probabilities probabilities = score::judge(table);
  EXPECT_EQ(score::decide(table, probabilities, score::Lean::balanced).kept.size(), table.blocks.size());
  return steps;
}

std::string times(int count, const std::function<std::string(int)>& part) {
  std::string all;
  for (int i = 0; i < count; ++i) all += part(i);
  return all;
}

std::string number(int i) {
  return std::to_string(i);
}

struct Shape {
  const char* name;
  std::function<std::string(int)> page;  // of about so many blocks
};

std::string prose(int i) {
  return "Paragraph " + number(i) + " speaks of gardens, of word" + number(i) + " and of tomatoes on balconies. ";
}

const Shape kShapes[] = {
    {"paragraphs", [](int n) { return times(n, [](int i) { return "<p>" + prose(i); }); }},
    {"lines", [](int n) { return times(n, [](int i) { return prose(i) + "<br>"; }); }},
    {"linked_titles",
     [](int n) { return times(n, [](int i) { return "<li><a href=/" + number(i) + ">A linked title here</a>"; }); }},
    {"titles_and_teasers",
     [](int n) {
       return times(n / 2, [](int i) { return "<p><a href=/" + number(i) + ">A linked title</a><p>" + prose(i); });
     }},
    {"one_block_of_links",
     [](int n) {
       return "<p>" + times(n, [](int i) {
                return "<a href=/" + number(i) + ">A linked title of some length</a> " + prose(i);
              });
     }},
    {"alike_under_other_parents",
     [](int n) { return times(n, [](int i) { return "<ul><li class=item>" + prose(i) + "</ul>"; }); }},
    {"towers",
     [](int n) {
       return times(n / 100, [](int) {
         return times(100, [](int i) { return "<div><p>" + prose(i) + "</p>"; }) +
                times(100, [](int) { return std::string("</div>"); });
       });
     }},
    {"names",
     [](int n) {
       return times(n,
                    [](int i) { return "<div id=part" + number(i) + " class='c" + number(i) + " item'>" + prose(i); }) +
              "</div>";
     }},
    {"cells", [](int n) { return "<table>" + times(n / 2, [](int i) { return "<tr><td>" + number(i) + "<td>x"; }); }},
    {"one_text", [](int n) { return "<p>" + times(n, prose); }},
    {"ideographs",
     [](int n) { return times(n, [](int i) { return "<p>花園裡的番茄" + number(i) + "，在夏天成熟。"; }); }},
    {"one_word", [](int n) { return times(n, [](int) { return std::string("<p>tomato tomato"); }); }},
};

class Pith_Work : public testing::TestWithParam<Shape> {};

TEST_P(Pith_Work, IsLinearInThePage) {
  const std::uint64_t once = work("<body>" + GetParam().page(kBlocks));
  const std::uint64_t twice = work("<body>" + GetParam().page(2 * kBlocks));
  ASSERT_GT(once, 10'000u);  // the library that is linked counts
  EXPECT_LE(static_cast<double>(twice), kMost * static_cast<double>(once)) << once << ' ' << twice;
}

TEST_P(Pith_Work, IsTheSameInEachRun) {
  const std::string page = "<body>" + GetParam().page(kBlocks);
  EXPECT_EQ(work(page), work(page));
}

INSTANTIATE_TEST_SUITE_P(Shapes, Pith_Work, testing::ValuesIn(kShapes),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace pith
