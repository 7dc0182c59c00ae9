#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <string>

#include "encoding.h"
#include "text.h"
#include "utf8.h"

namespace pith::text {

namespace {

// ---- CJK: the standards put frequent characters first, so where the pairs of bytes lie tells the encoding
// ------------

// What one reading of the bytes found, in characters of two bytes and more.
struct Reading {
  std::size_t frequent = 0;  // in the rows of everyday characters
  std::size_t other = 0;     // allowed, but rare in running text
  std::size_t bad = 0;
};

enum class Pair : std::uint8_t { frequent, other, bad };

constexpr bool in(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}
constexpr bool is_euc_byte(unsigned char byte) {
  return in(byte, 0xA1, 0xFE);
}

// Punctuation and the 3755 hanzi of GB 2312 level 1.
Pair read_gbk(unsigned char lead, unsigned char trail) {
  if (!in(lead, 0x81, 0xFE) || trail == 0x7F || !in(trail, 0x40, 0xFE)) return Pair::bad;
  const bool frequent = is_euc_byte(trail) && (in(lead, 0xB0, 0xD7) || in(lead, 0xA1, 0xA3));
  return frequent ? Pair::frequent : Pair::other;
}

// Punctuation and the 5401 hanzi of Big5 level 1.
Pair read_big5(unsigned char lead, unsigned char trail) {
  if (!in(lead, 0x87, 0xFE) || !(in(trail, 0x40, 0x7E) || is_euc_byte(trail))) return Pair::bad;
  return in(lead, 0xA4, 0xC6) || in(lead, 0xA1, 0xA2) ? Pair::frequent : Pair::other;
}

// Punctuation, kana and JIS X 0208 level 1.
Pair read_euc_jp(unsigned char lead, unsigned char trail) {
  if (lead == 0x8E) return in(trail, 0xA1, 0xDF) ? Pair::other : Pair::bad;
  if (!is_euc_byte(lead) || !is_euc_byte(trail)) return Pair::bad;
  return in(lead, 0xA1, 0xA5) || in(lead, 0xB0, 0xCF) ? Pair::frequent : Pair::other;
}

// Punctuation and the 2350 hangul syllables of KS X 1001.
Pair read_euc_kr(unsigned char lead, unsigned char trail) {
  const bool extended = in(trail, 0x41, 0x5A) || in(trail, 0x61, 0x7A) || in(trail, 0x81, 0xFE);
  if (!in(lead, 0x81, 0xFE) || !extended) return Pair::bad;
  return is_euc_byte(trail) && (in(lead, 0xB0, 0xC8) || lead == 0xA1) ? Pair::frequent : Pair::other;
}

// Punctuation, hiragana, katakana and JIS X 0208 level 1.
Pair read_shift_jis(unsigned char lead, unsigned char trail) {
  if (!(in(lead, 0x81, 0x9F) || in(lead, 0xE0, 0xFC)) || trail == 0x7F || !in(trail, 0x40, 0xFC)) return Pair::bad;
  return in(lead, 0x81, 0x83) || in(lead, 0x88, 0x97) ? Pair::frequent : Pair::other;
}

struct Scheme {
  std::string_view encoding;
  Pair (*read)(unsigned char lead, unsigned char trail);
  bool half_width;  // A1 to DF are katakana by themselves
};

// Of equal readings the first wins: hangul and kana rows lie inside the rows of everyday hanzi.
constexpr Scheme kSchemes[] = {
    {"euc-kr", read_euc_kr, false}, {"euc-jp", read_euc_jp, false},      {"gbk", read_gbk, false},
    {"big5", read_big5, false},     {"shift_jis", read_shift_jis, true},
};

Reading read(std::string_view bytes, const Scheme& scheme) {
  Reading reading;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  for (std::size_t i = find_non_ascii(bytes, 0); i < bytes.size(); i = find_non_ascii(bytes, i)) {
    if (scheme.half_width && in(byte(i), 0xA1, 0xDF)) {
      ++reading.other;
      ++i;
      continue;
    }
    const Pair pair = i + 1 < bytes.size() ? scheme.read(byte(i), byte(i + 1)) : Pair::bad;
    reading.frequent += pair == Pair::frequent;
    reading.other += pair == Pair::other;
    reading.bad += pair == Pair::bad;
    i += pair == Pair::bad ? 1 : 2;
  }
  return reading;
}

// 1 for everyday text, falling fast with bytes that do not fit. Right readings of real pages lie above 0.9, wrong ones
// below 0.7.
double likeness(const Reading& reading) {
  const auto total = static_cast<double>(reading.frequent + reading.other + reading.bad);
  if (total == 0) return 0;
  return (static_cast<double>(reading.frequent) - 5.0 * static_cast<double>(reading.bad)) / total;
}

// ---- Thai -----------------------------------------------------------------------------------------------------------

// Vowel signs above and below and tone marks stand on a consonant or on another mark, which no other script's bytes do
// by chance; and Thai is written in long runs.
bool is_thai(std::string_view bytes) {
  const auto is_consonant = [](unsigned char c) { return in(c, 0xA1, 0xCE); };
  const auto is_mark = [](unsigned char c) { return c == 0xD1 || in(c, 0xD4, 0xDA) || in(c, 0xE7, 0xEE); };
  std::size_t high = 0;
  std::size_t consonants = 0;
  std::size_t bad = 0;
  unsigned char before = 0;
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (c >= 0x80) {
      ++high;
      consonants += is_consonant(c);
      bad += c >= 0xFC || in(c, 0xDB, 0xDE) || (is_mark(c) && !is_consonant(before) && !is_mark(before));
    }
    before = c;
  }
  return high >= 8 && bad * 20 < high && consonants * 2 > high && consonants * 10 < high * 9;
}

// ---- the others: ICU ------------------------------------------------------------------------------------------------

constexpr std::size_t kSample = 8000;  // ICU looks at no more than 8192 bytes

// Text between tags that holds bytes above ASCII.
std::string sample_of(std::string_view bytes) {
  std::string sample;
  std::size_t start = 0;
  while (start < bytes.size() && sample.size() < kSample) {
    const std::size_t end = std::min(bytes.find('<', start), bytes.size());
    const std::string_view piece = bytes.substr(start, end - start);
    const std::size_t high = find_non_ascii(piece, 0);
    // A piece may be a long script: what stands far before its first byte of interest is left out.
    if (high < piece.size()) sample.append(piece.substr(high - std::min<std::size_t>(high, 200), kSample)) += ' ';
    start = std::min(bytes.find('>', end), bytes.size() - 1) + 1;
  }
  if (sample.empty()) sample = bytes.substr(find_non_ascii(bytes, 0), kSample);
  return sample;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// ICU knows encodings that were ruled out above or that no page is in (EBCDIC).
bool is_candidate(std::string_view encoding) {
  return encoding.starts_with("windows-") || encoding.starts_with("iso-8859-") || encoding == "koi8-r";
}

std::string_view detect_single_byte(const std::string& sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
  if (U_FAILURE(error)) return {};
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view encoding = encoding_for_label(ucsdet_getName(matches[i], &error));
    if (is_candidate(encoding)) return encoding;
  }
  return {};
}

}  // namespace

