#include "content.h"

#include <algorithm>
#include <charconv>

#include "metadata/metadata.h"
#include "text/text.h"

namespace pith::extract_stage {
namespace {

using html::AttributeName;
using html::kNoNode;
using html::NodeIndex;
using html::Tag;

// Deepest nesting of lists and quotes that is told apart.
constexpr std::uint8_t kMaxLevel = 12;
// HTML 4.9.11 bounds colspan to 1000; so do we, rows too.
constexpr std::uint32_t kMaxSpan = 1000;

std::uint32_t span_of(const html::Document& document, NodeIndex cell, AttributeName name) {
  const std::string_view value = text::trim_ascii(document.attribute(cell, name));
  std::uint32_t span = 1;
  std::from_chars(value.data(), value.data() + value.size(), span);
  return std::clamp<std::uint32_t>(span, 1, kMaxSpan);
}

std::uint8_t heading_level(Tag tag) {
  return tag >= Tag::h1 && tag <= Tag::h6
             ? static_cast<std::uint8_t>(1 + static_cast<int>(tag) - static_cast<int>(Tag::h1))
             : 0;
}

bool is_mark_up(Tag tag, Span::Kind& kind) {
  switch (tag) {
    case Tag::a:
      kind = Span::Kind::link;
      return true;
    case Tag::b:
    case Tag::strong:
      kind = Span::Kind::strong;
      return true;
    case Tag::i:
    case Tag::em:
      kind = Span::Kind::emphasis;
      return true;
    case Tag::code:
    case Tag::kbd:
    case Tag::samp:
    case Tag::tt:
      kind = Span::Kind::code;
      return true;
    case Tag::sub:
      kind = Span::Kind::subscript;
      return true;
    case Tag::sup:
      kind = Span::Kind::superscript;
      return true;
    case Tag::del:
    case Tag::s:
    case Tag::strike:
      kind = Span::Kind::deleted;
      return true;
    default:
      return false;
  }
}

std::string code_language(const html::Document& document, NodeIndex pre) {
  for (NodeIndex n = pre; n < document.nodes[pre].end && n < pre + 3; ++n) {
    const std::string_view value = document.attribute(n, AttributeName::class_);
    for (const std::string_view prefix : {"language-", "lang-"}) {
      const std::size_t at = value.find(prefix);
      if (at == std::string_view::npos || (at > 0 && value[at - 1] != ' ')) continue;
      const std::string_view name = value.substr(at + prefix.size());
      const std::size_t end =
          name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#-_");
      return std::string(name.substr(0, end));
    }
  }
  return {};
}

// The sign that documentation puts behind a heading as a link to it.
bool is_permalink(const html::Document& document, NodeIndex n) {
  if (document.nodes[n].tag != Tag::a || document.nodes[n].end != n + 2) return false;
  const std::string_view text = text::trim_ascii(document.nodes[n + 1].text);
  return (text == "¶" || text == "#" || text == "§" || text == "🔗") &&
         document.attribute(n, AttributeName::href).starts_with('#');
}

std::string link_target(const std::string& base, std::string_view href) {
  const std::string_view trimmed = text::trim_ascii(href);
  if (trimmed.size() > 7 && text::equals_ignoring_ascii_case(trimmed.substr(0, 7), "mailto:"))
    return std::string(trimmed);
  return metadata::resolve_url(base, trimmed);
}

}  // namespace

Content::Content(const html::Document& document, const blocks::BlockTable& table, std::string base_url)
    : document_(document), table_(table), base_url_(std::move(base_url)), formulas_(document) {
  data_table_.assign(document.nodes.size(), -1);
  cells_.resize(document.nodes.size());
}

Block Content::block(blocks::BlockIndex index) {
  const blocks::Block& source = table_.blocks[index];
  Block block;
  set_role(block, index);
  set_text(block, source);
  const bool same_element = source.element == last_element_ && block.kind == last_kind_;
  const bool goes_on = same_element && source.breaks_before < 2 && block.kind != Block::Kind::heading;
  block.continues = block.continues || (goes_on && block.kind != Block::Kind::table_cell);
  last_element_ = source.element;
  last_kind_ = block.kind;
  return block;
}

// The nearest element above that gives a role; lists and quotes nest.
void Content::set_role(Block& block, blocks::BlockIndex index) {
  const blocks::Block& source = table_.blocks[index];
  const NodeIndex element = table_.elements[source.element].node;
  NodeIndex item = kNoNode, cell = kNoNode;
  std::uint8_t lists = 0, quotes = 0;
  bool decided = false;
  int steps = 0;
  for (NodeIndex n = document_.nodes[source.first_node].parent; n != kNoNode && steps < 256;
       n = document_.nodes[n].parent, ++steps) {
    const Tag tag = document_.nodes[n].tag;
    if (!decided && n >= element && heading_level(tag) > 0) {
      block.kind = Block::Kind::heading;
      block.level = heading_level(tag);
      return;
    }
    if (const std::uint8_t level = heading_level(tag); level > 0 && !decided) {
      block.kind = Block::Kind::heading;
      block.level = level;
      return;
    }
    if (tag == Tag::pre || tag == Tag::listing || tag == Tag::xmp) {
      block.kind = Block::Kind::code;
      block.code_language = code_language(document_, n);
      return;
    }
    if (!decided && (tag == Tag::figcaption || tag == Tag::caption)) {
      block.kind = Block::Kind::caption;
      return;
    }
    if (tag == Tag::li || tag == Tag::dd || tag == Tag::dt) {
      if (item == kNoNode && cell == kNoNode) item = n;
    } else if (tag == Tag::ul || tag == Tag::ol || tag == Tag::dl || tag == Tag::menu || tag == Tag::dir) {
      if (lists == 0 && item != kNoNode && cell == kNoNode) block.ordered = tag == Tag::ol;
      lists = std::min<std::uint8_t>(kMaxLevel, lists + 1);
    } else if (tag == Tag::blockquote) {
      quotes = std::min<std::uint8_t>(kMaxLevel, quotes + 1);
    } else if ((tag == Tag::td || tag == Tag::th) && cell == kNoNode && item == kNoNode) {
      cell = n;
    }
    decided = item != kNoNode || cell != kNoNode || quotes > 0;
  }
  if (item != kNoNode) {
    block.kind = Block::Kind::list_item;
    block.level = std::max<std::uint8_t>(1, lists);
    if (item != last_item_) ++items_;
    block.continues = item == last_item_;
    block.number = items_;
    last_item_ = item;
    if (block.ordered) block.ordinal = ordinal_of(item);
    return;
  }
  if (cell != kNoNode) {
    set_cell(block, cell);
    if (block.kind == Block::Kind::table_cell) return;
  }
  if (quotes > 0) {
    block.kind = Block::Kind::quote;
    block.level = quotes;
  }
}

// Counts on from the item counted last, so that a list costs one pass however many items it has.
std::uint32_t Content::ordinal_of(NodeIndex item) {
  const NodeIndex list = document_.nodes[item].parent;
  if (list != counted_list_ || item < counted_item_) {
    counted_list_ = list;
    counted_item_ = list + 1;
    counted_ = 0;
    const std::string_view start = text::trim_ascii(document_.attribute(list, AttributeName::start));
    std::uint32_t first = 1;
    if (std::from_chars(start.data(), start.data() + start.size(), first).ec == std::errc{} && first > 0)
      counted_ = first - 1;
  }
  for (; counted_item_ <= item; counted_item_ = document_.nodes[counted_item_].end)
    counted_ += document_.nodes[counted_item_].tag == Tag::li;
  return counted_;
}

void Content::set_cell(Block& block, NodeIndex cell) {
  NodeIndex table = document_.nodes[cell].parent;
  while (table != kNoNode && document_.nodes[table].tag != Tag::table) table = document_.nodes[table].parent;
  if (table == kNoNode || !is_data_table(table)) return;
  if (cells_[cell].table != table) number_cells(table);
  const Place& place = cells_[cell];
  block.kind = Block::Kind::table_cell;
  block.table = place.number;
  block.row = place.row;
  block.column = place.column;
  block.row_span = static_cast<std::uint16_t>(span_of(document_, cell, AttributeName::rowspan));
  block.column_span = static_cast<std::uint16_t>(span_of(document_, cell, AttributeName::colspan));
  block.header_cell = document_.nodes[cell].tag == Tag::th;
  block.continues = cell == last_cell_;
  last_cell_ = cell;
}

// A table for layout holds other tables, headings, or long runs of text; a table of data has rows of some cells.
bool Content::is_data_table(NodeIndex table) {
  std::int8_t& known = data_table_[table];
  if (known >= 0) return known == 1;
  std::size_t rows = 0, cells = 0;
  std::size_t longest = 0, current = 0;
  bool layout = text::equals_ignoring_ascii_case(document_.attribute(table, AttributeName::role), "presentation");
  for (NodeIndex n = table + 1; n < document_.nodes[table].end && !layout; ++n) {
    const html::Node& node = document_.nodes[n];
    switch (node.tag) {
      case Tag::table:
      case Tag::h1:
      case Tag::h2:
      case Tag::article:
      case Tag::form:
        layout = true;
        break;
      case Tag::tr:
        ++rows;
        break;
      case Tag::td:
      case Tag::th:
        ++cells;
        current = 0;
        break;
      case Tag::text:
        current += node.text.size();
        longest = std::max(longest, current);
        break;
      default:
        break;
    }
  }
  known = !layout && rows >= 1 && 2 * cells >= 3 * rows && cells >= 3 && longest < 2000;
  return known == 1;
}

void Content::number_cells(NodeIndex table) {
  ++tables_;
  std::uint32_t row = 0;
  bool any_row = false;
  std::vector<std::uint32_t> taken;  // rows still covered by a cell above, a column each
  std::uint32_t column = 0;
  for (NodeIndex n = table + 1; n < document_.nodes[table].end; ++n) {
    const Tag tag = document_.nodes[n].tag;
    if (tag == Tag::tr) {
      if (any_row) ++row;
      any_row = true;
      column = 0;
      for (std::uint32_t& rows : taken) rows -= rows > 0;
    }
    if (tag != Tag::td && tag != Tag::th) continue;
    while (column < taken.size() && taken[column] > 0) ++column;
    cells_[n] = {table, tables_, row, column};
    const std::uint32_t columns = span_of(document_, n, AttributeName::colspan);
    const std::uint32_t rows = span_of(document_, n, AttributeName::rowspan);
    if (column + columns > taken.size() && column + columns <= kMaxSpan) taken.resize(column + columns, 0);
    for (std::uint32_t c = column; c < std::min<std::size_t>(column + columns, taken.size()); ++c) taken[c] = rows;
    column += columns;
  }
}

// The block's text once more from its nodes, now with what is marked up in it.
void Content::set_text(Block& block, const blocks::Block& source) const {
  struct Open {
    NodeIndex end;
    std::size_t span;
    bool link;
  };
  std::vector<Open> open;
  std::string& out = block.text;
  const bool preformatted = source.preformatted;
  bool space = false;
  const auto open_span = [&](NodeIndex n, Span::Kind kind) {
    Span span;
    span.kind = kind;
    span.begin = static_cast<std::uint32_t>(out.size());
    if (kind == Span::Kind::link) span.href = link_target(base_url_, document_.attribute(n, AttributeName::href));
    open.push_back({document_.nodes[n].end, block.spans.size(), kind == Span::Kind::link});
    block.spans.push_back(std::move(span));
  };
  const auto close_until = [&](NodeIndex n) {
    while (!open.empty() && open.back().end <= n) {
      block.spans[open.back().span].end = static_cast<std::uint32_t>(out.size());
      // A link with another element right behind it is a word of its own to a reader.
      space = space || (open.back().link && n < document_.nodes.size() && document_.nodes[n].tag != Tag::text);
      open.pop_back();
    }
  };
  // Inline elements that are open where the block begins.
  const NodeIndex element = table_.elements[source.element].node;
  std::vector<NodeIndex> above;
  for (NodeIndex n = document_.nodes[source.first_node].parent; n != kNoNode && n > element;
       n = document_.nodes[n].parent)
    above.push_back(n);
  Span::Kind kind{};
  NodeIndex first = source.first_node;
  for (std::size_t k = above.size(); k-- > 0;) {
    if (formulas_.at(above[k]) != nullptr) {
      first = above[k];
      break;
    }
    if (is_mark_up(document_.nodes[above[k]].tag, kind)) open_span(above[k], kind);
  }
  for (NodeIndex n = first; n <= source.last_node; ++n) {
    close_until(n);
    const html::Node& node = document_.nodes[n];
    if (const Formula* const formula = preformatted ? nullptr : formulas_.at(n)) {
      if (space && !out.empty() && out.back() != ' ') out.push_back(' ');
      space = false;
      add_formula(block, *formula);
      n = node.end - 1;
    } else if (node.tag == Tag::text) {
      if (space && !out.empty() && out.back() != ' ') out.push_back(' ');
      space = false;
      if (preformatted) {
        out += node.text;
      } else if (out.empty()) {
        out = text::fold_space(node.text);
        if (!out.empty() && text::trim_ascii(node.text.substr(node.text.size() - 1)).empty()) out.push_back(' ');
      } else {
        text::append_folded(out, node.text);
      }
    } else if (blocks::is_skipped(node.tag) || is_permalink(document_, n)) {
      n = node.end - 1;
    } else if (is_mark_up(node.tag, kind)) {
      open_span(n, kind);
    }
  }
  close_until(kNoNode);
  for (Open& left : open) block.spans[left.span].end = static_cast<std::uint32_t>(out.size());
  std::size_t begin = 0;
  if (preformatted)
    while (begin < out.size() && (out[begin] == '\n' || out[begin] == '\r')) ++begin;
  while (out.size() > begin && (out.back() == ' ' || (preformatted && (out.back() == '\n' || out.back() == '\r'))))
    out.pop_back();
  out.erase(0, begin);
  const auto size = static_cast<std::uint32_t>(out.size());
  const auto cut = static_cast<std::uint32_t>(begin);
  for (Span& span : block.spans) {
    span.begin = std::min(span.begin - std::min(span.begin, cut), size);
    span.end = std::clamp(span.end - std::min(span.end, cut), span.begin, size);
    while (span.begin < span.end && out[span.begin] == ' ') ++span.begin;
    while (span.end > span.begin && out[span.end - 1] == ' ') --span.end;
  }
  std::erase_if(block.spans, [&](const Span& span) {
    return span.begin == span.end || (span.kind == Span::Kind::link && span.href.empty());
  });
}

// TeX says in one line what the characters of MathML do not: which of them stand above the others.
void Content::add_formula(Block& block, const Formula& formula) const {
  if (!formula.tex.empty()) {
    Span span;
    span.kind = Span::Kind::formula;
    span.begin = static_cast<std::uint32_t>(block.text.size());
    block.text += formula.tex;
    span.end = static_cast<std::uint32_t>(block.text.size());
    block.spans.push_back(std::move(span));
    return;
  }
  for (NodeIndex n = formula.math + 1; n < document_.nodes[formula.math].end; ++n)
    if (!(document_.nodes[n].flags & html::Node::hidden)) text::append_folded(block.text, document_.nodes[n].text);
}

std::string Content::path(blocks::BlockIndex index) const {
  std::string path;
  int steps = 0;
  for (blocks::ElementIndex e = table_.blocks[index].element; e != blocks::kNoElement && steps < 8;
       e = table_.elements[e].parent, ++steps) {
    const blocks::Element& element = table_.elements[e];
    std::string step(html::tag_name(element.tag));
    if (element.tag == Tag::unknown) step = document_.nodes[element.node].text;
    const std::string_view id = text::trim_ascii(document_.attribute(element.node, AttributeName::id));
    const std::string_view names = text::trim_ascii(document_.attribute(element.node, AttributeName::class_));
    if (!id.empty())
      step.append("#").append(text::fold_space(id.substr(0, 40)));
    else if (!names.empty())
      step.append(".").append(
          text::fold_space(names.substr(0, std::min<std::size_t>(40, names.find_first_of(" \t\n")))));
    if (!path.empty()) step.append("/").append(path);
    path = std::move(step);
  }
  return path;
}

std::string layout_text(const std::vector<Block>& blocks) {
  std::string text;
  const Block* before = nullptr;
  for (const Block& block : blocks) {
    if (!block.kept) continue;
    const bool item = block.kind == Block::Kind::list_item;
    if (before != nullptr) {
      const bool same_table = block.table != 0 && block.table == before->table;
      if (same_table && block.row == before->row)
        text += block.continues ? " " : " | ";
      else if (block.continues || same_table || (item && before->kind == Block::Kind::list_item))
        text += "\n";
      else
        text += "\n\n";
    }
    if (item && !block.continues) text += "- ";
    text += block.text;
    before = &block;
  }
  return text;
}

}  // namespace pith::extract_stage
