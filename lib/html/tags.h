// Names of elements and of the attributes that are used, as small integers.
#pragma once

#include <cstdint>
#include <string_view>

namespace pith::html {

// The lists are in tags.inl. An enumerator is the element's name, a C++ keyword with a trailing underscore.
#define PITH_TAG(id, name) id,
#define PITH_ATTRIBUTE(id, name)
enum class Tag : std::uint8_t {
  text,     // a text node
  unknown,  // an element that is not in the list
#include "tags.inl"
};
#undef PITH_TAG
#undef PITH_ATTRIBUTE

// An enumerator is the attribute's name with `_` for `-`, a C++ keyword with a trailing underscore.
#define PITH_TAG(id, name)
#define PITH_ATTRIBUTE(id, name) id,
enum class AttributeName : std::uint8_t {
  other,  // an attribute that is not in the list; never in a Document
#include "tags.inl"
};
#undef PITH_TAG
#undef PITH_ATTRIBUTE

// The element's name in lower case; "#text" for Tag::text, empty for Tag::unknown.
std::string_view tag_name(Tag tag);

// Tag::unknown if there is none of that name. Names are matched in lower case only.
Tag tag_from_name(std::string_view lower_case);

// The attribute's name in lower case; empty for AttributeName::other.
std::string_view attribute_name(AttributeName name);

// AttributeName::other if there is none of that name. Names are matched in lower case only.
AttributeName attribute_from_name(std::string_view lower_case);

}  // namespace pith::html
