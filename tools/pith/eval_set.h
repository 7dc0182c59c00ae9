// A labelled set: SET_DIR/truth.jsonl, one object a page, and SET_DIR/pages/ID.html.gz. See docs/evaluation.md.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "input.h"

namespace pith::program {

// What a page with a link farm put in must lose.
struct FarmTruth {
  std::vector<std::string> entries;  // a title and a teaser, a line each
  std::vector<std::string> nav;      // other boilerplate
  std::string language;              // the groups that figures are given for; "None" if not said
  std::string layout;
  std::string kind;
};

struct Truth {
  std::string id;
  std::string url;                  // empty if not known
  std::optional<std::string> text;  // empty text is a reference too, no text is none
  bool has_snippets = false;
  std::vector<std::string> with;     // must be in the text
  std::vector<std::string> without;  // must not
  std::string title;                 // empty: no reference
  std::vector<std::string> authors;
  std::string date;
  std::string page_type;
  std::string language;
  std::optional<FarmTruth> farm;
};

struct LabelledSet {
  std::string name;  // of the folder
  std::string folder;
  std::vector<Truth> pages;
};

std::variant<LabelledSet, Failure> read_set(const std::string& folder);

// The page's bytes as they were crawled.
Bytes read_page(const LabelledSet& set, const Truth& truth);

}  // namespace pith::program
