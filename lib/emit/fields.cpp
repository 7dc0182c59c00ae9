// The fields that are written on request.
#include <algorithm>
#include <array>

#include "emit/emit.h"
#include "emit/record.h"

namespace pith::emit {
namespace {

std::string_view name_of(Block::Kind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"paragraph", "heading", "list_item", "table_cell",
                                                      "code",      "quote",   "caption"};
  return kNames[static_cast<std::size_t>(kind)];
}

// A link in a link is part of the outer, as in HTML, and else the texts would be quadratic in the page.
void add_links_of(const Block& block, Json& list) {
  std::uint32_t covered = 0;
  for (const Span& span : block.spans) {
    const bool in_range = span.begin >= covered && span.begin < span.end && span.end <= block.text.size();
    if (span.kind != Span::Kind::link || span.href.empty() || !in_range) continue;
    covered = span.end;
    Json one;
    one["url"] = span.href;
    one["text"] = block.text.substr(span.begin, span.end - span.begin);
    list.push_back(std::move(one));
  }
}

Json links(const Article& article) {
  Json list = Json::array();
  for (const Block& block : article.blocks) {
    if (block.kept) add_links_of(block, list);
  }
  return list;
}

Json images(const Article& article) {
  Json list = Json::array();
  for (const Image& image : article.images) {
    Json one;
    one["url"] = or_null(image.url);
    one["alt"] = or_null(image.alt);
    one["caption"] = or_null(image.caption);
    list.push_back(std::move(one));
  }
  return list;
}

std::string text_of(const Cell& cell) {
  std::string out;
  for (const Block* block : cell.blocks) {
    if (!out.empty()) out += '\n';
    out += block->text;
  }
  return out;
}

Json rows_of(const Table& table) {
  Json rows = Json::array();
  for (const std::vector<Cell>& row : table.rows) {
    Json cells = Json::array();
    for (const Cell& cell : row) cells.push_back(text_of(cell));
    rows.push_back(std::move(cells));
  }
  return rows;
}

Json tables(const Article& article) {
  Json list = Json::array();
  for (const Element& element : elements(article)) {
    if (element.blocks.empty() || element.kind() != Block::Kind::table_cell) continue;
    list.push_back(rows_of(table(element)));
  }
  return list;
}

Json blocks(const Article& article) {
  Json list = Json::array();
  for (const Block& block : article.blocks) {
    Json one;
    one["kind"] = name_of(block.kind);
    one["level"] = block.level;
    one["text"] = block.text;
    one["path"] = or_null(block.path);
    one["probability"] = rounded(block.probability);
    one["kept"] = block.kept;
    one["reason"] = or_null(block.reason);
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

void add_fields(Json& object, const Article& article, const JsonOptions& options) {
  const auto wanted = [&](Field field) {
    return std::find(options.with.begin(), options.with.end(), field) != options.with.end();
  };
  if (wanted(Field::html)) object["html"] = to_html(article);
  if (wanted(Field::markdown)) object["markdown"] = to_markdown(article);
  if (wanted(Field::links)) object["links"] = links(article);
  if (wanted(Field::images)) object["images"] = images(article);
  if (wanted(Field::tables)) object["tables"] = tables(article);
  if (wanted(Field::blocks)) object["blocks"] = blocks(article);
}

}  // namespace pith::emit
