// From an Article to bytes that others read. Sees nothing but Article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pith/article.h"

namespace pith {

// Fields beyond the fixed ones that a record may carry, by the names that `--with` takes.
enum class Field : std::uint8_t { html, markdown, links, images, tables, blocks };
// Throws std::invalid_argument that lists the known names.
std::vector<Field> parse_fields(std::string_view comma_separated);

enum class Schema : std::uint8_t { pith, trafilatura, readability, datatrove };
// Throws std::invalid_argument that lists the known names.
Schema parse_schema(std::string_view name);

struct JsonOptions {
  bool pretty = false;
  std::vector<Field> with;
  Schema schema = Schema::pith;
};

// One flat object in the field order of docs/record.md; no line feed at the end; compact output is one line.
std::string to_json(const Article& article, const JsonOptions& options = {});
std::string to_text(const Article& article);      // Article::text and a line feed
std::string to_markdown(const Article& article);  // CommonMark with GFM tables, title as the first heading
std::string to_html(const Article& article);      // a fragment of whitelisted tags, safe to show

}  // namespace pith
