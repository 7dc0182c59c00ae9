#include "page.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "clean.h"
#include "metadata.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

using html::AttributeName;
using html::Document;
using html::Node;
using html::NodeIndex;
using html::Tag;

constexpr std::size_t kMaxMarks = 4000;
constexpr std::size_t kMaxMetas = 2000;
constexpr std::size_t kLongestKey = 200;

// Words of class and id attributes, whole words only, by what they say. Each list serves every language; a word stands
// here because pages of several sites use it.
constexpr std::string_view kAuthorWords[] = {
    "author",        "authors",     "byline",    "bylines",     "writer",       "autor",    "autore",    "autori",
    "autoren",       "auteur",      "auteurs",   "verfasser",   "forfatter",    "byliner",  "postedby",  "authorname",
    "journalist",    "journalists", "reporter",  "zuozhe",      "bianji",       "editor",   "redaktion", "redakteur",
    "signature",     "firma",       "firmante",  "contributor", "contributors", "penulis",  "yazar",     "kirjoittaja",
    "szerzo",        "auctor",      "schrijver", "skribent",    "creator",      "username", "writers",   "authorbox",
    "articleauthor", "postauthor",  "by"};
constexpr std::string_view kDateWords[] = {"date",          "dates",         "time",
                                           "datetime",      "published",     "pubdate",
                                           "publish",       "publication",   "publicationdate",
                                           "posted",        "timestamp",     "datum",
                                           "fecha",         "data",          "posttime",
                                           "postdate",      "posttimestamp", "pubtime",
                                           "publishdate",   "dateline",      "entrydate",
                                           "created",       "submitted",     "fabu",
                                           "shijian",       "riqi",          "dt",
                                           "datepublished", "articledate",   "zeit",
                                           "tarih",         "kalender",      "publishtime",
                                           "pub",           "updatetime",    "pubinfo",
                                           "postmeta",      "postinfo",      "dato",
                                           "pvm",           "fecpub",        "day",
                                           "wann"};
constexpr std::string_view kModifiedWords[] = {"modified",     "updated",      "update", "lastupdated", "lastmodified",
                                               "datemodified", "aktualisiert", "edited", "lastmod"};
constexpr std::string_view kTitleWords[] = {"title",        "headline",  "titulo",    "titre",      "titolo",
                                            "heading",      "biaoti",    "subject",   "titulek",    "tytul",
                                            "naslov",       "otsikko",   "posttitle", "entrytitle", "arttitle",
                                            "articletitle", "newstitle", "bt",        "tit",        "header"};
constexpr std::string_view kInfoWords[] = {
    "meta",     "info",     "source",    "infos",        "laiyuan", "ly",       "details", "metadata", "articleinfo",
    "postinfo", "postmeta", "entrymeta", "postmetadata", "about",   "subtitle", "subline", "note"};
constexpr std::string_view kCommentWords[] = {"comment",     "comments",   "commentlist", "respond",
                                              "disqus",      "reply",      "replies",     "commentaires",
                                              "comentarios", "kommentare", "pinglun",     "commentary"};
constexpr std::string_view kChromeWords[] = {
    "related",  "recommended", "recommendations", "sidebar",  "nav",          "navbar",     "navigation",
    "menu",     "breadcrumb",  "breadcrumbs",     "teaser",   "teasers",      "promo",      "popular",
    "trending", "latest",      "recent",          "more",     "carousel",     "newsletter", "cookie",
    "banner",   "advert",      "advertisement",   "mostread", "relacionadas", "ticker",     "similar"};
constexpr std::string_view kFooterWords[] = {"footer", "foot", "bottom"};
constexpr std::string_view kOwnWords[] = {"post", "entry", "article", "story", "content"};
constexpr std::string_view kSiteWords[] = {"logo", "brand", "sitename", "masthead"};

struct WordFlag {
  std::string_view word;
  std::uint16_t flags = 0;
};

// All lists in one, sorted, a word of two lists once.
template <std::size_t... N>
constexpr auto merge_lists(const std::pair<std::uint16_t, const std::string_view (&)[N]>&... lists) {
  std::array<WordFlag, (N + ...)> table{};
  std::size_t count = 0;
  auto add = [&](const auto& list) {
    for (const std::string_view word : list.second) table[count++] = {word, list.first};
  };
  (add(lists), ...);
  std::sort(table.begin(), table.end(), [](const WordFlag& a, const WordFlag& b) { return a.word < b.word; });
  for (std::size_t i = 1; i < table.size(); ++i) {
    if (table[i].word == table[i - 1].word) table[i].flags |= table[i - 1].flags;
  }
  return table;
}
template <std::size_t N>
using List = std::pair<std::uint16_t, const std::string_view (&)[N]>;

