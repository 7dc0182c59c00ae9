// Articles for the tests of this stage, made by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pith/article.h"

namespace pith::emit_test {

inline Block block(Block::Kind kind, std::string text, std::uint8_t level = 0) {
  Block out;
  out.kind = kind;
  out.text = std::move(text);
  out.level = level;
  return out;
}
inline Block paragraph(std::string text, std::vector<Span> spans = {}) {
  Block out = block(Block::Kind::paragraph, std::move(text));
  out.spans = std::move(spans);
  return out;
}
inline Block heading(std::string text, std::uint8_t level) {
  return block(Block::Kind::heading, std::move(text), level);
}
inline Block item(std::string text, std::uint8_t level, std::uint32_t number, std::uint32_t ordinal = 0) {
  Block out = block(Block::Kind::list_item, std::move(text), level);
  out.number = number;
  out.ordinal = ordinal;
  out.ordered = ordinal > 0;
  return out;
}
inline Block cell(std::string text, std::uint32_t row, std::uint32_t column, bool header = false,
                  std::uint32_t table = 1) {
  Block out = block(Block::Kind::table_cell, std::move(text));
  out.row = row;
  out.column = column;
  out.header_cell = header;
  out.table = table;
  return out;
}
inline Block code(std::string text, std::string language = {}) {
  Block out = block(Block::Kind::code, std::move(text));
  out.code_language = std::move(language);
  return out;
}
inline Block continued(Block block) {
  block.continues = true;
  return block;
}
inline Block dropped(Block block) {
  block.kept = false;
  return block;
}
inline Article article(std::vector<Block> blocks) {
  Article out;
  out.status = Status::ok;
  out.blocks = std::move(blocks);
  return out;
}

// Every field set.
inline Article full_article() {
  Article out;
  out.id = "a1b2";
  out.url = "https://news.example.org/tide?p=1";
  out.metadata = {.title = "Tide \"tables\"",
                  .authors = {"Ann Low", "Bo Hai"},
                  .date = "2024-03-01T08:00:00Z",
                  .date_modified = "2024-03-02",
                  .sitename = "Harbour News",
                  .description = "How tides are told.",
                  .language = "en",
                  .image = "https://news.example.org/t.jpg",
                  .canonical_url = "https://news.example.org/tide",
                  .hostname = "example.org",
                  .categories = {"Sea", "Science"},
                  .tags = {"tide", "moon"},
                  .license = "CC BY 4.0"};
  out.language = "en";
  out.language_score = 0.98765432;
  out.text = "Tides\n\nSee 潮汐 here.\nNow.";
  out.blocks = {heading("Tides", 2), paragraph("See 潮汐 here.", {{Span::Kind::link, 4, 10, "https://example.org/zh"}}),
                continued(paragraph("Now.")), dropped(paragraph("Advert"))};
  out.blocks[1].probability = 0.87654321F;
  out.blocks[1].reason = "dense text";
  out.blocks[3].path = "body/div";
  out.images = {{"https://news.example.org/m.png", "the moon", "Full moon", 1}};
  out.comments = {{"Cy", "2024-03-03", "Nice."}, {"", "", "Really?"}};
  out.page_type = PageType::documentation;
  out.page_type_score = 0.5;
  out.confidence = 0.99999;
  out.status = Status::partial;
  out.warnings = {Reason::limit_bytes, Reason::bad_bytes};
  out.message = "cut";
  out.http_status = 200;
  out.content_type = "text/html; charset=utf-8";
  out.encoding = "utf-8";
  out.encoding_source = "header";
  out.crawl_date = "2024-04-01T00:00:00Z";
  out.fingerprint = "0123456789abcdef";
  return out;
}

}  // namespace pith::emit_test
