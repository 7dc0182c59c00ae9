#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include <array>
#include <memory>
#include <string>

#include "encoding.h"
#include "text.h"
#include "utf8.h"

namespace pith::text {

namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// ISO 8859-16 from A0 on: the one encoding of the standard that ICU lacks.
constexpr std::array<char16_t, 96> kIso885916 = {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB, 0x0179, 0x00AD,
    0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7, 0x017E, 0x010D, 0x0219, 0x00BB,
    0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9,
    0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF, 0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A,
    0x0170, 0x00D9, 0x00DA, 0x00DB, 0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107,
    0x00E6, 0x00E7, 0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

struct IcuName {
  std::string_view encoding;
  const char* icu;
};

// Where ICU's own name for an encoding would be another table than the standard's index.
constexpr IcuName kIcuNames[] = {
    {"gbk", "gb18030"},
    {"big5", "ibm-1375_P100-2008"},
    {"shift_jis", "ibm-943_P15A-2003"},
    {"euc-jp", "euc-jp-2007"},
    {"euc-kr", "windows-949-2000"},
    {"windows-874", "windows-874-2000"},
    {"iso-8859-8-i", "iso-8859-8"},
};

Converter open_converter(std::string_view encoding) {
  std::string name(encoding);
  for (const IcuName& row : kIcuNames) {
    if (row.encoding == encoding) name = row.icu;
  }
  UErrorCode error = U_ZERO_ERROR;
  return Converter(ucnv_open(name.c_str(), &error));
}

// ICU gives bytes that no character has a place of their own at the end of the private use area; U+F8FF is Apple's
// logo.
constexpr bool stands_for_bad_byte(char32_t c) {
  return c >= 0xF8C0 && c <= 0xF8FE;
}

struct BadSequences {
  std::size_t* count;
  bool euro_at_80;   // gbk and gb18030: WHATWG Encoding 10.2.1, step 4
  bool ascii_trail;  // an ASCII byte behind a lead byte it does not fit stays in the text, lest it was markup
};

void replace_bad_sequence(const void* context, UConverterToUnicodeArgs* args, const char* units, std::int32_t length,
                          UConverterCallbackReason reason, UErrorCode* error) {
  if (reason > UCNV_IRREGULAR) return;  // the converter is reset, closed or cloned
  const auto& bad = *static_cast<const BadSequences*>(context);
  *error = U_ZERO_ERROR;
  std::array<UChar, 2> out = {0xFFFD, 0};
  std::int32_t size = 1;
  const auto unit = [&](int i) { return static_cast<unsigned char>(units[i]); };
  if (length == 1 && unit(0) == 0x80 && bad.euro_at_80) {
    out[0] = 0x20AC;
  } else {
    ++*bad.count;
    if (bad.ascii_trail && length == 2 && unit(0) >= 0x80 && unit(1) < 0x80)
      out[static_cast<std::size_t>(size++)] = unit(1);
  }
  ucnv_cbToUWriteUChars(args, out.data(), size, 0, error);
}

void append_code_point(std::vector<char>& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (c >= 0x10000) {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
  } else if (c >= 0x800) {
    put(0xE0 | c >> 12);
  }
  put(c < 0x800 ? 0xC0 | c >> 6 : 0x80 | (c >> 6 & 0x3F));
  put(0x80 | (c & 0x3F));
}

void append(std::vector<char>& out, std::string_view bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// ---- encodings of one byte a character: a table --------------------------------------------------------------------

using HighHalf = std::array<char16_t, 128>;  // what 80 to FF stand for; U+FFFD for nothing

HighHalf iso_8859_16() {
  HighHalf table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = i < 32 ? static_cast<char16_t>(0x80 + i) : kIso885916[i - 32];
  }
  return table;
}

HighHalf x_user_defined() {  // WHATWG Encoding 14.5.1
  HighHalf table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char16_t>(0xF780 + i);
  return table;
}

char16_t meaning_of(UConverter* converter, char byte) {
  UErrorCode error = U_ZERO_ERROR;
  std::array<UChar, 4> units{};
  const std::int32_t size = ucnv_toUChars(converter, units.data(), 4, &byte, 1, &error);
  const bool good = U_SUCCESS(error) && size == 1 && units[0] != 0x1A && !stands_for_bad_byte(units[0]);
  return good ? units[0] : u'\xFFFD';
}

HighHalf high_half(std::string_view encoding) {
  if (encoding == "iso-8859-16") return iso_8859_16();
  if (encoding == "x-user-defined") return x_user_defined();
  HighHalf table{};
  const Converter converter = open_converter(encoding);
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] = converter ? meaning_of(converter.get(), static_cast<char>(0x80 + i)) : u'\xFFFD';
  }
  if (encoding == "koi8-u") {  // Belarusian short u, as KOI8-RU has it
    table[0x2E] = u'\x045E';
    table[0x3E] = u'\x040E';
  }
  return table;
}