constexpr auto kWords = merge_lists(
    List<std::size(kAuthorWords)>{Mark::author, kAuthorWords}, List<std::size(kDateWords)>{Mark::date, kDateWords},
    List<std::size(kModifiedWords)>{Mark::modified | Mark::date, kModifiedWords},
    List<std::size(kTitleWords)>{Mark::title, kTitleWords}, List<std::size(kInfoWords)>{Mark::info, kInfoWords},
    List<std::size(kCommentWords)>{Mark::comment, kCommentWords},
    List<std::size(kChromeWords)>{Mark::chrome, kChromeWords}, List<std::size(kSiteWords)>{Mark::site, kSiteWords},
    List<std::size(kFooterWords)>{Mark::footer, kFooterWords}, List<std::size(kOwnWords)>{Mark::own, kOwnWords});

// Which lengths words have that begin with a byte: most words of real pages stop here.
constexpr auto kLengths = [] {
  std::array<std::uint32_t, 256> lengths{};
  for (const WordFlag& entry : kWords) lengths[static_cast<unsigned char>(entry.word[0])] |= 1u << entry.word.size();
  return lengths;
}();

std::uint16_t flags_of_word(std::string_view word) {
  if (word.size() > 31 || (kLengths[static_cast<unsigned char>(word[0])] >> word.size() & 1) == 0) return 0;
  const auto found = std::upper_bound(kWords.begin(), kWords.end(), word,
                                      [](std::string_view a, const WordFlag& b) { return a < b.word; });
  // The last of equal words has the flags of all.
  return found != kWords.begin() && (found - 1)->word == word ? (found - 1)->flags : std::uint16_t{0};
}

std::uint16_t flags_of_name(std::string_view name) {
  std::uint16_t flags = 0;
  for_each_name_word(name, [&](std::string_view word) { flags |= flags_of_word(word); });
  return flags;
}

// Whether a link's path has a folder of authors, with one of them behind it: "/author/jane".
bool leads_to_author(std::string_view href) {
  constexpr std::string_view kFolders[] = {"author",  "authors", "autor",  "autoren", "autores",     "auteur",
                                           "auteurs", "autore",  "autori", "writer",  "contributor", "authorid"};
  href = prefix(href, 300);
  for (const std::string_view folder : kFolders) {
    const std::size_t at = href.find(folder);
    if (at == href.npos || (at > 0 && href[at - 1] != '/')) continue;
    const std::string_view rest = href.substr(at + folder.size());
    if (rest.size() > 1 && rest.front() == '/') return true;
  }
  return false;
}

// Microdata and RDFa names, and rel.
std::uint16_t flags_of_property(std::string_view value) {
  std::uint16_t flags = 0;
  for (const std::string& word : split_list(text::lower(value), " \t\n\r\f")) {
    std::string_view name = word;
    if (const auto colon = name.find_last_of(":/"); colon != name.npos) name.remove_prefix(colon + 1);
    if (name == "author" || name == "creator") flags |= Mark::author | Mark::strong;
    if (name == "datepublished" || name == "datecreated" || name == "uploaddate") flags |= Mark::date | Mark::strong;
    if (name == "datemodified") flags |= Mark::date | Mark::modified | Mark::strong;
    if (name == "headline") flags |= Mark::title | Mark::strong;
    if (name == "comment") flags |= Mark::comment;
  }
  return flags;
}

bool is_heading(Tag tag) {
  return tag == Tag::h1 || tag == Tag::h2 || tag == Tag::h3;
}

// The usual ways to write a vocabulary's prefix are one: "dc:title", "DCTERM.title", "twitter.title".
std::string canonical_key(std::string key) {
  struct Spelling {
    std::string_view written, meant;
  };
  constexpr Spelling kSpellings[] = {{"dc:", "dc."},           {"dcterm:", "dcterms."},   {"dcterm.", "dcterms."},
                                     {"dcterms:", "dcterms."}, {"twitter.", "twitter:"},  {"og.", "og:"},
                                     {"schema:", ""},          {"citation.", "citation_"}};
  for (const Spelling& spelling : kSpellings) {
    if (key.starts_with(spelling.written)) return std::string(spelling.meant) + key.substr(spelling.written.size());
  }
  return key;
}

class PageReader {
 public:
  PageReader(const Document& document, Page& page) : document_(document), page_(page) {}

  void read() {
    for (NodeIndex i = 0; i < document_.nodes.size(); ++i) {
      const Node& node = document_.nodes[i];
      if (node.tag != Tag::text) element(i, node);
    }
  }

 private:
  void element(NodeIndex i, const Node& node) {
    switch (node.tag) {
      case Tag::meta:
        meta(i);
        break;
      case Tag::link:
        page_.links.push_back(i);
        break;
      case Tag::title:
        title(i);
        break;
      case Tag::html:
        language(i);
        break;
      case Tag::a:
        anchor(i);
        break;
      default:
        break;
    }
    marks(i, node);
    if (is_heading(node.tag) && page_.headings.size() < 200) page_.headings.push_back({i, page_.zone_at(i)});
  }

