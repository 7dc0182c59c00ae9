#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "builder.h"
#include "graft.h"
#include "gumbo_tree.h"
#include "html.h"
#include "slim.h"
#include "storage.h"

namespace pith::html {
namespace {

constexpr std::size_t kLongest = std::numeric_limits<std::int32_t>::max();  // Gumbo counts bytes in an int

// 13.2.3.5, preprocessing the input stream: CR LF and CR are LF.
std::string with_line_feeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t cr = std::min(text.find('\r', start), text.size());
    out.append(text, start, cr - start);
    if (cr == text.size()) break;
    out += '\n';
    start = cr + (text.substr(cr, 2) == "\r\n" ? 2 : 1);
  }
  return out;
}

Slim prepare(std::string_view text, const Limits& limits) {
  Slim prepared;
  if (limits.slim && slim(text, limits, prepared)) return prepared;
  return bound(text, limits);
}

bool has_frames(const Document& document) {
  return std::any_of(document.nodes.begin(), document.nodes.end(),
                     [](const Node& node) { return node.tag == Tag::frameset; });
}

// Into an empty document. `frames`: whether the content of <noframes> is taken in, where the page is made of frames.
Document parse_into(Document document, std::string_view text, const Limits& limits, bool frames) {
  Slim prepared = prepare(text, limits);
  if (!prepared.buffer.empty()) prepared.text = document.storage->keep(std::move(prepared.buffer));
  document.cut_nodes = prepared.cut_nodes;
  document.cut_depth = prepared.cut_depth;
  document.cut_attributes = prepared.cut_attributes;

  GumboArena arena;
  Builder builder(document, limits, prepared);
  builder.build(parse_tree(prepared.text, arena));
  const Builder::NoFrames content = builder.no_frames();
  if (frames && content.node != kNoNode && has_frames(document)) {
    Limits rest = limits;
    rest.nodes -= std::min(rest.nodes, document.nodes.size());
    graft(document, content.node, parse_into({}, content.markup, rest, false));
  }
  return document;
}

}  // namespace

Document parse(std::string_view text, const Limits& limits) {
  Document document;
  const bool too_long = text.size() > kLongest;
  text = text.substr(0, kLongest);
  if (text.find('\r') != text.npos) text = document.storage->keep(with_line_feeds(text));
  document = parse_into(std::move(document), text, limits, true);
  document.cut_nodes = document.cut_nodes || too_long;
  return document;
}

}  // namespace pith::html
