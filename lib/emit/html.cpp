// HTML that is safe to show anywhere: it is written from plain values, never copied from the page. Tags are those of
// the tables below, attributes href, src, alt, colspan, rowspan and class="language-...", and every character that
// could end a text or an attribute is escaped.
#include <algorithm>

#include "emit/markup.h"
#include "emit/writer.h"
#include "pith/emit.h"

namespace pith::emit {
namespace {

// "language-math" is how GitLab and commonmark-hs mark TeX in code, and scripts that draw it find it so.
constexpr Inline kInline = {.marks = {{{kStrong, "<strong>", "</strong>"},
                                       {kEmphasis, "<em>", "</em>"},
                                       {kDeleted, "<del>", "</del>"},
                                       {kSubscript, "<sub>", "</sub>"},
                                       {kSuperscript, "<sup>", "</sup>"},
                                       {kFormula, "<code class=\"language-math\">", "</code>"},
                                       {kCode, "<code>", "</code>"}}},
                            .link = "<a href=\"",
                            .link_end = "</a>",
                            .line_break = "<br>"};

std::string spans(const Cell& cell) {
  std::string out;
  if (cell.columns > 1) out += attribute("colspan", std::to_string(cell.columns));
  if (cell.rows > 1) out += attribute("rowspan", std::to_string(cell.rows));
  return out;
}

std::string row(const std::vector<Cell>& cells) {
  std::string out = "<tr>";
  for (const Cell& cell : cells) {
    if (cell.covered) continue;
    const std::string_view tag = cell.header() ? "th" : "td";
    out.append("<").append(tag).append(spans(cell)).append(">");
    out.append(lines(cell.blocks, kInline)).append("</").append(tag).append(">");
  }
  return out + "</tr>\n";
}

// A corner without text is no block, hence a gap.
bool is_head(const std::vector<Cell>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.blocks.empty() || cell.header(); });
}

std::string tagged(std::string_view tag, std::string_view content) {
  std::string out = "<";
  out.append(tag).append(">").append(content).append("</").append(tag);
  return out + ">";
}

struct Html {
  std::string heading(const Element& element) {
    const int level = std::clamp<int>(element.blocks.front()->level, 1, 6);
    return tagged("h" + std::to_string(level), lines(element.blocks));
  }
  std::string paragraph(const Element& element) { return tagged("p", lines(element.blocks)); }
  std::string caption(const Element& element) { return paragraph(element); }
  std::string code(const Element& element) {
    const std::string_view language = code_language(*element.blocks.front());
    std::string out = "<pre><code";
    if (!language.empty()) out += attribute("class", "language-" + std::string(language));
    return out + ">" + verbatim(element.blocks) + "</code></pre>";
  }
  std::string table(const Element& element) {
    const Table grid = emit::table(element);
    const bool has_head = is_head(grid.rows.front());
    std::string out = "<table>\n";
    if (has_head) out += "<thead>\n" + row(grid.rows.front()) + "</thead>\n";
    const std::size_t body = has_head ? 1 : 0;
    if (grid.rows.size() > body) out += "<tbody>\n";
    for (std::size_t i = body; i < grid.rows.size(); ++i) out += row(grid.rows[i]);
    if (grid.rows.size() > body) out += "</tbody>\n";
    return out + "</table>";
  }
  std::string figure(const Image& image, const std::string& caption) {
    const std::string shown = "<img src=\"" + address(image.url) + "\"" + attribute("alt", image.alt) + ">";
    return tagged("figure", shown + (caption.empty() ? "" : tagged("figcaption", caption)));
  }
  std::string lines(const std::vector<const Block*>& blocks) { return emit::lines(blocks, kInline); }
  std::string_view list(bool ordered) { return ordered ? "<ol>" : "<ul>"; }
  std::string_view list_end(bool ordered) { return ordered ? "</ol>" : "</ul>"; }
  std::string_view item(const Block& /*block*/) { return "<li>"; }
  std::string_view item_end() { return "</li>"; }
  std::string_view quote() { return "<blockquote>"; }
  std::string_view quote_end() { return "</blockquote>"; }
  std::string_view finish() { return {}; }
};

}  // namespace
}  // namespace pith::emit

namespace pith {

std::string to_html(const Article& article) {
  emit::Writer<emit::Html> writer;
  for (const emit::Element& element : emit::elements(article)) writer.write(element);
  return writer.finish();
}

}  // namespace pith
