#include "json_lines.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "format.h"
#include "places.h"

namespace pith::archive {
namespace {

constexpr std::size_t kStretch = std::size_t{256} << 10;
constexpr std::size_t kDeepest = 16;  // of objects whose members' names are followed

// Picks strings out of a JSON text while it is read: nothing else of it is kept, however deep or long it is.
class Picker final : public nlohmann::json_sax<nlohmann::json> {
 public:
  struct Wanted {
    std::string_view path;  // "a.b"
    std::string value = {};
    bool found = false;
  };
  explicit Picker(std::vector<Wanted>& wanted) : wanted_(wanted) {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override {
    ++arrays_;
    return open();
  }
  bool end_array() override {
    --arrays_;
    return close();
  }
  bool key(string_t& name) override {
    if (depth_ > 0 && depth_ <= names_.size()) names_[depth_ - 1] = std::move(name);
    return true;
  }
  bool string(string_t& value) override {
    if (arrays_ > 0 || depth_ == 0 || depth_ > names_.size()) return true;
    std::string path = names_[0];
    for (std::size_t i = 1; i < depth_; ++i) path.append(".").append(names_[i]);
    for (Wanted& wanted : wanted_) {
      if (wanted.path != path || wanted.found) continue;
      wanted.value = value;
      wanted.found = true;
    }
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    problem_ = "wrong at byte " + std::to_string(at);
    return false;
  }
  const std::string& problem() const { return problem_; }

 private:
  bool open() {
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return true;
  }

  std::vector<Wanted>& wanted_;
  std::vector<std::string> names_ = std::vector<std::string>(kDeepest);
  std::size_t depth_ = 0;
  std::size_t arrays_ = 0;
  std::string problem_;
};

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char low = static_cast<char>(c | 0x20);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

// The code unit of a \uXXXX that stands at the beginning, or -1.
int escaped_unit(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return -1;
  int unit = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

// Bytes of the UTF-8 character that begins here; 0 if none does (RFC 3629, 4).
std::size_t utf8_size(std::string_view text) {
  const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
                           : lead >= 0xE0 && lead <= 0xEF ? 3
                           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                          : 0;
  if (size == 0 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte(1);
  const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                   (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return bad ? 0 : size;
}

// What a strict parser refuses and pages are full of: halves of surrogate pairs, broken UTF-8, control characters.
std::string mended(std::string_view line) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  std::string out;
  out.reserve(line.size() + 16);
  while (!line.empty()) {
    std::size_t size = utf8_size(line);
    const int unit = escaped_unit(line);
    const int next = unit >= 0 ? escaped_unit(line.substr(6)) : -1;
    if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      size = 12;
      out.append(line.substr(0, size));
    } else if (unit >= 0xD800 && unit < 0xE000) {
      size = 6;
      out.append(kReplacement);
    } else if (size == 0) {
      size = 1;
      out.append(kReplacement);
    } else if (line.front() == '\\' && line.size() > 1) {
      size = 1 + std::max<std::size_t>(utf8_size(line.substr(1)), 1);
      out.append(line.substr(0, size));
    } else if (static_cast<unsigned char>(line.front()) < 0x20) {
      out.push_back(' ');
    } else {
      out.append(line.substr(0, size));
    }
    line.remove_prefix(size);
  }
  return out;
}

class JsonLines final : public Items {
 public:
  JsonLines(Window window, const ArchiveOptions& options) : window_(std::move(window)), options_(options) {
    // Blocks of one line end anywhere; behind damage a line's beginning must be seen.
    window_.expect([](std::string_view) { return false; },
                   [](std::string_view bytes) { return bytes.starts_with('{'); });
  }

  std::optional<ArchiveRecord> next() override {
    for (;;) {
      const std::string_view ahead = window_.peek(1);
      const std::size_t space = std::min(ahead.find_first_not_of(" \t\r\n\xef\xbb\xbf"), ahead.size());
      if (ahead.empty()) {
        std::optional<Damage> damage;
        if (!window_.pass_stop(damage)) return std::nullopt;
        if (damage) return places_.of_damage(window_, *damage);
      }
      window_.skip(std::min(space, ahead.size()));
      if (space < ahead.size()) return line();
    }
  }

  bool seek(std::uint64_t offset) override { return window_.seek(offset); }
  const Feed& feed() const override { return window_.feed(); }

 private:
  std::size_t most() const { return 2 * options_.limits.record + options_.limits.head; }

  ArchiveRecord line() {
    ArchiveRecord record = places_.begin(window_, RecordKind::page);
    const std::size_t end = find_end();
    const bool whole = end < window_.ahead().size();
    const std::string_view text = window_.ahead().substr(0, std::min(end, most()));
    read_page(record, text, whole || end < most());
    window_.skip(text.size());
    if (!whole) pass_line(record);
    if (!window_.has_members()) record.length = window_.place() - record.place.offset;
    return record;
  }

  // Of the line, or of what is ahead of it up to a stop or most().
  std::size_t find_end() {
    std::size_t from = 0;
    for (std::size_t size = kStretch;; size *= 2) {
      const std::string_view ahead = window_.peek(size);
      const std::size_t end = ahead.find('\n', from);
      if (end != ahead.npos || ahead.size() < size || ahead.size() >= most()) return std::min(end, ahead.size());
      from = ahead.size();
    }
  }

  void pass_line(ArchiveRecord& record) {
    for (;;) {
      const std::string_view ahead = window_.peek(1);
      if (ahead.empty()) break;
      const std::size_t end = ahead.find('\n');
      window_.skip(std::min(end, ahead.size()));
      if (end != ahead.npos) return;
    }
    if (const auto damage = window_.take_damage()) {
      record.truncated = true;
      add_note(record, damage->note.problem, damage->note.detail);
    }
  }

  void read_page(ArchiveRecord& record, std::string_view text, bool whole) {
    const JsonFields& names = options_.json;
    std::vector<Picker::Wanted> wanted = {{names.html}, {names.url}, {names.id}, {names.date}};
    std::string problem = parse(text, wanted);
    if (!problem.empty() && whole) {
      wanted = {{names.html}, {names.url}, {names.id}, {names.date}};
      const std::string again = parse(mended(text), wanted);
      if (again.empty()) add_note(record, ArchiveProblem::bad_json_text, problem);
      problem = again;
    }
    record.url = std::move(wanted[1].value);
    record.id = std::move(wanted[2].value);
    record.date = std::move(wanted[3].value);
    if (!whole) {
      record.truncated = true;
      add_note(record, ArchiveProblem::over_limit, "the line");
    } else if (!problem.empty() || !wanted[0].found) {
      record.kind = RecordKind::damage;
      record.kind_name = to_string(record.kind);
      add_note(record, ArchiveProblem::bad_json, problem.empty() ? "no string " + names.html : problem);
    }
    set_block(record, wanted[0].value);
  }

  void set_block(ArchiveRecord& record, std::string_view html) {
    if (html.size() > options_.limits.record) {
      record.truncated = true;
      add_note(record, ArchiveProblem::over_limit, "");
      html = html.substr(0, options_.limits.record);
    }
    record.bytes = ArchiveBytes(html.size());
    record.bytes.append(html);
    record.block_size = html.size();
  }

  // What is wrong with the text, if anything is.
  static std::string parse(std::string_view text, std::vector<Picker::Wanted>& wanted) {
    Picker picker(wanted);
    nlohmann::json::sax_parse(text.begin(), text.end(), &picker);
    return picker.problem();
  }

  Window window_;
  ArchiveOptions options_;
  Places places_;
};

}  // namespace

std::unique_ptr<Items> json_lines_items(Window window, const ArchiveOptions& options) {
  return std::make_unique<JsonLines>(std::move(window), options);
}

}  // namespace pith::archive
