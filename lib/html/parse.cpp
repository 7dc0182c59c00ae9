#include <algorithm>
#include <limits>
#include <string>

#include "builder.h"
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

}  // namespace

Document parse(std::string_view text, const Limits& limits) {
  Document document;
  document.cut_nodes = text.size() > kLongest;
  text = text.substr(0, kLongest);
  if (text.find('\r') != text.npos) text = document.storage->keep(with_line_feeds(text));

  Slim prepared = prepare(text, limits);
  if (!prepared.buffer.empty()) prepared.text = document.storage->keep(std::move(prepared.buffer));
  document.cut_nodes = document.cut_nodes || prepared.cut_nodes;
  document.cut_depth = prepared.cut_depth;
  document.cut_attributes = prepared.cut_attributes;

  GumboArena arena;
  const GumboNode& root = parse_tree(prepared.text, arena);
  Builder(document, limits, prepared).build(root);
  return document;
}

}  // namespace pith::html
