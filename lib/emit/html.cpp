// HTML that is safe to show anywhere: it is written from plain values, never copied from the page. Tags are those of
// the tables below, attributes href, src, alt and class="language-...", and every character that could end a text or an
// attribute is escaped.
#include <algorithm>
#include <array>

#include "emit/emit.h"
#include "pith/emit.h"

namespace pith::emit {
namespace {

// WHATWG HTML 13.3 "escapingString", for text and quoted attribute values alike.
void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string out = " ";
  out.append(name).append("=\"");
  append_escaped(out, value);
  return out + '"';
}

struct MarkTag {
  Mark mark;
  std::string_view tag;
};
constexpr std::array<MarkTag, 6> kMarkTags = {{{kStrong, "strong"},
                                               {kEmphasis, "em"},
                                               {kDeleted, "del"},
                                               {kSubscript, "sub"},
                                               {kSuperscript, "sup"},
                                               {kCode, "code"}}};

void append_run(std::string& out, const Run& run) {
  std::string closing;
  for (const MarkTag& mark : kMarkTags) {
    if ((run.marks & mark.mark) == 0) continue;
    out.append("<").append(mark.tag).append(">");
    closing.insert(0, "</" + std::string(mark.tag) + ">");
  }
  append_escaped(out, run.text);
  out += closing;
}

void append_inline(std::string& out, const Block& block) {
  const Span* link = nullptr;
  const auto follow = [&](const Span* next) {
    if (next == link) return;
    if (link != nullptr) out += "</a>";
    if (next != nullptr) out += "<a" + attribute("href", next->href) + ">";
    link = next;
  };
  for (const Run& run : runs(block)) {
    follow(run.link);
    append_run(out, run);
  }
  follow(nullptr);
}

std::string lines(const std::vector<const Block*>& blocks) {
  std::string out;
  for (const Block* block : blocks) {
    if (block != blocks.front()) out += "<br>";
    append_inline(out, *block);
  }
  return out;
}

std::string code(const Element& element) {
  const std::string_view language = code_language(*element.blocks.front());
  std::string out = "<pre><code";
  if (!language.empty()) out += attribute("class", "language-" + std::string(language));
  out += ">";
  for (const Block* block : element.blocks) {
    if (block != element.blocks.front()) out += '\n';
    append_escaped(out, block->text);
  }
  return out + "</code></pre>";
}

std::string row(const std::vector<Cell>& cells) {
  std::string out = "<tr>";
  for (const Cell& cell : cells) {
    const std::string_view tag = cell.header() ? "th>" : "td>";
    out.append("<").append(tag).append(lines(cell.blocks)).append("</").append(tag);
  }
  return out + "</tr>\n";
}

// A corner without text is no block, hence a gap.
bool is_head(const std::vector<Cell>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.blocks.empty() || cell.header(); });
}

std::string table_of(const Element& element) {
  const Table grid = table(element);
  const bool has_head = is_head(grid.rows.front());
  std::string out = "<table>\n";
  if (has_head) out += "<thead>\n" + row(grid.rows.front()) + "</thead>\n";
  const std::size_t body = has_head ? 1 : 0;
  if (grid.rows.size() > body) out += "<tbody>\n";
  for (std::size_t i = body; i < grid.rows.size(); ++i) out += row(grid.rows[i]);
  if (grid.rows.size() > body) out += "</tbody>\n";
  return out + "</table>";
}

std::string image(const Image& image) {
  return "<img" + attribute("src", image.url) + attribute("alt", image.alt) + ">";
}

std::string tagged(std::string_view tag, const Element& element) {
  std::string out = "<";
  out.append(tag).append(">").append(lines(element.blocks)).append("</").append(tag);
  return out + ">";
}

std::string heading(const Element& element) {
  const int level = std::clamp<int>(element.blocks.front()->level, 1, 6);
  return tagged("h" + std::to_string(level), element);
}

