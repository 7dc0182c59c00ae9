// One pass over a document: what the fields' sources are looked for in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dates.h"
#include "html/html.h"
#include "json_ld.h"

namespace pith::metadata {

// What an element's class, id, itemprop or rel says, and where it stands.
struct Mark {
  enum Flag : std::uint16_t {
    author = 1,    // a byline or an author's name
    date = 2,      // a date
    modified = 4,  // ... of the last change
    title = 8,     // a headline
    comment = 16,  // within readers' comments
    chrome = 32,   // within navigation, footer, sidebar, teasers
    strong = 64,   // itemprop or rel says so, not only a class
    site = 128,    // the site's name or logo
    info = 256,    // a line of facts about the article: "entry-meta", "info", "source"
    footer = 512,  // only while marks are made: \"footer\" in a class
    own = 1024,    // likewise: \"post\", \"entry\", \"article\": a part of the text itself
  };
  html::NodeIndex node = 0;
  std::uint16_t flags = 0;

  bool is(std::uint16_t flag) const { return (flags & flag) != 0; }
  bool outside_text() const { return is(static_cast<std::uint16_t>(comment | chrome)); }
};

// A part of the page that is not its text: comments, or navigation and teasers.
struct Zone {
  html::NodeIndex begin = 0, end = 0;
  std::uint16_t flag = 0;  // Mark::comment or Mark::chrome
};

struct Meta {
  std::string key;  // name, property, itemprop or http-equiv, lower case
  std::string_view content;
};

// A line of text as a reader sees it: what stands between two block boundaries.
struct Line {
  html::NodeIndex begin = 0, end = 0;
  std::string text;  // white space folded
};

class Page {
 public:
  // Both must outlive the page.
  Page(const html::Document& page_document, std::string_view page_url);

  const html::Document& document;
  std::string_view url;
  std::string base;  // base_url()
  JsonLd json_ld;
  std::vector<Meta> metas;
  std::vector<html::NodeIndex> links;    // <link> elements
  std::vector<Mark> headings;            // h1 to h3
  std::vector<Mark> marks;               // elements with a flag of author, date, modified, title or info, and <time>
  std::vector<html::NodeIndex> anchors;  // <a> with rel, and those to a licence's address
  std::vector<Zone> zones;               // in order, apart from each other
  std::string head_title;                // <title>, clean
  std::string language;                  // declared, BCP 47
  html::NodeIndex title_node = html::kNoNode;  // where the text's title is shown, once it is known
  std::vector<std::string> site_names;         // what the site calls itself, folded letters; see find_site()

  // First non-empty content of the metas whose key is one of `keys`, in the order of `keys`; clean.
  std::string meta(std::initializer_list<std::string_view> keys) const;
  // The text of a node, clean; cut at some 1,000 bytes.
  std::string text(html::NodeIndex node) const;
  // Mark::comment or Mark::chrome, or 0 within the page's text.
  std::uint16_t zone_at(html::NodeIndex node) const;
  // All lines but those of comments, in order; built at the first call.
  const std::vector<Line>& lines();
  // The index in lines() of the first line that ends behind the node.
  std::size_t line_at(html::NodeIndex node);

 private:
  std::vector<Line> lines_;
  bool lines_built_ = false;
};

// The lines that stand from node `begin` on, at most `limit` of them; without hidden text.
std::vector<Line> lines_from(const html::Document& document, html::NodeIndex begin, html::NodeIndex end,
                             std::size_t limit);

// Whether the element starts a new line.
bool is_block(html::Tag tag);

}  // namespace pith::metadata
