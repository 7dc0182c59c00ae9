// Dense numbers for 64-bit hashes: an open-addressing table that grows, no strings made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace pith::blocks {

// Eight bytes a step. For keys within one run of the program: it depends on the machine's byte order.
inline std::uint64_t hash_bytes(std::string_view text) {
  const auto load = [&](std::size_t at, std::size_t size) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, size);
    return bytes;
  };
  const std::size_t size = text.size();
  std::uint64_t hash = 0xcbf29ce484222325u ^ size;
  const auto step = [&hash](std::uint64_t bytes) {
    hash = (hash ^ bytes) * 0x9fb21c651e98df25u;
    hash ^= hash >> 32;
  };
  for (std::size_t i = 0; i + 8 < size; i += 8) step(load(i, 8));
  // What is left, with what comes before it again.
  if (size >= 8) {
    step(load(size - 8, 8));
  } else if (size >= 4) {
    step(load(0, 4) << 32 | load(size - 4, 4));
  } else if (size > 0) {
    step(load(0, 1) << 16 | load(size / 2, 1) << 8 | load(size - 1, 1));
  }
  return hash;
}

class Interner {
 public:
  std::uint32_t id(std::uint64_t hash) {
    if (hash == 0) hash = 1;
    if (2 * (count_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[find(hash)];
    if (slot.hash == 0) slot = {hash, count_++};
    return slot.id;
  }
  std::uint32_t size() const { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t id = 0;
  };

  std::size_t find(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    // The upper half first: keys may be two numbers side by side.
    std::size_t i = ((hash ^ hash >> 32) * 0x9e3779b97f4a7c15u) >> 32 & mask;
    while (slots_[i].hash != 0 && slots_[i].hash != hash) i = (i + 1) & mask;
    return i;
  }
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : 2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.hash != 0) slots_[find(slot.hash)] = slot;
  }

  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

}  // namespace pith::blocks