// Writes elements one after another and keeps track of the lists and quotes that are open.
class Writer {
 public:
  void write(const Element& element) {
    if (!stays_inside(element)) close_all();
    const bool is_caption = !element.blocks.empty() && element.kind() == Block::Kind::caption;
    const bool written = figures(element, is_caption);
    if (!element.blocks.empty() && !written) body(element);
  }
  std::string finish() {
    close_all();
    return std::move(out_);
  }

 private:
  struct Item {
    std::uint8_t level = 0;
    std::uint32_t number = 0;
    bool ordered = false;
  };

  // Does it go on a list or quote that is open? Then its images stand in there too.
  bool stays_inside(const Element& element) {
    if (element.blocks.empty()) return false;
    const Block& block = *element.blocks.front();
    if (block.kind == Block::Kind::list_item || block.kind == Block::Kind::quote) return true;
    return continues_item(block);
  }

  // A caption right behind images is that of the last one. Was it written here?
  bool figures(const Element& element, bool is_caption) {
    bool captioned = false;
    for (const Image* one : element.images) {
      if (!is_safe_image(one->url)) continue;
      captioned = is_caption && one == element.images.back();
      put("<figure>" + image(*one) + (captioned ? tagged("figcaption", element) : "") + "</figure>");
    }
    return captioned;
  }

  void body(const Element& element) {
    const Block& block = *element.blocks.front();
    if (block.kind == Block::Kind::list_item) return list_item(element);
    if (block.kind == Block::Kind::quote) open_quotes(block);
    put(simple(element));
  }

  static std::string simple(const Element& element) {
    switch (element.kind()) {
      case Block::Kind::heading:
        return heading(element);
      case Block::Kind::code:
        return code(element);
      case Block::Kind::table_cell:
        return table_of(element);
      default:
        return tagged("p", element);
    }
  }

  void open_quotes(const Block& block) {
    close_lists(0);
    const std::size_t depth = std::clamp<std::size_t>(block.level, 1, kNesting);
    close_quotes(depth);
    for (; quotes_ < depth; ++quotes_) put("<blockquote>");
  }

  // Is it a further block of an item that is open? Then that item is the innermost afterwards.
  bool continues_item(const Block& block) {
    if (block.number == 0) return false;
    for (std::size_t i = items_.size(); i-- > 0;) {
      if (items_[i].number != block.number) continue;
      close_lists(i + 1);
      return true;
    }
    return false;
  }

  void list_item(const Element& element) {
    const Block& block = *element.blocks.front();
    if (continues_item(block)) return put(tagged("p", element));
    close_quotes(0);
    open_item(block);
    out_ += lines(element.blocks);
    fresh_ = false;
  }

  void open_item(const Block& block) {
    std::size_t depth = 0;
    while (depth < items_.size() && items_[depth].level < block.level && depth + 1 < kNesting) ++depth;
    close_lists(depth + 1);
    const bool sibling = items_.size() > depth && items_[depth].ordered == block.ordered;
    if (!sibling) {
      close_lists(depth);
      put(block.ordered ? "<ol>" : "<ul>");
      items_.emplace_back();
    } else {
      out_ += "</li>";
    }
    items_.back() = {block.level, block.number, block.ordered};
    put("<li>");
  }

  void close_all() {
    close_lists(0);
    close_quotes(0);
  }

  void close_lists(std::size_t depth) {
    for (; items_.size() > depth; items_.pop_back()) out_ += items_.back().ordered ? "</li>\n</ol>" : "</li>\n</ul>";
  }

  void close_quotes(std::size_t depth) {
    for (; quotes_ > depth; --quotes_) put("</blockquote>");
  }

  void put(std::string_view piece) {
    if (!fresh_) out_ += '\n';
    out_ += piece;
    fresh_ = false;
  }

  std::string out_;
  std::vector<Item> items_;
  std::size_t quotes_ = 0;
  bool fresh_ = true;
};

}  // namespace
}  // namespace pith::emit

namespace pith {

std::string to_html(const Article& article) {
  emit::Writer writer;
  for (const emit::Element& element : emit::elements(article)) writer.write(element);
  return writer.finish();
}

}  // namespace pith
