#include "text.h"
#include "utf8.h"

namespace pith::text {

std::string_view to_string(EncodingSource source) {
  switch (source) {
    case EncodingSource::bom:
      return "bom";
    case EncodingSource::header:
      return "header";
    case EncodingSource::meta:
      return "meta";
    case EncodingSource::content:
      return "content";
    case EncodingSource::detected:
      return "detected";
    case EncodingSource::fallback:
      return "default";
  }
  return "default";
}

std::string_view encoding_for_label(std::string_view label) {
  return equals_ignoring_ascii_case(trim_ascii(label), "utf-8") ? "utf-8" : std::string_view{};
}

Decoded decode(std::string_view bytes, std::string_view) {
  Decoded decoded;
  decoded.encoding = "utf-8";
  decoded.source = EncodingSource::content;
  decoded.text = bytes;
  if (find_invalid_utf8(bytes) == bytes.size()) return decoded;
  decoded.replaced = repair_utf8(bytes, decoded.storage).replaced;
  decoded.text = {decoded.storage.data(), decoded.storage.size()};
  return decoded;
}

}  // namespace pith::text
