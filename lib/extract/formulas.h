// Formulas: where the page has one, and its TeX. Private to lib/extract.
#pragma once

#include <string>
#include <unordered_map>

#include "html/html.h"

namespace pith::extract_stage {

struct Formula {
  html::NodeIndex math = html::kNoNode;  // what to show where there is no TeX
  std::string tex;
};

// Pages say a formula several times: as MathML with its TeX in an annotation, as glyphs that are hidden from screen
// readers (KaTeX), as a picture whose alternative text is TeX (wikis). Each is found once, at the outermost inline
// element that holds nothing else.
class Formulas {
 public:
  explicit Formulas(const html::Document& document);
  // Null if none begins at the node. All of the node's subtree is the formula.
  const Formula* at(html::NodeIndex node) const {
    const auto found = formulas_.find(node);
    return found == formulas_.end() ? nullptr : &found->second;
  }

 private:
  void add_math(html::NodeIndex math);
  bool holds_only(html::NodeIndex element, html::NodeIndex math) const;

  const html::Document& document_;
  std::unordered_map<html::NodeIndex, Formula> formulas_;
};

}  // namespace pith::extract_stage
