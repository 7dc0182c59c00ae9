#include <gtest/gtest.h>

#include "support.h"

namespace pith::metadata {
namespace {

struct TitleCase {
  const char* page;
  const char* title;
};

// The site is https://www.tidings.example/.
TEST(Pith_Title, TheSitesPartIsTakenOff) {
  constexpr TitleCase kCases[] = {
      {"<title>A river runs dry - Tidings</title>", "A river runs dry"},
      {"<title>A river runs dry | Tidings</title>", "A river runs dry"},
      {"<title>A river runs dry|Tidings</title>", "A river runs dry"},
      {"<title>A river runs dry – tidings.example</title>", "A river runs dry"},
      {"<title>A river runs dry — Tidings</title>", "A river runs dry"},
      {"<title>A river runs dry · Tidings</title>", "A river runs dry"},
      {"<title>A river runs dry » Tidings</title>", "A river runs dry"},
      {"<title>Tidings « A river runs dry</title>", "A river runs dry"},
      {"<title>Tidings: A river runs dry</title>", "A river runs dry"},
      {"<title>TIDINGS :: A river runs dry</title>", "A river runs dry"},
      {"<title>A river runs dry_Tidings</title>", "A river runs dry"},
      {"<title>Tidings - A river runs dry - Tidings</title>", "A river runs dry"},
      {"<title>大河が枯れた ー Tidings</title>", "大河が枯れた"},
      {"<title>大河が枯れた｜Tidings</title>", "大河が枯れた"},
      {"<meta property='og:site_name' content='大河日报'><title>河水干涸_大河日报</title>", "河水干涸"},
      {"<meta property='og:site_name' content='Вести края'><title>Река пересохла - Вести края</title>",
       "Река пересохла"},
      {"<meta property='og:site_name' content='The Daily Word'><title>A river runs dry | The Daily Word</title>",
       "A river runs dry"},
      {"<meta name='application-name' content='Wordy'><title>A river runs dry | Wordy</title>", "A river runs dry"},
      {"<meta property='og:site_name' content='Wordy'><meta property='og:title' content='A river runs dry | Wordy'>",
       "A river runs dry"},
      {"<script type='application/ld+json'>{\"@type\":\"WebSite\",\"name\":\"Wordy\"}</script>"
       "<title>A river runs dry - Wordy</title>",
       "A river runs dry"},
      {"<title>A river runs dry | Valley Parish Pages</title><div><h1>A river runs dry</h1></div>"
       "<div><h1>A river runs dry</h1></div>",
       "A river runs dry"},
      {"<title>A river runs dry — heron 2.4 documentation</title><h1>A river runs dry<a href='#r'>¶</a></h1>",
       "A river runs dry"},
      {"<title>A river runs dry - The Book of Rivers</title><div><h1 class='title'>The Book of Rivers</h1></div>"
       "<h2 class='title'>A river runs dry</h2>",
       "A river runs dry"},
      {"<title>河水干涸-双河资讯网</title><h1>河水干涸</h1>", "河水干涸"},
      {"<title>강물이 마르다 - 강변신문</title><h2 class='tit'>강물이 마르다</h2>", "강물이 마르다"},
      {"<title>North-south: a river runs dry</title>", "North-south: a river runs dry"},
      {"<title>Twenty-one</title>", "Twenty-one"},
      {"<title>Tidings</title>", "Tidings"},
      {"<title>Tidings</title><h1>A river runs dry</h1>", "A river runs dry"},
      {"<title>Tidings | Tidings</title><h1>A river runs dry</h1>", "A river runs dry"},
      {"<title></title>", ""},
      {"<p>no title at all</p>", ""},
  };
  for (const TitleCase& c : kCases) EXPECT_EQ(collected(c.page).metadata.title, c.title) << c.page;
}

TEST(Pith_Title, SourcesAndTheirAgreement) {
  constexpr TitleCase kCases[] = {
      {"<meta property='og:title' content='A river runs dry'><title>River story</title>", "A river runs dry"},
      {"<meta name='twitter:title' content='A river runs dry'>", "A river runs dry"},
      {"<meta name='DC.title' content='A river runs dry'>", "A river runs dry"},
      {"<meta name='citation_title' content='A river runs dry'>", "A river runs dry"},
      {"<h1>A river runs dry</h1>", "A river runs dry"},
      {"<h1>A <em>river</em> runs<br>dry</h1>", "A river runs dry"},
      {"<h1 itemprop='headline'>A river runs dry</h1>", "A river runs dry"},
      {"<h2 class='entry-title'>A river runs dry</h2>", "A river runs dry"},
      {"<div class='art_title'>A river runs dry</div>", "A river runs dry"},
      {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"A river runs dry\"}</script>"
       "<title>River - Tidings</title>",
       "A river runs dry"},
      {"<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Organization\",\"name\":\"Wordy\"},"
       "{\"@type\":\"BlogPosting\",\"headline\":\"A river runs dry\"}]}</script>",
       "A river runs dry"},
      {"<title>A river runs dry this summer | News</title><h1>A river runs dry this summer</h1>",
       "A river runs dry this summer"},
      {"<title>A river runs dry - Tidings</title><h1>Tidings</h1><h2>A river runs dry</h2>", "A river runs dry"},
      {"<title>A river runs dry - Tidings</title><h1>Most read</h1>", "A river runs dry"},
      {"<title>A river runs dry - Tidings</title><nav><h1>Menu of the house</h1></nav>", "A river runs dry"},
      {"<title>A river runs dry - Tidings</title><aside><h1>A river runs dry for good</h1></aside><h1>A river runs "
       "dry</h1>",
       "A river runs dry"},
      {"<title>Sports page - A river runs dry</title><h1>A river runs dry</h1>", "A river runs dry"},
      {"<title>一夜暴富后如何经营__产业资讯_大河网</title><table><tr><td>一夜暴富后如何经营</td></tr></table>",
       "一夜暴富后如何经营"},
      {"<meta property='og:title' content='Tidings'><h1>A river runs dry</h1>", "A river runs dry"},
      {"<meta property='og:site_name' content='A river runs dry'><meta property='og:title' content='A river runs dry'>"
       "<title>A river runs dry - Tidings</title><h1>Another story of today</h1>",
       "A river runs dry"},
      {"<meta property='og:title' content=''><meta property='og:title' content='A river runs dry'>",
       "A river runs dry"},
  };
  for (const TitleCase& c : kCases) EXPECT_EQ(collected(c.page).metadata.title, c.title) << c.page;
}

TEST(Pith_Title, IsPlainText) {
  constexpr TitleCase kCases[] = {
      {"<title>Salt &amp;amp; pepper</title>", "Salt & pepper"},
      {"<title>Salt &amp;#38; pepper</title>", "Salt & pepper"},
      {"<title>Caf&amp;eacute; au lait</title>", "Café au lait"},
      {"<title>He said &amp;quot;no&amp;quot;</title>", "He said \"no\""},
      {"<title>It&amp;rsquo;s late</title>", "It’s late"},
      {"<title>AT&amp;T rings</title>", "AT&T rings"},
      {"<title>a &amp;unknown; b</title>", "a &unknown; b"},
      {"<title>1 &lt; 2 and 3 &gt; 2</title>", "1 < 2 and 3 > 2"},
      {"<meta property='og:title' content='A &lt;b&gt;bold&lt;/b&gt; move'>", "A bold move"},
      {"<title>\n  A   river\n\truns dry </title>", "A river runs dry"},
      {"<title>A&nbsp;river runs dry</title>", "A river runs dry"},
      {"<title>&amp;#x110000; &amp;#0; x</title>", "&#x110000; &#0; x"},
      {"<title>First title here</title><title>Second title here</title>", "First title here"},
  };
  for (const TitleCase& c : kCases) EXPECT_EQ(collected(c.page).metadata.title, c.title) << c.page;
}

}  // namespace
}  // namespace pith::metadata
