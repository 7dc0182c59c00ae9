#include "batch/render.h"

#include <utility>

#include "pith/version.h"

namespace pith::batch {
namespace {

// A record without a date of its own gets this one: equal runs give equal bytes.
constexpr std::string_view kNoDate = "1970-01-01T00:00:00Z";

std::string_view date_of(const Article& article) {
  return article.crawl_date.empty() ? kNoDate : std::string_view(article.crawl_date);
}

// RFC 3986, section 2.3, and the slash.
bool stays_in_path(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

// WARC 1.1, 5.7: a conversion names its target. A page that has no URL has the name of its file.
std::string target_of(const Article& article, const ArchiveSource& source) {
  if (!article.url.empty()) return article.url;
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = source.file.starts_with('/') ? "file://" : "file:///";
  const std::string path = source.record_id.empty() ? source.file : source.file + "/" + source.record_id;
  for (const char c : path) {
    if (stays_in_path(c))
      uri += c;
    else
      (uri += '%').append({kHex[static_cast<unsigned char>(c) >> 4], kHex[static_cast<unsigned char>(c) & 15]});
  }
  return uri;
}

// Only an archive's id names a record; a page of a folder has its file's name there.
std::string_view refers_to(const Article& article, const ArchiveSource& source) {
  return article.id == source.record_id ? std::string_view(source.record_id) : std::string_view();
}

// Each record of the run has an id of its own, whatever is made of it.
std::string id_of(const Outcome& outcome, std::string_view what) {
  std::string seed(what);
  for (const std::uint64_t number : {std::uint64_t{outcome.number.input}, outcome.number.record, outcome.source.offset})
    seed.append("\n").append(std::to_string(number));
  return warc_id(seed + "\n" + outcome.source.file + "\n" + outcome.source.record_id);
}

std::string conversion(const Outcome& outcome, std::string_view type, const std::string& block,
                       const PageOptions& options) {
  return warc_bytes({.kind = RecordKind::conversion,
                     .id = id_of(outcome, "conversion"),
                     .url = target_of(outcome.article, outcome.source),
                     .date = date_of(outcome.article),
                     .content_type = type,
                     .refers_to = refers_to(outcome.article, outcome.source),
                     .payload = block},
                    options.coding);
}

std::string metadata(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options) {
  const Article& article = outcome.article;
  ArchiveHeaders fields = {{"status", std::string(to_string(article.status))}};
  for (const Reason reason : article.warnings) fields.emplace_back("warning", describe(reason).name);
  if (!article.message.empty()) fields.emplace_back("message", article.message);
  if (!duplicate_of.empty()) fields.emplace_back("duplicate-of", duplicate_of);
  fields.emplace_back("archive-file", outcome.source.file);
  fields.emplace_back("archive-offset", std::to_string(outcome.source.offset));
  const std::string block = warc_fields(fields);
  return warc_bytes({.kind = RecordKind::metadata,
                     .id = id_of(outcome, "metadata"),
                     .url = article.url,
                     .date = date_of(article),
                     .refers_to = refers_to(article, outcome.source),
                     .payload = block},
                    options.coding);
}

std::string json_of(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options) {
  JsonOptions json = options.json;
  json.archive = outcome.source;
  if (options.dedup != Dedup::none) json.duplicate_of = duplicate_of;
  return to_json(outcome.article, json);
}

}  // namespace

std::string render_json_line(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options) {
  return json_of(outcome, duplicate_of, options) + "\n";
}

std::string render_warc(const Outcome& outcome, const std::string& duplicate_of, const PageOptions& options) {
  const Article& article = outcome.article;
  if (options.warc_text == WarcText::json)
    return conversion(outcome, "application/json", json_of(outcome, duplicate_of, options), options);
  if (article.text.empty()) return metadata(outcome, duplicate_of, options);
  if (options.warc_text == WarcText::markdown)
    return conversion(outcome, "text/markdown; charset=utf-8", to_markdown(article), options);
  return conversion(outcome, "text/plain; charset=utf-8", to_text(article), options);
}

std::string render_warcinfo(const std::string& file_name, const PageOptions& options) {
  const std::string block = warc_fields({{"software", "pith " + std::string(kVersion)},
                                         {"format", "WARC File Format 1.1"},
                                         {"description", "main content of web pages"}});
  return warc_bytes({.kind = RecordKind::warcinfo,
                     .id = warc_id("warcinfo\n" + file_name),
                     .date = kNoDate,
                     .filename = file_name,
                     .payload = block},
                    options.coding);
}

}  // namespace pith::batch
