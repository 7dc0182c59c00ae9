// The page's site, address, language, description, image, licence, categories and tags.
#include <algorithm>

#include "clean.h"
#include "fields.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

using html::AttributeName;
using html::NodeIndex;
using html::Tag;

constexpr std::size_t kMaxTags = 100;

// The first field of the page's JSON-LD entities that is not empty.
template <class Get>
std::string from_entities(const Page& page, int lowest_rank, Get&& get) {
  for (const SchemaEntity& entity : page.json_ld.entities) {
    if (entity.rank < lowest_rank) break;
    if (std::string value = get(entity); !value.empty()) return value;
  }
  return {};
}

bool has_word(std::string_view list, std::string_view word) {
  const std::vector<std::string> words = split_list(text::lower(list), " \t\n\r\f");
  return std::find(words.begin(), words.end(), word) != words.end();
}

// `reference` made absolute; an empty one is none, not the page itself.
std::string absolute(const Page& page, std::string_view reference) {
  return text::trim_ascii(reference).empty() ? std::string{} : resolve_url(page.base, reference);
}

// href of the first <link> with that rel, absolute.
std::string link(const Page& page, std::string_view rel) {
  for (const NodeIndex i : page.links) {
    if (!has_word(page.document.attribute(i, AttributeName::rel), rel)) continue;
    std::string url = absolute(page, page.document.attribute(i, AttributeName::href));
    if (!url.empty()) return url;
  }
  return {};
}