std::string_view detect_multibyte(std::string_view bytes, std::size_t least) {
  const Scheme* best = nullptr;
  double best_likeness = 0.75;
  for (const Scheme& scheme : kSchemes) {
    const Reading reading = read(bytes, scheme);
    if (reading.frequent < least || likeness(reading) <= best_likeness) continue;
    best = &scheme;
    best_likeness = likeness(reading);
  }
  return best ? best->encoding : std::string_view{};
}

std::string_view detect_encoding(std::string_view bytes) {
  if (const std::string_view encoding = detect_multibyte(bytes, 2); !encoding.empty()) return encoding;
  const std::string sample = sample_of(bytes);
  if (is_thai(sample)) return "windows-874";
  const std::string_view encoding = detect_single_byte(sample);
  return encoding.empty() ? "windows-1252" : encoding;
}

// ISO 2022: ESC $ @ and ESC $ B call in JIS X 0208.
bool has_iso_2022_jp_escapes(std::string_view bytes) {
  for (std::size_t at = bytes.find("\x1B$"); at != std::string_view::npos; at = bytes.find("\x1B$", at + 2)) {
    const std::string_view set = bytes.substr(at + 2, 1);
    if (set == "@" || set == "B") return true;
  }
  return false;
}

std::string_view utf16_without_bom(std::string_view bytes) {
  if (bytes.size() < 4) return {};
  const bool little = bytes[0] == '<' && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0;
  const bool big = bytes[0] == 0 && bytes[1] == '<' && bytes[2] == 0 && bytes[3] != 0;
  return little ? "utf-16le" : big ? "utf-16be" : std::string_view{};
}

}  // namespace pith::text
