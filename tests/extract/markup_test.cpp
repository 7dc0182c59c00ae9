// What of a page's markup reaches the Article: formulas, pictures, spans of cells, and parts that are left out.
#include <gtest/gtest.h>

#include "extract/images.h"
#include "pith/extract.h"

namespace pith {
namespace {

// Text that is kept, whatever stands in its middle.
std::string page(std::string_view middle) {
  return "<!DOCTYPE html><title>The ferry</title><article><h1>The ferry</h1>"
         "<p>The ferry crosses the sound four times a day in summer, and twice a day in winter, fog permitting.</p>" +
         std::string(middle) +
         "<p>Its crew of nine live on the island, and most of them have never worked on any other ship at all.</p>"
         "<p>In the year when the bridge is opened the ferry is to be sold, and nobody knows yet who will buy it.</p>"
         "</article>";
}

Options without(Parts parts) {
  Options options;
  options.bias = Bias::recall;
  options.parts = parts;
  return options;
}

Article read(std::string_view middle, const Options& options = {}) {
  return extract({.bytes = page(middle), .url = "https://ferry.example/a/b.html"}, options);
}

std::string sentence(std::string_view formula) {
  return "<p>Those who plan its way reckon that it takes " + std::string(formula) +
         " hours to cross the whole sound.</p>";
}

// What stands in the formula's place; TeX between dollar signs.
std::string formula_in(std::string_view formula) {
  for (const Block& block : read(sentence(formula)).blocks) {
    const std::size_t begin = block.text.find("takes ") + 6;
    if (begin < 6) continue;
    std::string text = block.text;
    for (auto span = block.spans.rbegin(); span != block.spans.rend(); ++span) {
      if (span->kind != Span::Kind::formula) continue;
      text.insert(span->end, 1, '$');
      text.insert(span->begin, 1, '$');
    }
    return text.substr(begin, text.find(" hours") - begin);
  }
  return "no such block";
}

TEST(Formulas, Pith_EachIsFoundOnceAsTex) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      // MathML Core 6: an annotation is another notation of the same.
      {"<math><semantics><msup><mi>x</mi><mn>2</mn></msup><annotation encoding='application/x-tex'>x^2</annotation>"
       "</semantics></math>",
       "$x^2$"},
      // KaTeX: glyphs that are hidden from screen readers.
      {"<span class=katex><span class=katex-mathml><math><semantics><mi>a</mi><annotation encoding='application/x-tex'>"
       "a_1</annotation></semantics></math></span><span class=katex-html aria-hidden=true><span>a</span><span>1</span>"
       "</span></span>",
       "$a_1$"},
      // MediaWiki: hidden MathML and a picture.
      {"<span class=mwe-math-element><span style='display: none'><math><mi>x</mi><mo>/</mo><mn>2</mn></math></span>"
       "<img class=mwe-math-fallback-image-inline src=x.svg alt='{\\displaystyle {\\frac {x}{2}}}'></span>",
       "${\\frac {x}{2}}$"},
      {"<img class=latex src=x.png alt='$\\sqrt{2}$'>", "$\\sqrt{2}$"},
      {"<span data-tex='\\pi r'>πr</span>", "$\\pi r$"},
      // Without TeX the characters, once.
      {"<math><mn>1</mn><mo>+</mo><mn>2</mn></math>", "1+2"},
      {"<math><mn>1</mn><mo>+</mo><mn>2</mn></math> or <img src=x.png alt=three>", "1+2 or"},
  };
  for (const auto& [html, markdown] : cases) EXPECT_EQ(formula_in(html), markdown) << html;
}

// Text next to a formula is no part of it.
TEST(Formulas, Pith_NeighboursAreKept) {
  EXPECT_EQ(
      formula_in("<span>about <math><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></math></span>"
                 "<b>, or <math><mn>7</mn></math></b>"),
      "about $x$, or 7");
}

TEST(Images, Pith_TheAddressIsFoundWhereScriptsKeepIt) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"<img src=boat.jpg>", "https://ferry.example/a/boat.jpg"},
      {"<img src=wait.gif data-src=/boat.jpg>", "https://ferry.example/boat.jpg"},
      {"<img src='data:image/gif;base64,R0l' data-lazy-src=boat.jpg>", "https://ferry.example/a/boat.jpg"},
      {"<img src='data:image/gif;base64,R0l' data-original=boat.jpg>", "https://ferry.example/a/boat.jpg"},
      {"<img srcset='s.jpg 320w, l.jpg 1280w, m.jpg 640w'>", "https://ferry.example/a/l.jpg"},
      {"<img data-srcset='s.jpg 1x, l.jpg 2.5x'>", "https://ferry.example/a/l.jpg"},
      {"<picture><source srcset='l.webp 2x, s.webp'><img src='data:,'></picture>", "https://ferry.example/a/l.webp"},
      {"<img src='data:,'><noscript><img src=boat.jpg></noscript>", "https://ferry.example/a/boat.jpg"},
      {"<img src=boat.jpg><noscript><img src=other.jpg></noscript>", "https://ferry.example/a/boat.jpg"},
      {"<amp-img src=boat.jpg></amp-img>", "https://ferry.example/a/boat.jpg"},
  };
  for (const auto& [html, url] : cases) {
    const Article article = read(html);
    ASSERT_EQ(article.images.size(), 1U) << html;
    EXPECT_EQ(article.images[0].url, url) << html;
  }
  for (const std::string_view none : {"<img src='data:image/gif;base64,R0l'>", "<img width=1 height=1 src=count.gif>",
                                      "<img>", "<img src='javascript:alert(1)'>"})
    EXPECT_TRUE(read(none).images.empty()) << none;
}

