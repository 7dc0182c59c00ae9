// What bytes are (WHATWG MIME Sniffing, "MIME Sniffing" below), told apart only as far as an extractor needs it.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "html.h"
#include "text/text.h"

namespace pith::html {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHead = 2048;  // bytes looked at; the standard's resource header has 1445

// MIME Sniffing 6.1 to 6.4: image, audio or video, font, archive types; and 7.1: PDF, PostScript. Those that need a
// mask or an offset are in is_riff_or_form() and is_mp4().
constexpr std::string_view kBinarySignatures[] = {
    "\x00\x00\x01\x00"sv,
    "\x00\x00\x02\x00"sv,  // icon, cursor
    "GIF87a"sv,
    "GIF89a"sv,
    "\x89PNG\r\n\x1A\n"sv,
    "\xFF\xD8\xFF"sv,  // JPEG
    "II*\x00"sv,
    "MM\x00*"sv,  // TIFF
    "8BPS"sv,
    "\xFF\x0A"sv,  // JPEG XL
    "ID3"sv,
    "OggS\x00"sv,
    "MThd\x00\x00\x00\x06"sv,
    "fLaC"sv,
    "FLV\x01"sv,
    "\xFF\xFB"sv,          // MP3 without ID3
    "\x1A\x45\xDF\xA3"sv,  // WebM, Matroska
    "\x00\x01\x00\x00"sv,
    "OTTO"sv,
    "ttcf"sv,
    "wOFF"sv,
    "wOF2"sv,
    "\x1F\x8B\x08"sv,
    "PK\x03\x04"sv,
    "Rar!\x1A\x07"sv,
    "7z\xBC\xAF\x27\x1C"sv,
    "BZh9"sv,
    "\xFD"
    "7zXZ\x00"sv,
    "\x28\xB5\x2F\xFD"sv,  // zstd
    "%PDF-"sv,
    "%!PS-Adobe-"sv,
    "{\\rtf"sv,
    "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,  // OLE: .doc, .xls
    "\x7F"
    "ELF"sv,
    "CWS"sv,
    "FWS"sv,
};

// What is sniffed is not decoded yet, so it is bytes, not text.
std::string ascii_lower(std::string_view bytes) {
  std::string lower(bytes);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return lower;
}

// MIME Sniffing 7.1, in lower case, each followed by a tag-terminating byte.
constexpr std::string_view kHtmlSignatures[] = {
    "<!doctype html", "<html", "<head",  "<script", "<iframe", "<h1",   "<div", "<font",
    "<table",         "<a",    "<style", "<title",  "<b",      "<body", "<br",  "<p",
};

bool is_riff_or_form(std::string_view bytes) {
  const std::string_view form = bytes.substr(std::min<std::size_t>(8, bytes.size()), 4);
  if (bytes.starts_with("RIFF")) return form == "WEBP" || form == "AVI " || form == "WAVE";
  return bytes.starts_with("FORM") && (form == "AIFF" || form == "AIFC");
}

// 6.2.1: a box of type ftyp that opens the file. AVIF and HEIC images are such files too.
bool is_mp4(std::string_view bytes) {
  return bytes.size() >= 12 && bytes[0] == 0 && bytes.substr(4, 4) == "ftyp";
}

bool is_bmp(std::string_view bytes) {
  return bytes.starts_with("BM") && bytes.substr(0, 16).find('\0') != bytes.npos;  // "BMW ..." is text
}

bool has_binary_signature(std::string_view bytes) {
  for (const std::string_view signature : kBinarySignatures) {
    if (bytes.starts_with(signature)) return true;
  }
  return is_riff_or_form(bytes) || is_mp4(bytes) || is_bmp(bytes);
}

// UTF-16 with every other byte taken out, so that ASCII signatures match; other characters become '?'.
std::string narrow(std::string_view bytes, std::size_t low) {
  std::string out;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) out.push_back(bytes[i + 1 - low] == 0 ? bytes[i + low] : '?');
  return out;
}

// The head of the text in a form in which ASCII is ASCII, without a byte order mark.
std::string readable_head(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kHead);
  if (head.starts_with("\xEF\xBB\xBF")) return std::string(head.substr(3));
  if (head.starts_with("\xFE\xFF")) return narrow(head.substr(2), 1);
  if (head.starts_with("\xFF\xFE")) return narrow(head.substr(2), 0);
  if (head.starts_with("<\0"sv)) return narrow(head, 0);
  if (head.starts_with("\0<"sv)) return narrow(head, 1);
  return std::string(head);
}

// 3: binary data byte.
bool is_binary_byte(unsigned char c) {
  return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
}

