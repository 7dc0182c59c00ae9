#include "json_repair.h"

#include <algorithm>

#include "clean.h"

namespace pith::metadata {
namespace {

constexpr std::size_t kMaxDepth = 64;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class Repairer {
 public:
  explicit Repairer(std::string_view in) : in_(in) {}

  std::vector<std::string> run() {
    while (at_ < in_.size()) step();
    finish();
    return std::move(values_);
  }

 private:
  bool starts(std::string_view text) const { return in_.substr(at_).starts_with(text); }

  void step() {
    const char c = in_[at_];
    if (is_space(c) || c == ';') {
      ++at_;
    } else if (skip_wrapper()) {
      return;
    } else if (c == '"') {
      string();
    } else if (c == '{' || c == '[') {
      open(c);
    } else if (c == '}' || c == ']') {
      close(c);
    } else if (c == ',') {
      comma_ = true;
      ++at_;
    } else {
      plain();
    }
  }

  // Comments and wrappers, which hold no value.
  bool skip_wrapper() {
    constexpr std::string_view kMarks[] = {"<!--", "-->", "<![CDATA[", "//<![CDATA[", "]]>", "//]]>", "\xEF\xBB\xBF"};
    for (const std::string_view mark : kMarks) {
      if (!starts(mark)) continue;
      at_ += mark.size();
      return true;
    }
    if (starts("//")) {
      at_ = std::min(in_.find('\n', at_), in_.size());
      return true;
    }
    if (starts("/*")) {
      const auto end = in_.find("*/", at_ + 2);
      at_ = end == in_.npos ? in_.size() : end + 2;
      return true;
    }
    return false;
  }

  // A comma is written only when a value follows it, so trailing and doubled ones vanish.
  void before_value() {
    if (comma_ && !out_.empty() && out_.back() != '{' && out_.back() != '[' && out_.back() != ':') out_ += ',';
    comma_ = false;
  }

  void open(char c) {
    before_value();
    ++at_;
    if (open_.size() >= kMaxDepth) return end_all();
    open_ += c == '{' ? '}' : ']';
    out_ += c;
  }

  // Too deep to be sane: nothing more is read.
  void end_all() { at_ = in_.size(); }

  void close(char c) {
    ++at_;
    comma_ = false;
    const auto match = open_.rfind(c);
    if (match == open_.npos) return;  // closes what was never opened
    while (open_.size() > match) {
      close_value();
      out_ += open_.back();
      open_.pop_back();
    }
    comma_ = false;
    if (open_.empty()) emit();
  }

  // A key without a value at the end of an object.
  void close_value() {
    if (!out_.empty() && out_.back() == ':') out_ += "null";
  }

  void emit() {
    if (!out_.empty()) values_.push_back(std::move(out_));
    out_.clear();
  }

  void finish() {
    while (!open_.empty()) {
      close_value();
      out_ += open_.back();
      open_.pop_back();
    }
    if (out_.starts_with('{') || out_.starts_with('[')) emit();
  }

  // Numbers, true, false, null, colons. What stands outside any bracket is no value: "var x =".
  void plain() {
    if (in_[at_] == ':') {
      out_ += ':';
      ++at_;
      return;
    }
    before_value();
    const std::size_t begin = at_;
    while (at_ < in_.size() && !is_space(in_[at_]) &&
           std::string_view(",:;{}[]\"").find(in_[at_]) == std::string_view::npos) {
      ++at_;
    }
    if (open_.empty()) return;
    const std::string_view word = in_.substr(begin, at_ - begin);
    const bool number = word.find_first_not_of("0123456789+-.eE") == word.npos;
    if (number || word == "true" || word == "false" || word == "null") {
      out_ += word;
    } else {
      ((out_ += '"') += escaped(word)) += '"';  // a bare word, or single quotes
    }
  }

  static std::string escaped(std::string_view word) {
    std::string out;
    for (const char c : word) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != '\\' && c != '\'') out += c;
    }
    return out;
  }

  void string() {
    before_value();
    out_ += '"';
    ++at_;
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '"') {
        if (ends_string()) break;
        out_ += "\\\"";
        ++at_;
      } else if (c == '\\') {
        escape();
      } else {
        out_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        ++at_;
      }
    }
    ++at_;
    out_ += '"';
    at_ = std::min(at_, in_.size());
  }

  // A quote ends its string where JSON's syntax may go on behind it; else it is one of the text's own.
  bool ends_string() const {
    std::size_t next = skip_space(at_ + 1);
    if (next >= in_.size()) return true;
    const char c = in_[next];
    if (c == ':' || c == '}' || c == ']') return true;
    if (c == '"' || c == ';' || c == '/' || c == '<') return c != '"' || next > at_ + 1;
    if (c != ',') return false;
    next = skip_space(next + 1);
    return next >= in_.size() || std::string_view("\"{[}],0123456789-tfn/").find(in_[next]) != std::string_view::npos;
  }
  std::size_t skip_space(std::size_t at) const {
    while (at < in_.size() && is_space(in_[at])) ++at;
    return at;
  }

  void escape() {
    const char c = at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
    if (c == 'u') return unicode_escape();
    if (c != '\0' && std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
      (out_ += '\\') += c;
      at_ += 2;
    } else {
      ++at_;  // "\'" and the like: the backslash means nothing
    }
  }

  int hex4(std::size_t at) const {
    if (at + 4 > in_.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      if (!is_hex(in_[i])) return -1;
      const char c = in_[i];
      value = value * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return value;
  }

  // RFC 8259 section 7: characters beyond the basic plane are surrogate pairs; half of one is U+FFFD.
  void unicode_escape() {
    const int first = hex4(at_ + 2);
    if (first < 0) {
      ++at_;
      return;
    }
    const bool high = first >= 0xd800 && first < 0xdc00;
    const bool pair = high && in_.substr(at_ + 6).starts_with("\\u") && (hex4(at_ + 8) & 0xfc00) == 0xdc00;
    if (first >= 0xd800 && first < 0xe000 && !pair) {
      out_ += "\\ufffd";
      at_ += 6;
      return;
    }
    const std::size_t size = pair ? 12 : 6;
    out_ += in_.substr(at_, size);
    at_ += size;
  }

  std::string_view in_;
  std::size_t at_ = 0;
  std::string out_;
  std::string open_;  // the brackets that must close, innermost last
  bool comma_ = false;
  std::vector<std::string> values_;
};

}  // namespace

std::vector<std::string> repair_json(std::string_view script) {
  const auto quote = script.find('"');
  if (quote == script.npos && script.find("&quot;") != script.npos) return Repairer(decode_entities(script)).run();
  return Repairer(script).run();
}

bool nests_deeper(std::string_view json, int limit) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limit) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

}  // namespace pith::metadata
