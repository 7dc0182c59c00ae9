#include <gtest/gtest.h>

#include "metadata/dates.h"
#include "support.h"

namespace pith::metadata {
namespace {

struct TextCase {
  const char* language;
  const char* text;
  const char* iso;  // empty: no date
};

// Dates as people write them, a row or more a language.
TEST(Pith_Dates, InRunningText) {
  constexpr TextCase kCases[] = {
      {"en", "Published March 4, 2020 at 10:20 am", "2020-03-04T10:20"},
      {"en", "Mar. 4th, 2020", "2020-03-04"},
      {"en", "4th of March 2020, 9:05 p.m.", "2020-03-04T21:05"},
      {"en", "Wed, 04 Mar 2020 10:20:30 GMT", "2020-03-04T10:20:30Z"},
      {"en", "Wed Mar 04 10:20:30 +0100 2020", "2020-03-04T10:20:30+01:00"},
      {"en", "04-Mar-20", "2020-03-04"},
      {"en", "04:25:06 PM IST Mar 04, 2020", "2020-03-04"},
      {"en", "Sept 12 '07", "2007-09-12"},
      {"en", "12:30 AM on 1 Jan 2001", "2001-01-01"},
      {"en", "1 Jan 2001 12:30 AM", "2001-01-01T00:30"},
      {"en", "2019 - March 4, 2020", "2020-03-04"},
      {"en", "May the 4th be with you", ""},
      {"en", "version 1.2.2020.5", ""},
      {"en", "call 555-1234-5678", ""},
      {"en", "31 February 2020", ""},
      {"en", "4 March 1889", ""},
      {"de", "Samstag, 4. März 2020, 10:20 Uhr", "2020-03-04T10:20"},
      {"de", "04.03.2020 10.20 Uhr", "2020-03-04T10:20"},
      {"de", "4. Jänner 2020", "2020-01-04"},
      {"de", "26 | 01 | 2022 Schweiz", "2022-01-26"},
      {"fr", "Publié le 1er août 2019 à 08h30", "2019-08-01T08:30"},
      {"fr", "12 févr. 2019", "2019-02-12"},
      {"es", "4 de marzo de 2020", "2020-03-04"},
      {"es", "Lunes 4 de setiembre del 2017", "2017-09-04"},
      {"pt", "4 de março de 2020 às 10h20", "2020-03-04T10:20"},
      {"it", "4 gennaio 2020", "2020-01-04"},
      {"it", "1º maggio 2018", "2018-05-01"},
      {"nl", "4 mrt 2020", "2020-03-04"},
      {"sv", "den 4 maj 2020 kl. 10.20", "2020-05-04T10:20"},
      {"da", "4. marts 2020", "2020-03-04"},
      {"no", "4. desember 2020 kl. 09:15", "2020-12-04T09:15"},
      {"fi", "4. maaliskuuta 2020", "2020-03-04"},
      {"is", "4. ágúst 2020", "2020-08-04"},
      {"et", "4. märts 2020", "2020-03-04"},
      {"lv", "2020. gada 4. marts", "2020-03-04"},
      {"lt", "2020 m. kovo 4 d.", "2020-03-04"},
      {"pl", "4 marca 2020, 10:20", "2020-03-04T10:20"},
      {"pl", "4 listopada 2020", "2020-11-04"},
      {"hr", "4. listopada 2020.", "2020-10-04"},
      {"cs", "4. července 2020", "2020-07-04"},
      {"sk", "4. júna 2020", "2020-06-04"},
      {"sl", "4. avgusta 2020", "2020-08-04"},
      {"sr", "4. јануара 2020.", "2020-01-04"},
      {"ru", "4 марта 2020 г., 10:20", "2020-03-04T10:20"},
      {"uk", "4 березня 2020 року", "2020-03-04"},
      {"be", "4 сакавіка 2020", "2020-03-04"},
      {"bg", "4 март 2020 г.", "2020-03-04"},
      {"hu", "2020. március 4. 10:20", "2020-03-04T10:20"},
      {"ro", "4 martie 2020", "2020-03-04"},
      {"el", "4 Μαρτίου 2020", "2020-03-04"},
      {"el", "Ιανουάριος 4, 2020", "2020-01-04"},
      {"tr", "4 Mart 2020 Çarşamba", "2020-03-04"},
      {"az", "4 avqust 2020", "2020-08-04"},
      {"ca", "4 de març de 2020", "2020-03-04"},
      {"id", "4 Agustus 2020", "2020-08-04"},
      {"ms", "4 Ogos 2020", "2020-08-04"},
      {"vi", "Ngày 4 tháng 3 năm 2020", "2020-03-04"},
      {"vi", "4 Tháng Ba 2020", ""},
      {"th", "4 มีนาคม 2563", "2020-03-04"},
      {"th", "4 มี.ค. 63", "2020-03-04"},
      {"th", "๔ มีนาคม ๒๕๖๓", "2020-03-04"},
      {"ar", "٤ مارس ٢٠٢٠", "2020-03-04"},
      {"ar", "4 آذار/مارس 2020", "2020-03-04"},
      {"ar", "4 تشرين الثاني 2020", "2020-11-04"},
      {"ar", "4 كانون الأول 2020", "2020-12-04"},
      {"fa", "۱۴ اسفند ۱۳۹۸", "2020-03-04"},
      {"fa", "۱ فروردین ۱۳۹۹", "2020-03-20"},
      {"fa", "۱۳۹۸/۱۲/۱۴", "2020-03-04"},
      {"he", "4 במרץ 2020", "2020-03-04"},
      {"hi", "4 मार्च 2020", "2020-03-04"},
      {"hi", "०४-०३-२०२०", "2020-03-04"},
      {"bn", "৪ মার্চ ২০২০", "2020-03-04"},
      {"ta", "4 மார்ச் 2020", "2020-03-04"},
      {"ka", "4 მარტი 2020", "2020-03-04"},
      {"hy", "4 մարտի 2020", "2020-03-04"},
      {"kk", "4 наурыз 2020", "2020-03-04"},
      {"zh", "发布时间：2020年03月04日 10:20", "2020-03-04T10:20"},
      {"zh", "2020年3月4日下午2时05分", "2020-03-04T14:05"},
      {"zh", "二〇二〇年三月四日", "2020-03-04"},
      {"zh", "二〇二〇年十二月二十一日", "2020-12-21"},
      {"zh", "２０２０／０３／０４", "2020-03-04"},
      {"zh", "109年3月4日", "2020-03-04"},
      {"zh", "3月 4, 2020", "2020-03-04"},
      {"ja", "令和2年3月4日", "2020-03-04"},
      {"ja", "平成元年1月8日", ""},
      {"ja", "平成30年12月1日", "2018-12-01"},
      {"ko", "2020년 3월 4일 오후 2:05", "2020-03-04T14:05"},
      {"ko", "입력 2020.03.04. 10:20", "2020-03-04T10:20"},
      {"", "10.3.2020", "2020-03-10"},
  };
  for (const TextCase& c : kCases) {
    DateRules rules;
    rules.language = c.language;
    const auto found = find_date(c.text, rules);
    EXPECT_EQ(found ? to_iso(found->when) : "", c.iso) << c.text;
  }
}

TEST(Pith_Dates, OrderOfDayAndMonthIsThePages) {
  const auto read = [](const char* language, const char* url, const char* text) {
    const DateRules rules = date_rules(language, url, "");
    const auto found = find_date(text, rules);
    return found ? to_iso(found->when) : "";
  };
  EXPECT_EQ(read("en-US", "", "3/4/2020"), "2020-03-04");
  EXPECT_EQ(read("en-GB", "", "3/4/2020"), "2020-04-03");
  EXPECT_EQ(read("en", "https://x.example.co.uk/", "3/4/2020"), "2020-04-03");
  EXPECT_EQ(read("en", "https://example.com/", "3/4/2020"), "2020-03-04");
  EXPECT_EQ(read("de", "https://example.com/", "3/4/2020"), "2020-04-03");
  EXPECT_EQ(read("en", "https://example.com/", "25/4/2020"), "2020-04-25");
  EXPECT_EQ(read("fr", "", "4/25/2020"), "2020-04-25");
  EXPECT_EQ(read("en", "https://example.com/", "3.4.2020"), "2020-04-03");
}

TEST(Pith_Dates, MachineValues) {
  constexpr TextCase kCases[] = {
      {"", "2020-03-04", "2020-03-04"},
      {"", "2020-03-04T10:20:30Z", "2020-03-04T10:20:30Z"},
      {"", "2020-03-04T10:20:30.123+01:00", "2020-03-04T10:20:30+01:00"},
      {"", "2020-03-04T10:20:30-0530", "2020-03-04T10:20:30-05:30"},
      {"", "2020-03-04 10:20:30 +0000", "2020-03-04T10:20:30Z"},
      {"", "2020-03-04T10:20", "2020-03-04T10:20"},
      {"", "20200304", "2020-03-04"},
      {"", "20200304102030", "2020-03-04T10:20:30"},
      {"", "20200304T102030Z", "2020-03-04T10:20:30Z"},
      {"", "20200304T10:20:30Z", "2020-03-04T10:20:30Z"},
      {"", "1583317230", "2020-03-04T10:20:30Z"},
      {"", "1583317230000", "2020-03-04T10:20:30Z"},
      {"", "Wed, 04 Mar 2020 10:20:30 +0100", "2020-03-04T10:20:30+01:00"},
      {"", "2020/03/04 10:20 CET", "2020-03-04T10:20+01:00"},
      {"", "0000-00-00", ""},
      {"", "1970-01-01T00:00:00Z", ""},
      {"", "2020-13-04", ""},
      {"", "2020-02-30", ""},
      {"", "20201399", ""},
      {"", "12345", ""},
      {"", "", ""},
      {"", "99999999999999999999", ""},
  };
  for (const TextCase& c : kCases) {
    const auto when = date_of_value(c.text, {});
    EXPECT_EQ(when ? to_iso(*when) : "", c.iso) << c.text;
  }
}

TEST(Pith_Dates, InUrls) {
  constexpr TextCase kCases[] = {
      {"", "https://x.example/2020/03/04/story", "2020-03-04"},
      {"", "https://x.example/news/2020-3-4-story.html", "2020-03-04"},
      {"", "https://x.example/a/20200304/b", "2020-03-04"},
      {"", "https://x.example/2020/0304/c123.htm", "2020-03-04"},
      {"", "https://x.example/news/2020-03/04/content_123.htm", "2020-03-04"},
      {"", "https://x.example/news/04-03-2020", "2020-03-04"},
      {"", "https://x.example/news/1-04-03-2020", ""},
      {"", "https://x.example/news/204-03-2020", ""},
      {"", "https://archive.example/web/20210506070809/http://x.example/2020/03/04/story", "2020-03-04"},
      {"", "https://archive.example/web/20210506070809/http://x.example/story", ""},
      {"", "https://x.example/2020/03/story", ""},
      {"", "https://x.example/id/20209999", ""},
      {"", "https://20200304.example/story", ""},
      {"", "https://x.example/1234567890", ""},
      {"", "https://x.example/2020/13/45/", ""},
      {"", "", ""},
  };
  for (const TextCase& c : kCases) {
    const auto when = date_of_url(c.text, {});
    EXPECT_EQ(when ? to_iso(*when) : "", c.iso) << c.text;
  }
}

TEST(Pith_Dates, NeitherBefore1990NorAfterTheCrawl) {
  const DateRules rules = date_rules("en", "", "2021-06-15T00:00:00Z");
  EXPECT_FALSE(date_of_value("2021-07-01", rules));
  EXPECT_TRUE(date_of_value("2021-06-16", rules));  // a zone ahead
  EXPECT_TRUE(date_of_value("2021-06-15", rules));
  EXPECT_FALSE(date_of_value("1989-12-31", rules));
  EXPECT_FALSE(date_of_value("2101-01-01", {}));
}

struct PageCase {
  const char* page;
  const char* published;
  const char* modified;
};

TEST(Pith_Published, SourcesInOrderOfTrust) {
  constexpr PageCase kCases[] = {
      {R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-03-04","dateModified":"2020-03-05"}</script>
          <meta property="article:published_time" content="2019-01-01">)",
       "2020-03-04", "2020-03-05"},
      {R"(<script type="application/ld+json">{"@type":"WebPage","datePublished":"2018-01-01"}</script>
          <meta property="article:published_time" content="2020-03-04T01:00:00+01:00">)",
       "2020-03-04T01:00:00+01:00", ""},
      {R"(<meta name="date" content="2020-03-04">)", "2020-03-04", ""},
      {R"(<meta name="DC.date.issued" content="2020-03-04">)", "2020-03-04", ""},
      {R"(<meta itemprop="datePublished" content="2020-03-04">)", "2020-03-04", ""},
      {R"(<meta property="article:modified_time" content="2020-03-04">)", "2020-03-04", "2020-03-04"},
      {R"(<h1>Title of it</h1><time datetime="2020-03-04T10:00">yesterday</time>)", "2020-03-04T10:00", ""},
      {R"(<h1>Title of it</h1><time pubdate>4 March 2020</time>)", "2020-03-04", ""},
      {R"(<h1>Title of it</h1><span class="entry-date">4 March 2020</span>)", "2020-03-04", ""},
      {R"(<span class="post-date">4 March 2020</span><h1>Title of it</h1>)", "2020-03-04", ""},
      {R"(<h1>Title of it</h1><p>Vienna, 4 March 2020</p>)", "2020-03-04", ""},
      {R"(<h1>Title of it</h1><p class="meta">Published 4 March 2020. Updated 6 March 2020.</p>)", "2020-03-04",
       "2020-03-06"},
      {R"(<h1>Title of it</h1><p class="meta">Updated: 6 March 2020 | First published: 4 March 2020</p>)", "2020-03-04",
       "2020-03-06"},
      {R"(<h1>Title of it</h1><p class="date">更新时间：2020-03-06</p><p class="date">发布时间：2020-03-04</p>)",
       "2020-03-04", "2020-03-06"},
      {R"(<h1>Title of it</h1><div class="comments"><span class="date">9 May 2020</span></div>)", "", ""},
      {R"(<h1>Title of it</h1><p>x</p><p>© 4 March 2020 the owners</p>)", "", ""},
      {R"(<h1>Title of it</h1><aside><time datetime="2020-01-01">1.1.</time></aside><div><time datetime="2020-03-04">x</time></div>)",
       "2020-03-04", ""},
      {R"(<table><tr><td>Some story title<td></tr><tr><td>来源：日报 发布时间：2020年3月4日</td></tr></table>)",
       "2020-03-04", ""},
      {R"(<html lang="de"><meta name="date" content="04/03/2020"><h1>Title of it</h1><p>Erstellt am: 03.04.2020</p>)",
       "2020-04-03", ""},
      {R"(<h1>Title of it</h1><p>no date here</p>)", "", ""},
      {R"(<meta name="gentime" content="2020-03-04"><h1>Title of it</h1><p class="date">2 March 2020</p>)",
       "2020-03-02", ""},
      {R"(<meta name="w-published-date" content="2020-03-04T06:03:43Z"><h1>Title of it</h1>)", "2020-03-04T06:03:43Z",
       ""},
      {R"(<meta name="publisher-update" content="2020-03-04"><h1>Title of it</h1>)", "", ""},
      {R"(<meta property="article:published_time" content="2020-03-14"><h1>Title of it</h1><p>4 March 2020</p>)",
       "2020-03-04", ""},
      {R"(<meta property="article:published_time" content="2020-03-14"><h1>Title of it</h1><p>Updated 24 March 2020</p>)",
       "2020-03-14", "2020-03-24"},
      {R"(<meta property="article:published_time" content="2020-03-14"><h1>Title of it</h1><p>The council that met
          on 4 March 2020 in the hall</p>)",
       "2020-03-14", ""},
      {R"(<h1>Title of it</h1><p>4.3.2020 - The council met in the hall and talked at length of the river, of the
          bridge, of the weirs and of the mill; and when all had been said the chair thanked those who came, and the
          lights went out.</p>)",
       "2020-03-04", ""},
      {R"(<h1>河水干涸</h1><p>发布日期：7/5/2005 9:23:57 PM</p>)", "2005-05-07T21:23:57", ""},
  };
  for (const PageCase& c : kCases) {
    const Metadata metadata = collected(c.page).metadata;
    EXPECT_EQ(metadata.date, c.published) << c.page;
    EXPECT_EQ(metadata.date_modified, c.modified) << c.page;
  }
}

TEST(Pith_Published, TheDayThatTheAddressShowsWinsOverUtc) {
  constexpr const char* kPage = R"(<meta property="article:published_time" content="2019-12-31T23:11:59Z">)";
  EXPECT_EQ(collected(kPage, "https://x.example/2020/01/01/a").metadata.date, "2020-01-01");
  EXPECT_EQ(collected(kPage, "https://x.example/a").metadata.date, "2019-12-31T23:11:59Z");
  EXPECT_EQ(collected(kPage, "https://x.example/2020/03/01/a").metadata.date, "2019-12-31T23:11:59Z");
}

TEST(Pith_Published, DatesAfterTheCrawlAreNotBelieved) {
  constexpr const char* kPage =
      R"(<meta property="article:published_time" content="2030-01-01"><h1>Title of it</h1><p class="date">4 March 2020</p>)";
  EXPECT_EQ(collected(kPage, "", "2021-01-01").metadata.date, "2020-03-04");
}

}  // namespace
}  // namespace pith::metadata
