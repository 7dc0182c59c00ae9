// Where a Document keeps the characters that are not in the parsed text as they stand.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "html.h"

namespace pith::html {

class Document::Storage {
 public:
  // A copy that lives as long as the storage and never moves.
  std::string_view keep(std::string_view text) {
    char* copy = allocate(text.size());
    std::copy(text.begin(), text.end(), copy);
    return {copy, text.size()};
  }

  // A text that lives as long as the storage, in the string's own memory.
  std::string_view keep(std::string&& text) {
    texts_.push_back(std::make_unique<std::string>(std::move(text)));
    return *texts_.back();
  }

  // Keeps another document's characters too.
  void adopt(std::unique_ptr<Storage> other) { adopted_.push_back(std::move(other)); }

  // `size` bytes, not initialised, to be written by the caller.
  char* allocate(std::size_t size) {
    if (size > free_) add_block(size);
    char* place = next_;
    next_ += size;
    free_ -= size;
    return place;
  }

 private:
  static constexpr std::size_t kBlock = 16 * 1024;

  void add_block(std::size_t size) {
    const std::size_t block = std::max(size, kBlock);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
    next_ = blocks_.back().get();
    free_ = block;
  }

  std::vector<std::unique_ptr<Storage>> adopted_;
  std::vector<std::unique_ptr<std::string>> texts_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t free_ = 0;
};

}  // namespace pith::html
