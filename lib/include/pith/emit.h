// From an Article to bytes that others read. Sees nothing but Article.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pith/article.h"
#include "pith/export.h"

namespace pith {

// Fields beyond the fixed ones that a record may carry, by the names that `--with` takes.
enum class Field : std::uint8_t { html, markdown, links, images, tables, blocks };
// Throws std::invalid_argument that lists the known names.
PITH_API std::vector<Field> parse_fields(std::string_view comma_separated);

// Whose field names a record has. opensearch_bulk ("opensearch-bulk") is the pith record behind an action line, as
// OpenSearch's and Elasticsearch's _bulk endpoint reads it.
enum class Schema : std::uint8_t { pith, trafilatura, readability, datatrove, opensearch_bulk };
// Throws std::invalid_argument that lists the known names.
PITH_API Schema parse_schema(std::string_view name);

// Names of the record's fields, separated by commas, for JsonOptions::without. Throws std::invalid_argument that lists
// the known names.
PITH_API std::vector<std::string> parse_field_names(std::string_view comma_separated);

// Where in an archive a page was read: the record's archive_file, archive_offset and archive_record_id.
struct ArchiveSource {
  std::string file;
  std::uint64_t offset = 0;  // in bytes, of the record's first
  std::string record_id;     // empty where the archive has none
};

struct JsonOptions {
  bool pretty = false;
  std::vector<Field> with = {};
  Schema schema = Schema::pith;
  std::optional<ArchiveSource> archive = {};     // the three archive_* fields are in the record only where this is set
  std::optional<std::string> duplicate_of = {};  // duplicate_of is in the record only where this is set; empty: null
  std::vector<std::string> without = {};         // fields left out, by their names in the chosen schema
};

// One flat object in the field order of docs/record.md; no line feed at the end; compact output is one line
// (opensearch_bulk: two lines, never pretty). Numbers that are no integers are rounded to four decimals.
PITH_API std::string to_json(const Article& article, const JsonOptions& options = {});
PITH_API std::string to_text(const Article& article);      // Article::text and a line feed
PITH_API std::string to_markdown(const Article& article);  // CommonMark with GFM tables, title as the first heading
PITH_API std::string to_html(const Article& article);      // a fragment of whitelisted tags, safe to show
// A document of TEI P5 (tei-c.org), metadata in its header; XML 1.0 in UTF-8 without XML declaration, so that documents
// can be put into a <teiCorpus>. Characters that XML does not have become U+FFFD.
PITH_API std::string to_tei(const Article& article);

// The record as a line of CSV (RFC 4180), without its line break, and the line that names the columns: those of the
// record with the same `archive`; lists are joined by "; ", what is unknown is empty. A text that a spreadsheet would
// run as a formula begins with an apostrophe.
PITH_API std::string to_csv(const Article& article, const std::optional<ArchiveSource>& archive = {});
PITH_API std::string csv_header(bool with_archive = false);

}  // namespace pith
