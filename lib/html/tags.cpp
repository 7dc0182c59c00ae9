#include "tags.h"

#include <array>
#include <cstddef>

namespace pith::html {
namespace {

#define PITH_TAG(id, name) name,
#define PITH_ATTRIBUTE(id, name)
constexpr std::string_view kTagNames[] = {
    "#text",
    "",
#include "tags.inl"
};
#undef PITH_TAG
#undef PITH_ATTRIBUTE

#define PITH_TAG(id, name)
#define PITH_ATTRIBUTE(id, name) name,
constexpr std::string_view kAttributeNames[] = {
    "",
#include "tags.inl"
};
#undef PITH_TAG
#undef PITH_ATTRIBUTE

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash ^ (hash >> 15)) % 512;
}

// Open addressing; 0 is an empty slot, which is why names 0 to `first` - 1 cannot be found.
using Slots = std::array<std::uint8_t, 512>;

template <std::size_t N>
constexpr Slots slots_of(const std::string_view (&names)[N], std::size_t first) {
  static_assert(N <= 256, "names no longer fit a byte");
  Slots slots{};
  for (std::size_t i = first; i < N; ++i) {
    std::size_t slot = slot_of(names[i]);
    while (slots[slot] != 0) slot = (slot + 1) % slots.size();
    slots[slot] = static_cast<std::uint8_t>(i);
  }
  return slots;
}

constexpr Slots kTagSlots = slots_of(kTagNames, 2);
constexpr Slots kAttributeSlots = slots_of(kAttributeNames, 1);

template <std::size_t N>
std::uint8_t find(const std::string_view (&names)[N], const Slots& slots, std::string_view name) {
  for (std::size_t slot = slot_of(name); slots[slot] != 0; slot = (slot + 1) % slots.size()) {
    if (names[slots[slot]] == name) return slots[slot];
  }
  return 0;
}

}  // namespace

std::string_view tag_name(Tag tag) {
  return kTagNames[static_cast<std::size_t>(tag)];
}

Tag tag_from_name(std::string_view lower_case) {
  const std::uint8_t found = find(kTagNames, kTagSlots, lower_case);
  return found == 0 ? Tag::unknown : static_cast<Tag>(found);
}

std::string_view attribute_name(AttributeName name) {
  return kAttributeNames[static_cast<std::size_t>(name)];
}

AttributeName attribute_from_name(std::string_view lower_case) {
  return static_cast<AttributeName>(find(kAttributeNames, kAttributeSlots, lower_case));
}

}  // namespace pith::html
