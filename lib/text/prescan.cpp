#include "encoding.h"
#include "text.h"

namespace pith::text {

namespace {

// The standard asks for 1024 bytes. Pages exist whose <meta> stands behind long comments and scripts, and browsers find
// it there while parsing.
constexpr std::size_t kPrescan = 8192;

constexpr std::string_view kWhiteSpace = "\t\n\f\r ";

constexpr bool is_white(char c) {
  return kWhiteSpace.find(c) != std::string_view::npos;
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return equals_ignoring_ascii_case(text.substr(0, prefix.size()), prefix);
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  for (std::size_t i = from; i + wanted.size() <= text.size(); ++i) {
    if (equals_ignoring_ascii_case(text.substr(i, wanted.size()), wanted)) return i;
  }
  return std::string_view::npos;
}

// The value behind '=': quoted, or up to white space or ';'. An unclosed quote is no value.
std::string_view value_at(std::string_view text) {
  if (text.empty()) return {};
  const char quote = text.front();
  if (quote != '"' && quote != '\'') return text.substr(0, text.find_first_of("\t\n\f\r ;"));
  const std::size_t end = text.find(quote, 1);
  return end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
}

// WHATWG HTML 2.5.5, extracting a character encoding from a meta element; `name` is "charset".
std::string_view parameter(std::string_view text, std::string_view name) {
  std::size_t at = find_ignoring_case(text, name, 0);
  while (at != std::string_view::npos) {
    const std::size_t equals = text.find_first_not_of(kWhiteSpace, at + name.size());
    if (equals == std::string_view::npos) return {};
    if (text[equals] == '=') {
      const std::size_t value = text.find_first_not_of(kWhiteSpace, equals + 1);
      return value == std::string_view::npos ? std::string_view{} : value_at(text.substr(value));
    }
    at = find_ignoring_case(text, name, equals);
  }
  return {};
}

// What a document cannot truthfully say of itself in ASCII-compatible bytes (WHATWG HTML 13.2.3.2, step 15 of <meta>).
std::string_view as_declared_inside(std::string_view encoding) {
  if (is_utf16(encoding)) return "utf-8";
  if (encoding == "x-user-defined") return "windows-1252";
  return encoding;
}

struct Attribute {
  std::string_view name;
  std::string_view value;
};

class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes) {}

  std::string_view run() {
    while ((at_ = bytes_.find('<', at_)) != std::string_view::npos) {
      if (rest().starts_with("<!--")) {
        skip_past("-->", at_ + 2);  // <!--> closes itself
      } else if (starts_with_ignoring_case(rest(), "<meta") && at_ + 5 < bytes_.size() &&
                 (is_white(bytes_[at_ + 5]) || bytes_[at_ + 5] == '/')) {
        at_ += 5;
        if (const std::string_view encoding = meta(); !encoding.empty()) return encoding;
      } else {
        skip_markup();
      }
    }
    return {};
  }

 private:
  std::string_view rest() const { return bytes_.substr(at_); }
  bool more() const { return at_ < bytes_.size(); }

  void skip_past(std::string_view mark, std::size_t from) {
    const std::size_t found = bytes_.find(mark, from);
    at_ = found == std::string_view::npos ? bytes_.size() : found + mark.size();
  }

  void skip_markup() {
    const std::size_t name = at_ + (rest().starts_with("</") ? 2 : 1);
    if (name < bytes_.size() && is_ascii_letter(bytes_[name])) {
      at_ = bytes_.find_first_of("\t\n\f\r >", name);
      for (Attribute attribute; next_attribute(attribute);) {
      }
    } else if (name == at_ + 2 || (name < bytes_.size() && (bytes_[name] == '!' || bytes_[name] == '?'))) {
      skip_past(">", at_);
    } else {
      ++at_;
    }
  }

  std::string_view meta() {
    bool is_content_type = false;
    std::string_view charset;
    std::string_view content;
    for (Attribute attribute; next_attribute(attribute);) {
      if (equals_ignoring_ascii_case(attribute.name, "http-equiv")) {
        is_content_type = is_content_type || equals_ignoring_ascii_case(trim_ascii(attribute.value), "content-type");
      } else if (equals_ignoring_ascii_case(attribute.name, "content") && content.empty()) {
        content = attribute.value;
      } else if (equals_ignoring_ascii_case(attribute.name, "charset") && charset.empty()) {
        charset = attribute.value;
      }
    }
    if (charset.empty() && is_content_type) charset = parameter(content, "charset");
    return as_declared_inside(encoding_for_label(charset));
  }

  // WHATWG HTML 13.2.3.2, get an attribute. False at the end of the tag or of the bytes.
  bool next_attribute(Attribute& attribute) {
    at_ = bytes_.find_first_not_of("\t\n\f\r /", at_);
    if (!more() || bytes_[at_] == '>') return false;
    const std::size_t name = at_;
    at_ = bytes_.find_first_of("\t\n\f\r />=", name + 1);  // a leading '=' belongs to the name
    if (!more()) return false;
    attribute = {bytes_.substr(name, at_ - name), {}};
    const std::size_t equals = bytes_.find_first_not_of(kWhiteSpace, at_);
    if (equals == std::string_view::npos || bytes_[equals] != '=') return true;
    at_ = bytes_.find_first_not_of(kWhiteSpace, equals + 1);
    return more() && read_value(attribute.value);
  }

  bool read_value(std::string_view& value) {
    const char quote = bytes_[at_];
    const bool quoted = quote == '"' || quote == '\'';
    const std::size_t start = quoted ? at_ + 1 : at_;
    at_ = quoted ? bytes_.find(quote, start) : bytes_.find_first_of("\t\n\f\r >", start);
    if (!more()) return false;
    value = bytes_.substr(start, at_ - start);
    if (quoted) ++at_;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;  // npos, too, says that the bytes are at their end
};

// WHATWG HTML 13.2.3.2, get an XML encoding.
std::string_view xml_encoding(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return {};
  const std::string_view declaration = bytes.substr(0, bytes.find('>'));
  return as_declared_inside(encoding_for_label(parameter(declaration, "encoding")));
}

}  // namespace

std::string_view header_encoding(std::string_view content_type) {
  return encoding_for_label(parameter(content_type, "charset"));
}

std::string_view meta_encoding(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, kPrescan);
  const std::string_view encoding = Prescan(start).run();
  return encoding.empty() ? xml_encoding(start) : encoding;
}

}  // namespace pith::text
