// schema.org data in JSON-LD: the entities that describe the page, as plain values.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pith::metadata {

struct SchemaName {
  std::string name;
  bool organization = false;
};

// What one entity says. Text is clean; dates and URLs are as written.
struct SchemaEntity {
  int rank = 0;  // 3: an article, 2: another work (recipe, review, video, ...), 1: the web page, 0: else
  std::string headline, name;
  std::vector<SchemaName> authors;
  std::string published, created, uploaded, modified;
  std::string description, image, url, language, license, publisher;
  std::vector<std::string> sections, keywords;
};

struct JsonLd {
  std::vector<SchemaEntity> entities;    // those that stand for the page, best rank first, else in source order
  std::string site_name;                 // a WebSite's name
  std::vector<std::string> breadcrumbs;  // names of a BreadcrumbList in order
  // Of every entity, nested ones too:
  std::vector<std::string> types;  // lower case
  std::vector<std::string> titles;
  std::vector<std::string> descriptions;
  std::string body;  // the longest article text
};

// Never fails; work is bounded.
JsonLd read_json_ld(std::span<const std::string_view> scripts);

}  // namespace pith::metadata
