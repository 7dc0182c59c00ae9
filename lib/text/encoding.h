// The parts of decode(): who declares an encoding, what the bytes look like, and the conversion itself.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pith::text {

// Encodings are named as encoding_for_label() names them; an empty name means none.

// prescan.cpp: WHATWG HTML 13.2.3.2.
std::string_view header_encoding(std::string_view content_type);
std::string_view meta_encoding(std::string_view bytes);

// detect.cpp: from the bytes alone, of which some are above ASCII.
// A CJK encoding in which the bytes are everyday text of at least `least` characters, or none.
std::string_view detect_multibyte(std::string_view bytes, std::size_t least);
// Whether the bytes are everyday text in this CJK encoding.
bool is_everyday_text(std::string_view bytes, std::string_view encoding);
std::string_view detect_encoding(std::string_view bytes);  // always one; windows-1252 where nothing speaks for another
bool has_iso_2022_jp_escapes(std::string_view bytes);
std::string_view utf16_without_bom(std::string_view bytes);  // markup with a NUL in every other byte, or none

// convert.cpp: appends `bytes` as UTF-8 to `out`, U+FFFD for each bad sequence; how many of these. Not for utf-8.
std::size_t convert(std::string_view bytes, std::string_view encoding, std::vector<char>& out);

constexpr bool is_utf16(std::string_view encoding) {
  return encoding.starts_with("utf-16");
}
constexpr bool is_multibyte(std::string_view encoding) {
  return encoding == "gbk" || encoding == "gb18030" || encoding == "big5" || encoding == "shift_jis" ||
         encoding == "euc-jp" || encoding == "euc-kr";
}

}  // namespace pith::text
