#include <utility>

#include "encoding.h"
#include "text.h"
#include "utf8.h"

namespace pith::text {

namespace {

struct Declared {
  std::string_view encoding;  // empty where nothing is declared, or a label no browser decodes
  EncodingSource source = EncodingSource::fallback;
};

struct Bom {
  std::string_view mark;
  std::string_view encoding;
};
constexpr Bom kBoms[] = {{"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}};

// A header that says UTF-16 of bytes without a single NUL is wrong: markup is ASCII.
bool is_believable(std::string_view encoding, std::string_view bytes) {
  if (encoding.empty() || encoding == "replacement") return false;
  return !is_utf16(encoding) || bytes.substr(0, 1024).find('\0') != std::string_view::npos;
}

Declared declared_encoding(std::string_view bytes, std::string_view content_type) {
  if (const auto header = header_encoding(content_type); is_believable(header, bytes)) {
    return {header, EncodingSource::header};
  }
  if (const auto shape = utf16_without_bom(bytes); !shape.empty()) return {shape, EncodingSource::detected};
  if (const auto meta = meta_encoding(bytes); is_believable(meta, bytes)) return {meta, EncodingSource::meta};
  return {};
}

class Decoder {
 public:
  Decoder(std::string_view bytes, Declared declared) : bytes_(bytes), declared_(declared) {}

  Decoded run() {
    if (declared_.source == EncodingSource::bom || is_utf16(declared_.encoding)) return declared();
    if (find_non_ascii(bytes_, 0) == bytes_.size()) return ascii();
    if (find_invalid_utf8(bytes_) == bytes_.size()) return valid_utf8();
    if (is_nearly_utf8()) return std::move(result_);
    result_.storage.clear();
    if (declared_.encoding.empty() || declared_.encoding == "utf-8") return detected();
    return labelled();
  }

 private:
  Decoded ascii() {
    const bool undeclared = declared_.encoding.empty();
    const bool japanese = (undeclared || declared_.encoding == "iso-2022-jp") && has_iso_2022_jp_escapes(bytes_);
    if (japanese) return undeclared ? as("iso-2022-jp", EncodingSource::detected) : declared();
    return undeclared ? view("utf-8", EncodingSource::fallback) : view(declared_.encoding, declared_.source);
  }

  // Text in another encoding is valid UTF-8 by chance only where it is a few bytes long; a wrong label is common.
  Decoded valid_utf8() {
    if (declared_.encoding == "utf-8") return view("utf-8", declared_.source);
    result_.label_overruled = !declared_.encoding.empty();
    return view("utf-8", EncodingSource::content);
  }

  // Damaged UTF-8, its repair in result_. The more the label speaks against UTF-8, the less damage is accepted. (Text
  // in a Chinese encoding has about one sequence that is valid by chance for four that are bad.)
  bool is_nearly_utf8() {
    const bool labelled = declared_.encoding == "utf-8";
    const std::size_t factor = labelled ? 1 : declared_.encoding.empty() ? 4 : 50;
    const Utf8Repair repair = repair_utf8(bytes_, result_.storage);
    if (repair.multibyte < factor * repair.replaced) return false;
    result_.label_overruled = !labelled && !declared_.encoding.empty();
    const EncodingSource source = declared_.encoding.empty() ? EncodingSource::detected : EncodingSource::content;
    finish("utf-8", labelled ? declared_.source : source, repair.replaced);
    return true;
  }

  Decoded detected() {
    result_.label_overruled = !declared_.encoding.empty();
    return as(detect_encoding(bytes_), EncodingSource::detected);
  }

  Decoded labelled() {
    const std::string_view better = better_than_label();
    if (better.empty()) return declared();
    result_.label_overruled = true;
    return as(better, EncodingSource::detected);
  }

  // Servers say windows-1252 of whatever they hold, and CJK labels are mistaken for each other. In Western text letters
  // above ASCII are alone, so that running text of pairs of them is proof of another encoding.
  std::string_view better_than_label() const {
    constexpr std::size_t kProof = 20;
    const bool western = declared_.encoding == "windows-1252";
    const bool doubtful = is_multibyte(declared_.encoding) && !is_everyday_text(bytes_, declared_.encoding);
    if (!western && !doubtful) return {};
    const std::string_view detected = detect_multibyte(bytes_, kProof);
    const bool same = detected == "gbk" && declared_.encoding == "gb18030";
    return same || detected == declared_.encoding ? std::string_view{} : detected;
  }

  Decoded declared() { return as(declared_.encoding, declared_.source); }

  Decoded view(std::string_view encoding, EncodingSource source) {
    result_.text = bytes_;
    result_.encoding = encoding;
    result_.source = source;
    return std::move(result_);
  }

  Decoded as(std::string_view encoding, EncodingSource source) {
    if (encoding != "utf-8") {
      finish(encoding, source, convert(bytes_, encoding, result_.storage));
    } else if (find_invalid_utf8(bytes_) == bytes_.size()) {
      return view(encoding, source);
    } else {
      finish(encoding, source, repair_utf8(bytes_, result_.storage).replaced);
    }
    return std::move(result_);
  }

  void finish(std::string_view encoding, EncodingSource source, std::size_t replaced) {
    result_.text = {result_.storage.data(), result_.storage.size()};
    result_.encoding = encoding;
    result_.source = source;
    result_.replaced = replaced;
  }

  std::string_view bytes_;
  Declared declared_;
  Decoded result_;
};

}  // namespace

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
      break;
  }
  return "default";
}

Decoded decode(std::string_view bytes, std::string_view content_type) {
  for (const Bom& bom : kBoms) {
    if (!bytes.starts_with(bom.mark)) continue;
    return Decoder(bytes.substr(bom.mark.size()), {bom.encoding, EncodingSource::bom}).run();
  }
  return Decoder(bytes, declared_encoding(bytes, content_type)).run();
}

}  // namespace pith::text
