// Gumbo's tree to the flat Document.
#pragma once

#include <gumbo.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html.h"

namespace pith::html {

class Builder {
 public:
  // `source` is the text that Gumbo parsed; it must outlive the document, as views of it are kept.
  Builder(Document& document, const Limits& limits, std::string_view source);

  // Appends `root` (an element) and what is below it. The tree may go afterwards.
  void build(const GumboNode& root);

 private:
  // An element whose children are being walked. Elements within <math> have no node of their own: theirs is the <math>.
  struct Open {
    const GumboVector* children;
    unsigned next;
    NodeIndex node;
    std::uint8_t flags;  // of the children
    bool own_node;
  };

  void add(const GumboNode& node);
  void add_element(const GumboElement& element);
  void add_text(const GumboText& text);
  void close_top();
  void enter_math(const GumboElement& element);
  void keep_json(const GumboElement& script);

  NodeIndex append(const Node& node);
  Node new_node(Tag tag) const;
  std::uint8_t flags_below(Tag tag, std::uint8_t flags) const;
  Tag tag_of(const GumboElement& element) const;
  std::string_view unknown_name(const GumboElement& element);
  void append_attributes(Node& node, const GumboVector& attributes);
  std::string_view value_of(const GumboAttribute& attribute);
  // `text` itself if `original` starts with it, else a copy in the storage.
  std::string_view view_of(const char* text, std::string_view original);
  bool full();

  Document& document_;
  const Limits& limits_;
  std::string_view source_;
  std::vector<Open> open_;
  std::array<Tag, GUMBO_TAG_LAST> tags_;  // ours for Gumbo's
};

}  // namespace pith::html
