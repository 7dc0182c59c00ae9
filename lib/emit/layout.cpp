#include <algorithm>
#include <array>

#include "emit/emit.h"

namespace pith::emit {
namespace {

// `before` is the block just before in the page. Two cells of one table join whatever stands between them was dropped.
bool joins(const Block& last, const Block& before, const Block& block) {
  if (last.kind != block.kind) return false;
  if (block.kind == Block::Kind::table_cell) return last.table == block.table;
  return block.continues && before.kept && last.number == block.number;
}

// A cell of a grid of `columns`, the distinct columns in use.
std::size_t place(const std::vector<std::uint32_t>& columns, const Block& block) {
  return static_cast<std::size_t>(std::lower_bound(columns.begin(), columns.end(), block.column) - columns.begin());
}

std::vector<const Block*> in_reading_order(std::vector<const Block*> blocks) {
  std::stable_sort(blocks.begin(), blocks.end(), [](const Block* a, const Block* b) {
    return a->row != b->row ? a->row < b->row : a->column < b->column;
  });
  return blocks;
}

std::vector<std::uint32_t> distinct_columns(const std::vector<const Block*>& blocks) {
  std::vector<std::uint32_t> columns;
  columns.reserve(blocks.size());
  for (const Block* block : blocks) columns.push_back(block->column);
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  return columns;
}

// Each row with its own cells, none for gaps.
Table packed(const std::vector<const Block*>& blocks) {
  Table table;
  const Block* last = nullptr;
  for (const Block* block : blocks) {
    if (last == nullptr || last->row != block->row) table.rows.emplace_back();
    std::vector<Cell>& row = table.rows.back();
    if (row.empty() || last->column != block->column) row.emplace_back();
    row.back().blocks.push_back(block);
    table.columns = std::max(table.columns, row.size());
    last = block;
  }
  return table;
}

bool has_scheme(std::string_view url, std::string_view scheme) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  return url.size() > scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), url.begin(), [&](char wanted, char is) { return same(is, wanted); });
}

}  // namespace

std::vector<Element> elements(const Article& article) {
  std::vector<Element> out;
  auto image = article.images.begin();
  const auto open = [&](std::size_t index) {
    out.emplace_back();
    for (; image != article.images.end() && image->before_block <= index; ++image) out.back().images.push_back(&*image);
  };
  const std::vector<Block>& blocks = article.blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!blocks[i].kept) continue;
    if (out.empty() || !joins(*out.back().blocks.back(), blocks[i - 1], blocks[i])) open(i);
    out.back().blocks.push_back(&blocks[i]);
  }
  if (image != article.images.end()) open(UINT32_MAX);
  return out;
}

Table table(const Element& element) {
  const std::vector<const Block*> blocks = in_reading_order(element.blocks);
  Table table = packed(blocks);
  const std::vector<std::uint32_t> columns = distinct_columns(blocks);
  if (table.rows.size() * columns.size() > 16 * blocks.size() + 256) return table;
  table.columns = columns.size();
  for (std::vector<Cell>& row : table.rows) {
    std::vector<Cell> wide(columns.size());
    for (Cell& cell : row) wide[place(columns, *cell.blocks.front())] = std::move(cell);
    row = std::move(wide);
  }
  return table;
}

std::string_view code_language(const Block& block) {
  constexpr std::string_view kWord = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#.-_";
  const std::string_view name = block.code_language;
  return name.size() <= 40 && name.find_first_not_of(kWord) == std::string_view::npos ? name : std::string_view();
}

bool is_safe_link(std::string_view url) {
  return has_scheme(url, "http://") || has_scheme(url, "https://") || has_scheme(url, "mailto:");
}

bool is_safe_image(std::string_view url) {
  return has_scheme(url, "http://") || has_scheme(url, "https://");
}

}  // namespace pith::emit
