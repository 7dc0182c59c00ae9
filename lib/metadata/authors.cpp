// The authors: from structured data, else from what the page shows about its title.
#include <algorithm>

#include "clean.h"
#include "fields.h"
#include "names.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

using html::AttributeName;
using html::NodeIndex;
using html::Tag;

constexpr std::size_t kMaxAuthors = 30;
constexpr std::size_t kLongestByline = 200;  // bytes

class AuthorFinder {
 public:
  AuthorFinder(Page& page, std::string_view title) : page_(page), title_(folded_letters(title)) {}

  std::vector<std::string> find() {
    constexpr Source kSure[] = {&AuthorFinder::schema,  &AuthorFinder::metas,      &AuthorFinder::microdata,
                                &AuthorFinder::bylines, &AuthorFinder::named_near, &AuthorFinder::inner_bylines};
    constexpr Source kLikely[] = {&AuthorFinder::named_behind, &AuthorFinder::named_ahead, &AuthorFinder::cjk_cues,
                                  &AuthorFinder::signature,    &AuthorFinder::editors,     &AuthorFinder::users};
    for (const Source source : kSure) {
      if (authors_.empty()) (this->*source)();
    }
    if (handles_.size() > 1) handles_.resize(1);  // the others answer the first
    for (std::vector<std::string>* const next : {&teams_, &handles_}) {
      if (authors_.empty()) authors_ = std::move(*next);
    }
    // Personal sites are named after their author, and some pages declare their publisher the author.
    if (authors_.empty()) authors_ = std::move(like_site_);
    for (const Source source : kLikely) {
      if (authors_.empty()) (this->*source)();
    }
    for (std::vector<std::string>* const last : {&like_site_, &teams_, &handles_, &organizations_}) {
      if (authors_.empty()) authors_ = std::move(*last);
    }
    complete();
    return std::move(authors_);
  }

 private:
  using Source = void (AuthorFinder::*)();

  // Takes the names of `text`. Those that repeat the title are none; those that name the site come last.
  void take(std::string_view text, bool lone) {
    const std::string_view uncued = lone ? text::trim_ascii(text.substr(cue_at_start(text).size)) : std::string_view{};
    if (lone && is_team(uncued)) return add_once(teams_, std::string(uncued));
    for (std::string& name : names_of(text, lone)) add(std::move(name));
  }
  void add(std::string name) {
    if (folded_letters(name) == title_ || authors_.size() >= kMaxAuthors) return;
    std::vector<std::string>& list = resembles_site(page_, name)  ? like_site_
                                     : is_organization_name(name) ? organizations_
                                     : is_handle(name)            ? handles_
                                                                  : authors_;
    add_once(list, std::move(name));
  }

