// Gumbo's tree to the flat Document.
#pragma once

#include <gumbo.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html.h"
#include "slim.h"

namespace pith::html {

class Builder {
 public:
  // `slim.text` is what Gumbo parsed; it and the source that its marks stand for must outlive the document, as views of
  // them are kept.
  Builder(Document& document, const Limits& limits, const Slim& slim);

  // Appends `root` (an element) and what is below it. The tree may go afterwards.
  void build(const GumboNode& root);

  // The first <noframes> with content, which is no node's text: markup, to be parsed.
  struct NoFrames {
    NodeIndex node = kNoNode;
    std::string_view markup;
  };
  const NoFrames& no_frames() const { return no_frames_; }

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
  void note_no_frames(const GumboElement& element, NodeIndex node);
  void enter_math(const GumboElement& element);
  void keep_json(const GumboElement& script);

  NodeIndex append(const Node& node);
  Node new_node(Tag tag) const;
  std::uint8_t flags_below(Tag tag, std::uint8_t flags) const;
  Tag tag_of(const GumboElement& element);
  std::string_view unknown_name(const GumboElement& element);
  void append_attributes(Node& node, const GumboElement& element);
  void append_attribute(Node& node, AttributeName name, std::string_view value);
  const SlimTag* slim_tag(const GumboElement& element) const;
  std::string_view given_value(const GumboElement& element, AttributeName name);
  std::string_view value_of(const GumboAttribute& attribute);
  // With what its marks stand for in their place.
  std::string_view expanded(std::string_view characters);
  // The characters that the text node stands for.
  std::string_view characters_of(const GumboText& text);
  // `text` itself if `original` starts with it, else a copy in the storage.
  std::string_view view_of(const char* text, std::string_view original);
  bool full();

  Document& document_;
  const Limits& limits_;
  const Slim& slim_;
  std::vector<Open> open_;
  std::vector<std::string_view> pieces_;  // scratch
  NoFrames no_frames_;
  std::array<Tag, GUMBO_TAG_LAST> tags_;  // ours for Gumbo's; Tag::text: not looked up yet
};

}  // namespace pith::html
