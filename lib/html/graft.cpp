#include "graft.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "storage.h"

namespace pith::html {
namespace {

NodeIndex find_body(const Document& document) {
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    if (document.nodes[i].tag == Tag::body) return i;
  }
  return kNoNode;
}

// The fragment's nodes as they are below `place`. Indices count from the body: its first child comes right behind
// `place`.
std::vector<Node> moved(const Document& fragment, NodeIndex body, const Node& parent, NodeIndex place,
                        std::size_t attributes) {
  const std::vector<Node>& nodes = fragment.nodes;
  std::vector<Node> out(nodes.begin() + body + 1, nodes.begin() + nodes[body].end);
  for (Node& node : out) {
    node.parent = node.parent - body + place;
    node.end = node.end - body + place;
    node.flags |= parent.flags;
    node.depth = static_cast<std::uint16_t>(
        std::min<unsigned>(node.depth - nodes[body].depth + parent.depth, std::numeric_limits<std::uint16_t>::max()));
    node.first_attribute =
        static_cast<std::uint32_t>(node.first_attribute - nodes[body + 1].first_attribute + attributes);
  }
  return out;
}

}  // namespace

void graft(Document& document, NodeIndex place, Document&& fragment) {
  document.cut_nodes = document.cut_nodes || fragment.cut_nodes;
  document.cut_depth = document.cut_depth || fragment.cut_depth;
  document.cut_attributes = document.cut_attributes || fragment.cut_attributes;
  const NodeIndex body = find_body(fragment);
  if (body == kNoNode || fragment.nodes[body].end == body + 1) return;
  const Node& parent = document.nodes[place];
  const std::size_t at = parent.first_attribute + parent.attribute_count;
  const std::vector<Node> nodes = moved(fragment, body, parent, place, at);
  const std::size_t first = fragment.nodes[body + 1].first_attribute;
  const std::size_t last = nodes.back().first_attribute - at + first + nodes.back().attribute_count;

  const auto size = static_cast<NodeIndex>(nodes.size());
  for (Node& node : document.nodes) {
    if (node.end > place) node.end += size;
    if (node.parent != kNoNode && node.parent > place) node.parent += size;
  }
  for (NodeIndex i = place + 1; i < document.nodes.size(); ++i) {
    document.nodes[i].first_attribute += static_cast<std::uint32_t>(last - first);
  }
  document.nodes.insert(document.nodes.begin() + place + 1, nodes.begin(), nodes.end());
  document.attributes.insert(document.attributes.begin() + static_cast<std::ptrdiff_t>(at),
                             fragment.attributes.begin() + static_cast<std::ptrdiff_t>(first),
                             fragment.attributes.begin() + static_cast<std::ptrdiff_t>(last));
  document.storage->adopt(std::move(fragment.storage));
}

}  // namespace pith::html