  void schema() {
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      if (!authors_.empty()) return;
      for (const SchemaName& author : entity.authors) {
        if (author.organization && author.name.size() <= 80 && author.name.find("://") == std::string::npos) {
          add_once(like_site_, author.name);
        } else {
          take(author.name, true);
        }
      }
    }
  }

  void metas() {
    constexpr std::string_view kKeys[] = {"author",
                                          "article:author",
                                          "article:author_name",
                                          "og:article:author",
                                          "og:author",
                                          "dc.creator",
                                          "dcterms.creator",
                                          "dc.contributor",
                                          "citation_author",
                                          "citation_authors",
                                          "article_author",
                                          "parsely-author",
                                          "sailthru.author",
                                          "cxenseparse:author",
                                          "bt:author",
                                          "byl",
                                          "byline",
                                          "creator",
                                          "articleauthor",
                                          "dcsext.author",
                                          "rnews:author",
                                          "authors",
                                          "article.author",
                                          "book:author",
                                          "mediator_author",
                                          "shareaholic:article_author_name",
                                          "article:author:name",
                                          "vr:author",
                                          "author_name",
                                          "news_authors"};
    for (const std::string_view key : kKeys) {
      for (const Meta& meta : page_.metas) {
        if (meta.key == key) take(clean_value(meta.content), true);
      }
      if (!authors_.empty()) return;
    }
  }

  // itemprop=author with its inner itemprop=name, rel=author; behind the title first.
  void microdata() {
    for (const bool behind : {true, false}) {
      for (const Mark& mark : page_.marks) {
        if (!mark.is(Mark::strong) || !mark.is(Mark::author) || mark.outside_text()) continue;
        if (behind == (mark.node >= title_node())) take(name_in(mark.node), true);
      }
      if (!authors_.empty()) return;
    }
  }

  NodeIndex title_node() const { return page_.title_node == html::kNoNode ? 0 : page_.title_node; }

  // The text of the itemprop=name or class=fn (hCard) below, or of the whole element.
  std::string name_in(NodeIndex node) const {
    const NodeIndex end = std::min(page_.document.nodes[node].end, node + 60);
    for (NodeIndex i = node; i < end; ++i) {
      bool name = page_.document.attribute(i, AttributeName::itemprop) == "name";
      for (const std::string& word : split_list(page_.document.attribute(i, AttributeName::class_), " \t\n")) {
        name |= word == "fn";
      }
      if (!name) continue;
      const std::string_view content = page_.document.attribute(i, AttributeName::content);
      std::string found = content.empty() ? page_.text(i) : clean_value(content);
      if (!found.empty()) return found;
    }
    return parted_text(node);
  }

  // The text of a node, " | " where one block ends or two elements stand so close that their words would be one.
  std::string parted_text(NodeIndex node) const {
    constexpr std::size_t kEnough = 1000;
    std::string out;
    bool block = false;
    for (NodeIndex i = node; i < page_.document.nodes[node].end && out.size() < kEnough; ++i) {
      const html::Node& part = page_.document.nodes[i];
      if (part.tag != Tag::text) {
        block |= is_block(part.tag) && i != node;
        continue;
      }
      const std::string_view text = prefix(part.text, kEnough);
      const bool joined = !out.empty() && is_lower_ascii(out.back()) && is_upper_ascii(text.front());
      if ((block || joined) && !text::trim_ascii(out).empty() && !text::trim_ascii(text).empty()) out += " | ";
      if (!text::trim_ascii(text).empty()) block = false;
      text::append_folded(out, text);
    }
    return clean_value(out);
  }
  static bool is_lower_ascii(char c) { return c >= 'a' && c <= 'z'; }
  static bool is_upper_ascii(char c) { return c >= 'A' && c <= 'Z'; }

  // Elements whose class says that an author stands there.
  void named(NodeIndex begin, NodeIndex end) {
    constexpr std::size_t kLongest = 120;
    for (const Mark& mark : page_.marks) {
      if (!mark.is(Mark::author | Mark::info) || mark.is(Mark::strong) || mark.outside_text()) continue;
      if (mark.node < begin || mark.node >= end) continue;
      const std::string text = name_in(mark.node);
      if (text.size() > kLongest || (!mark.is(Mark::author) && cue_at_start(text).cue == Cue::none)) continue;
      take(text, true);
      if (!authors_.empty()) return;
    }
  }
  void named_near() {
    constexpr NodeIndex kNear = 100;
    if (page_.title_node != html::kNoNode) named(page_.title_node, page_.title_node + kNear);
  }
  void named_behind() { named(title_node(), html::kNoNode); }
  void named_ahead() { named(0, title_node()); }

  // Lines such as "By Jane Doe" about the title.
  void bylines() {
    if (page_.title_node == html::kNoNode) return;
    constexpr std::size_t kBehind = 14, kAhead = 5;
    const std::vector<Line>& lines = page_.lines();
    const std::size_t at = page_.line_at(page_.title_node);
    const std::size_t end = std::min(lines.size(), at + kBehind);
    for (std::size_t i = at; i < end && authors_.empty(); ++i) {
      byline(lines[i].text);
      if (authors_.empty() && i + 1 < end && is_bare_cue(lines[i].text) && lines[i + 1].text.size() < kLongestByline)
        take(lines[i + 1].text, false);
    }
    for (std::size_t i = at; i > 0 && i + kAhead > at && authors_.empty(); --i) byline(lines[i - 1].text);
  }

  // Lines such as "Posted on May 2 by Jane Doe" behind the title.
  void inner_bylines() {
    if (page_.title_node == html::kNoNode) return;
    constexpr std::size_t kBehind = 14;
    const std::vector<Line>& lines = page_.lines();
    const std::size_t at = page_.line_at(page_.title_node);
    for (std::size_t i = at; i < std::min(lines.size(), at + kBehind) && authors_.empty(); ++i) {
      if (lines[i].text.size() <= kLongestByline) take(behind_inner_cue(lines[i].text), false);
    }
  }

  void byline(std::string_view text) {
    if (text.size() > kLongestByline) return;
    const CueMatch cue = cue_at_start(text);
    if (cue.cue == Cue::none || cue.cue == Cue::editor) return;
    take(text.substr(cue.size), cue.cue == Cue::noun);
  }

  // "作者：", "记者 ", "기자" anywhere in a short line.
  void cjk_cues() { cued(false); }
  void editors() { cued(true); }
  void cued(bool editor) {
    constexpr std::size_t kLongest = 300;
    for (const Line& line : page_.lines()) {
      if (line.text.size() > kLongest || page_.zone_at(line.begin) != 0) continue;
      for (const std::string& name : cued_names(line.text, editor)) add(name);
      const CueMatch cue = cue_at_start(prefix(line.text, 120));
      if (cue.cue == (editor ? Cue::editor : Cue::noun)) take(prefix(line.text, 120).substr(cue.size), false);
      if (!authors_.empty()) return;
    }
  }

  // A Chinese article is signed at its end, or in a line of its own behind the title.
  void signature() {
    constexpr std::size_t kBehind = 6;
    const std::vector<Line>& lines = page_.lines();
    const std::size_t at = page_.title_node == html::kNoNode ? 0 : page_.line_at(page_.title_node);
    for (std::size_t i = at; i < lines.size() && authors_.empty(); ++i) {
      const bool closed =
          lines[i].text.ends_with("）") || lines[i].text.ends_with(")") || lines[i].text.ends_with("】");
      if ((!closed && i > at + kBehind) || page_.zone_at(lines[i].begin) != 0) continue;
      for (std::string& name : signed_han_names(lines[i].text)) add(std::move(name));
    }
  }

  // A user's name is better than none: "jane doe".
  void users() {
    constexpr std::size_t kLongest = 40;
    auto take_raw = [&](const std::string& name) {
      if (authors_.empty() && name.size() > 1 && name.size() <= kLongest && name.find("://") == name.npos &&
          name.find('@') == name.npos && split_list(name, " ").size() <= 3 &&
          name.find_first_of("{}<>?!/") == name.npos && !is_no_name(name))
        authors_.push_back(name);
    };
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      for (const SchemaName& author : entity.authors) {
        if (!author.organization) take_raw(author.name);
      }
    }
    take_raw(page_.meta({"author"}));
  }

  // A lone first name grows to the full name that the page shows.
  void complete() {
    if (authors_.size() != 1 || authors_[0].find(' ') != std::string::npos || authors_[0].size() < 3) return;
    const std::string first = std::move(authors_[0]);
    std::string full = first;
    authors_.clear();
    for (const Source source : {&AuthorFinder::microdata, &AuthorFinder::bylines, &AuthorFinder::inner_bylines,
                                &AuthorFinder::named_behind}) {
      (this->*source)();
      for (const std::string& name : authors_) {
        if (full == first && name.size() < 40 && text::lower(name).starts_with(text::lower(first) + ' ')) full = name;
      }
      authors_.clear();
    }
    authors_.push_back(std::move(full));
  }

  Page& page_;
  std::string title_;
  std::vector<std::string> authors_;
  std::vector<std::string> like_site_, organizations_, teams_, handles_;  // taken where no person is found
};

}  // namespace

std::vector<std::string> find_authors(Page& page, std::string_view title) {
  return AuthorFinder(page, title).find();
}

}  // namespace pith::metadata
