// Elements as nested markup: which lists, items and quotes are open is the same for every vocabulary of tags.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emit/markup.h"

namespace pith::emit {

// A Vocabulary gives the tags:
//   heading(element), code(element), table(element), paragraph(element), caption(element)   whole elements
//   figure(image, caption)                    an image; `caption` is markup, or empty
//   lines(blocks)                             what stands in an item
//   list(ordered), list_end(ordered), item(block), item_end(), quote(), quote_end()
//   finish()                                  what it has left open
template <class Vocabulary>
class Writer {
 public:
  void write(const Element& element) {
    if (!stays_inside(element)) close_all();
    const bool is_caption = !element.blocks.empty() && element.kind() == Block::Kind::caption;
    const bool written = figures(element, is_caption);
    if (!element.blocks.empty() && !written) body(element);
    last_ = element.blocks.empty() ? nullptr : element.blocks.front();
  }
  std::string finish() {
    close_all();
    out_ += vocabulary_.finish();
    return std::move(out_);
  }

 private:
  struct Item {
    std::uint8_t level = 0;
    std::uint32_t number = 0;
    bool ordered = false;
  };

  // Does it go on a list or quote that is open? Then its images stand in there too.
  bool stays_inside(const Element& element) {
    if (element.blocks.empty()) return false;
    const Block& block = *element.blocks.front();
    if (block.kind == Block::Kind::list_item || block.kind == Block::Kind::quote) return true;
    return continues_item(block);
  }

  // A caption right behind images is that of the last one. Was it written here?
  bool figures(const Element& element, bool is_caption) {
    bool captioned = false;
    for (const Image* one : element.images) {
      if (!is_safe_image(one->url)) continue;
      captioned = is_caption && one == element.images.back();
      put(vocabulary_.figure(*one, captioned ? vocabulary_.lines(element.blocks) : own_caption(*one, element)));
    }
    return captioned;
  }

  // Unless a block before or behind the picture says it.
  std::string own_caption(const Image& image, const Element& next) const {
    const auto says = [&](const Block* block) {
      return block != nullptr && block->kind == Block::Kind::caption && image.caption.starts_with(block->text);
    };
    std::string out;
    if (!says(last_) && !says(next.blocks.empty() ? nullptr : next.blocks.front())) append_escaped(out, image.caption);
    return out;
  }

  void body(const Element& element) {
    const Block& block = *element.blocks.front();
    if (block.kind == Block::Kind::list_item) return list_item(element);
    if (block.kind == Block::Kind::quote) open_quotes(block);
    put(simple(element));
  }

  std::string simple(const Element& element) {
    switch (element.kind()) {
      case Block::Kind::heading:
        return vocabulary_.heading(element);
      case Block::Kind::code:
        return vocabulary_.code(element);
      case Block::Kind::table_cell:
        return vocabulary_.table(element);
      case Block::Kind::caption:
        return vocabulary_.caption(element);
      default:
        return vocabulary_.paragraph(element);
    }
  }

  void open_quotes(const Block& block) {
    close_lists(0);
    const std::size_t depth = std::clamp<std::size_t>(block.level, 1, kNesting);
    close_quotes(depth);
    for (; quotes_ < depth; ++quotes_) put(vocabulary_.quote());
  }

  // Is it a further block of an item that is open? Then that item is the innermost afterwards.
  bool continues_item(const Block& block) {
    if (block.number == 0) return false;
    for (std::size_t i = items_.size(); i-- > 0;) {
      if (items_[i].number != block.number) continue;
      close_lists(i + 1);
      return true;
    }
    return false;
  }

  void list_item(const Element& element) {
    const Block& block = *element.blocks.front();
    if (continues_item(block)) return put(vocabulary_.paragraph(element));
    close_quotes(0);
    open_item(block);
    out_ += vocabulary_.lines(element.blocks);
  }

  void open_item(const Block& block) {
    std::size_t depth = 0;
    while (depth < items_.size() && items_[depth].level < block.level && depth + 1 < kNesting) ++depth;
    close_lists(depth + 1);
    const bool sibling = items_.size() > depth && items_[depth].ordered == block.ordered;
    if (!sibling) {
      close_lists(depth);
      put(vocabulary_.list(block.ordered));
      items_.emplace_back();
    } else {
      out_ += vocabulary_.item_end();
    }
    items_.back() = {block.level, block.number, block.ordered};
    put(vocabulary_.item(block));
  }

  void close_all() {
    close_lists(0);
    close_quotes(0);
  }

  void close_lists(std::size_t depth) {
    for (; items_.size() > depth; items_.pop_back()) {
      out_.append(vocabulary_.item_end()).append("\n").append(vocabulary_.list_end(items_.back().ordered));
    }
  }

  void close_quotes(std::size_t depth) {
    for (; quotes_ > depth; --quotes_) put(vocabulary_.quote_end());
  }

  void put(std::string_view piece) {
    if (!out_.empty()) out_ += '\n';
    out_ += piece;
  }

  Vocabulary vocabulary_;
  std::string out_;
  std::vector<Item> items_;
  std::size_t quotes_ = 0;
  const Block* last_ = nullptr;  // of the element written last, its first
};

}  // namespace pith::emit
