#include "batch/filter.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>

#include "text/text.h"

namespace pith::batch {
namespace {

// "text/html; charset=x" is text/html (WHATWG MIME Sniffing, 4.4: the essence, in lower case).
std::string essence(std::string_view content_type) {
  return text::lower(text::trim_ascii(content_type.substr(0, content_type.find(';'))));
}

bool takes(const std::string& wanted, const std::string& type) {
  if (wanted.ends_with("/*")) return type.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1));
  return type == wanted;
}

// RFC 4647, section 3.3.1: a range takes the tags that begin with its subtags.
bool takes_language(std::string_view wanted, const std::string& language) {
  const std::string range = text::lower(wanted);
  const std::string tag = text::lower(language);
  return tag == range || tag.starts_with(range + "-");
}

// Files, resources and conversions never had an HTTP status.
bool right_status(const std::vector<StatusRange>& wanted, const ArchiveRecord& record) {
  if (wanted.empty() || (!record.http_status && record.kind != RecordKind::response)) return true;
  return record.http_status && std::any_of(wanted.begin(), wanted.end(), [&](const StatusRange& range) {
           return *record.http_status >= range.first && *record.http_status <= range.last;
         });
}

}  // namespace

struct Filter::Pattern {
  explicit Pattern(const std::string& text) : pattern(text, RE2::Quiet) {}
  RE2 pattern;
};

Filter::Filter(const BatchFilter& wanted, std::unique_ptr<Pattern> pattern)
    : wanted_(wanted), url_(std::move(pattern)) {
  for (std::string& type : wanted_.mime) type = essence(type);
}
Filter::Filter(Filter&&) noexcept = default;
Filter::~Filter() = default;

std::variant<Filter, BatchError> Filter::make(const BatchFilter& wanted) {
  if (wanted.url_regex.empty()) return Filter(wanted, nullptr);
  auto pattern = std::make_unique<Pattern>(wanted.url_regex);
  if (!pattern->pattern.ok()) {
    return BatchError{BatchError::Kind::usage, "--url-regex: " + pattern->pattern.error() + " in \"" +
                                                   wanted.url_regex + "\"; write it in RE2's syntax"};
  }
  return Filter(wanted, std::move(pattern));
}

std::optional<std::string_view> Filter::refuse(const ArchiveRecord& record) const {
  if (!right_status(wanted_.status, record)) return "status";
  const std::string type = essence(record.content_type);
  if (!wanted_.mime.empty() && std::none_of(wanted_.mime.begin(), wanted_.mime.end(),
                                            [&](const std::string& wanted) { return takes(wanted, type); }))
    return "mime";
  if (url_ && !RE2::PartialMatch(record.url, url_->pattern)) return "url";
  return {};
}

std::optional<std::string_view> Filter::refuse(const Article& article) const {
  const auto& languages = wanted_.languages;
  if (!languages.empty() && std::none_of(languages.begin(), languages.end(), [&](const std::string& wanted) {
        return takes_language(wanted, article.language);
      }))
    return "language";
  if (wanted_.min_length > 0 && text::units(article.text) < wanted_.min_length) return "min_length";
  return refuse(article.status);
}

std::optional<std::string_view> Filter::refuse(Status status) const {
  if (wanted_.only_ok && status != Status::ok) return "not_ok";
  return {};
}

}  // namespace pith::batch
