// UTF-8 HTML to one flat Document. Gumbo parses (WHATWG tree construction) and its tree is gone before parse() returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tags.h"

namespace pith::html {

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = 0xffffffff;

struct Attribute {
  AttributeName name;
  std::string_view value;
};

struct Node {
  enum Flag : std::uint8_t {
    hidden = 1,        // this element or one above it: hidden, display:none, visibility:hidden, far off the screen,
                       // <template>, <dialog> without open; marked, not lost
    in_noscript = 2,   // within <noscript>, whose content is parsed as markup
    preformatted = 4,  // text within pre, textarea, listing, xmp: white space counts
    aria_hidden = 8,   // this element or one above it: aria-hidden=true; not read aloud, but in sight as a rule
  };
  Tag tag = Tag::text;  // Tag::text for text nodes; Tag::unknown for elements that have no name in tags.h
  std::uint8_t flags = 0;
  std::uint16_t depth = 0;  // of the root element: 0
  NodeIndex parent = kNoNode;
  NodeIndex end = 0;  // one past the last node of the subtree; the subtree is [i, end)
  std::uint32_t first_attribute = 0;
  std::uint16_t attribute_count = 0;
  std::string_view
      text;  // text nodes: character data, never empty, entities decoded, line breaks LF, white space as in
             // the source; but white space alone is one ' ' unless preformatted.
             // Elements with Tag::unknown: the element's name in lower case.
};

struct Limits {
  std::size_t nodes = 2'000'000;
  std::size_t depth = 512;
  std::size_t attributes = 256;
  bool slim = true;  // hand Gumbo only what shapes the tree; false gives the same document, at a third of the speed
};

// Nodes in document order: a subtree is a range, every pass a loop. Node 0 is <html>.
// Views point into the parsed text, into `storage` or static memory, so both must outlive their use. Scripts, styles,
// comments, doctypes, what is in <svg>, and the raw text of <iframe> and <noembed> are not in it; of what is in <math>
// the text is (that of annotations marked hidden). Text nodes may be adjacent, where something between them was left
// out.
struct Document {
  std::vector<Node> nodes;
  std::vector<Attribute> attributes;         // only those in AttributeName, in source order an element
  std::vector<std::string_view> json_ld;     // bodies of <script type="application/ld+json">, in order
  std::vector<std::string_view> json_state;  // bodies of other JSON scripts (type ends in json, as __NEXT_DATA__ has)
  std::string_view base_href;                // first <base href>, or empty
  bool cut_nodes = false;                    // a limit was reached
  bool cut_depth = false;
  bool cut_attributes = false;

  // The value of the element's attribute; empty if absent (use has() to tell an empty one).
  std::string_view attribute(NodeIndex node, AttributeName name) const;
  bool has(NodeIndex node, AttributeName name) const;
  std::span<const Attribute> attributes_of(NodeIndex node) const;
  // All text below the node, white space folded.
  std::string text_of(NodeIndex node) const;

  class Storage;
  std::unique_ptr<Storage> storage;
  Document();
  ~Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
};

// `text` must be valid UTF-8 and outlive the document. Never fails; no recursion, whatever the nesting.
Document parse(std::string_view text, const Limits& limits = {});

// What the first bytes are, by the WHATWG MIME Sniffing signatures; a Content-Type label of text/html does not make an
// image HTML.
enum class ContentKind : std::uint8_t { html, xml, json, plain_text, binary };
ContentKind sniff(std::string_view bytes, std::string_view content_type);

}  // namespace pith::html
