// The slimmer against its referee: the same Document with and without it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "html/html.h"
#include "text/text.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith::html;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const pith::text::Decoded decoded = pith::text::decode(bytes, "text/html; charset=utf-8");
  Limits plain;
  plain.slim = false;
  const Document a = parse(decoded.text);
  const Document b = parse(decoded.text, plain);
  check(a.nodes.size() == b.nodes.size() && a.attributes.size() == b.attributes.size());
  for (NodeIndex i = 0; i < a.nodes.size(); ++i) {
    const Node& x = a.nodes[i];
    const Node& y = b.nodes[i];
    check(x.tag == y.tag && x.flags == y.flags && x.parent == y.parent && x.end == y.end && x.text == y.text);
    check(x.first_attribute == y.first_attribute && x.attribute_count == y.attribute_count);
  }
  for (std::size_t i = 0; i < a.attributes.size(); ++i) {
    check(a.attributes[i].name == b.attributes[i].name && a.attributes[i].value == b.attributes[i].value);
  }
  check(a.json_ld == b.json_ld && a.json_state == b.json_state && a.base_href == b.base_href);
  return 0;
}
