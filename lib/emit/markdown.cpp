// Blocks in Markdown: headings, nested lists, quotes, fenced code and GFM tables. What is written reads back as the
// same blocks with the same text.
#include "emit/markdown.h"

#include <algorithm>

#include "pith/emit.h"

namespace pith::emit {
namespace {

// Lines of a paragraph, with CommonMark's hard breaks between.
std::string paragraph(const std::vector<const Block*>& blocks) {
  std::string out;
  for (const Block* block : blocks) {
    const std::string line = markdown_line(*block, block == blocks.back() ? Place::line : Place::broken_line);
    if (line.empty()) continue;
    if (!out.empty()) out += "\\\n";
    out += line;
  }
  return out;
}

// A heading is one line.
std::string heading(const Element& element) {
  const int level = std::clamp<int>(element.blocks.front()->level, 1, 6);
  std::string out(static_cast<std::size_t>(level), '#');
  for (const Block* block : element.blocks) out += " " + markdown_line(*block, Place::heading);
  return out;
}

std::string code_text(const Element& element) {
  std::string text;
  for (const Block* block : element.blocks) {
    if (block != element.blocks.front()) text += '\n';
    text += block->text;
  }
  std::replace(text.begin(), text.end(), '\r', '\n');  // a line ending to CommonMark
  return text;
}

std::size_t fence_length(std::string_view text) {
  std::size_t longest = 2;
  std::size_t current = 0;
  for (const char c : text) {
    current = c == '`' ? current + 1 : 0;
    longest = std::max(longest, current);
  }
  return longest + 1;
}

std::string code(const Element& element) {
  const std::string text = code_text(element);
  const std::string fence(fence_length(text), '`');
  std::string out = fence;
  out.append(code_language(*element.blocks.front())).append("\n").append(text);
  return out + (text.ends_with('\n') ? "" : "\n") + fence;
}

std::string cell(const Cell& cell) {
  std::string out;
  for (const Block* block : cell.blocks) {
    if (block != cell.blocks.front()) out += "<br>";
    out += markdown_line(*block, Place::cell);
  }
  return out;
}

std::string table_row(const std::vector<Cell>& cells, std::size_t columns) {
  std::string out = "|";
  for (std::size_t i = 0; i < columns; ++i) out += " " + (i < cells.size() ? cell(cells[i]) : std::string()) + " |";
  return out;
}

// GFM 4.10: the first row is the header, whatever it is on the page, and says how many columns there are. Shorter rows
// are filled up by the reader.
std::string table_of(const Element& element) {
  const Table grid = table(element);
  std::string out = table_row(grid.rows.front(), grid.columns) + "\n|";
  for (std::size_t i = 0; i < grid.columns; ++i) out += " --- |";
  for (std::size_t i = 1; i < grid.rows.size(); ++i) out += "\n" + table_row(grid.rows[i], grid.rows[i].size());
  return out;
}

std::string image(const Image& image) {
  return "![" + markdown_text(image.alt, Place::line) + "](" + markdown_address(image.url) + ")";
}

// An item of a list that is open.
struct Item {
  std::uint8_t level = 0;
  std::uint32_t number = 0;
  bool ordered = false;
  std::uint32_t ordinal = 0;
  char delimiter = '.';
  std::size_t indent = 0;  // columns before its text
};

// CommonMark 5.2: at most nine digits.
std::string marker(const Item& item) {
  if (!item.ordered) return "- ";
  return std::to_string(std::min<std::uint32_t>(item.ordinal, 999'999'999)) + item.delimiter + " ";
}

class Writer {
 public:
  void title(const std::string& title) {
    const std::string text = markdown_text(title, Place::heading);
    if (!text.empty()) put("# " + (text.ends_with('#') ? text.substr(0, text.size() - 1) + "\\#" : text), "", "", "");
  }

  void write(const Element& element) {
    if (!goes_on(element)) items_.clear();
    for (const Image* one : element.images) {
      if (is_safe_image(one->url)) put(image(*one), indent(), indent(), "\n\n");
    }
    if (element.blocks.empty()) return;
    if (element.kind() == Block::Kind::list_item) return list_item(element);
    if (element.kind() == Block::Kind::quote) return quote(element);
    put(simple(element), indent(), indent(), "\n\n");
  }