  void meta(NodeIndex i) {
    const std::string_view content = document_.attribute(i, AttributeName::content);
    if (content.empty() || page_.metas.size() >= kMaxMetas) return;
    for (const AttributeName name :
         {AttributeName::property, AttributeName::name, AttributeName::itemprop, AttributeName::http_equiv}) {
      const std::string_view key = document_.attribute(i, name);
      if (key.empty()) continue;
      // Microdata of a part of the page (a comment, a product) is not the page's.
      if (name == AttributeName::itemprop && page_.zone_at(i) != 0) continue;
      for (const std::string& word : split_list(prefix(key, kLongestKey), " \t\n\r\f")) {  // RDFa: several at once
        page_.metas.push_back({canonical_key(text::lower(word)), content});
      }
    }
  }

  void title(NodeIndex i) {
    if (!page_.head_title.empty()) return;
    page_.head_title = page_.text(i);
    title_letters_ = folded_letters(page_.head_title);
  }

  void language(NodeIndex i) {
    page_.language = document_.attribute(i, AttributeName::lang);
    if (page_.language.empty()) page_.language = document_.attribute(i, AttributeName::xml_lang);
  }

  void anchor(NodeIndex i) {
    const std::string_view href = document_.attribute(i, AttributeName::href);
    if (!document_.attribute(i, AttributeName::rel).empty() || href.find("creativecommons.org/") != href.npos) {
      if (page_.anchors.size() < kMaxMarks) page_.anchors.push_back(i);
    }
  }

  void zone(NodeIndex i, const Node& node, std::uint16_t flags) {
    const bool facts = (flags & (Mark::info | Mark::author | Mark::own)) != 0;  // <footer class="entry-meta">
    const bool footer = (node.tag == Tag::footer || (flags & Mark::footer) != 0) && !facts && !in_article(i);
    const bool named = node.tag == Tag::nav || footer || node.tag == Tag::aside;
    if (!is_block(node.tag) || node.tag == Tag::body || i < zone_end_) return;
    if ((flags & Mark::comment) == 0 && (flags & Mark::chrome) == 0 && !named) return;
    if (node.end - i > document_.nodes.size() / 2 || holds_title(i, node)) return;
    zone_end_ = node.end;
    const std::uint16_t flag = (flags & Mark::comment) != 0 ? Mark::comment : Mark::chrome;
    page_.zones.push_back({i, node.end, flag});
  }

  bool in_article(NodeIndex i) const {
    constexpr int kFar = 12;
    NodeIndex parent = document_.nodes[i].parent;
    for (int up = 0; up < kFar && parent != html::kNoNode; ++up, parent = document_.nodes[parent].parent) {
      if (document_.nodes[parent].tag == Tag::article) return true;
    }
    return false;
  }

  // Whether an early heading of the element is the page's: the element wraps the text, whatever its class says.
  bool holds_title(NodeIndex i, const Node& node) const {
    constexpr NodeIndex kNear = 80;
    const NodeIndex end = std::min(node.end, i + kNear);
    for (NodeIndex k = i; k < end; ++k) {
      const Tag tag = document_.nodes[k].tag;
      if (tag == Tag::h1) return true;
      if ((tag == Tag::h2 || tag == Tag::h3) && is_in_title(k)) return true;
    }
    return false;
  }
  bool is_in_title(NodeIndex k) const {
    constexpr std::size_t kShortest = 8;
    const std::string letters = folded_letters(page_.text(k));
    return letters.size() >= kShortest && title_letters_.find(letters) != std::string::npos;
  }

  void marks(NodeIndex i, const Node& node) {
    std::uint16_t flags = 0;
    for (const html::Attribute& attribute : document_.attributes_of(i)) {
      switch (attribute.name) {
        case AttributeName::class_:
        case AttributeName::id:
          flags |= flags_of_name(attribute.value);
          break;
        case AttributeName::itemprop:
        case AttributeName::property:
        case AttributeName::rel:
          flags |= node.tag == Tag::meta || node.tag == Tag::link ? 0 : flags_of_property(attribute.value);
          break;
        case AttributeName::pubdate:
          flags |= Mark::date | Mark::strong;
          break;
        default:
          break;
      }
    }
    zone(i, node, flags);
    if (node.tag == Tag::a && leads_to_author(document_.attribute(i, AttributeName::href))) flags |= Mark::author;
    flags &= static_cast<std::uint16_t>(~(Mark::comment | Mark::chrome | Mark::footer | Mark::own));
    if (node.tag == Tag::time) flags |= Mark::date;
    const bool wanted = (flags & (Mark::author | Mark::date | Mark::title | Mark::info)) != 0;
    if (!wanted || node.tag == Tag::body || page_.marks.size() >= kMaxMarks) return;
    page_.marks.push_back({i, static_cast<std::uint16_t>(flags | page_.zone_at(i))});
  }

