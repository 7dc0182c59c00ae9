#include "formulas.h"

#include <algorithm>
#include <array>

#include "blocks/blocks.h"
#include "text/text.h"

namespace pith::extract_stage {
namespace {

using html::AttributeName;
using html::kNoNode;
using html::Node;
using html::NodeIndex;
using html::Tag;

// Glyphs beside the MathML are hidden from screen readers, those for screen readers from sight.
constexpr std::uint8_t kUnseen = Node::hidden | Node::aria_hidden;
constexpr int kMostAbove = 3;               // elements around <math> that may be the formula's
constexpr NodeIndex kMostNodes = 2048;      // of such an element
constexpr std::size_t kMostBytes = 10'000;  // of TeX

// MediaWiki and MathJax wrap what they were given.
std::string without_wrapping(std::string_view tex) {
  tex = text::trim_ascii(tex);
  if (tex.size() > 2 && tex.front() == '$' && tex.back() == '$') {
    const std::size_t signs = tex.size() > 4 && tex.starts_with("$$") && tex.ends_with("$$") ? 2 : 1;
    tex = tex.substr(signs, tex.size() - 2 * signs);
  }
  for (const std::string_view style : {"\\displaystyle", "\\textstyle"}) {
    const std::string open = "{" + std::string(style) + " ";
    if (tex.starts_with(open) && tex.ends_with('}')) tex = tex.substr(open.size(), tex.size() - open.size() - 1);
  }
  return tex.size() <= kMostBytes ? text::fold_space(tex) : std::string();
}

// The last annotation of a <math>; its text is hidden, where all of the <math> is not. There are no others in it.
std::string_view annotation(const html::Document& document, NodeIndex math) {
  if (document.nodes[math].flags & kUnseen) return {};
  std::string_view tex;
  for (NodeIndex n = math + 1; n < document.nodes[math].end; ++n)
    if (document.nodes[n].flags & Node::hidden) tex = document.nodes[n].text;
  return tex;
}

bool is_blank(const Node& node) {
  return text::trim_ascii(node.text).empty();
}

// A picture of a formula: what draws them says so in its class, and has the TeX as alternative text.
bool draws_formula(const html::Document& document, NodeIndex image) {
  if (document.nodes[image].tag != Tag::img) return false;
  const std::vector<std::string> words = blocks::hint_words_of(document, image);
  constexpr std::array<std::string_view, 4> kWords = {"math", "latex", "tex", "mwe"};
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
  });
}

std::string tex_of_image(const html::Document& document, NodeIndex begin, NodeIndex end) {
  for (NodeIndex n = begin; n < end; ++n)
    if (draws_formula(document, n)) return without_wrapping(document.attribute(n, AttributeName::alt));
  return {};
}

}  // namespace

Formulas::Formulas(const html::Document& document) : document_(document) {
  for (NodeIndex n = 0; n < document.nodes.size(); ++n) {
    const Node& node = document.nodes[n];
    if (node.tag == Tag::math) {
      add_math(n);
    } else if (node.tag == Tag::img && draws_formula(document, n)) {
      std::string tex = without_wrapping(document.attribute(n, AttributeName::alt));
      if (!tex.empty()) formulas_.insert({n, {kNoNode, std::move(tex)}});
    } else if (node.tag != Tag::text && blocks::is_inline(node)) {
      std::string tex = without_wrapping(document.attribute(n, AttributeName::data_tex));
      if (!tex.empty()) formulas_.insert({n, {kNoNode, std::move(tex)}});
    }
  }
}

void Formulas::add_math(NodeIndex math) {
  NodeIndex outermost = math;
  NodeIndex above = document_.nodes[math].parent;
  for (int i = 0; i < kMostAbove && above != kNoNode; ++i, above = document_.nodes[above].parent) {
    if (!blocks::is_inline(document_.nodes[above]) || !holds_only(above, math)) break;
    outermost = above;
  }
  std::string tex = without_wrapping(annotation(document_, math));
  if (tex.empty()) tex = tex_of_image(document_, outermost, document_.nodes[outermost].end);
  const bool hidden = document_.nodes[math].flags & kUnseen;
  if (!tex.empty() || !hidden) formulas_.insert({outermost, {math, std::move(tex)}});
}

// Nothing that a reader sees but the formula, or pictures of it.
bool Formulas::holds_only(NodeIndex element, NodeIndex math) const {
  const NodeIndex end = document_.nodes[element].end;
  if (document_.nodes[element].tag == Tag::a || end - element > kMostNodes) return false;
  for (NodeIndex n = element + 1; n < end; ++n) {
    const Node& node = document_.nodes[n];
    if (n == math)
      n = node.end - 1;
    else if (node.tag == Tag::math || (node.tag == Tag::img && !draws_formula(document_, n)))
      return false;
    else if (node.tag == Tag::text && !is_blank(node) && !(node.flags & kUnseen))
      return false;
  }
  return true;
}

}  // namespace pith::extract_stage
