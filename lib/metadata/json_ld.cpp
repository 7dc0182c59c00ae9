#include "json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>

#include "clean.h"
#include "json_repair.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxScript = 2 << 20;  // bytes
constexpr std::size_t kMaxScripts = 64;
constexpr std::size_t kMaxNodes = 50'000;
constexpr std::size_t kMaxList = 64;  // authors, keywords, breadcrumbs
constexpr int kMaxNesting = 64;

// @type without its vocabulary, lower case.
std::string type_name(std::string_view type) {
  if (const auto slash = type.find_last_of("/#:"); slash != type.npos) type.remove_prefix(slash + 1);
  return text::lower(text::trim_ascii(type));
}

bool ends_with_any(std::string_view type, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return type.ends_with(end); });
}

int rank_of(std::string_view type) {
  if (ends_with_any(type, {"article", "posting", "report"}) && type != "jobposting") return 3;
  if (ends_with_any(type, {"recipe", "review", "howto", "video", "videoobject", "episode", "creativework", "question",
                           "qapage", "book", "podcast", "course", "presentation"})) {
    return 2;
  }
  return type.ends_with("page") ? 1 : 0;
}

bool is_organization(std::string_view type) {
  return ends_with_any(type, {"organization", "corporation", "business", "website", "brand"});
}

class Reader {
 public:
  JsonLd read(std::span<const std::string_view> scripts) {
    for (const std::string_view script : scripts.first(std::min(scripts.size(), kMaxScripts))) load(script);
    for (const Json& document : documents_) index(document);
    for (const Json& document : documents_) walk(document);
    std::stable_sort(out_.entities.begin(), out_.entities.end(),
                     [](const SchemaEntity& a, const SchemaEntity& b) { return a.rank > b.rank; });
    return std::move(out_);
  }

 private:
  void load(std::string_view script) {
    if (script.size() > kMaxScript || nests_deeper(script, kMaxNesting)) return;
    Json json = Json::parse(script, nullptr, false);
    if (!json.is_discarded()) {
      documents_.push_back(std::move(json));
      return;
    }
    for (const std::string& value : repair_json(script)) {
      Json repaired = Json::parse(value, nullptr, false);
      if (!repaired.is_discarded()) documents_.push_back(std::move(repaired));
    }
  }

