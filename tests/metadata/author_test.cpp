#include <gtest/gtest.h>

#include "support.h"

namespace pith::metadata {
namespace {

struct AuthorCase {
  const char* page;
  const char* authors;  // joined by "; "
};

TEST(Pith_Authors, StructuredSources) {
  constexpr AuthorCase kCases[] = {
      {R"(<script type="application/ld+json">{"@type":"Article","author":"Jane Doe"}</script>)", "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":{"@type":"Person","name":"Jane Doe"}}</script>)",
       "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":[{"name":"Jane Doe"},{"name":"Max Roe"}]}</script>)",
       "Jane Doe; Max Roe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":[[{"name":"Jane Doe"}],"Max Roe"]}</script>)",
       "Jane Doe; Max Roe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":{"name":["Jane Doe","Max Roe"]}}</script>)",
       "Jane Doe; Max Roe"},
      {R"(<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@id":"#p","@type":"Person","name":"Jane Doe"}]}</script>)",
       "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"WebPage","mainEntity":{"@type":"Article","author":{"name":"Jane Doe"}}}</script>)",
       "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","creator":["Jane Doe"]}</script>)", "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":{"givenName":"Jane","familyName":"Doe"}}</script>)",
       "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","comment":{"@type":"Comment","author":{"name":"Max Roe"}}}</script>)",
       ""},
      {R"(<meta name="author" content="Jane Doe">)", "Jane Doe"},
      {R"(<meta name="author" content="By Jane Doe">)", "Jane Doe"},
      {R"(<meta name="author" content="Jane Doe, Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe and Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe und Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe et Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe y Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe; Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe &amp; Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="张三、李四">)", "张三; 李四"},
      {R"(<meta name="author" content="Jane Doe, PhD">)", "Jane Doe"},
      {R"(<meta name="author" content="Jane Doe, MD, MPH">)", "Jane Doe"},
      {R"(<meta name="author" content="https://social.example/jane">)", ""},
      {R"(<meta name="author" content="jane@mail.example">)", ""},
      {R"(<meta name="author" content="@jane">)", ""},
      {R"(<meta name="author" content="admin">)", ""},
      {R"(<meta name="author" content="{{ author }}">)", ""},
      {R"(<meta name="DC.creator" content="Jane Doe"><meta name="DC.creator" content="Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta property="dc:creator dcterm:creator" content="Jane Doe">)", "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":{"@type":"Organization","name":"River Agency"}}</script>
          <h1>T t t</h1><p>By Jane Doe</p>)",
       "Jane Doe"},
      {R"(<script type="application/ld+json">{"@type":"Article","author":{"@type":"Organization","name":"River Agency"}}</script>)",
       "River Agency"},
      {R"(<meta property="article:author" content="https://social.example/jane"><meta name="parsely-author" content="Jane Doe">)",
       "Jane Doe"},
      {R"(<meta name="sailthru.author" content="Jane Doe">)", "Jane Doe"},
      {R"(<meta name="citation_author" content="Doe, Jane">)", "Doe; Jane"},
      {R"(<h1>T t t</h1><a rel="author" href="/jane">Jane Doe</a>)", "Jane Doe"},
      {R"(<h1>T t t</h1><span itemprop="author" itemscope><b itemprop="name">Jane Doe</b> is a writer</span>)",
       "Jane Doe"},
      {R"(<h1>T t t</h1><span class="vcard author">By <span class="fn">Jane Doe</span></span>)", "Jane Doe"},
      {R"(<h1>T t t</h1><div class="comments"><a rel="author">Max Roe</a></div>)", ""},
      {R"(<h1>T t t</h1><aside><a rel="author">Max Roe</a></aside>)", ""},
  };
  for (const AuthorCase& c : kCases) EXPECT_EQ(joined(collected(c.page).metadata.authors), c.authors) << c.page;
}

TEST(Pith_Authors, TeamsUsersAndOrganizationsComeAfterPeople) {
  constexpr AuthorCase kCases[] = {
      {R"(<meta name="author" content="Harbour Editorial Team"><h1>T t t</h1>)", "Harbour Editorial Team"},
      {R"(<meta name="author" content="Redaktion"><h1>T t t</h1>)", "Redaktion"},
      {R"(<meta name="author" content="Harbour Staff"><h1>T t t</h1><p>By Jane Doe</p>)", "Jane Doe"},
      {R"(<meta name="author" content="harbour.example"><h1>T t t</h1><p>By Jane Doe</p>)", "Jane Doe"},
      {R"(<meta name="author" content="Harbour Foundation"><h1>T t t</h1><p class="author">Jane Doe</p>)", "Jane Doe"},
      {R"(<meta name="author" content="Harbour Foundation"><h1>T t t</h1>)", "Harbour Foundation"},
      {R"(<meta name="author" content="jane doe"><h1>T t t</h1>)", "jane doe"},
      {R"(<meta name="author" content="jane.doe"><h1>T t t</h1>)", "jane.doe"},
      {R"(<meta name="author" content="jane.doe"><h1>T t t</h1><p>By Jane Doe</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">By Harbour Staff</p>)", "Harbour Staff"},
      {R"(<h1>T t t</h1><p class="byline">Dec</p>)", ""},
      {R"(<h1>T t t</h1><p class="byline">Dec. 4, 2020</p>)", ""},
      {R"(<h1>T t t</h1><p class="author">View all</p>)", ""},
      {R"(<h1>T t t</h1><p class="author">Photo by Jane Doe</p>)", ""},
  };
  for (const AuthorCase& c : kCases) EXPECT_EQ(joined(collected(c.page).metadata.authors), c.authors) << c.page;
}

