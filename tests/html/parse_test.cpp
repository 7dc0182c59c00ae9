#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dump.h"
#include "html/html.h"

namespace pith::html {
namespace {

// Parses a heap copy of the exact size, so that the address sanitizer sees one byte too many.
struct Page {
  explicit Page(std::string_view html, const Limits& limits = {})
      : bytes(html.begin(), html.end()), document(parse({bytes.data(), bytes.size()}, limits)) {
    EXPECT_EQ(broken_rule(document), "") << html.substr(0, 200);
  }
  std::vector<char> bytes;
  Document document;
};

// The dump of what is below <body>.
std::string body_of(std::string_view html) {
  const Page page(html);
  for (NodeIndex i = 0; i < page.document.nodes.size(); ++i) {
    if (page.document.nodes[i].tag == Tag::body) return dump(page.document, i);
  }
  return dump(page.document);
}

struct Case {
  std::string_view html;
  std::string_view dump;
};

void expect_bodies(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(body_of(c.html), c.dump) << c.html;
}

TEST(Parse, Whatwg_TreeIsThatOfTheStandard) {
  expect_bodies({
      {"", "body"},
      {"a", "body(\"a\")"},
      {"<p>a<p>b", "body(p(\"a\") p(\"b\"))"},
      {"<b>1<p>2</b>3", "body(b(\"1\") p(b(\"2\") \"3\"))"},
      {"<table>a<tr><td>b", "body(\"a\" table(tbody(tr(td(\"b\")))))"},
      {"<ul><li>a<li>b</ul>", "body(ul(li(\"a\") li(\"b\")))"},
      {"<a href=1>x<a href=2>y", "body(a[href=1](\"x\") a[href=2](\"y\"))"},
      {"<image src=x>", "body(img[src=x])"},
      {"a &amp; b&nbsp;&lt;", "body(\"a & b\xC2\xA0<\")"},
      {"a\r\nb\rc", "body(\"a\nb\nc\")"},
      {std::string_view("a\0b", 3), "body(\"ab\")"},
  });
}

TEST(Parse, Whatwg_LeadingNewlineOfPreIsDropped) {
  expect_bodies({
      {"<pre>\na\n b</pre>", "body(pre#(\"a\n b\"#))"},
      {"<pre><b>x</b>\n  <i>y</i></pre>", "body(pre#(b#(\"x\"#) \"\n  \"# i#(\"y\"#)))"},
      {"<textarea>\n a </textarea>", "body(textarea#(\" a \"#))"},
      {"<listing>\n\na</listing>", "body(listing#(\"\na\"#))"},
      {"<xmp> <b>\n</xmp>", "body(xmp#(\" <b>\n\"#))"},
  });
}

TEST(Parse, Pith_WhiteSpaceAloneIsOneSpace) {
  expect_bodies({{"<p>a</p>\n\t <p>b</p>", "body(p(\"a\") \" \" p(\"b\"))"}});
}

TEST(Parse, Pith_WhatIsNoContentIsDropped) {
  expect_bodies({
      {"a<!-- c -->b", "body(\"a\" \"b\")"},
      {"<script>var a = '<p>';</script><style>p{}</style>x", "body(\"x\")"},
      {"<p><svg viewBox='0 0 1 1' class=i><title>Icon</title><path d=1></svg>x", "body(p(svg[class=i] \"x\"))"},
      {"<p><svg><foreignObject><p>in</p></foreignObject></svg>x", "body(p(svg \"x\"))"},
      {"<math><mi>x</mi><mo>=</mo><annotation encoding=t>TeX</annotation></math>y",
       "body(math(\"x\" \"=\" \"TeX\"!) \"y\")"},
      {"<iframe src=a><p>raw</iframe><noembed>x</noembed>", "body(iframe[src=a] noembed)"},
  });
}

TEST(Parse, Pith_UnlistedElementsKeepTheirName) {
  expect_bodies({
      {"<My-Widget id=a onclick=b>x</My-Widget>", "body(my-widget[id=a](\"x\"))"},
      {"<search><dialog open>x", "body(search(dialog[open=](\"x\")))"},
  });
}

TEST(Parse, Pith_AttributesInUseAreKept) {
  expect_bodies({
      {"<a HREF=\"x?a&amp;b\" foo=1 href=2 title>q", "body(a[href=x?a&b][title=](\"q\"))"},
      {"<p class='a b' data-x=1>", "body(p[class=a b])"},
  });
}

TEST(Parse, Pith_NoscriptIsMarkup) {
  expect_bodies({
      {"x<noscript><p>a<img src=b></p></noscript>c", "body(\"x\" noscript(p~(\"a\"~ img~[src=b])) \"c\")"},
  });
  EXPECT_EQ(dump(Page("<head><noscript><link rel=x></noscript><title>t</title>").document),
            "html(head(noscript(link~[rel=x]) title(\"t\")) body)");
}

TEST(Parse, Pith_NoscriptEndsAtItsEndTag) {
  expect_bodies({
      {"x<noscript><p>a<b>b</noscript>c", "body(\"x\" noscript(p~(\"a\"~ b~(\"b\"~))) \"c\")"},
      {"x<noscript><table><tr><td>a</noscript><p>c", "body(\"x\" noscript(table~(tbody~(tr~(td~(\"a\"~))))) p(\"c\"))"},
  });
}

TEST(Parse, Pith_BrokenIconsDoNotSwallowThePage) {
  expect_bodies({
      {"<p><svg><title>Icon</svg>a<p>b", "body(p(svg \"a\") p(\"b\"))"},
      {"<div><svg><path d=1></div><p>b", "body(div(svg) p(\"b\"))"},
      {"<svg><g><p>b", "body(svg p(\"b\"))"},
      {"<svg><title>Icon<p>b", "body(svg p(\"b\"))"},
      {"<math><mtext><b>x</b></mtext></math>y", "body(math(\"x\") \"y\")"},
  });
}

TEST(Parse, Pith_NoframesOfAFramesetIsMarkup) {
  EXPECT_EQ(dump(Page("<frameset><frame src=a><noframes><body><p class=x>b<br></noframes><frame src=c></frameset>"
                      "<noframes>d</noframes>")
                     .document),
            "html(head frameset(frame[src=a] noframes(p[class=x](\"b\" br)) frame[src=c]) noframes)");
  EXPECT_EQ(body_of("x<noframes><p>b</noframes>"), "body(\"x\" noframes)");
  EXPECT_EQ(dump(Page("<frameset><noframes></noframes></frameset>").document), "html(head frameset(noframes))");
}

TEST(Parse, Pith_TextAtTheEndOfAFormStaysInIt) {
  expect_bodies({{"<form>a<b>b</b>c</form>d", "body(form(\"a\" b(\"b\") \"c\") \"d\")"}});
}

TEST(Parse, Pith_HiddenIsMarkedAndInherited) {
  expect_bodies({
      {"<div hidden>a<p>b</p></div>c", "body(div![hidden=](\"a\"! p!(\"b\"!)) \"c\")"},
      {"<p aria-hidden=TRUE>a<p aria-hidden=false>b", "body(p?[aria-hidden=TRUE](\"a\"?) p[aria-hidden=false](\"b\"))"},
      {"<div><template><p>a</template></div>", "body(div(template!(p!(\"a\"!))))"},
      {"<dialog>a</dialog>", "body(dialog!(\"a\"!))"},
  });
}

TEST(Parse, Css_StyleHidesByProperty) {
  const struct {
    std::string_view style;
    bool hides;
  } cases[] = {
      {"display:none", true},
      {" DISPLAY : None ; color:red", true},
      {"color:red;display:none!important", true},
      {"visibility:hidden", true},
      {"position:absolute;left:-9999px", true},
      {"text-indent: -999em", true},
      {"left:-12px;top:9999px", false},
      {"margin-left:-99px", false},
      {"visibility: collapse", true},
      {"/* x; */display:none", true},
      {"display:/**/none", true},
      {"display:none;display:block", false},
      {"display:none !important;display:block", true},
      {"--footer-display:none", false},
      {"display:none-such", false},
      {"content:'display:none'", false},
      {"content:';display:none;'", false},
      {"background:url(a;display:none)", false},
      {"background:url(data:image/png;base64,x);display:none", true},
      {"backface-visibility:hidden", false},
      {"overflow:hidden", false},
      {"display", false},
      {"", false},
      {";;:;", false},
  };
  for (const auto& c : cases) {
    const Page page("<p style=\"" + std::string(c.style) + "\">x");
    const bool hidden = page.document.nodes.back().flags & Node::hidden;
    EXPECT_EQ(hidden, c.hides) << c.style;
  }
}

TEST(Parse, Pith_StyleIsKeptToAKilobyte) {
  const Page page("<p style='" + std::string(1023, 'a') + "\xC3\xA9'>x");
  EXPECT_EQ(page.document.attribute(page.document.nodes.back().parent, AttributeName::style).size(), 1023u);
}

TEST(Parse, Pith_JsonScriptsAreKeptApart) {
  const Page page(
      "<script type='Application/LD+JSON; charset=utf-8'>{\"a\":1}</script>"
      "<script id=__NEXT_DATA__ type=application/json>{\"b\":\"</p>\"}</script>"
      "<script type=application/ld+json>[2]</script><script>{}</script><script type=application/json></script>");
  ASSERT_EQ(page.document.json_ld.size(), 2u);
  EXPECT_EQ(page.document.json_ld[0], "{\"a\":1}");
  EXPECT_EQ(page.document.json_ld[1], "[2]");
  ASSERT_EQ(page.document.json_state.size(), 1u);
  EXPECT_EQ(page.document.json_state[0], "{\"b\":\"</p>\"}");
}

TEST(Parse, Pith_FirstBaseCounts) {
  EXPECT_EQ(Page("<base target=x><base href=/a/><base href=/b/>").document.base_href, "/a/");
  EXPECT_EQ(Page("<p>").document.base_href, "");
}

TEST(Document, Pith_TextOfIsFolded) {
  const Page page("<p> a <b>b </b>\n c<br>d</p>");
  EXPECT_EQ(page.document.text_of(0), "a b cd");
}

TEST(Document, Pith_EmptyAttributeIsThere) {
  const Page page("<p id>");
  const auto p = static_cast<NodeIndex>(page.document.nodes.size() - 1);
  EXPECT_TRUE(page.document.has(p, AttributeName::id));
  EXPECT_FALSE(page.document.has(p, AttributeName::class_));
  EXPECT_EQ(page.document.attribute(p, AttributeName::id), "");
}

TEST(Document, Pith_ViewsOfPlainTextPointIntoTheInput) {
  const Page page("<p id=abc>" + std::string(100, 'x') + "</p>");
  const std::string_view text = page.document.nodes.back().text;
  EXPECT_EQ(text.data(), page.bytes.data() + 10);
  EXPECT_EQ(page.document.attribute(page.document.nodes.back().parent, AttributeName::id).data(),
            page.bytes.data() + 6);
}

}  // namespace
}  // namespace pith::html