// BCP 47: "pt_br" is pt-BR, "zh-hans-cn" is zh-Hans-CN (RFC 5646 section 2.1.1). Empty for what is no tag.
std::string language_tag(std::string_view tag) {
  tag = text::trim_ascii(tag.substr(0, tag.find_first_of(",; ")));
  std::string out;
  for (std::string part : split_list(tag, "-_")) {
    for (char& c : part) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool alpha = std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const bool known = alpha || std::all_of(part.begin(), part.end(),
                                            [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (!known || part.size() > 8) return out;
    if (out.empty()) {
      if (!alpha || part.size() < 2 || part.size() > 3) return {};
    } else if (alpha && part.size() == 4) {
      part[0] = static_cast<char>(part[0] - 32);
    } else if (alpha && part.size() == 2) {
      for (char& c : part) c = static_cast<char>(c - 32);
    }
    if (!out.empty()) out += '-';
    out += part;
  }
  return out;
}

std::string find_language(const Page& page) {
  if (std::string tag = language_tag(page.language); !tag.empty()) return tag;
  for (const std::string_view key :
       {"content-language", "og:locale", "dc.language", "dcterms.language", "language", "inlanguage"}) {
    if (std::string tag = language_tag(page.meta({key})); !tag.empty()) return tag;
  }
  return language_tag(from_entities(page, 1, [](const SchemaEntity& entity) { return entity.language; }));
}

// The second-level label of the registrable domain: "example" of example.co.uk.
std::string domain_label(std::string_view hostname) {
  return folded_letters(hostname.substr(0, hostname.find('.')));
}

std::string find_sitename(const Page& page) {
  std::string name = page.meta({"og:site_name"});
  if (name.empty()) name = page.json_ld.site_name;
  if (name.empty()) name = from_entities(page, 1, [](const SchemaEntity& entity) { return entity.publisher; });
  if (name.empty())
    name = page.meta({"application-name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher",
                      "al:android:app_name", "apple-mobile-web-app-title"});
  return name.find("://") == name.npos ? name : std::string{};
}

void find_site_names(Page& page, const Metadata& out) {
  // Some pages put their title where the site's name belongs: what <title> starts with and goes on from is no site.
  const std::string og_title = folded_letters(page.meta({"og:title"}));
  const bool longer = folded_letters(page.head_title).size() > og_title.size() + 3;
  const std::string title = longer ? og_title : std::string{};
  auto add = [&](std::string_view name) {
    std::string letters = folded_letters(name);
    if (letters.size() > 1 && letters != title) add_once(page.site_names, std::move(letters));
  };
  add(out.sitename);
  add(page.json_ld.site_name);
  for (const SchemaEntity& entity : page.json_ld.entities) add(entity.publisher);
  for (const std::string_view key : {"og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site",
                                     "apple-mobile-web-app-title", "al:iphone:app_name", "copyright"}) {
    add(page.meta({key}));
  }
  if (!out.hostname.empty()) {
    add(out.hostname);
    add(domain_label(out.hostname));
  }
}

// A licence's address, or a short text.
std::string find_license(const Page& page) {
  std::string found = link(page, "license");
  for (const NodeIndex i : page.anchors) {
    if (!found.empty()) return found;
    const std::string_view href = page.document.attribute(i, AttributeName::href);
    const bool license = has_word(page.document.attribute(i, AttributeName::rel), "license");
    const bool commons = href.find("creativecommons.org/licenses/") != href.npos ||
                         href.find("creativecommons.org/publicdomain/") != href.npos;
    if (license || commons) found = absolute(page, href);
  }
  if (found.empty()) found = from_entities(page, 1, [](const SchemaEntity& entity) { return entity.license; });
  if (found.empty()) found = page.meta({"dcterms.license", "dc.rights.license", "dcterms.rights", "dc.rights"});
  return found;
}

void add_list(std::vector<std::string>& out, std::string_view list) {
  for (std::string& part : split_list(list, ",;")) {
    if (out.size() < kMaxTags && part.size() <= 200) add_once(out, std::move(part));
  }
}

// Fullwidth and ideographic commas separate too.
std::string with_plain_commas(std::string_view text) {
  constexpr std::u32string_view kCommas = U"，、；";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = text::next_code_point(text, at);
    text::append_utf8(out, kCommas.find(c) == kCommas.npos ? c : U',');
  }
  return out;
}

std::vector<std::string> find_tags(const Page& page) {
  std::vector<std::string> tags;
  for (const Meta& meta : page.metas) {
    if (meta.key == "article:tag" || meta.key == "og:article:tag")
      add_list(tags, with_plain_commas(clean_value(meta.content)));
  }
  for (const SchemaEntity& entity : page.json_ld.entities) {
    if (!tags.empty() || entity.rank < 1) break;
    for (const std::string& keyword : entity.keywords) add_list(tags, with_plain_commas(keyword));
  }
  for (const NodeIndex i : page.anchors) {
    if (has_word(page.document.attribute(i, AttributeName::rel), "tag")) add_list(tags, page.text(i));
  }
  if (tags.empty())
    add_list(tags, with_plain_commas(
                       page.meta({"news_keywords", "parsely-tags", "sailthru.tags", "keywords", "dc.subject"})));
  return tags;
}

std::vector<std::string> find_categories(const Page& page) {
  std::vector<std::string> categories;
  for (const Meta& meta : page.metas) {
    if (meta.key == "article:section" || meta.key == "og:article:section")
      add_list(categories, clean_value(meta.content));
  }
  for (const SchemaEntity& entity : page.json_ld.entities) {
    if (!categories.empty() || entity.rank < 1) break;
    for (const std::string& section : entity.sections) add_list(categories, section);
  }
  if (categories.empty())
    add_list(categories, page.meta({"parsely-section", "cxenseparse:section", "category", "section"}));
  return categories;
}

}  // namespace

void find_site(Page& page, Metadata& out) {
  out.language = page.language = find_language(page);
  out.canonical_url = link(page, "canonical");
  if (out.canonical_url.empty()) out.canonical_url = absolute(page, page.meta({"og:url", "twitter:url"}));
  if (page.base.empty()) page.base = out.canonical_url;
  out.hostname = registrable_domain(page.url.empty() ? page.base : page.url);
  out.sitename = find_sitename(page);
  out.description = page.meta({"og:description", "description", "twitter:description", "dc.description",
                               "dcterms.description", "sailthru.description"});
  if (out.description.empty())
    out.description = from_entities(page, 1, [](const SchemaEntity& entity) { return entity.description; });
  std::string image = page.meta(
      {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "thumbnail", "image"});
  if (image.empty()) image = from_entities(page, 1, [](const SchemaEntity& entity) { return entity.image; });
  out.image = image.empty() ? link(page, "image_src") : absolute(page, image);
  out.license = find_license(page);
  out.categories = find_categories(page);
  out.tags = find_tags(page);
  find_site_names(page, out);
}

}  // namespace pith::metadata