TEST(Pith_Authors, NamesAreCutOffFromWhatStandsBesideThem) {
  constexpr AuthorCase kCases[] = {
      {R"(<h1>T t t</h1><div class="author"><b>Jane Doe</b><span>Founder</span></div>)", "Jane Doe"},
      {R"(<h1>T t t</h1><div class="author"><div>Jane Doe</div><div>Former Harbour Consultant</div></div>)",
       "Jane Doe"},
      {R"(<h1>T t t</h1><div class="author"><i>Jane Doe</i><i>March 4, 2020</i></div>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">Posted by Jane Doe under Rivers</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">Von Jana Muster Ein Kommentar</p>)", "Jana Muster"},
      {R"(<meta name="author" content="Jane Doe And Max Roe">)", "Jane Doe; Max Roe"},
      {R"(<meta name="author" content="Jane Doe → more">)", "Jane Doe"},
      {R"(<h1>标题在此</h1><p>去年三月，河水干涸，两岸的人都来看。（张三）</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>去年三月，河水干涸，两岸的人都来看。（总台记者 张三）</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>去年三月，河水干涸，两岸的人都来看。（张三 上海报道）</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>去年三月，河水干涸，两岸的人都来看。（见下图）</p>)", ""},
      {R"(<h1>标题在此</h1><p>张三、李四</p><p>正文</p>)", "张三; 李四"},
      {R"(<h1>标题在此</h1><p>【关闭】</p>)", ""},
  };
  for (const AuthorCase& c : kCases) EXPECT_EQ(joined(collected(c.page).metadata.authors), c.authors) << c.page;
}

// One byline a language, as its papers print it.
TEST(Pith_Authors, BylinesInManyLanguages) {
  struct BylineCase {
    const char* line;
    const char* author;
  };
  constexpr BylineCase kCases[] = {
      {"Written by Jane Doe", "Jane Doe"},
      {"Ein Gastbeitrag von Jana Muster", "Jana Muster"},
      {"Propos recueillis par Jeanne Dupont", "Jeanne Dupont"},
      {"Una crónica de Juana Pérez", "Juana Pérez"},
      {"Texto de João Silva", "João Silva"},
      {"Articolo di Gianna Rossi", "Gianna Rossi"},
      {"Geschreven door Jan Jansen", "Jan Jansen"},
      {"Skrevet av Kari Nordmann", "Kari Nordmann"},
      {"Skrevet af Hanne Jensen", "Hanne Jensen"},
      {"Text: Karin Svensson", "Karin Svensson"},
      {"Teksti: Matti Virtanen", "Matti Virtanen"},
      {"Autor: Jan Nowak", "Jan Nowak"},
      {"Autor článku: Jan Novák", "Jan Novák"},
      {"Napísala Jana Nováková", "Jana Nováková"},
      {"Szerző: Kovács János", "Kovács János"},
      {"Scris de Ion Popescu", "Ion Popescu"},
      {"Piše: Ivan Horvat", "Ivan Horvat"},
      {"Автор текста: Иван Иванов", "Иван Иванов"},
      {"Підготувала Олена Коваль", "Олена Коваль"},
      {"Συντάκτης: Γιάννης Παπάς", "Γιάννης Παπάς"},
      {"Haber: Ayşe Yılmaz", "Ayşe Yılmaz"},
      {"Laporan: Budi Santoso", "Budi Santoso"},
      {"Tác giả: Nguyễn Văn An", "Nguyễn Văn An"},
      {"بقلم: أحمد علي", "أحمد علي"},
      {"מאת: דוד כהן", "דוד כהן"},
      {"取材・文：山田太郎", "山田太郎"},
      {"글 홍길동", "홍길동"},
      {"撰文：王小明", "王小明"},
      {"本台记者 张三", "张三"},
  };
  for (const BylineCase& c : kCases) {
    const std::string page = std::string("<h1>T t t</h1><p>") + c.line + "</p><p>x</p>";
    EXPECT_EQ(joined(collected(page).metadata.authors), c.author) << c.line;
  }
}