// The standard lets one such byte decide. Pages with a stray control character are met, so a share of 1/32 is asked
// for.
bool is_binary(std::string_view head) {
  const auto binary =
      std::count_if(head.begin(), head.end(), [](char c) { return is_binary_byte(static_cast<unsigned char>(c)); });
  return binary > static_cast<std::ptrdiff_t>(head.size() / 32);
}

bool has_html_signature(std::string_view lower) {
  if (lower.starts_with("<!--")) return true;
  for (const std::string_view signature : kHtmlSignatures) {
    if (!lower.starts_with(signature)) continue;
    if (lower.size() == signature.size()) return true;
    if (" \t\n\f\r/>"sv.find(lower[signature.size()]) != std::string_view::npos) return true;
  }
  return false;
}

std::string_view skip_space(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\n\f\r");
  return start == text.npos ? std::string_view() : text.substr(start);
}

// The name of the first element, or of the doctype if there is one; empty if the head ends before. Comments and
// processing instructions are skipped.
std::string_view root_name(std::string_view lower) {
  for (;;) {
    lower = skip_space(lower);
    const bool comment = lower.starts_with("<!--");
    if (!comment && !lower.starts_with("<?")) break;
    const std::string_view close = comment ? "-->" : "?>";
    const std::size_t end = lower.find(close);
    if (end == lower.npos) return {};
    lower.remove_prefix(end + close.size());
  }
  const bool doctype = lower.starts_with("<!doctype");
  if (doctype) lower = skip_space(lower.substr(9));
  if (!doctype && lower.starts_with('<')) lower.remove_prefix(1);
  return lower.substr(0, lower.find_first_of(" \t\n\f\r/>["));
}

// Vocabularies that are met without an XML declaration.
bool is_xml_root(std::string_view name) {
  for (const std::string_view root : {"rss", "feed", "urlset", "sitemapindex", "rdf:rdf", "opml", "svg"}) {
    if (name == root) return true;
  }
  return false;
}

bool opens_value(std::string_view text) {
  if (text.empty()) return false;
  if ("\"{["sv.find(text[0]) != std::string_view::npos) return true;
  for (const std::string_view word : {"true", "false", "null"}) {
    if (text.starts_with(word)) return true;
  }
  const std::size_t number = text.find_first_not_of("-+.0123456789eE");  // [1] opens a footnote, [1, an array
  return number != 0 && number != text.npos && skip_space(text.substr(number)).starts_with(',');
}

bool is_json(std::string_view head) {
  if (head.empty()) return false;
  const std::string_view rest = skip_space(head.substr(1));
  if (head[0] == '{') return rest.starts_with('"') || rest == "}";
  if (head[0] != '[') return false;
  return opens_value(rest) || skip_space(rest) == "]";
}

std::optional<ContentKind> by_markup(std::string_view lower, std::string_view type) {
  const std::string_view root = root_name(lower);
  if (lower.starts_with("<?xml")) return root == "html" ? ContentKind::html : ContentKind::xml;
  if (is_xml_root(root)) return ContentKind::xml;
  const bool xml_label = type != "application/xhtml+xml" && (type.ends_with("/xml") || type.ends_with("+xml"));
  if (xml_label && lower.starts_with('<') && root != "html") return ContentKind::xml;
  if (has_html_signature(lower)) return ContentKind::html;
  return std::nullopt;
}

bool is_media_type(std::string_view type) {
  for (const std::string_view prefix : {"image/", "audio/", "video/", "font/"}) {
    if (type.starts_with(prefix)) return true;
  }
  return type == "application/pdf" || type == "application/zip" || type == "application/gzip";
}

// Types of text that is no markup: text/plain, text/css, scripts.
bool is_text_type(std::string_view type) {
  return (type.starts_with("text/") && type != "text/html" && type != "text/xml") || type.ends_with("javascript");
}

}  // namespace

ContentKind sniff(std::string_view bytes, std::string_view content_type) {
  if (has_binary_signature(bytes)) return ContentKind::binary;
  const std::string type = ascii_lower(text::trim_ascii(content_type.substr(0, content_type.find(';'))));
  const std::string head = readable_head(bytes);
  // 7.2: text/plain may hide binary data but is never taken for markup.
  if (type == "text/plain") return is_binary(head) ? ContentKind::binary : ContentKind::plain_text;
  const std::string lower = ascii_lower(skip_space(head));
  if (const auto kind = by_markup(lower, type)) return *kind;
  if (is_json(lower)) return ContentKind::json;
  if (is_binary(head) || is_media_type(type)) return ContentKind::binary;
  if (is_text_type(type)) return ContentKind::plain_text;
  return ContentKind::html;
}

}  // namespace pith::html
