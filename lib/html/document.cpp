#include "html.h"
#include "storage.h"
#include "text/text.h"

namespace pith::html {

Document::Document() : storage(std::make_unique<Storage>()) {}
Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

std::span<const Attribute> Document::attributes_of(NodeIndex node) const {
  const Node& n = nodes[node];
  return std::span(attributes).subspan(n.first_attribute, n.attribute_count);
}

std::string_view Document::attribute(NodeIndex node, AttributeName name) const {
  for (const Attribute& attribute : attributes_of(node)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

bool Document::has(NodeIndex node, AttributeName name) const {
  for (const Attribute& attribute : attributes_of(node)) {
    if (attribute.name == name) return true;
  }
  return false;
}

std::string Document::text_of(NodeIndex node) const {
  std::string out;
  for (NodeIndex i = node; i < nodes[node].end; ++i) {
    if (nodes[i].tag == Tag::text) text::append_folded(out, nodes[i].text);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace pith::html
