// The measures of one page and of a set: tokens, snippets, fields, link farms. See docs/evaluation.md for their
// meaning.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eval_farm.h"
#include "eval_set.h"
#include "eval_text.h"

namespace pith::program {

// What an extractor gave for a page.
struct Found {
  std::string text;
  std::string title;
  std::vector<std::string> authors;
  std::string date;
};

struct Overlap {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
};

struct Snippets {
  std::size_t with = 0;  // present of those that must be
  std::size_t with_of = 0;
  std::size_t without = 0;  // present of those that must not be
  std::size_t without_of = 0;

  double with_share() const;
  double without_share() const;
};

struct PageScore {
  std::string id;
  std::string page_type;
  std::string language;
  std::size_t length = 0;  // of the text, in code points
  std::optional<Overlap> text;
  std::optional<Snippets> snippets;
  std::optional<bool> title;  // right or wrong; none without a reference
  std::optional<bool> author;
  std::optional<bool> date;
  std::optional<FarmScore> farm;
};

// Which tokens a set is scored by: those of its benchmark for wcxb, else ones that suit all scripts.
Tokens token_kind(std::string_view set_name);

PageScore score_page(const Truth& truth, const Found& found, Tokens kind);

// Right ones of those with a reference.
struct Accuracy {
  std::size_t right = 0;
  std::size_t pages = 0;
};

struct FarmMeans {
  std::size_t pages = 0;
  double clean = 0, strict = 0, leak = 0, part = 0, nav = 0, recall = 0, f1 = 0, noleak = 0, whole = 0, empty = 0;
};

struct TypeMeans {
  std::string page_type;
  std::size_t pages = 0;
  Overlap text;
};

// The means of each group of pages that share a value, sorted by it.
struct FarmGroups {
  std::string by;  // language, template, kind
  std::vector<std::pair<std::string, FarmMeans>> means;
};

struct SetScore {
  std::string name;
  std::size_t pages = 0;
  std::size_t empty = 0;
  std::optional<Overlap> text;                           // means over the pages with a reference
  std::optional<std::pair<double, double>> snippets;     // means of the shares with and without
  std::optional<Overlap> segments;                       // over all snippets of the set together
  std::vector<std::pair<std::string, Accuracy>> fields;  // title, author, date: those with a reference
  std::vector<TypeMeans> page_types;                     // in the order of PageType
  std::optional<FarmMeans> farm;
  std::vector<FarmGroups> farm_groups;
};

SetScore summarize(const LabelledSet& set, const std::vector<PageScore>& pages);

}  // namespace pith::program
