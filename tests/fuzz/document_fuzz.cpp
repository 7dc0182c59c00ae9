// Any UTF-8 makes a Document: node 0 is <html>, ranges nest, and every view can be read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "html/html.h"
#include "text/text.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

std::size_t bytes_seen(std::string_view text) {
  std::size_t sum = 0;
  for (const char c : text) sum += static_cast<unsigned char>(c);
  return sum;
}

void check_node(const pith::html::Document& document, pith::html::NodeIndex i) {
  using namespace pith::html;
  const Node& node = document.nodes[i];
  check(node.end > i && node.end <= document.nodes.size());
  if (i == 0) return check(node.parent == kNoNode && node.tag == Tag::html && node.end == document.nodes.size());
  const Node& parent = document.nodes[node.parent];
  check(node.parent < i && node.end <= parent.end);
  check(node.depth == parent.depth + 1);
  check((parent.flags & ~node.flags) == 0);
  check(node.tag != Tag::text || (!node.text.empty() && node.end == i + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith::html;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sniff(bytes, {});
  const pith::text::Decoded decoded = pith::text::decode(bytes, "text/html; charset=utf-8");
  const Document document = parse(decoded.text);
  check(!document.nodes.empty());
  std::size_t sum = 0;
  for (NodeIndex i = 0; i < document.nodes.size(); ++i) {
    check_node(document, i);
    sum += bytes_seen(document.nodes[i].text);
    for (const Attribute& attribute : document.attributes_of(i)) sum += bytes_seen(attribute.value);
  }
  for (const std::string_view json : document.json_ld) sum += bytes_seen(json);
  for (const std::string_view json : document.json_state) sum += bytes_seen(json);
  check(sum < static_cast<std::size_t>(-1));
  return 0;
}
