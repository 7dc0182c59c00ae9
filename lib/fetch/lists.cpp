#include "lists.h"

#include <expat.h>
#include <zlib.h>

#include <algorithm>
#include <memory>

#include "ascii.h"

namespace pith::lists {
namespace {

constexpr std::size_t kMostBytes = std::size_t{50} << 20;
constexpr std::size_t kMostUrls = 50'000;
constexpr std::size_t kLongestUrl = 2048;

// RFC 1952; as much as can be unpacked, up to kMostBytes.
std::string gunzipped(std::string_view bytes) {
  constexpr int kGzip = 15 + 16;
  std::string out;
  z_stream stream{};
  if (inflateInit2(&stream, kGzip) != Z_OK) return out;
  const std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, &inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(std::min(bytes.size(), kMostBytes));
  char buffer[1 << 14];
  int code = Z_OK;
  while (code == Z_OK && out.size() < kMostBytes) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    code = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
  }
  return out;
}

void add(std::vector<std::string>& list, std::string_view url) {
  url = ascii::trimmed(url);
  if (!url.empty() && url.size() <= kLongestUrl && list.size() < kMostUrls) list.emplace_back(url);
}

// A URL a line.
List read_lines(std::string_view text) {
  List list;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with("http://") || line.starts_with("https://")) add(list.pages, line);
  }
  return list;
}

// Elements by their local names: <loc> in <url> or <sitemap>, <link> in <item>, <link href> in <entry>.
class Handler {
 public:
  void begin(std::string_view name, const char** attributes) {
    text_.clear();
    if (name == "url" || name == "sitemap" || name == "item" || name == "entry") container_ = name;
    if (name == "link" && container_ == "entry") add_atom_link(attributes);
  }
  void characters(std::string_view text) {
    if (text_.size() <= kLongestUrl) text_.append(text);
  }
  void end(std::string_view name) {
    if (name == "loc") add(container_ == "sitemap" ? list_.sitemaps : list_.pages, text_);
    if (name == "link" && container_ == "item") add(list_.pages, text_);
    if (name == container_) container_.clear();
    text_.clear();
  }
  List take() { return std::move(list_); }

 private:
  // RFC 4287, 4.2.7.2: without rel it is "alternate", the entry's page.
  void add_atom_link(const char** attributes) {
    std::string_view href;
    std::string_view rel = "alternate";
    for (; *attributes != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "href") href = attributes[1];
      if (std::string_view(attributes[0]) == "rel") rel = attributes[1];
    }
    if (rel == "alternate") add(list_.pages, href);
  }
  std::string container_;  // the innermost of those above
  std::string text_;
  List list_;
};

// Without the namespace that expat writes before it.
std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.rfind('\n') + 1);
}

struct Free {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

// Expat loads nothing from outside and bounds what entities expand to.
List read_xml(std::string_view xml) {
  Handler handler;
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser(XML_ParserCreateNS(nullptr, '\n'));
  if (parser == nullptr) return {};
  XML_SetUserData(parser.get(), &handler);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const char* name, const char** attributes) {
        static_cast<Handler*>(data)->begin(local_name(name), attributes);
      },
      [](void* data, const char* name) { static_cast<Handler*>(data)->end(local_name(name)); });
  XML_SetCharacterDataHandler(parser.get(), [](void* data, const char* text, int size) {
    static_cast<Handler*>(data)->characters({text, static_cast<std::size_t>(size)});
  });
  XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  return handler.take();
}

}  // namespace

List read(std::string_view bytes) {
  std::string unpacked;
  if (bytes.starts_with("\x1f\x8b")) {
    unpacked = gunzipped(bytes);
    bytes = unpacked;
  }
  bytes = bytes.substr(0, kMostBytes);
  std::string_view start = bytes;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start = ascii::trimmed(start.substr(0, 64));
  const bool is_utf16 = bytes.starts_with("\xFE\xFF") || bytes.starts_with("\xFF\xFE");
  return start.starts_with('<') || is_utf16 ? read_xml(bytes) : read_lines(bytes);
}

}  // namespace pith::lists
