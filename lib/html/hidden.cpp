#include "hidden.h"

#include <algorithm>

#include "text/text.h"

namespace pith::html {
namespace {

// The end of the declaration that starts at `i`: its ';', or the end. Those in strings, brackets and comments do not
// count (url(data:image/png;base64,...)).
std::size_t declaration_end(std::string_view style, std::size_t i) {
  char quote = 0;
  int brackets = 0;
  for (; i < style.size(); ++i) {
    const char c = style[i];
    if (c == '\\') {
      ++i;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++brackets;
    } else if (c == ')' && brackets > 0) {
      --brackets;
    } else if (c == '/' && style.substr(i, 2) == "/*") {
      const std::size_t end = style.find("*/", i + 2);
      i = end == style.npos ? style.size() - 1 : end + 1;
    } else if (c == ';' && brackets == 0) {
      return i;
    }
  }
  return style.size();
}

std::string_view without_comment_before(std::string_view text) {
  text = text::trim_ascii(text);
  while (text.substr(0, 2) == "/*") {
    const std::size_t end = text.find("*/", 2);
    text = end == text.npos ? std::string_view() : text::trim_ascii(text.substr(end + 2));
  }
  return text;
}

// A length of -999 or less in any unit: text put out of the screen, for screen readers or search engines.
bool is_far_off(std::string_view value) {
  if (!value.starts_with('-')) return false;
  int number = 0;
  for (const char c : value.substr(1)) {
    if (c < '0' || c > '9') break;
    number = std::min(10 * number + (c - '0'), 100'000);
  }
  return number >= 999;
}

bool moves(std::string_view property) {
  for (const std::string_view name : {"left", "right", "top", "text-indent", "margin-left"})
    if (text::equals_ignoring_ascii_case(property, name)) return true;
  return false;
}

struct Property {
  bool hides = false;
  bool important = false;

  void set(bool value_hides, bool value_important) {
    if (important && !value_important) return;
    hides = value_hides;
    important = value_important;
  }
};

}  // namespace

bool style_hides(std::string_view style) {
  Property display;
  Property visibility;
  bool far_off = false;
  for (std::size_t start = 0; start < style.size();) {
    const std::size_t end = declaration_end(style, start);
    const std::string_view declaration = style.substr(start, end - start);
    start = end + 1;
    const std::size_t colon = declaration.find(':');
    if (colon == declaration.npos) continue;
    const std::string_view name = without_comment_before(declaration.substr(0, colon));
    std::string_view value = declaration.substr(colon + 1);
    const std::size_t bang = value.find('!');
    value = without_comment_before(value.substr(0, bang));
    if (text::equals_ignoring_ascii_case(name, "display")) {
      display.set(text::equals_ignoring_ascii_case(value, "none"), bang != style.npos);
    } else if (text::equals_ignoring_ascii_case(name, "visibility")) {
      visibility.set(
          text::equals_ignoring_ascii_case(value, "hidden") || text::equals_ignoring_ascii_case(value, "collapse"),
          bang != style.npos);
    } else if (moves(name)) {
      far_off = far_off || is_far_off(value);
    }
  }
  return display.hides || visibility.hides || far_off;
}

bool element_hides(Tag tag, std::span<const Attribute> attributes) {
  if (tag == Tag::template_) return true;
  bool open = false;
  for (const Attribute& attribute : attributes) {
    switch (attribute.name) {
      case AttributeName::hidden:
        return true;
      case AttributeName::style:
        if (style_hides(attribute.value)) return true;
        break;
      case AttributeName::open:
        open = true;
        break;
      default:
        break;
    }
  }
  return tag == Tag::dialog && !open;
}

bool aria_hides(std::span<const Attribute> attributes) {
  return std::ranges::any_of(attributes, [](const Attribute& attribute) {
    return attribute.name == AttributeName::aria_hidden && text::equals_ignoring_ascii_case(attribute.value, "true");
  });
}

}  // namespace pith::html