  std::string finish() {
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

 private:
  static std::string simple(const Element& element) {
    switch (element.kind()) {
      case Block::Kind::heading:
        return heading(element);
      case Block::Kind::code:
        return code(element);
      case Block::Kind::table_cell:
        return table_of(element);
      default:
        return paragraph(element.blocks);
    }
  }

  // Does it belong to an item or list that is open? Then the innermost of them is the last of items_ afterwards.
  bool goes_on(const Element& element) {
    if (element.blocks.empty()) return false;
    const Block& block = *element.blocks.front();
    return continues_item(block) || block.kind == Block::Kind::list_item;
  }

  bool continues_item(const Block& block) {
    if (block.number == 0) return false;
    const auto found =
        std::find_if(items_.rbegin(), items_.rend(), [&](const Item& item) { return item.number == block.number; });
    if (found == items_.rend()) return false;
    items_.erase(found.base(), items_.end());
    return true;
  }

  std::string indent() const { return std::string(items_.empty() ? 0 : items_.back().indent, ' '); }

  void list_item(const Element& element) {
    const std::string text = paragraph(element.blocks);
    if (text.empty()) return;
    const Block& block = *element.blocks.front();
    if (continues_item(block)) return put(text, indent(), indent(), "\n\n");
    const bool in_list = !items_.empty();
    const bool nested = open_item(block);
    // A list that begins right under a paragraph has to begin with 1 (CommonMark 5.3).
    const bool tight = in_list && (!nested || !block.ordered || block.ordinal == 1);
    const Item& item = items_.back();
    const std::string mark = marker(item);
    const std::string outer(item.indent - mark.size(), ' ');
    put(text, outer + mark, indent(), tight ? "\n" : "\n\n");
  }

  // Makes the block's item the last of items_. Is it the first of its list?
  bool open_item(const Block& block) {
    std::size_t depth = 0;
    while (depth < items_.size() && items_[depth].level < block.level && depth + 1 < kNesting) ++depth;
    Item item{block.level, block.number, block.ordered, block.ordinal};
    const bool sibling = depth < items_.size();
    if (sibling) item.delimiter = delimiter_after(items_[depth], item);
    items_.resize(depth);
    item.indent = indent().size() + marker(item).size();
    items_.push_back(item);
    return !sibling;
  }

  // Numbers of one list go up by one (CommonMark 5.3); another delimiter begins another list.
  static char delimiter_after(const Item& last, const Item& item) {
    const bool counts_on = !last.ordered || !item.ordered || item.ordinal == last.ordinal + 1;
    return counts_on ? last.delimiter : (last.delimiter == '.' ? ')' : '.');
  }

  // Quotes behind one another are one as deep as both go.
  void quote(const Element& element) {
    const std::size_t depth = std::clamp<std::size_t>(element.blocks.front()->level, 1, kNesting);
    std::string prefix;
    for (std::size_t i = 0; i < depth; ++i) prefix += "> ";
    const std::size_t common = std::min(depth, quotes_);
    put(paragraph(element.blocks), prefix, prefix,
        common == 0 ? "\n\n" : "\n" + prefix.substr(0, 2 * common - 1) + "\n");
    quotes_ = depth;
  }

  // `first` goes before the first line, `prefix` before the others.
  void put(std::string_view text, std::string_view first, std::string_view prefix, std::string_view separator) {
    quotes_ = 0;
    if (!out_.empty()) out_ += separator;
    out_ += first;
    for (const char c : text) {
      if (c != '\n' && out_.ends_with('\n')) out_ += prefix;
      out_ += c;
    }
  }

  std::string out_;
  std::vector<Item> items_;
  std::size_t quotes_ = 0;
};

bool is_titled(const Article& article) {
  const auto first =
      std::find_if(article.blocks.begin(), article.blocks.end(), [](const Block& block) { return block.kept; });
  return first != article.blocks.end() && first->kind == Block::Kind::heading && first->text == article.metadata.title;
}

}  // namespace
}  // namespace pith::emit

namespace pith {

std::string to_markdown(const Article& article) {
  emit::Writer writer;
  if (!emit::is_titled(article)) writer.title(article.metadata.title);
  for (const emit::Element& element : emit::elements(article)) writer.write(element);
  return writer.finish();
}

}  // namespace pith