TEST(Pith_Authors, WhatThePageShows) {
  constexpr AuthorCase kCases[] = {
      {R"(<h1>T t t</h1><p class="byline">By Jane Doe</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">By Jane Doe | March 4, 2020</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">By Jane Doe, Senior Editor</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="byline">Jane Doe March 4, 2020</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><div class="author-name">Jane Doe</div>)", "Jane Doe"},
      {R"(<h1>T t t</h1><div class="post-author">Posted by Jane Doe on March 4, 2020</div>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p>By Jane Doe</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p>ByJane Doe</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p>by the river</p>)", ""},
      {R"(<h1>T t t</h1><p>By noon the river had gone and with it all the fish there were.</p>)", ""},
      {R"(<h1>T t t</h1><p>Von Jana Muster</p>)", "Jana Muster"},
      {R"(<h1>T t t</h1><p>Par Jeanne Dupont</p>)", "Jeanne Dupont"},
      {R"(<h1>T t t</h1><p>Por Juana Pérez</p>)", "Juana Pérez"},
      {R"(<h1>T t t</h1><p>Di Gianna Rossi</p>)", "Gianna Rossi"},
      {R"(<h1>T t t</h1><p>Door Jan Jansen</p>)", "Jan Jansen"},
      {R"(<h1>T t t</h1><p>Av Kari Nordmann</p>)", "Kari Nordmann"},
      {R"(<h1>T t t</h1><p>Autor: Jan Nowak</p>)", "Jan Nowak"},
      {R"(<h1>T t t</h1><p>Автор: Иван Иванов</p>)", "Иван Иванов"},
      {R"(<h1>T t t</h1><p>Συντάκτης: Γιάννης Παπάς</p>)", "Γιάννης Παπάς"},
      {R"(<h1>T t t</h1><p>Yazar: Ayşe Yılmaz</p>)", "Ayşe Yılmaz"},
      {R"(<h1>T t t</h1><p>Penulis: Budi Santoso</p>)", "Budi Santoso"},
      {R"(<h1>T t t</h1><p>Text: Jana Muster</p>)", "Jana Muster"},
      {R"(<h1>T t t</h1><p>Geschrieben von Jana Muster am 4. März 2020</p>)", "Jana Muster"},
      {R"(<h1>标题在此</h1><p>作者：张三</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>来源：大河日报 作者：张三 编辑：李四</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>文／张三</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>本报记者 张三</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>（记者 张三 李四）</p>)", "张三; 李四"},
      {R"(<h1>標題在此</h1><p>記者王小明／台北報導</p>)", "王小明"},
      {R"(<h1>标题在此</h1><p>正文很长</p><p>（责任编辑：张三）</p>)", "张三"},
      {R"(<h1>标题在此</h1><p>来源：大河日报</p>)", ""},
      {R"(<h1>标题在此</h1><p>记者从大河剧团获悉新戏即将上演</p>)", ""},
      {R"(<h1>제목은 여기</h1><p>홍길동 기자</p>)", "홍길동"},
      {R"(<h1>제목은 여기</h1><p class="byline">홍길동 기자 | 입력 2013.12.30 07:20</p>)", "홍길동"},
      {R"(<h1>T t t</h1><p>Posted on May 2, 2019 by <a href="/author/jane">Jane Doe</a> in <a href="/r">Repairs</a></p>)",
       "Jane Doe"},
      {R"(<h1>T t t</h1><p><a href="/author/jane">Jane Doe</a></p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p>06.11.2023 13:30 von Jana</p>)", "Jana"},
      {R"(<h1>T t t</h1><p>Eine Kolumne von Jana Muster</p>)", "Jana Muster"},
      {R"(<h1>T t t</h1><p>Foto 2019 von Jana Muster</p>)", ""},
      {R"(<h1>T t t</h1><p><b>Von:</b><br></p><p>Jana Muster</p>)", "Jana Muster"},
      {R"(<h1>T t t</h1><p class="byline">Par Jean Le Grand le 4 mars 2020</p>)", "Jean Le Grand"},
      {R"(<h1>T t t</h1><p class="author">Stand</p>)", ""},
      {R"(<h1>T t t</h1><p class="author">Tidings</p>)", "Tidings"},
      {R"(<h1>T t t</h1><p class="author">Tidings</p><p>By Jane Doe</p>)", "Jane Doe"},
      {R"(<h1>T t t</h1><div class="comments"><span class="author">Max Roe</span></div>)", ""},
      {R"(<h1>T t t</h1><div class="related"><span class="author">Max Roe</span></div>)", ""},
      {R"(<h1>T t t</h1><footer class="entry-meta"><span class="author">Jane Doe</span></footer>)", "Jane Doe"},
      {R"(<h1>T t t</h1><p class="author">View all posts</p>)", ""},
      {R"(<meta name="author" content="Jane"><h1>T t t</h1><p>By Jane Doe</p>)", "Jane Doe"},
  };
  for (const AuthorCase& c : kCases) EXPECT_EQ(joined(collected(c.page).metadata.authors), c.authors) << c.page;
}

}  // namespace
}  // namespace pith::metadata
