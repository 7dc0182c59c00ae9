// A record under the names that other pipelines read.
#include <algorithm>
#include <array>
#include <string_view>

#include "emit/record.h"

namespace pith::emit {
namespace {

std::string comment_text(const Article& article) {
  std::vector<std::string> texts;
  for (const Comment& comment : article.comments) texts.push_back(comment.text);
  return joined(texts, "\n");
}

// trafilatura's raw_text: the text without its layout.
std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
  return text;
}

// Readability's `length` is that of a JavaScript string: UTF-16 code units, two for a four-byte UTF-8 sequence.
std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0U) != 0x80U ? 1U : 0U;
    units += byte >= 0xF0U ? 1U : 0U;
  }
  return units;
}

// Languages written from right to left, by primary subtag.
bool is_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 11> kSubtags = {"ar", "arc", "ckb", "dv", "fa", "he",
                                                         "iw", "ps",  "ug",  "ur", "yi"};
  const std::string_view primary = language.substr(0, language.find('-'));
  return std::find(kSubtags.begin(), kSubtags.end(), primary) != kSubtags.end();
}

}  // namespace

Json trafilatura(const Article& article) {
  const Metadata& metadata = article.metadata;
  Json out;
  out["title"] = or_null(metadata.title);
  out["author"] = or_null(joined(metadata.authors, "; "));
  out["hostname"] = or_null(metadata.hostname);
  out["date"] = or_null(metadata.date);
  out["fingerprint"] = or_null(article.fingerprint);
  out["id"] = or_null(article.id);
  out["license"] = or_null(metadata.license);
  out["comments"] = comment_text(article);
  out["raw_text"] = one_line(article.text);
  out["text"] = article.text;
  out["language"] = or_null(article.language);
  out["image"] = or_null(metadata.image);
  out["pagetype"] = to_string(article.page_type);
  out["filedate"] = or_null(article.crawl_date);
  out["source"] = or_null(article.url);
  out["source-hostname"] = or_null(metadata.sitename);
  out["excerpt"] = or_null(metadata.description);
  out["categories"] = joined(metadata.categories, ";");
  out["tags"] = joined(metadata.tags, ";");
  return out;
}

Json readability(const Article& article) {
  const Metadata& metadata = article.metadata;
  Json out;
  out["title"] = or_null(metadata.title);
  out["byline"] = or_null(joined(metadata.authors, "; "));
  out["dir"] = is_right_to_left(article.language) ? Json("rtl") : Json(nullptr);
  out["lang"] = or_null(article.language);
  out["content"] = to_html(article);
  out["textContent"] = article.text;
  out["length"] = utf16_length(article.text);
  out["excerpt"] = or_null(metadata.description);
  out["siteName"] = or_null(metadata.sitename);
  out["publishedTime"] = or_null(metadata.date);
  return out;
}

Json datatrove(const Article& article, const JsonOptions& options) {
  Json metadata;
  metadata["url"] = or_null(article.url);
  metadata["date"] = or_null(article.crawl_date);
  metadata["file_path"] = options.archive ? Json(options.archive->file) : Json(nullptr);
  metadata["dump"] = nullptr;
  metadata["language"] = or_null(article.language);
  metadata["language_score"] = article.language.empty() ? Json(nullptr) : Json(rounded(article.language_score));
  Json out;
  out["text"] = article.text;
  out["id"] = or_null(article.id);
  out["metadata"] = std::move(metadata);
  return out;
}

}  // namespace pith::emit
