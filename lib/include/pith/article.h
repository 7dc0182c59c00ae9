// What pith gives back for a page: plain values that own their memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pith {

// How an extraction ended. Extraction itself never fails: any bytes give an Article with one of these.
enum class Status : std::uint8_t {
  ok,        // main content found
  partial,   // a limit was reached: what is there is right, but not all; see Article::warnings
  empty,     // HTML, but no text in it
  not_html,  // an image, a PDF, JSON, ...: see Article::warnings
  error,     // the page could not be had (input and fetching only, never extraction itself)
};

// Why, in a closed list; reason_message() has one line each.
enum class Reason : std::uint8_t {
  limit_bytes,       // input longer than Limits::bytes; the rest was not read
  limit_nodes,       // more nodes than Limits::nodes
  limit_depth,       // nesting deeper than Limits::depth was flattened
  limit_attributes,  // more attributes on a tag than Limits::attributes; the rest was dropped
  limit_blocks,      // more blocks of text than Limits::blocks; the rest was not judged
  bad_bytes,         // bytes that the encoding does not have, replaced by U+FFFD
  label_overruled,   // the page says one encoding and is another
  no_text,           // no text in the document
  low_confidence,    // nothing looked like main content; the most likely blocks were kept
  binary_content,    // told from the bytes: image, archive, PDF, font, audio, video
  json_content,      // told from the bytes: a JSON document
  xml_content,       // told from the bytes: XML that is no XHTML (a feed, a sitemap)
  plain_text,        // Content-Type says text/plain
  read_failed,       // the file or stream could not be read
  fetch_failed,      // the URL could not be fetched
  archive_damage,    // bytes of an archive that are no record
  archive_mended,    // the archive's record is damaged; what of it could be read is here
  archive_cut,       // the archive has only a part of the page
  digest_mismatch,   // the page's bytes are not those that the archive's digest was made of
  crashed,           // the page ended the process twice, and was passed over
};

// As in the record: "ok", "partial", ...
constexpr std::string_view to_string(Status status) {
  constexpr std::string_view kNames[] = {"ok", "partial", "empty", "not_html", "error"};
  return kNames[static_cast<std::size_t>(status)];
}

// A reason's name as in the record's warnings, and one line for a person.
struct ReasonText {
  std::string_view name;
  std::string_view message;
};
constexpr ReasonText describe(Reason reason) {
  constexpr ReasonText kTexts[] = {
      {"limit_bytes", "the page is longer than the limit; the rest was not read"},
      {"limit_nodes", "the page has more nodes than the limit; the rest was dropped"},
      {"limit_depth", "nesting deeper than the limit was flattened"},
      {"limit_attributes", "a tag has more attributes than the limit; the rest was dropped"},
      {"limit_blocks", "the page has more blocks of text than the limit; the rest was not judged"},
      {"bad_bytes", "bytes that are no text in the page's encoding were replaced by U+FFFD"},
      {"label_overruled", "the page names one encoding and is in another"},
      {"no_text", "the page has no text"},
      {"low_confidence", "nothing looked like main content; the most likely blocks were kept"},
      {"binary_content", "the bytes are an image, archive, PDF or the like"},
      {"json_content", "the bytes are a JSON document"},
      {"xml_content", "the bytes are XML, not HTML"},
      {"plain_text", "the page is plain text"},
      {"read_failed", "the input could not be read"},
      {"fetch_failed", "the URL could not be fetched"},
      {"archive_damage", "bytes of the archive that are no record were passed over"},
      {"archive_mended", "the archive's record is damaged; what of it could be read is here"},
      {"archive_cut", "the archive has only a part of the page"},
      {"digest_mismatch", "the page's bytes are not those that the archive's digest was made of"},
      {"crashed", "the page ended the process twice, and was passed over"},
  };
  return kTexts[static_cast<std::size_t>(reason)];
}

enum class PageType : std::uint8_t { article, forum, product, collection, listing, documentation, service };
inline constexpr std::size_t kPageTypes = 7;
constexpr std::string_view to_string(PageType type) {
  constexpr std::string_view kNames[] = {"article", "forum",         "product", "collection",
                                         "listing", "documentation", "service"};
  return kNames[static_cast<std::size_t>(type)];
}

