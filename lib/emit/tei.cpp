// XML-TEI: a document of the TEI Guidelines P5 (tei-c.org), with the record's metadata in its header (chapter 2) and a
// section for each heading (4.1). Elements are those of the core, header, textstructure, figures and tagdocs modules.
#include <algorithm>
#include <optional>

#include "emit/markup.h"
#include "emit/writer.h"
#include "pith/emit.h"
#include "pith/version.h"

namespace pith::emit {
namespace {

constexpr Inline kInline = {.marks = {{{kStrong, "<hi rend=\"bold\">", "</hi>"},
                                       {kEmphasis, "<hi rend=\"italic\">", "</hi>"},
                                       {kDeleted, "<del>", "</del>"},
                                       {kSubscript, "<hi rend=\"subscript\">", "</hi>"},
                                       {kSuperscript, "<hi rend=\"superscript\">", "</hi>"},
                                       {kFormula, "<formula notation=\"tex\">", "</formula>"},
                                       {kCode, "<code>", "</code>"}}},
                            .link = "<ref target=\"",
                            .link_end = "</ref>",
                            .line_break = "<lb/>"};

std::string tagged(std::string_view name, std::string_view attributes, std::string_view content) {
  std::string out = "<";
  out.append(name).append(attributes);
  if (content.empty()) return out + "/>";
  return out.append(">").append(content).append("</").append(name) + ">";
}

std::string element(std::string_view name, std::string_view attributes, std::string_view text) {
  std::string content;
  append_escaped(content, text);
  return tagged(name, attributes, content);
}

// ---- The header -----------------------------------------------------------------------------------------------------

bool has_digits(std::string_view text, std::size_t begin, std::size_t count) {
  if (text.size() < begin + count) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                     text.begin() + static_cast<std::ptrdiff_t>(begin + count),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// Digits where the pattern has 0, else its own characters.
bool begins_like(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), text.begin(),
                    [](char wanted, char is) { return wanted == '0' ? is >= '0' && is <= '9' : is == wanted; });
}

// teidata.temporal.w3c: xsd:date, gYearMonth, gYear or dateTime; the last has seconds, which ISO 8601 may leave out.
std::string w3c_date(std::string_view date) {
  if (!has_digits(date, 0, 4)) return {};
  if (date.size() == 4 || (date.size() == 7 && begins_like(date, "0000-00"))) return std::string(date);
  if (!begins_like(date, "0000-00-00")) return {};
  const std::string day(date.substr(0, 10));
  if (date.size() == 10 || !begins_like(date, "0000-00-00T00:00")) return day;
  std::string_view rest = date.substr(16);
  std::string time(date.substr(10, 6));
  time += begins_like(rest, ":00") ? rest.substr(0, 3) : ":00";
  if (begins_like(rest, ":00")) rest.remove_prefix(3);
  const bool zone = rest.empty() || rest == "Z" || (rest.size() == 6 && begins_like(rest.substr(1), "00:00"));
  return zone ? day + time + std::string(rest) : day;
}

std::string date(std::string_view name, std::string_view attributes, const std::string& value) {
  if (value.empty()) return {};
  const std::string when = w3c_date(value);
  return element(name, std::string(attributes) + (when.empty() ? "" : attribute("when", when)), value) + "\n";
}

std::string optional(std::string_view name, std::string_view attributes, const std::string& text) {
  return text.empty() ? std::string() : element(name, attributes, text) + "\n";
}

std::string title_and_authors(const Metadata& metadata) {
  std::string out = element("title", "", metadata.title) + "\n";
  for (const std::string& author : metadata.authors) out += element("author", "", author) + "\n";
  return out;
}

std::string licence(const std::string& licence) {
  if (licence.empty()) return {};
  const std::string target = is_safe_image(licence) ? " target=\"" + address(licence) + "\"" : "";
  return "<availability>" + element("licence", target, licence) + "</availability>\n";
}

std::string file_description(const Article& article) {
  const Metadata& metadata = article.metadata;
  std::string out = "<fileDesc>\n<titleStmt>\n" + title_and_authors(metadata) + "</titleStmt>\n<publicationStmt>\n";
  out += element("publisher", "", metadata.sitename.empty() ? metadata.hostname : metadata.sitename) + "\n";
  out += licence(metadata.license) + date("date", "", metadata.date);
  out += optional("idno", " type=\"id\"", article.id);
  out += optional("idno", " type=\"fingerprint\"", article.fingerprint);
  out += "</publicationStmt>\n<sourceDesc>\n<bibl>\n" + title_and_authors(metadata);
  if (is_safe_image(article.url)) out += "<ptr target=\"" + address(article.url) + "\"/>\n";
  out += optional("idno", " type=\"canonical_url\"", metadata.canonical_url);
  out += optional("idno", " type=\"hostname\"", metadata.hostname);
  out +=
      date("date", " type=\"published\"", metadata.date) + date("date", " type=\"modified\"", metadata.date_modified);
  return out + date("date", " type=\"crawled\"", article.crawl_date) + "</bibl>\n</sourceDesc>\n</fileDesc>\n";
}

std::string encoding_description() {
  return "<encodingDesc>\n<appInfo>\n<application" + attribute("ident", "pith") + attribute("version", kVersion) +
         "><label>pith</label></application>\n</appInfo>\n</encodingDesc>\n";
}

std::string terms(std::string_view type, const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += element("term", attribute("type", type), word) + "\n";
  return out;
}

std::string text_class(const Article& article) {
  std::string out;
  if (article.status == Status::ok || article.status == Status::partial)
    out += terms("page_type", {std::string(to_string(article.page_type))});
  out += terms("category", article.metadata.categories) + terms("tag", article.metadata.tags);
  return out.empty() ? out : "<textClass>\n<keywords>\n" + out + "</keywords>\n</textClass>\n";
}

std::string profile_description(const Article& article) {
  const Metadata& metadata = article.metadata;
  std::string out = "<profileDesc>\n";
  if (!metadata.description.empty()) out += "<abstract>" + element("p", "", metadata.description) + "</abstract>\n";
  if (!article.language.empty()) {
    out +=
        "<langUsage>" + element("language", attribute("ident", article.language), article.language) + "</langUsage>\n";
  }
  return out + text_class(article) + "</profileDesc>\n";
}

// ---- The text -------------------------------------------------------------------------------------------------------

std::string cells(const std::vector<Cell>& cells) {
  std::string out;
  for (const Cell& cell : cells) {
    if (cell.covered) continue;
    std::string attributes = cell.header() ? " role=\"label\"" : "";
    if (cell.columns > 1) attributes += attribute("cols", std::to_string(cell.columns));
    if (cell.rows > 1) attributes += attribute("rows", std::to_string(cell.rows));
    out += tagged("cell", attributes, lines(cell.blocks, kInline));
  }
  return out;
}

class Tei {
 public:
  // A section ends where a heading of its level or above begins.
  std::string heading(const Element& element) {
    const int level = std::clamp<int>(element.blocks.front()->level, 1, 6);
    std::string out;
    for (; !sections_.empty() && sections_.back() >= level; sections_.pop_back()) out += "</div>\n";
    sections_.push_back(level);
    return out + "<div>\n" + tagged("head", "", lines(element.blocks));
  }
  std::string paragraph(const Element& element) { return tagged("p", "", lines(element.blocks)); }
  std::string caption(const Element& element) { return tagged("p", " rend=\"caption\"", lines(element.blocks)); }
  std::string code(const Element& element) {
    const std::string_view language = code_language(*element.blocks.front());
    const std::string attributes = language.empty() ? "" : attribute("lang", language);
    return "<ab type=\"code\" xml:space=\"preserve\">" + tagged("code", attributes, verbatim(element.blocks)) + "</ab>";
  }
  std::string table(const Element& element) {
    const Table grid = emit::table(element);
    std::string out = "<table" + attribute("rows", std::to_string(grid.rows.size())) +
                      attribute("cols", std::to_string(grid.columns)) + ">\n";
    for (const std::vector<Cell>& row : grid.rows) {
      // A row has at least one cell; where those of the rows above cover all of it, it is none.
      const std::string content = cells(row);
      if (!content.empty()) out += "<row>" + content + "</row>\n";
    }
    return out + "</table>";
  }
  std::string figure(const Image& image, const std::string& caption) {
    std::string out = "<figure>" + (caption.empty() ? "" : tagged("head", "", caption));
    if (!image.alt.empty()) out += element("figDesc", "", image.alt);
    return out + "<graphic url=\"" + address(image.url) + "\"/></figure>";
  }
  std::string lines(const std::vector<const Block*>& blocks) { return emit::lines(blocks, kInline); }
  std::string_view list(bool ordered) { return ordered ? "<list rend=\"numbered\">" : "<list rend=\"bulleted\">"; }
  std::string_view list_end(bool /*ordered*/) { return "</list>"; }
  std::string item(const Block& block) {
    return block.ordered ? "<item" + attribute("n", std::to_string(block.ordinal)) + ">" : "<item>";
  }
  std::string_view item_end() { return "</item>"; }
  std::string_view quote() { return "<quote>"; }
  std::string_view quote_end() { return "</quote>"; }
  std::string finish() {
    std::string out;
    for (; !sections_.empty(); sections_.pop_back()) out += "\n</div>";
    return out;
  }

