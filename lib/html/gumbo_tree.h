// The one place that calls Gumbo, and the memory of its tree.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace pith::html {

// Gumbo makes some five small allocations a node. Here they are slices of blocks; what it gives back is used again for
// the same size, and all goes at once with the arena. So the tree is never walked to be released (Gumbo's own walk
// recurses).
class GumboArena {
 public:
  void* allocate(std::size_t size);
  void release(void* memory);

 private:
  static constexpr std::size_t kUnit = 16;    // every slice is a multiple
  static constexpr std::size_t kSmall = 512;  // of at most this size slices are used again
  static constexpr std::size_t kBlock = 64 * 1024;

  struct Free {
    Free* next;
  };

  std::byte* slice(std::size_t size);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t block_ = kBlock;
  Free* free_[kSmall / kUnit + 1] = {};  // by size in units
};

// The tree points into `text` and lives in `arena`. `text` must be under 2 GB and its nesting bounded.
const GumboNode& parse_tree(std::string_view text, GumboArena& arena);

// Whether a page that starts with this doctype is in quirks mode (WHATWG 13.2.6.4.1).
bool is_quirks_doctype(std::string_view doctype);

}  // namespace pith::html
