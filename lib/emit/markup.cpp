#include "emit/markup.h"

#include "text/text.h"

namespace pith::emit {
namespace {

std::string_view reference_of(char32_t c) {
  switch (c) {
    case U'&':
      return "&amp;";
    case U'<':
      return "&lt;";
    case U'>':
      return "&gt;";
    case U'"':
      return "&quot;";
    case U'\'':
      return "&#39;";
    case U'\r':
      return "&#13;";
    default:
      return {};
  }
}

// XML 1.0 2.2, Char. Surrogates are in no valid UTF-8.
bool is_allowed(char32_t c) {
  return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

void append_run(std::string& out, const Run& run, const MarkTags& tags) {
  std::string closing;
  for (const MarkTag& tag : tags) {
    if ((run.marks & tag.mark) == 0) continue;
    out += tag.open;
    closing.insert(0, tag.close);
  }
  append_escaped(out, run.text);
  out += closing;
}

void append_line(std::string& out, const Block& block, const Inline& tags) {
  const Span* link = nullptr;
  const auto follow = [&](const Span* next) {
    if (next == link) return;
    if (link != nullptr) out += tags.link_end;
    if (next != nullptr) out.append(tags.link).append(address(next->href)).append("\">");
    link = next;
  };
  for (const Run& run : runs(block)) {
    follow(run.link);
    append_run(out, run, tags.marks);
  }
  follow(nullptr);
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (std::size_t at = 0, next = 0; at < text.size(); at = next) {
    const char32_t c = text::next_code_point(text, next);
    const std::string_view reference = reference_of(c);
    if (!reference.empty())
      out += reference;
    else
      out += is_allowed(c) ? text.substr(at, next - at) : "\uFFFD";
  }
}

std::string attribute(std::string_view name, std::string_view value) {
  std::string out = " ";
  out.append(name).append("=\"");
  // XML 1.0 3.3.3 makes spaces of these.
  for (std::size_t at = 0, end = 0; at < value.size(); at = end + 1) {
    end = std::min(value.find_first_of("\n\t", at), value.size());
    append_escaped(out, value.substr(at, end - at));
    if (end < value.size()) out += value[end] == '\n' ? "&#10;" : "&#9;";
  }
  return out + '"';
}

std::string address(std::string_view url) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kEncoded = "\"<>\\^`{|}";  // RFC 3986, appendix A: in no part of a URI
  std::string plain;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F || kEncoded.find(c) != std::string_view::npos)
      plain.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
    else
      plain += c;
  }
  std::string out;
  append_escaped(out, plain);
  return out;
}

std::string lines(const std::vector<const Block*>& blocks, const Inline& tags) {
  std::string out;
  for (const Block* block : blocks) {
    if (block != blocks.front()) out += tags.line_break;
    append_line(out, *block, tags);
  }
  return out;
}

std::string verbatim(const std::vector<const Block*>& blocks) {
  std::string out;
  for (const Block* block : blocks) {
    if (block != blocks.front()) out += '\n';
    append_escaped(out, block->text);
  }
  return out;
}

}  // namespace pith::emit
