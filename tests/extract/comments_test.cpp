#include "extract/comments.h"

#include <gtest/gtest.h>

namespace pith::extract_stage {
namespace {

// An article that is kept, and what stands below it. Blocks that begin with "Kept" are the main content.
std::vector<Comment> comments_of(std::string_view below, bool forum = false) {
  const std::string source =
      "<body><article><h1>Kept headline</h1><p>Kept text of some length, with a second part to it.</p></article>" +
      std::string(below) + "</body>";
  const html::Document document = html::parse(source);
  const blocks::BlockTable table = blocks::build(document, {});
  std::vector<bool> kept;
  for (const blocks::Block& block : table.blocks) kept.push_back(table.text(block).starts_with("Kept"));
  return find_comments(document, table, kept, forum, metadata::date_rules("en", "", ""));
}

std::string shown(const std::vector<Comment>& comments) {
  std::string out;
  for (const Comment& comment : comments) out += comment.author + "|" + comment.date + "|" + comment.text + "\n";
  return out;
}

struct MarkUp {
  const char* name;
  std::string below;
  std::string expected;  // author|date|text, a line each
  bool forum = false;
};

class Pith_Comments : public testing::TestWithParam<MarkUp> {};

TEST_P(Pith_Comments, AreFoundByMarkUp) {
  EXPECT_EQ(shown(comments_of(GetParam().below, GetParam().forum)), GetParam().expected);
}

const std::string kWordPress =
    "<div id=comments><h3>2 Comments</h3><ol class=comment-list>"
    "<li class='comment even' id=comment-7><article class=comment-body><div class='comment-author vcard'><b class=fn>"
    "Ada Rook</b> <span class=says>says:</span></div><div class=comment-metadata><a href=#c><time "
    "datetime='2020-03-04T10:20'>March 4, 2020 at 10:20</time></a></div><div class=comment-content><p>The second jar "
    "broke.</p><p>So we bought a third.</p></div><div class=reply><a href=#r>Reply to Ada</a></div></article>"
    "<ul class=children><li class='comment odd' id=comment-8><article class=comment-body><div class='comment-author "
    "vcard'><b class=fn>Ben</b></div><div class=comment-content><p>Ours held.</p></div></article></li></ul></li></ol>"
    "</div>";

INSTANTIATE_TEST_SUITE_P(
    Table, Pith_Comments,
    testing::Values(
        MarkUp{"none",
               "<aside><h3>More to read</h3><ul><li><a href=/1>A mill at the river, 3 May 2020</a><li><a href=/2>The "
               "clockmaker's last winter, 4 May 2020</a></ul></aside>",
               ""},
        MarkUp{"nested_replies", kWordPress,
               "Ada Rook|2020-03-04T10:20|The second jar broke.\n\nSo we bought a third.\nBen||Ours held.\n"},
        MarkUp{
            "forum_posts_kept",
            "<div class=comments><div class=comment><b class=author>Eve</b><p>Kept post of the thread.</p></div><div "
            "class=comment><b class=author>Flo</b><p>Kept answer, the longer one of the two.</p><p>Written on my "
            "phone.</p></div></div>",
            "", true},
        MarkUp{"forum_type_of_an_article", kWordPress,
               "Ada Rook|2020-03-04T10:20|The second jar broke.\n\nSo we bought a third.\nBen||Ours held.\n", true},
        MarkUp{"forum_type_with_text_behind_the_comments",
               kWordPress + "<div class=notice><p>Kept note on whose the pictures are, in the sidebar.</p></div>",
               "Ada Rook|2020-03-04T10:20|The second jar broke.\n\nSo we bought a third.\nBen||Ours held.\n", true},
        MarkUp{"folded_behind_a_button",
               "<button>Show comments</button><div id=comments style='display: none'>" +
                   kWordPress.substr(kWordPress.find("<h3>")),
               "Ada Rook|2020-03-04T10:20|The second jar broke.\n\nSo we bought a third.\nBen||Ours held.\n"},
        MarkUp{"template_of_a_script",
               "<div class=comments><div class=comment style='display:none'><b class=author>NAME</b><p>TEXT of "
               "it</p></div>"
               "<div class=comment><b class=author>Eve</b><p>The bell is cracked.</p></div></div>",
               "Eve||The bell is cracked.\n"},
        MarkUp{
            "schema_org",
            "<section><div itemprop=comment itemscope itemtype='https://schema.org/Comment'><span itemprop=author>Gil "
            "Ortiz</span> <meta itemprop=dateCreated content=2021-11-02><p itemprop=text>Is the path open in "
            "winter?</p></div></section>",
            "Gil Ortiz|2021-11-02|Is the path open in winter?\n"},
        MarkUp{
            "chinese_list",
            "<div class=pl><h3>网友评论</h3><ul><li><span class=nick>山里人</span><span class=time>2019-05-06 "
            "08:09</span><p>桥修好以后，上学近多了。</p><a href=#>回复</a></li><li><span class=nick>老周</span><span "
            "class=time>2019-05-07 21:30</span><p>希望明年能通车。</p><a href=#>回复</a></li></ul></div>",
            "山里人|2019-05-06T08:09|桥修好以后，上学近多了。\n老周|2019-05-07T21:30|希望明年能通车。\n"},
        MarkUp{
            "form_only",
            "<div id=comments><div id=respond class=comment-respond><h3>Leave a comment</h3><form class=comment-form>"
            "<p class=comment-notes>Your address stays with us. Fields with a star are needed.</p><p "
            "class=comment-form-author><label>Name</label><input></p><p class=comment-form-comment><label>Your "
            "comment</label><textarea></textarea></p><button>Send it</button></form></div></div>",
            ""},
        MarkUp{
            "hidden_template",
            "<div id=comments><div class=comment style='display:none'><b class=author>Name</b><p>Text of the comment "
            "goes here.</p></div></div>",
            ""},
        MarkUp{
            "siblings_below_a_heading",
            "<div><h4>2 comments</h4><div><p><a href=/u/hal>Hal</a>, 3 June 2018</p><p>We walked it in four "
            "hours.</p></div><div><p><a href=/u/ines>Ines</a>, 4 June 2018</p><p>Five, with the dog.</p></div></div>",
            "Hal|2018-06-03|We walked it in four hours.\nInes|2018-06-04|Five, with the dog.\n"},
        MarkUp{"ids_only",
               "<ol id=commentlist><li id=comment-31><p>They sold out by noon.</p><p>Comment by Jo Marsh, 2 May "
               "2011</p></li><li id=comment-32 class=alt><p>Again?</p><p>Comment by Kim, 3 May 2011</p></li></ol>",
               "Jo Marsh|2011-05-02|They sold out by noon.\nKim|2011-05-03|Again?\n"},
        MarkUp{"widget_of_other_pages",
               "<ul class=recent-comments><li class=comment><b class=author>Lee</b> on <a href=/x>Bridges</a>: what a "
               "view!</li><li class=comment><b class=author>Mo</b> on <a href=/y>Ferries</a>: no more!</li></ul>",
               ""},
        MarkUp{
            "what_all_of_them_say",
            "<div class=comments><div class=comment><b class=author>Nia</b><p>One.</p><p>Written with the paper's own "
            "app for readers</p></div><div class=comment><b class=author>Oz</b><p>Two.</p><p>Written with the paper's "
            "own app for readers</p></div><div class=comment><b class=author>Pat</b><p>Three.</p><p>Written with the "
            "paper's own app for readers</p></div></div>",
            "Nia||One.\nOz||Two.\nPat||Three.\n"},
        MarkUp{"pingback",
               "<ol class=commentlist><li class=comment><p>Pingback: <a href=/p>Ten bridges and a ferry</a> on 2 May "
               "2011</p></li></ol>",
               ""}),
    [](const auto& info) { return info.param.name; });

TEST(Pith_CommentsDeep, NestedAnswersAreTakenApart) {
  std::string below = "<div id=comments>";
  for (int i = 0; i < 300; ++i)
    below += "<div class=comment><b class=author>Quin</b><p>Said " + std::to_string(i) + " times.</p>";
  EXPECT_EQ(comments_of(below + "<div class=comment><b class=author>Ray</b><p>The last one.</p>").size(), 301u);
}

}  // namespace
}  // namespace pith::extract_stage