 private:
  std::vector<int> sections_;  // levels of those that are open
};

std::string content(const Article& article) {
  Writer<Tei> writer;
  for (const Element& element : elements(article)) writer.write(element);
  std::string out = writer.finish();
  // Plain text has no blocks.
  return out.empty() && !article.text.empty() ? element("ab", " xml:space=\"preserve\"", article.text) : out;
}

std::string comment(const Comment& comment) {
  std::string out = "<div type=\"comment\">\n" + optional("docAuthor", "", comment.author);
  out += date("docDate", "", comment.date);
  return out + element("ab", " xml:space=\"preserve\"", comment.text) + "\n</div>\n";
}

std::string body(const Article& article) {
  std::string out = "<text>\n<body>\n<div type=\"entry\">\n" + content(article) + "\n</div>\n";
  if (!article.comments.empty()) {
    out += "<div type=\"comments\">\n";
    for (const Comment& one : article.comments) out += comment(one);
    out += "</div>\n";
  }
  return out + "</body>\n</text>\n";
}

}  // namespace
}  // namespace pith::emit

namespace pith {

std::string to_tei(const Article& article) {
  const std::string language = article.language.empty() ? "" : emit::attribute("xml:lang", article.language);
  return "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"" + language + ">\n<teiHeader>\n" +
         emit::file_description(article) + emit::encoding_description() + emit::profile_description(article) +
         "</teiHeader>\n" + emit::body(article) + "</TEI>";
}

}  // namespace pith