  // Calls sink(node, key, main) for each object: `main` where it stands for the page, not for a part of it.
  template <class Sink>
  void each_object(const Json& root, Sink&& sink) {
    struct Step {
      const Json* node;
      bool main;
    };
    std::vector<Step> stack{{&root, true}};
    std::size_t visited = 0;
    while (!stack.empty() && visited < kMaxNodes) {
      const Step step = stack.back();
      stack.pop_back();
      if (step.node->is_object()) sink(*step.node, step.main);
      const std::size_t begin = stack.size();
      for (auto it = step.node->begin(); it != step.node->end() && ++visited < kMaxNodes; ++it) {
        if (!it->is_structured()) continue;
        const bool main = step.main && (step.node->is_array() || is_main_key(it.key()));
        stack.push_back({&*it, main});
      }
      std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(begin), stack.end());  // document order
    }
  }
  static bool is_main_key(const std::string& key) {
    return key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage";
  }

  void index(const Json& document) {
    each_object(document, [&](const Json& object, bool) {
      const std::string id = text_of(object, "@id");
      if (!id.empty() && object.size() > 1) by_id_.try_emplace(id, &object);
    });
  }

  void walk(const Json& document) {
    each_object(document, [&](const Json& object, bool main) {
      hints(object);
      const std::vector<std::string> types = types_of(object);
      if (!main) return;
      if (has_type(types, "website") && out_.site_name.empty()) out_.site_name = clean_value(text_of(object, "name"));
      if (has_type(types, "breadcrumblist") && out_.breadcrumbs.empty()) breadcrumbs(object);
      if (has_type(types, "website") || has_type(types, "breadcrumblist")) return;
      entity(object, types);
    });
  }

  static bool has_type(const std::vector<std::string>& types, std::string_view type) {
    return std::find(types.begin(), types.end(), type) != types.end();
  }

  void hints(const Json& object) {
    for (std::string& type : types_of(object)) {
      if (out_.types.size() < 256) add_once(out_.types, std::move(type));
    }
    for (const char* key : {"headline", "name"}) {
      if (out_.titles.size() < 256) add_once(out_.titles, clean_value(text_of(object, key)));
    }
    if (out_.descriptions.size() < 64) add_once(out_.descriptions, clean_value(text_of(object, "description")));
    for (const char* key : {"articleBody", "text", "reviewBody"}) {
      const std::string_view text = view_of(object, key);
      if (text.size() > out_.body.size()) out_.body = text;
    }
  }

  void entity(const Json& object, const std::vector<std::string>& types) {
    if (types.empty() || out_.entities.size() >= kMaxList) return;
    SchemaEntity entity;
    for (const std::string& type : types) entity.rank = std::max(entity.rank, rank_of(type));
    entity.headline = clean_value(text_of(object, "headline"));
    entity.name = clean_value(text_of(object, "name"));
    if (entity.headline.empty()) entity.headline = clean_value(text_of(object, "alternativeHeadline"));
    for (const char* key : {"author", "creator"}) {
      if (entity.authors.empty() && object.contains(key)) authors(object[key], entity.authors);
    }
    entity.published = text_of(object, "datePublished");
    entity.created = text_of(object, "dateCreated");
    entity.uploaded = text_of(object, "uploadDate");
    entity.modified = text_of(object, "dateModified");
    entity.description = clean_value(text_of(object, "description"));
    entity.image = url_of(object, "image");
    if (entity.image.empty()) entity.image = url_of(object, "thumbnailUrl");
    entity.url = url_of(object, "url");
    if (entity.url.empty()) entity.url = url_of(object, "mainEntityOfPage");
    entity.language = text_of(object, "inLanguage");
    entity.license = url_of(object, "license");
    entity.publisher = name_of(object, "publisher");
    texts(object, "articleSection", entity.sections);
    texts(object, "keywords", entity.keywords);
    out_.entities.push_back(std::move(entity));
  }

  static std::string_view view_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    const Json* value = &*found;
    if (value->is_array() && !value->empty()) value = &value->front();
    if (value->is_object()) {
      const auto inner = value->find("@value");
      if (inner == value->end()) return {};
      value = &*inner;
    }
    const auto* text = value->get_ptr<const std::string*>();
    return text ? std::string_view(*text) : std::string_view{};
  }
  static std::string text_of(const Json& object, const char* key) { return std::string(view_of(object, key)); }

  // A URL given as text, as an object with url or @id, or as a list of such.
  std::string url_of(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    const Json* value = &*found;
    if (value->is_array() && !value->empty()) value = &value->front();
    if (!value->is_object()) return text_of(object, key);
    const Json& target = resolve(*value);
    for (const char* inner : {"url", "contentUrl", "@id"}) {
      if (std::string url = text_of(target, inner); !url.empty()) return url;
    }
    return {};
  }

  std::string name_of(const Json& object, const char* key) const {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    const Json* value = &*found;
    if (value->is_array() && !value->empty()) value = &value->front();
    if (value->is_object()) return clean_value(text_of(resolve(*value), "name"));
    return clean_value(text_of(object, key));
  }

  // The object that a bare {"@id": ...} stands for.
  const Json& resolve(const Json& object) const {
    if (object.contains("name")) return object;
    const auto found = by_id_.find(text_of(object, "@id"));
    return found == by_id_.end() ? object : *found->second;
  }

  void authors(const Json& value, std::vector<SchemaName>& out) const {
    std::vector<const Json*> stack{&value};
    while (!stack.empty() && out.size() < kMaxList) {
      const Json& item = *stack.back();
      stack.pop_back();
      if (item.is_array()) {
        for (auto it = item.rbegin(); it != item.rend() && stack.size() < kMaxList; ++it) stack.push_back(&*it);
      } else if (item.is_object()) {
        author(resolve(item), out);
      } else if (const auto* text = item.get_ptr<const std::string*>()) {
        out.push_back({clean_value(*text), false});
      }
    }
  }

  static void author(const Json& object, std::vector<SchemaName>& out) {
    bool organization = false;
    for (const std::string& type : types_of(object)) organization |= is_organization(type);
    std::vector<std::string> names;
    texts(object, "name", names);
    if (names.empty()) {
      std::string joined = text_of(object, "givenName") + ' ' + text_of(object, "familyName");
      names.push_back(clean_value(joined));
    }
    for (std::string& name : names) {
      if (!name.empty()) out.push_back({std::move(name), organization});
    }
  }

  // Strings, or the names of objects, of a value or a list.
  static void texts(const Json& object, const char* key, std::vector<std::string>& out) {
    const auto found = object.find(key);
    if (found == object.end()) return;
    auto add = [&](const Json& value) {
      if (out.size() >= kMaxList) return;
      if (const auto* text = value.get_ptr<const std::string*>()) add_once(out, clean_value(*text));
      if (value.is_object()) add_once(out, clean_value(text_of(value, value.contains("name") ? "name" : "@value")));
    };
    if (found->is_array()) {
      for (const Json& value : *found) add(value);
    } else {
      add(*found);
    }
  }

  static std::vector<std::string> types_of(const Json& object) {
    std::vector<std::string> types;
    texts(object, "@type", types);
    for (std::string& type : types) type = type_name(type);
    return types;
  }

  void breadcrumbs(const Json& object) {
    const auto list = object.find("itemListElement");
    if (list == object.end() || !list->is_array()) return;
    for (const Json& element : *list) {
      if (!element.is_object() || out_.breadcrumbs.size() >= kMaxList) continue;
      std::string name = clean_value(text_of(element, "name"));
      if (name.empty()) name = name_of(element, "item");
      out_.breadcrumbs.push_back(std::move(name));
    }
  }

  std::vector<Json> documents_;
  std::unordered_map<std::string, const Json*> by_id_;
  JsonLd out_;
};

}  // namespace

JsonLd read_json_ld(std::span<const std::string_view> scripts) {
  return Reader().read(scripts);
}

}  // namespace pith::metadata
