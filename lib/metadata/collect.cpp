#include "clean.h"
#include "fields.h"
#include "metadata.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

Hints hints_of(const Page& page) {
  Hints hints;
  add_once(hints.titles, page.head_title);
  for (const std::string_view key : {"og:title", "twitter:title", "title", "dc.title"}) {
    add_once(hints.titles, page.meta({key}));
  }
  for (const std::string& title : page.json_ld.titles) add_once(hints.titles, title);
  for (const std::string_view key : {"description", "og:description", "twitter:description", "dc.description"}) {
    add_once(hints.descriptions, page.meta({key}));
  }
  for (const std::string& description : page.json_ld.descriptions) add_once(hints.descriptions, description);
  hints.article_body = page.json_ld.body;
  hints.json_ld_types = page.json_ld.types;
  hints.og_type = text::lower(page.meta({"og:type"}));
  return hints;
}

// Whether the first letter is one of a Latin alphabet: only English puts the month ahead of the day.
bool is_latin(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    if (text::is_letter(c)) return c < 0x250;
  }
  return true;
}

}  // namespace

Result collect(const html::Document& document, std::string_view url, std::string_view crawl_date) {
  Result result;
  Page page(document, url);
  find_site(page, result.metadata);
  result.metadata.title = find_title(page);
  result.metadata.authors = find_authors(page, result.metadata.title);
  DateRules rules = date_rules(page.language, page.base, crawl_date);
  if (page.language.empty() && !is_latin(result.metadata.title)) rules.month_first = false;
  const Dates dates = find_dates(page, rules);
  result.metadata.date = dates.published;
  result.metadata.date_modified = dates.modified;
  result.hints = hints_of(page);
  return result;
}

}  // namespace pith::metadata
