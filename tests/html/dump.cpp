#include "dump.h"

#include <algorithm>
#include <vector>

namespace pith::html {
namespace {

void append_name(std::string& out, const Document& document, NodeIndex i) {
  const Node& node = document.nodes[i];
  if (node.tag == Tag::text) {
    out.append("\"").append(node.text).append("\"");
  } else {
    out += node.tag == Tag::unknown ? node.text : tag_name(node.tag);
  }
  if (node.flags & Node::hidden) out += '!';
  if (node.flags & Node::aria_hidden) out += '?';
  if (node.flags & Node::in_noscript) out += '~';
  if (node.flags & Node::preformatted) out += '#';
  for (const Attribute& attribute : document.attributes_of(i)) {
    out.append("[").append(attribute_name(attribute.name)).append("=").append(attribute.value).append("]");
  }
}

bool same_node(const Document& a, const Document& b, NodeIndex i) {
  const Node& x = a.nodes[i];
  const Node& y = b.nodes[i];
  return x.tag == y.tag && x.flags == y.flags && x.depth == y.depth && x.parent == y.parent && x.end == y.end &&
         x.first_attribute == y.first_attribute && x.attribute_count == y.attribute_count && x.text == y.text;
}

std::string node_line(const Document& document, NodeIndex i) {
  if (i >= document.nodes.size()) return "nothing";
  std::string out = std::to_string(document.nodes[i].depth) + ' ';
  append_name(out, document, i);
  return out;
}

}  // namespace

std::string difference(const Document& a, const Document& b) {
  const auto most = static_cast<NodeIndex>(std::max(a.nodes.size(), b.nodes.size()));
  for (NodeIndex i = 0; i < most; ++i) {
    if (i < a.nodes.size() && i < b.nodes.size() && same_node(a, b, i)) continue;
    return "node " + std::to_string(i) + ": " + node_line(a, i) + " / " + node_line(b, i);
  }
  for (std::size_t i = 0; i < a.attributes.size(); ++i) {
    const Attribute& x = a.attributes[i];
    const Attribute& y = b.attributes[i];
    if (x.name == y.name && x.value == y.value) continue;
    return "attribute " + std::to_string(i) + ": " + std::string(attribute_name(x.name)) + '=' + std::string(x.value) +
           " / " + std::string(attribute_name(y.name)) + '=' + std::string(y.value);
  }
  if (a.json_ld != b.json_ld || a.json_state != b.json_state) return "JSON";
  if (a.base_href != b.base_href) return "base";
  const bool same_cuts =
      a.cut_nodes == b.cut_nodes && a.cut_depth == b.cut_depth && a.cut_attributes == b.cut_attributes;
  return same_cuts ? "" : "cuts";
}

std::string dump(const Document& document, NodeIndex node) {
  std::string out;
  std::vector<NodeIndex> ends;
  for (NodeIndex i = node; i < document.nodes[node].end; ++i) {
    append_name(out, document, i);
    if (document.nodes[i].end > i + 1) {
      out += '(';
      ends.push_back(document.nodes[i].end);
      continue;
    }
    while (!ends.empty() && ends.back() == i + 1) {
      out += ')';
      ends.pop_back();
    }
    if (i + 1 < document.nodes[node].end) out += ' ';
  }
  return out;
}

std::string broken_rule(const Document& document) {
  const std::vector<Node>& nodes = document.nodes;
  if (nodes.empty() || nodes[0].tag != Tag::html || nodes[0].parent != kNoNode) return "node 0 is not <html>";
  if (nodes[0].end != nodes.size()) return "<html> does not span the document";
  std::vector<NodeIndex> open;
  std::size_t attributes = 0;
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const std::string at = " at node " + std::to_string(i);
    while (!open.empty() && nodes[open.back()].end <= i) open.pop_back();
    if (node.end <= i || node.end > nodes[open.empty() ? 0 : open.back()].end) return "ranges do not nest" + at;
    if (i > 0 && (open.empty() || node.parent != open.back())) return "parent is not the innermost range" + at;
    if (node.depth != open.size()) return "wrong depth" + at;
    if (i > 0 && (nodes[node.parent].flags & ~node.flags)) return "flags are not inherited" + at;
    if (node.first_attribute != attributes) return "attributes are not in order" + at;
    attributes += node.attribute_count;
    if (node.tag == Tag::text && (node.text.empty() || node.end != i + 1))
      return "empty text or text with children" + at;
    open.push_back(i);
  }
  return attributes == document.attributes.size() ? "" : "attributes that are no node's";
}

}  // namespace pith::html