  const Document& document_;
  Page& page_;
  NodeIndex zone_end_ = 0;
  std::string title_letters_;
};

}  // namespace

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::span:
    case Tag::a:
    case Tag::em:
    case Tag::strong:
    case Tag::b:
    case Tag::i:
    case Tag::u:
    case Tag::small:
    case Tag::font:
    case Tag::time:
    case Tag::cite:
    case Tag::abbr:
    case Tag::mark:
    case Tag::sup:
    case Tag::sub:
    case Tag::code:
    case Tag::text:
    case Tag::unknown:
    case Tag::img:
    case Tag::label:
    case Tag::bdi:
    case Tag::data:
    case Tag::wbr:
    case Tag::svg:
    case Tag::q:
    case Tag::s:
    case Tag::nobr:
    case Tag::big:
    case Tag::tt:
    case Tag::input:
      return false;
    default:
      return true;
  }
}

Page::Page(const Document& page_document, std::string_view page_url)
    : document(page_document),
      url(page_url),
      base(base_url(page_document, page_url)),
      json_ld(read_json_ld(page_document.json_ld)) {
  PageReader(document, *this).read();
}

std::uint16_t Page::zone_at(NodeIndex node) const {
  const auto after = std::upper_bound(zones.begin(), zones.end(), node,
                                      [](NodeIndex index, const Zone& zone) { return index < zone.begin; });
  return after != zones.begin() && node < (after - 1)->end ? (after - 1)->flag : std::uint16_t{0};
}

const std::vector<Line>& Page::lines() {
  constexpr std::size_t kMaxLines = 5000;
  if (lines_built_) return lines_;
  lines_built_ = true;
  const auto body = std::find_if(document.nodes.begin(), document.nodes.end(),
                                 [](const Node& node) { return node.tag == Tag::body; });
  const auto begin = static_cast<NodeIndex>(body - document.nodes.begin());
  lines_ = lines_from(document, begin, static_cast<NodeIndex>(document.nodes.size()), kMaxLines);
  std::erase_if(lines_, [&](const Line& line) { return zone_at(line.begin) == Mark::comment; });
  return lines_;
}

std::size_t Page::line_at(NodeIndex node) {
  const auto found = std::lower_bound(lines().begin(), lines().end(), node,
                                      [](const Line& line, NodeIndex index) { return line.end <= index; });
  return static_cast<std::size_t>(found - lines_.begin());
}

std::string Page::meta(std::initializer_list<std::string_view> keys) const {
  for (const std::string_view key : keys) {
    for (const Meta& meta : metas) {
      if (meta.key != key) continue;
      if (std::string value = clean_value(meta.content); !value.empty()) return value;
    }
  }
  return {};
}

std::string Page::text(NodeIndex node) const {
  constexpr std::size_t kEnough = 1000;
  std::string out;
  for (NodeIndex i = node; i < document.nodes[node].end && out.size() < kEnough; ++i) {
    const Node& part = document.nodes[i];
    if (part.tag == Tag::text) {
      text::append_folded(out, prefix(part.text, 4 * kEnough));  // white space may be most of it
    } else if (is_block(part.tag) && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return clean_value(out);
}

std::vector<Line> lines_from(const Document& document, NodeIndex begin, NodeIndex end, std::size_t limit) {
  constexpr std::size_t kLongest = 1000;
  std::vector<Line> lines;
  Line line;
  auto flush = [&](NodeIndex at) {
    line.text = text::fold_space(line.text);
    line.end = at;
    if (!line.text.empty()) lines.push_back(std::move(line));
    line = {};
  };
  std::vector<NodeIndex> open;  // ends of the blocks around, innermost last
  const auto last = std::min<std::size_t>(end, document.nodes.size());
  for (NodeIndex i = begin; i < last && lines.size() < limit; ++i) {
    const Node& node = document.nodes[i];
    for (; !open.empty() && i >= open.back(); open.pop_back()) flush(i);
    if (node.tag == Tag::text) {
      if ((node.flags & Node::hidden) != 0) continue;
      if (line.text.empty()) line.begin = i;
      if (line.text.size() < kLongest) text::append_folded(line.text, prefix(node.text, 4 * kLongest));
    } else if (is_block(node.tag)) {
      flush(i);
      open.push_back(node.end);
    }
  }
  flush(std::min<NodeIndex>(end, static_cast<NodeIndex>(document.nodes.size())));
  return lines;
}

}  // namespace pith::metadata
