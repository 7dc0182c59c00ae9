// The record, field by field as in docs/record.md and docs/record.schema.json: change the three together.
#include <cmath>

#include "emit/record.h"
#include "pith/version.h"

namespace pith::emit {

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

double rounded(double value) {
  return std::isfinite(value) ? std::round(value * 1e4) / 1e4 + 0.0 : 0.0;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

namespace {

// Was there a text to judge? Scores of a page without one say nothing.
bool has_content(const Article& article) {
  return article.status == Status::ok || article.status == Status::partial;
}

void add_names(Json& out, const Article& article) {
  const Metadata& metadata = article.metadata;
  out["id"] = or_null(article.id);
  out["url"] = or_null(article.url);
  out["canonical_url"] = or_null(metadata.canonical_url);
  out["hostname"] = or_null(metadata.hostname);
  out["sitename"] = or_null(metadata.sitename);
}

void add_metadata(Json& out, const Article& article) {
  const Metadata& metadata = article.metadata;
  out["title"] = or_null(metadata.title);
  out["author"] = or_null(joined(metadata.authors, "; "));
  out["authors"] = metadata.authors;
  out["date"] = or_null(metadata.date);
  out["date_modified"] = or_null(metadata.date_modified);
  out["description"] = or_null(metadata.description);
  out["language"] = or_null(article.language);
  out["language_score"] = article.language.empty() ? Json(nullptr) : Json(rounded(article.language_score));
  out["image"] = or_null(metadata.image);
  out["categories"] = metadata.categories;
  out["tags"] = metadata.tags;
  out["license"] = or_null(metadata.license);
}

Json comments(const Article& article) {
  Json list = Json::array();
  for (const Comment& comment : article.comments) {
    Json one;
    one["author"] = or_null(comment.author);
    one["date"] = or_null(comment.date);
    one["text"] = comment.text;
    list.push_back(std::move(one));
  }
  return list;
}

void add_content(Json& out, const Article& article) {
  const bool judged = has_content(article);
  out["text"] = article.text;
  out["comments"] = comments(article);
  out["page_type"] = judged ? Json(to_string(article.page_type)) : Json(nullptr);
  out["page_type_score"] = judged ? Json(rounded(article.page_type_score)) : Json(nullptr);
  out["confidence"] = rounded(article.confidence);
}

void add_outcome(Json& out, const Article& article) {
  out["status"] = to_string(article.status);
  Json warnings = Json::array();
  for (const Reason reason : article.warnings) warnings.push_back(describe(reason).name);
  out["warnings"] = std::move(warnings);
  out["message"] = or_null(article.message);
}

void add_source(Json& out, const Article& article, const JsonOptions& options) {
  out["http_status"] = article.http_status ? Json(*article.http_status) : Json(nullptr);
  out["content_type"] = or_null(article.content_type);
  out["encoding"] = or_null(article.encoding);
  out["encoding_source"] = or_null(article.encoding_source);
  out["crawl_date"] = or_null(article.crawl_date);
  if (!options.archive) return;
  out["archive_file"] = options.archive->file;
  out["archive_offset"] = options.archive->offset;
  out["archive_record_id"] = or_null(options.archive->record_id);
}

Json object(const Article& article, const JsonOptions& options) {
  switch (options.schema) {
    case Schema::trafilatura:
      return trafilatura(article);
    case Schema::readability:
      return readability(article);
    case Schema::datatrove:
      return datatrove(article, options);
    case Schema::pith:
    case Schema::opensearch_bulk:
      break;
  }
  return record(article, options);
}

// Text is UTF-8 by contract; a byte that is not becomes U+FFFD rather than an exception.
std::string dump(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// OpenSearch gives a document without `_id` one of its own.
Json bulk_action(const Article& article) {
  Json index = Json::object();
  if (!article.id.empty()) index["_id"] = article.id;
  Json action;
  action["index"] = std::move(index);
  return action;
}

}  // namespace

Json record(const Article& article, const JsonOptions& options) {
  Json out;
  add_names(out, article);
  add_metadata(out, article);
  add_content(out, article);
  add_outcome(out, article);
  add_source(out, article, options);
  if (options.duplicate_of) out["duplicate_of"] = or_null(*options.duplicate_of);
  out["fingerprint"] = or_null(article.fingerprint);
  out["extractor"] = "pith " + std::string(kVersion);
  return out;
}

}  // namespace pith::emit

namespace pith {

std::string to_json(const Article& article, const JsonOptions& options) {
  emit::Json out = emit::object(article, options);
  emit::add_fields(out, article, options);
  for (const std::string& name : options.without) out.erase(name);
  if (options.schema == Schema::opensearch_bulk)
    return emit::dump(emit::bulk_action(article), -1) + "\n" + emit::dump(out, -1);
  return emit::dump(out, options.pretty ? 2 : -1);
}

std::string to_text(const Article& article) {
  return article.text + "\n";
}

}  // namespace pith