TEST(Images, Pith_AFigureHasItsCaption) {
  const Article article =
      read("<figure><div><img src=boat.jpg alt='a  boat'></div><figcaption>The old <i>ferry</i></figcaption></figure>");
  ASSERT_EQ(article.images.size(), 1U);
  EXPECT_EQ(article.images[0].caption, "The old ferry");
  EXPECT_EQ(article.images[0].alt, "a boat");
}

TEST(Images, Whatwg484_Srcset) {
  using extract_stage::largest_of_srcset;
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"a.jpg", "a.jpg"},
      {"a.jpg, b.jpg 2x", "b.jpg"},
      {" ,a,b.jpg 10w,,c.jpg 9w", "a,b.jpg"},
      {"a.jpg 1x,b.jpg 3x,c.jpg 2x", "b.jpg"},
      {"data:image/png;base64,AAAA 9x, a.jpg 1x", "a.jpg"},
      {"a.jpg,", "a.jpg"},
      {"a.jpg junk, b.jpg 0.5x", "a.jpg"},
  };
  for (const auto& [srcset, url] : cases) EXPECT_EQ(largest_of_srcset(srcset), url) << srcset;
}

TEST(Tables, Pith_SpansReachCleanHtml) {
  const Article article = read(
      "<table><tr><th colspan=2>The ferry and all of the harbours that it calls at on its way to the island</th></tr>"
      "<tr><td rowspan=2>North harbour, behind the old pier and its light</td><td>It is deep enough for every "
      "ship.</td>"
      "</tr><tr><td>No lamp has burned on its pier since the great storm of that year.</td></tr></table>");
  for (const Block& block : article.blocks) {
    if (block.kind != Block::Kind::table_cell) continue;
    EXPECT_EQ(block.column_span, block.text.starts_with("The ferry") ? 2 : 1);
    EXPECT_EQ(block.row_span, block.text.starts_with("North") ? 2 : 1);
  }
}

// ---- Parts ----------------------------------------------------------------------------------------------------------

constexpr std::string_view kParts =
    "<table><tr><td>The ferry takes cars and their drivers aboard</td><td>Every day of the week, in all weathers</td>"
    "</tr><tr><td>The small boat takes those who walk, and letters</td><td>Only on days when the sea is calm</td></tr>"
    "</table><img src=boat.jpg><p>It is said that <a href='/keeper'>the keeper of the light</a> knows each of them by "
    "name, and waves to them all.</p>";

bool has_link(const Article& article) {
  for (const Block& block : article.blocks) {
    for (const Span& span : block.spans)
      if (span.kind == Span::Kind::link) return true;
  }
  return false;
}
bool has_cell(const Article& article) {
  for (const Block& block : article.blocks)
    if (block.kind == Block::Kind::table_cell && block.kept) return true;
  return false;
}

TEST(Parts, Pith_WhatIsNotWantedIsInNoForm) {
  const Article all = read(kParts, without({}));
  ASSERT_TRUE(has_cell(all));
  ASSERT_TRUE(has_link(all));
  ASSERT_EQ(all.images.size(), 1U);
  EXPECT_NE(all.text.find(" | "), std::string::npos);

  const Article none = read(kParts, without({.tables = false, .images = false, .links = false}));
  EXPECT_FALSE(has_cell(none));
  EXPECT_FALSE(has_link(none));
  EXPECT_TRUE(none.images.empty());
  EXPECT_EQ(none.text.find("takes cars"), std::string::npos);
  EXPECT_NE(none.text.find("the keeper of the light knows"), std::string::npos);

  Options shown = without({.tables = false});
  shown.all_blocks = true;
  EXPECT_FALSE(has_cell(read(kParts, shown)));
  EXPECT_EQ(read(kParts, shown).text.find("takes cars"), std::string::npos);
}

TEST(Parts, Pith_CommentsCanBeLeftOut) {
  const std::string_view comments =
      "</article><section id=comments><h3>Comments</h3><div class=comment><b class=comment-author>Cy</b>"
      "<p>A fine piece that I have read with my coffee, thank you.</p></div></section><article>";
  EXPECT_EQ(extract({.bytes = page("") + std::string(comments)}).comments.size(), 1U);
  EXPECT_TRUE(extract({.bytes = page("") + std::string(comments)}, without({.comments = false})).comments.empty());
}

}  // namespace
}  // namespace pith
