#include "tokens.h"

#include <algorithm>
#include <array>

#include "text_pieces.h"

namespace pith::html {
namespace {

constexpr std::size_t kLongestName = 24;

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

Tag tag_of(std::string_view name) {
  if (name.size() > kLongestName) return Tag::unknown;
  std::array<char, kLongestName> lower;
  std::transform(name.begin(), name.end(), lower.begin(), to_lower);
  return tag_from_name({lower.data(), name.size()});
}

bool ends_name(char c) {
  return is_html_space(c) || c == '/' || c == '>';
}

std::size_t skip_space(std::string_view source, std::size_t i) {
  while (i < source.size() && is_html_space(source[i])) ++i;
  return i;
}

// 13.2.5.35 to 13.2.5.39. Returns where reading goes on (kEnd at the end of the text).
std::size_t read_value(std::string_view source, std::size_t i, RawAttribute& attribute) {
  i = skip_space(source, i);
  if (i == source.size()) return kEnd;
  const char c = source[i];
  if (c == '>') return i;
  if (c == '"' || c == '\'') {
    const std::size_t close = source.find(c, i + 1);
    if (close == kEnd) return kEnd;
    attribute.value = source.substr(i + 1, close - i - 1);
    attribute.quote = c;
    return close + 1;
  }
  const std::size_t start = i;
  while (i < source.size() && !is_html_space(source[i]) && source[i] != '>') ++i;
  attribute.value = source.substr(start, i - start);
  return i;
}

// 13.2.5.33 and 13.2.5.34, then the value. A '=' that comes first belongs to the name.
std::size_t read_attribute(std::string_view source, std::size_t i, RawAttribute& attribute) {
  const std::size_t start = i++;
  while (i < source.size() && !ends_name(source[i]) && source[i] != '=') ++i;
  attribute = {source.substr(start, i - start), {}, 0};
  const std::size_t next = skip_space(source, i);
  if (next == source.size()) return kEnd;
  return source[next] == '=' ? read_value(source, next + 1, attribute) : next;
}

// Names with characters that become U+FFFD are left out, as they may come to be a repeated one.
void add_attribute(const RawAttribute& attribute, std::size_t most, TagToken& tag) {
  if (find_special(attribute.name, 0, false) < attribute.name.size()) {
    tag.repeated = true;
    return;
  }
  for (const RawAttribute& other : tag.attributes) {
    if (!equals_ignoring_case(other.name, attribute.name)) continue;
    tag.repeated = true;
    return;
  }
  if (tag.attributes.size() < most) {
    tag.attributes.push_back(attribute);
  } else {
    tag.more_attributes = true;
  }
}

bool opens_or_closes_script(std::string_view source, std::size_t name) {
  return name + 6 < source.size() && equals_lower(source.substr(name, 6), "script") && ends_name(source[name + 6]);
}

}  // namespace

bool equals_lower(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return to_lower(a) == b; });
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return x == y || to_lower(x) == to_lower(y); });
}

void read_tag(std::string_view source, std::size_t begin, std::size_t name, std::size_t most, TagToken& tag) {
  std::size_t i = name;
  while (i < source.size() && !ends_name(source[i])) ++i;
  tag.begin = begin;
  tag.end = kEnd;
  tag.name = source.substr(name, i - name);
  tag.tag = tag_of(tag.name);
  tag.self_closing = false;
  tag.more_attributes = false;
  tag.repeated = false;
  tag.attributes.clear();
  while (i < source.size()) {
    const char c = source[i];
    if (c == '>') {
      tag.end = i + 1;
      return;
    }
    if (c == '/' || is_html_space(c)) {
      tag.self_closing = c == '/' && i + 1 < source.size() && source[i + 1] == '>';
      ++i;
      continue;
    }
    RawAttribute attribute;
    i = read_attribute(source, i, attribute);
    add_attribute(attribute, most, tag);
  }
}

std::size_t comment_end(std::string_view source, std::size_t text) {
  if (source.substr(text, 1) == ">") return text + 1;
  if (source.substr(text, 2) == "->") return text + 2;
  for (std::size_t i = source.find("--", text); i != kEnd; i = source.find("--", i)) {
    i = source.find_first_not_of('-', i);
    if (i == kEnd) return kEnd;
    if (source[i] == '>') return i + 1;
    if (source[i] == '!' && source.substr(i + 1, 1) == ">") return i + 2;
  }
  return kEnd;
}

std::size_t raw_text_end(std::string_view source, std::size_t text, std::string_view name) {
  for (std::size_t i = source.find("</", text); i != kEnd; i = source.find("</", i + 2)) {
    const std::size_t after = i + 2 + name.size();
    if (after < source.size() && equals_lower(source.substr(i + 2, name.size()), name) && ends_name(source[after])) {
      return i;
    }
  }
  return kEnd;
}

std::size_t script_end(std::string_view source, std::size_t text) {
  enum class State { data, escaped, double_escaped };
  State state = State::data;
  for (std::size_t i = text; i < source.size(); ++i) {
    // In plain script data only '<' matters, in the escaped states "-->" ends them.
    i = state == State::data ? source.find('<', i) : source.find_first_of("<-", i);
    if (i == kEnd) return kEnd;
    if (source[i] == '-') {
      if (source.substr(i, 2) != "--") continue;
      const std::size_t after = source.find_first_not_of('-', i);
      if (after == kEnd) return kEnd;
      if (source[after] == '>') state = State::data;
      i = after - (source[after] == '>' ? 0 : 1);
      continue;
    }
    const bool closing = source.substr(i + 1, 1) == "/";
    if (closing && opens_or_closes_script(source, i + 2)) {
      if (state != State::double_escaped) return i;
      state = State::escaped;
    } else if (state == State::escaped && opens_or_closes_script(source, i + 1)) {
      state = State::double_escaped;
    } else if (state == State::data && source.substr(i, 4) == "<!--") {
      // 13.2.5.20, script data escape start: the dashes count towards "-->" ("<!-->" opens and ends it).
      state = State::escaped;
      i += 1;
    }
  }
  return kEnd;
}

}  // namespace pith::html
