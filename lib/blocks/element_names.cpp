#include "element_names.h"

#include <algorithm>
#include <string>

#include "patterns.h"

namespace pith::blocks {
namespace {

using html::AttributeName;

constexpr std::size_t kMostWords = 24;  // of an element

constexpr std::size_t kMostClassBytes = 300;  // that are read for words

// What of an attribute's value is looked at; empty for attributes that hold no words.
std::string_view words_in(const html::Attribute& attribute) {
  switch (attribute.name) {
    case AttributeName::class_:
      return attribute.value;
    case AttributeName::id:
      return attribute.value.substr(0, 80);
    case AttributeName::role:
    case AttributeName::itemprop:
      return attribute.value.substr(0, 60);
    case AttributeName::itemtype:
      return attribute.value.substr(attribute.value.rfind('/') + 1).substr(0, 40);
    default:
      return {};
  }
}

std::uint32_t mix(std::uint32_t hash, std::uint32_t value) {
  return (hash ^ value) * 16777619u;
}

// Hashes of up to 16 names, digits left out; the three least.
std::array<std::uint32_t, 3> least_names(std::string_view value) {
  std::array<std::uint32_t, 16> names{};
  std::size_t count = 0;
  std::uint32_t hash = 0;
  for (std::size_t i = 0; i <= value.size() && count < names.size(); ++i) {
    const char c = i < value.size() ? value[i] : ' ';
    if (c == ' ' || c == '\t' || c == '\n') {
      if (hash != 0) names[count++] = hash;
      hash = 0;
    } else if (c < '0' || c > '9') {
      hash = mix(hash == 0 ? 2166136261u : hash, static_cast<unsigned char>(c));
    }
  }
  std::sort(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count));
  return {names[0], names[1], names[2]};
}

}  // namespace

void ElementNames::read(html::NodeIndex node, Element& element) {
  Words words;
  element.signature = mix(2166136261u, static_cast<std::uint32_t>(element.tag));
  for (const html::Attribute& attribute : document_.attributes_of(node)) {
    const std::string_view value = words_in(attribute);
    if (value.empty()) continue;
    Value& known = value_of(value);
    const Words more = known.words;
    if (attribute.name == AttributeName::class_) {
      if (!known.names_known) known.names = least_names(value);
      known.names_known = true;
      for (const std::uint32_t name : known.names)
        if (name != 0) element.signature = mix(element.signature, name);
    }
    if (more.count > 0) words = words.count == 0 ? more : joined(words, more);
  }
  element.first_word = words.first;
  element.word_count = words.count;
  element.groups = words.groups;
}

ElementNames::Value& ElementNames::value_of(std::string_view value) {
  const std::uint32_t id = value_ids_.id(hash_bytes(value));
  if (id == values_.size()) {
    Words words{.first = static_cast<std::uint32_t>(table_.element_words.size())};
    for_each_hint_word(value.substr(0, kMostClassBytes), [&](std::string_view word) { add_word(word, words); });
    values_.push_back({.words = words});
  }
  return values_[id];
}

void ElementNames::add_word(std::string_view word, Words& to) {
  if (to.count >= kMostWords) return;
  const std::uint32_t hash = word_hash(word);
  const std::uint32_t id = hint_ids_.id(hash);
  if (id == table_.hint_words.size()) {
    table_.hint_words.push_back(hash);
    hint_groups_.push_back(word_groups(hash));
  }
  add_id(id, to);
}

// The words have to be the last of element_words.
void ElementNames::add_id(std::uint32_t id, Words& to) {
  const auto begin = table_.element_words.begin() + to.first;
  if (to.count >= kMostWords || std::find(begin, table_.element_words.end(), id) != table_.element_words.end()) return;
  table_.element_words.push_back(id);
  ++to.count;
  to.groups |= hint_groups_[id];
}

ElementNames::Words ElementNames::joined(const Words& before, const Words& more) {
  Words words{.first = static_cast<std::uint32_t>(table_.element_words.size())};
  for (const Words& part : {before, more})
    for (std::uint32_t k = 0; k < part.count; ++k) add_id(table_.element_words[part.first + k], words);
  return words;
}

std::vector<std::string> hint_words_of(const html::Document& document, html::NodeIndex node) {
  std::vector<std::string> words;
  for (const html::Attribute& attribute : document.attributes_of(node)) {
    for_each_hint_word(words_in(attribute).substr(0, kMostClassBytes), [&](std::string_view word) {
      if (words.size() < kMostWords && std::ranges::find(words, word) == words.end()) words.emplace_back(word);
    });
  }
  return words;
}

}  // namespace pith::blocks