std::size_t convert_single_byte(std::string_view bytes, std::string_view encoding, std::vector<char>& out) {
  const HighHalf table = high_half(encoding);
  std::size_t replaced = 0;
  std::size_t position = 0;
  while (position < bytes.size()) {
    const std::size_t high = find_non_ascii(bytes, position);
    append(out, bytes.substr(position, high - position));
    if (high == bytes.size()) break;
    const char16_t c = table[static_cast<unsigned char>(bytes[high]) - 0x80U];
    replaced += c == 0xFFFD;
    append_code_point(out, c);
    position = high + 1;
  }
  return replaced;
}

// ---- the others: ICU
// --------------------------------------------------------------------------------------------------

class Stream {
 public:
  Stream(std::string_view encoding, std::vector<char>& out) : converter_(open_converter(encoding)), out_(out) {
    bad_ = {&replaced_, encoding.starts_with("gb"), is_multibyte(encoding)};
    UErrorCode error = U_ZERO_ERROR;
    if (converter_) ucnv_setToUCallBack(converter_.get(), replace_bad_sequence, &bad_, nullptr, nullptr, &error);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  std::size_t replaced() const { return replaced_; }

  // A whole number of characters, or what is left of the last one.
  void convert(std::string_view bytes) {
    if (!converter_) return lose(bytes);
    const char* source = bytes.data();
    const char* end = source + bytes.size();
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
      error = U_ZERO_ERROR;
      UChar* target = units_.data() + held_;
      ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, end, nullptr, true, &error);
      drain(static_cast<std::size_t>(target - units_.data()), error != U_BUFFER_OVERFLOW_ERROR);
    }
  }

 private:
  // No converter: a reduced build of ICU. The bytes are lost, their number is not.
  void lose(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) append_code_point(out_, 0xFFFD);
    replaced_ += bytes.size();
  }

  // A lead surrogate at the end of a full buffer waits for its other half.
  void drain(std::size_t size, bool last) {
    const std::size_t end = !last && size > 0 && U16_IS_LEAD(units_[size - 1]) ? size - 1 : size;
    for (std::size_t i = 0; i < end;) {
      UChar32 c;
      U16_NEXT(units_.data(), i, end, c);
      put(static_cast<char32_t>(c));
    }
    held_ = size - end;
    if (held_ == 1) units_[0] = units_[end];
  }

  void put(char32_t c) {
    const bool bad = stands_for_bad_byte(c) || U_IS_SURROGATE(c);
    replaced_ += bad;
    append_code_point(out_, bad ? 0xFFFD : c);
  }

  Converter converter_;
  std::vector<char>& out_;
  std::size_t replaced_ = 0;
  BadSequences bad_{};
  std::array<UChar, 2048> units_;
  std::size_t held_ = 0;
};

// An ASCII byte behind an ASCII byte is a character in all of these encodings, so long runs are copied past ICU.
std::size_t convert_multibyte(std::string_view bytes, std::string_view encoding, std::vector<char>& out) {
  constexpr std::size_t kLongRun = 16;
  Stream stream(encoding, out);
  std::size_t pending = 0;
  std::size_t position = 0;
  while (position < bytes.size()) {
    const std::size_t high = find_non_ascii(bytes, position);
    if (high - position >= kLongRun) {
      const std::size_t seam = position == 0 ? 0 : position + 1;
      if (seam > pending) stream.convert(bytes.substr(pending, seam - pending));
      append(out, bytes.substr(seam, high - seam));
      pending = high;
    }
    position = high + (high < bytes.size() ? 1 : 0);
  }
  if (pending < bytes.size()) stream.convert(bytes.substr(pending));
  return stream.replaced();
}

}  // namespace

std::size_t convert(std::string_view bytes, std::string_view encoding, std::vector<char>& out) {
  out.reserve(out.size() + bytes.size() + bytes.size() / 2);
  if (is_multibyte(encoding)) return convert_multibyte(bytes, encoding, out);
  if (!is_utf16(encoding) && encoding != "iso-2022-jp") return convert_single_byte(bytes, encoding, out);
  Stream stream(encoding, out);
  stream.convert(bytes);
  return stream.replaced();
}

}  // namespace pith::text
