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

// Covers gaps of the grid with the cells that span them on the page. A cell ends where another one stands, so that no
// place is covered twice and this is linear in the grid.
class Spans {
 public:
  Spans(Table& table, const std::vector<std::uint32_t>& columns) : table_(table), columns_(columns) {
    for (const std::vector<Cell>& row : table.rows) {
      const auto first = std::find_if(row.begin(), row.end(), [](const Cell& cell) { return !cell.blocks.empty(); });
      rows_.push_back(first->blocks.front()->row);
    }
  }

  void cover() {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      for (std::size_t column = 0; column < columns_.size(); ++column) cover_from(row, column);
    }
  }

 private:
  void cover_from(std::size_t row, std::size_t column) {
    Cell& cell = table_.rows[row][column];
    if (cell.blocks.empty()) return;
    const Block& block = *cell.blocks.front();
    const std::uint64_t right = std::uint64_t{block.column} + block.column_span;
    const std::uint64_t bottom = std::uint64_t{block.row} + block.row_span;
    while (column + cell.columns < columns_.size() && columns_[column + cell.columns] < right &&
           is_free(row, column + cell.columns))
      ++cell.columns;
    while (row + cell.rows < rows_.size() && rows_[row + cell.rows] < bottom &&
           is_free_row(row + cell.rows, column, cell.columns))
      ++cell.rows;
    for (std::size_t i = 0; i < cell.rows; ++i) {
      for (std::size_t k = 0; k < cell.columns; ++k) table_.rows[row + i][column + k].covered = i + k > 0;
    }
  }

  bool is_free(std::size_t row, std::size_t column) const {
    const Cell& cell = table_.rows[row][column];
    return cell.blocks.empty() && !cell.covered;
  }
  bool is_free_row(std::size_t row, std::size_t column, std::size_t count) const {
    for (std::size_t k = 0; k < count; ++k) {
      if (!is_free(row, column + k)) return false;
    }
    return true;
  }

  Table& table_;
  const std::vector<std::uint32_t>& columns_;
  std::vector<std::uint32_t> rows_;  // the page's number of each row
};

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
  Spans(table, columns).cover();
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
