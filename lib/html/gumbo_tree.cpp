#include "gumbo_tree.h"

#include <algorithm>
#include <new>

namespace pith::html {
namespace {

// In front of each slice stands its size in units.
constexpr std::size_t kHeader = alignof(std::max_align_t);

void* allocate(void* arena, std::size_t size) {
  return static_cast<GumboArena*>(arena)->allocate(size);
}
void release(void* arena, void* memory) {
  static_cast<GumboArena*>(arena)->release(memory);
}

std::size_t& units_of(void* memory) {
  return *std::launder(reinterpret_cast<std::size_t*>(static_cast<std::byte*>(memory) - kHeader));
}

}  // namespace

void* GumboArena::allocate(std::size_t size) {
  const std::size_t units = std::max<std::size_t>((size + kUnit - 1) / kUnit, 1);
  if (units <= kSmall / kUnit && free_[units] != nullptr) {
    Free* memory = free_[units];
    free_[units] = memory->next;
    return memory;
  }
  std::byte* memory = slice(kHeader + units * kUnit);
  new (memory) std::size_t(units);
  return memory + kHeader;
}

void GumboArena::release(void* memory) {
  if (memory == nullptr) return;
  const std::size_t units = units_of(memory);
  if (units > kSmall / kUnit) return;
  free_[units] = new (memory) Free{free_[units]};
}

std::byte* GumboArena::slice(std::size_t size) {
  if (size > left_) {
    block_ = std::max(size, std::min<std::size_t>(block_ * 2, 4 << 20));
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block_));
    next_ = blocks_.back().get();
    left_ = block_;
  }
  std::byte* place = next_;
  next_ += size;
  left_ -= size;
  return place;
}

namespace {

const GumboOutput& parse_output(std::string_view text, GumboArena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &arena;
  options.max_errors = 0;
  return *gumbo_parse_with_options(&options, text.data(), text.size());
}

}  // namespace

const GumboNode& parse_tree(std::string_view text, GumboArena& arena) {
  return *parse_output(text, arena).root;
}

bool is_quirks_doctype(std::string_view doctype) {
  GumboArena arena;
  return parse_output(doctype, arena).document->v.document.doc_type_quirks_mode == GUMBO_DOCTYPE_QUIRKS;
}

}  // namespace pith::html
