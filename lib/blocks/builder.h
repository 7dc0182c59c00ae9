// The walk that makes blocks and elements of a Document: one pass over its nodes, no recursion.
#pragma once

#include <vector>

#include "blocks.h"
#include "element_names.h"
#include "interner.h"
#include "tokens.h"

namespace pith::blocks {

class Builder {
 public:
  Builder(const html::Document& document, BlockTable& table, std::size_t max_blocks)
      : document_(document), table_(table), max_blocks_(max_blocks), names_(document, table) {}
  // Fills blocks, elements, storage, links, tokens, words, element_words, inline_words and paths.
  void run();
  // Dense ids of words and tokens that are not on the page as blocks are, e.g. the title's.
  std::vector<std::uint32_t> words_of(std::string_view text);
  std::vector<std::uint32_t> tokens_of(std::string_view text);

 private:
  struct Open {
    html::NodeIndex end = 0;  // of the node's subtree
    ElementIndex element = kNoElement;
    bool inline_level = false;
    bool anchor = false;  // a[href]
    bool bold = false;
    ElementIndex block_element = kNoElement;  // nearest block-level element, this one included
  };
  struct LinkDraft {
    LinkSpan span;
    html::NodeIndex first_node = 0;  // the text node it begins with
  };

  void close_until(html::NodeIndex node);
  void open(html::NodeIndex node);
  void add_text(html::NodeIndex node);
  void flush();
  void emit(std::uint32_t begin, std::uint32_t end, html::NodeIndex first, html::NodeIndex last,
            std::span<const LinkDraft> links, std::uint8_t split);
  bool emit_split();
  std::vector<std::size_t> split_points() const;
  void measure(Block& block);
  void measure_links(Block& block) const;
  std::uint32_t path_of(ElementIndex parent, html::Tag tag);

  const html::Document& document_;
  BlockTable& table_;
  std::size_t max_blocks_;
  std::vector<Open> stack_;
  std::vector<LinkDraft> links_;  // of the running block
  std::vector<std::uint32_t> inline_words_;
  Tokenizer tokenizer_;
  ElementNames names_;
  Interner path_ids_;

  // The running block.
  std::uint32_t begin_ = 0;
  bool has_text_ = false;
  ElementIndex element_ = 0;
  html::NodeIndex first_node_ = 0;
  html::NodeIndex last_node_ = 0;
  bool preformatted_ = false;
  bool pending_space_ = false;
  std::uint32_t bold_letters_ = 0;
  // Since the block before.
  std::uint32_t images_ = 0;
  std::uint32_t inputs_ = 0;
  std::uint32_t tags_ = 0;
  std::uint32_t breaks_ = 0;
  int anchors_open_ = 0;
  int bolds_open_ = 0;
  html::NodeIndex anchor_ = html::kNoNode;
};

}  // namespace pith::blocks
