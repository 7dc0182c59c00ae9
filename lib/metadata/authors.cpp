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

class AuthorFinder {
 public:
  AuthorFinder(Page& page, std::string_view title) : page_(page), title_(folded_letters(title)) {}

  std::vector<std::string> find() {
    using Source = void (AuthorFinder::*)();
    constexpr Source kSources[] = {&AuthorFinder::schema, &AuthorFinder::metas, &AuthorFinder::strong_marks,
                                   &AuthorFinder::marks, &AuthorFinder::bylines};
    for (const Source source : kSources) {
      if (authors_.empty()) (this->*source)();
    }
    return std::move(authors_);
  }

 private:
  // Takes the names of `text`; those that name the site or repeat the title are no authors.
  void take(std::string_view text, bool lone) {
    for (std::string& name : names_of(text, lone)) {
      if (authors_.size() >= kMaxAuthors) return;
      if (!is_site_name(page_, name) && folded_letters(name) != title_) add_once(authors_, std::move(name));
    }
  }

  void schema() {
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      if (!authors_.empty()) return;
      for (const SchemaName& author : entity.authors) take(author.name, true);
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
                                          "dc:creator",
                                          "dc.contributor",
                                          "citation_author",
                                          "parsely-author",
                                          "sailthru.author",
                                          "cxenseparse:author",
                                          "bt:author",
                                          "byl",
                                          "byline",
                                          "creator",
                                          "articleauthor",
                                          "dcsext.author",
                                          "shareaholic:article_author_name",
                                          "rnews:author",
                                          "authors",
                                          "article.author",
                                          "book:author",
                                          "mediator_author"};
    for (const std::string_view key : kKeys) {
      for (const Meta& meta : page_.metas) {
        if (meta.key == key) take(clean_value(meta.content), true);
      }
      if (!authors_.empty()) return;
    }
  }

  // itemprop=author with its inner itemprop=name, rel=author.
  void strong_marks() {
    for (const Mark& mark : page_.marks) {
      if (!mark.is(Mark::strong) || !mark.is(Mark::author) || mark.is(Mark::comment)) continue;
      take(name_in(mark.node), true);
    }
  }

  // The text of the itemprop=name below, or of the whole element.
  std::string name_in(NodeIndex node) const {
    const NodeIndex end = std::min(page_.document.nodes[node].end, node + 60);
    for (NodeIndex i = node + 1; i < end; ++i) {
      if (page_.document.attribute(i, AttributeName::itemprop) == "name") {
        const std::string_view content = page_.document.attribute(i, AttributeName::content);
        return content.empty() ? page_.text(i) : clean_value(content);
      }
    }
    return page_.text(node);
  }

  void marks() {
    const NodeIndex title = page_.title_node == html::kNoNode ? 0 : page_.title_node;
    for (const bool behind : {true, false}) {
      for (const Mark& mark : page_.marks) {
        if (!mark.is(Mark::author) || mark.is(Mark::strong) || mark.outside_text()) continue;
        if (behind != (mark.node >= title)) continue;
        const std::string text = page_.text(mark.node);
        if (text.size() > 150) continue;
        take(text, true);
        if (!authors_.empty()) return;
      }
    }
  }

  void bylines() {
    if (page_.title_node == html::kNoNode) return;
    std::vector<std::string> editors;
    const NodeIndex end = static_cast<NodeIndex>(page_.document.nodes.size());
    for (const Line& line : lines_from(page_.document, page_.title_node, end, 15)) {
      if (line.text.size() > 200) continue;
      const CueMatch cue = cue_at_start(line.text);
      if (cue.cue == Cue::none || cue.cue == Cue::editor) continue;
      take(std::string_view(line.text).substr(cue.size), cue.cue == Cue::noun);
      if (!authors_.empty()) return;
    }
  }

  Page& page_;
  std::string title_;
  std::vector<std::string> authors_;
};

}  // namespace

std::vector<std::string> find_authors(Page& page, std::string_view title) {
  return AuthorFinder(page, title).find();
}

}  // namespace pith::metadata
