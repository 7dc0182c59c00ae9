// What the class, id, role and item attributes of elements say: their words, and a signature. Private to lib/blocks.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "blocks.h"
#include "interner.h"

namespace pith::blocks {

// Most elements of a page share their values with others: each distinct value is read once.
class ElementNames {
 public:
  ElementNames(const html::Document& document, BlockTable& table) : document_(document), table_(table) {}
  // Sets first_word, word_count, groups and signature; fills BlockTable::element_words and hint_words.
  void read(html::NodeIndex node, Element& element);

 private:
  struct Words {
    std::uint32_t first = 0;  // BlockTable::element_words
    std::uint32_t count = 0;
    std::uint32_t groups = 0;
  };
  struct Value {
    Words words;
    bool names_known = false;
    std::array<std::uint32_t, 3> names{};  // hashes of class names, ascending; 0: none
  };

  Value& value_of(std::string_view value);
  Words joined(const Words& before, const Words& more);
  void add_word(std::string_view word, Words& to);
  void add_id(std::uint32_t id, Words& to);

  const html::Document& document_;
  BlockTable& table_;
  Interner hint_ids_;
  std::vector<std::uint32_t> hint_groups_;  // WordGroup bits of BlockTable::hint_words
  Interner value_ids_;
  std::vector<Value> values_;
};

}  // namespace pith::blocks
