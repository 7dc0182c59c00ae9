#include "pith/links.h"

#include <algorithm>
#include <string_view>

#include "html/html.h"
#include "metadata/metadata.h"
#include "text/text.h"

namespace pith {
namespace {

using html::AttributeName;
using html::Document;
using html::NodeIndex;
using html::Tag;

// Whether a list of words, parted by spaces or commas, has this one, whatever its case.
bool has_word(std::string_view words, std::string_view word) {
  constexpr std::string_view kBetween = " \t\n\f\r,";
  while (!words.empty()) {
    const std::size_t end = std::min(words.find_first_of(kBetween), words.size());
    if (text::equals_ignoring_ascii_case(words.substr(0, end), word)) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

class Reader {
 public:
  Reader(const Document& document, std::string_view url)
      : document_(document), base_(metadata::base_url(document, url)) {}

  PageNotes read() {
    for (NodeIndex node = 0; node < document_.nodes.size(); ++node) read_node(node);
    const bool closed = has_word(notes_.robots, "nofollow") || has_word(notes_.robots, "none");
    if (closed) notes_.links.clear();
    return std::move(notes_);
  }

 private:
  void read_node(NodeIndex node) {
    switch (document_.nodes[node].tag) {
      case Tag::a:
      case Tag::area:
        return read_anchor(node);
      case Tag::link:
        return read_link(node);
      case Tag::meta:
        return read_meta(node);
      default:
        return;
    }
  }

  std::string_view value(NodeIndex node, AttributeName name) const { return document_.attribute(node, name); }

  // Empty if it leads nowhere on the web.
  std::string address(NodeIndex node) const {
    std::string url = metadata::resolve_url(base_, value(node, AttributeName::href));
    url.resize(std::min(url.find('#'), url.size()));
    return url;
  }

  void read_anchor(NodeIndex node) {
    if (has_word(value(node, AttributeName::rel), "nofollow")) return;
    if (!document_.has(node, AttributeName::href)) return;
    if (std::string url = address(node); !url.empty()) notes_.links.push_back(std::move(url));
  }

  void read_link(NodeIndex node) {
    const std::string_view rel = value(node, AttributeName::rel);
    std::string url = address(node);
    if (url.empty()) return;
    if (has_word(rel, "canonical") && notes_.canonical.empty()) notes_.canonical = url;
    if (!has_word(rel, "alternate")) return;
    const std::string_view type = value(node, AttributeName::type);
    const std::string_view language = value(node, AttributeName::hreflang);
    if (has_word(type, "application/rss+xml") || has_word(type, "application/atom+xml")) {
      notes_.feeds.push_back(std::move(url));
    } else if (!language.empty()) {
      notes_.alternates.emplace_back(language, std::move(url));
    }
  }

  void read_meta(NodeIndex node) {
    if (!text::equals_ignoring_ascii_case(value(node, AttributeName::name), "robots")) return;
    notes_.robots.append(notes_.robots.empty() ? "" : ", ").append(value(node, AttributeName::content));
  }

  const Document& document_;
  std::string base_;
  PageNotes notes_;
};

}  // namespace

PageNotes page_notes(const Input& input) {
  if (html::sniff(input.bytes, input.content_type) != html::ContentKind::html) return {};
  const text::Decoded url = text::decode(input.url, "text/plain; charset=utf-8");
  const text::Decoded decoded = text::decode(input.bytes, input.content_type);
  const html::Document document = html::parse(decoded.text);
  return Reader(document, url.text).read();
}

}  // namespace pith