// Inline markup over a range of a block's text.
struct Span {
  // formula: the text is its TeX source.
  enum class Kind : std::uint8_t { link, strong, emphasis, code, subscript, superscript, deleted, formula };
  Kind kind = Kind::link;
  std::uint32_t begin = 0;  // byte offsets into Block::text, [begin, end)
  std::uint32_t end = 0;
  std::string href;  // links only: absolute where a base is known, http(s) or mailto; else empty
};

// A piece of text with one role. Blocks stand in document order.
struct Block {
  enum class Kind : std::uint8_t { paragraph, heading, list_item, table_cell, code, quote, caption };
  Kind kind = Kind::paragraph;
  std::uint8_t level = 0;    // heading: 1 to 6; list item: nesting depth from 1; quote: depth from 1
  bool ordered = false;      // list item of an ordered list
  bool header_cell = false;  // table cell: <th>
  bool continues = false;    // goes on the paragraph, list item, cell or code of the block before (a <br> or an inner
                             // boundary between them): joined by one line feed instead of a blank line
  std::uint32_t table = 0;   // table cell: which table of the page, from 1
  std::uint32_t row = 0;     // table cell: row and column in that table, from 0, spans counted
  std::uint32_t column = 0;
  std::uint16_t row_span = 1;  // rows and columns that it covers, as the page says
  std::uint16_t column_span = 1;
  std::uint32_t number = 0;   // list item: which item of the page (blocks of one item share it), and its number in an
                              // ordered list is `ordinal`
  std::uint32_t ordinal = 0;  // ordered list item: the number a reader sees
  std::string text;           // UTF-8, white space folded but for code; never empty
  std::vector<Span> spans;    // in order of begin; nested, never crossing
  std::string code_language;  // code: from class="language-x", else empty

  bool kept = true;       // part of the main content
  float probability = 0;  // of being main content, 0 to 1
  std::string reason;     // why kept or dropped, in words
  std::string path;       // element path, e.g. "body/div#main/p"; only with Options::all_blocks
};

struct Image {
  std::string url;  // absolute where a base is known
  std::string alt;
  std::string caption;
  std::uint32_t before_block = 0;  // index into Article::blocks of the block that follows it
};

// What the page says of itself. Unknown fields are empty.
struct Metadata {
  std::string title;
  std::vector<std::string> authors;
  std::string date;           // publication, ISO 8601 (date, or date and time)
  std::string date_modified;  // likewise
  std::string sitename;
  std::string description;
  std::string language;  // as declared by the page, BCP 47
  std::string image;     // absolute where a base is known
  std::string canonical_url;
  std::string hostname;  // registrable domain
  std::vector<std::string> categories;
  std::vector<std::string> tags;
  std::string license;
};

struct Comment {
  std::string author;
  std::string date;
  std::string text;
};

struct Article {
  std::string id;  // stable hash of the url, else of the bytes, hex; a batch puts the archive record id here
  std::string url;
  Metadata metadata;
  std::string language;       // of the text, BCP 47; the declared one where the text is too short to tell
  double language_score = 0;  // 0 to 1
  std::string text;           // main content: paragraphs by a blank line, lines within one by a line feed
  std::vector<Block> blocks;  // main content; with Options::all_blocks everything, Block::kept tells
  std::vector<Image> images;  // within the main content
  std::vector<Comment> comments;
  PageType page_type = PageType::article;
  double page_type_score = 0;
  double confidence = 0;  // 0 to 1: how likely the text is right
  Status status = Status::empty;
  std::vector<Reason> warnings;
  std::string message;  // status error: what failed, where, and what to do
  std::optional<int> http_status;
  std::string content_type;     // as served
  std::string encoding;         // WHATWG name, lower case
  std::string encoding_source;  // bom, header, meta, content, detected, default
  std::string crawl_date;
  std::string fingerprint;  // 64-bit simhash of text, 16 hex digits; empty for no text
};

}  // namespace pith
