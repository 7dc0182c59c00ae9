#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>
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
  std::size_t kana = 0;  // of the frequent ones
  std::size_t wide = 0;  // with a second byte above ASCII
};

enum class Pair : std::uint8_t { kana, frequent, other, bad };

constexpr bool in(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}
constexpr bool is_euc_byte(unsigned char byte) {
  return in(byte, 0xA1, 0xFE);
}

// Punctuation and the 3755 hanzi of GB 2312 level 1.
Pair read_gbk(unsigned char lead, unsigned char trail) {
  if (in(lead, 0x81, 0xFE) && in(trail, 0x30, 0x39)) return Pair::other;  // half of four bytes of GB 18030
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
  if (in(lead, 0xA4, 0xA5)) return Pair::kana;
  return in(lead, 0xA1, 0xA3) || in(lead, 0xB0, 0xCF) ? Pair::frequent : Pair::other;
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
  if (in(lead, 0x82, 0x83)) return Pair::kana;
  return lead == 0x81 || in(lead, 0x88, 0x97) ? Pair::frequent : Pair::other;
}

struct Scheme {
  std::string_view encoding;
  Pair (*read)(unsigned char lead, unsigned char trail);
  bool japanese;    // no running text without kana
  bool half_width;  // A1 to DF are katakana by themselves
  // Rows of everyday hanzi take in all those of hangul, so that Korean fits as Chinese too, and a little better where
  // it has symbols. Chinese read as Korean lies 0.2 and more below.
  double advantage;
};

constexpr Scheme kSchemes[] = {
    {"euc-kr", read_euc_kr, false, false, 0.1},     {"euc-jp", read_euc_jp, true, false, 0.1},
    {"gbk", read_gbk, false, false, 0.0},           {"big5", read_big5, false, false, 0.0},
    {"shift_jis", read_shift_jis, true, true, 0.0},
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
    reading.frequent += pair == Pair::frequent || pair == Pair::kana;
    reading.kana += pair == Pair::kana;
    reading.wide += pair != Pair::bad && byte(i + 1) >= 0x80;
    reading.other += pair == Pair::other;
    reading.bad += pair == Pair::bad;
    i += pair == Pair::bad ? 1 : 2;
  }
  return reading;
}

// 1 for everyday text, falling fast with bytes that do not fit. Right readings of real pages lie above 0.9 (Traditional
// characters in GBK above 0.5), wrong ones below 0.5.
constexpr double kLeastLikeness = 0.5;
double likeness(const Reading& reading) {
  const auto total = static_cast<double>(reading.frequent + reading.other + reading.bad);
  if (total == 0) return 0;
  return (static_cast<double>(reading.frequent) - 10.0 * static_cast<double>(reading.bad)) / total;
}

// A single-byte letter before an ASCII letter reads as a pair, too; in CJK text more than half of the pairs are wide.
bool is_possible(const Scheme& scheme, const Reading& reading) {
  if (reading.wide * 3 < reading.frequent + reading.other) return false;
  return !scheme.japanese || reading.kana * 10 >= reading.frequent;
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
  std::size_t starts = 0;
  unsigned char before = 0;
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (c >= 0x80) {
      ++high;
      starts += before < 0x80;
      consonants += is_consonant(c);
      bad += c >= 0xFC || in(c, 0xDB, 0xDE) || (is_mark(c) && !is_consonant(before) && !is_mark(before));
    }
    before = c;
  }
  return high >= 8 && starts * 4 < high && bad * 20 < high && consonants * 2 > high && consonants * 10 < high * 9;
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

// Languages in Latin letters: the bytes of their letters above ASCII, small letters only where the capital is 20h
// below. Where two of them fit as well, the first wins; that is harmless, as such bytes mean the same in both
// encodings.
struct Alphabet {
  std::string_view encoding;
  std::string_view letters;
};
constexpr Alphabet kAlphabets[] = {
    {"windows-1252", "\xE0\xE2\xE7\xE8\xE9\xEA\xEB\xEE\xEF\xF4\xF9\xFB\xFC\xFF\x9C\x8C\xE6"},  // French
    {"windows-1252", "\xE4\xF6\xFC\xDF\xE9"},                                                  // German, Swedish
    {"windows-1252", "\xE1\xE9\xED\xF1\xF3\xFA\xFC\xBF\xAA\xBA"},                              // Spanish
    {"windows-1252", "\xE0\xE1\xE2\xE3\xE7\xE9\xEA\xED\xF3\xF4\xF5\xFA\xFC\xAA\xBA"},          // Portuguese
    {"windows-1252", "\xE0\xE8\xE9\xEC\xF2\xF9\xAA\xBA\xB0"},                                  // Italian
    {"windows-1252", "\xE5\xE4\xE6\xE9\xF6\xF8\xFC"},                                          // Scandinavia, Finland
    {"windows-1252", "\xE0\xE7\xE8\xE9\xED\xEF\xF2\xF3\xFA\xFC\xB7"},                          // Catalan
    {"windows-1252", "\xE1\xE9\xED\xF3\xFA\xFD\xFE\xF0\xE6\xF6"},                              // Icelandic
    {"windows-1252", "\xE4\xE9\xE8\xEB\xEF\xF6\xFC"},                                          // Dutch
    {"windows-1254", "\xE2\xE7\xEE\xF0\xF6\xFB\xFC\xFD\xFE\xDD"},                              // Turkish
    {"windows-1250", "\xB9\xA5\xE6\xEA\xB3\xA3\xF1\xF3\x9C\x8C\x9F\x8F\xBF\xAF"},              // Polish
    {"iso-8859-2", "\xB1\xA1\xE6\xEA\xB3\xA3\xF1\xF3\xB6\xA6\xBC\xAC\xBF\xAF"},                // Polish
    {"windows-1250", "\xE1\xE8\xEF\xE9\xEC\xED\xF2\xF3\xF8\x9A\x8A\x9D\x8D\xFA\xF9\xFD\x9E\x8E"},          // Czech
    {"iso-8859-2", "\xE1\xE8\xEF\xE9\xEC\xED\xF2\xF3\xF8\xB9\xA9\xFA\xF9\xFD\xBE\xAE"},                    // Czech
    {"windows-1250", "\xE1\xE4\xE8\xEF\xE9\xED\xBE\xBC\xE5\xF2\xF3\xF4\xE0\x9A\x8A\x9D\xFA\xFD\x9E\x8E"},  // Slovak
    {"windows-1250", "\xE1\xE9\xED\xF3\xF6\xF5\xFA\xFC\xFB"},                                              // Hungarian
    {"windows-1250", "\xE8\xE6\xF0\x9A\x8A\x9E\x8E"},                  // Croatian, Slovene
    {"iso-8859-2", "\xE8\xE6\xF0\xB9\xA9\xBE\xAE"},                    // Croatian, Slovene
    {"windows-1250", "\xE3\xE2\xEE\xBA\xAA\xFE"},                      // Romanian
    {"windows-1257", "\xE0\xE8\xE6\xEB\xE1\xF0\xF8\xFB\xFE"},          // Lithuanian
    {"windows-1257", "\xE2\xE8\xE7\xEC\xEE\xED\xEF\xF2\xF0\xFB\xFE"},  // Latvian
    {"windows-1257", "\xE4\xF5\xF6\xFC\xF0\xFE"},                      // Estonian
};

using ByteCounts = std::array<std::size_t, 256>;

constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// How often each byte above ASCII stands beside an ASCII letter, capitals counted as small letters. Quotes and dashes
// (the same bytes in all these encodings) are left out.
ByteCounts letters_of(std::string_view sample) {
  constexpr std::string_view kMarks = "\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\xA0\xAD";
  ByteCounts counts{};
  for (std::size_t i = 1; i + 1 < sample.size(); ++i) {
    const auto byte = static_cast<unsigned char>(sample[i]);
    const bool in_word = is_ascii_letter(sample[i - 1]) || is_ascii_letter(sample[i + 1]);
    if (byte < 0x80 || !in_word || kMarks.find(sample[i]) != std::string_view::npos) continue;
    ++counts[in(byte, 0xC0, 0xDE) ? byte + 0x20U : byte];
  }
  return counts;
}

std::string_view detect_latin(std::string_view sample) {
  const ByteCounts counts = letters_of(sample);
  std::string_view best = "windows-1252";
  std::size_t most = 0;
  for (const Alphabet& alphabet : kAlphabets) {
    std::size_t hits = 0;
    for (const char letter : alphabet.letters) hits += counts[static_cast<unsigned char>(letter)];
    if (hits <= most) continue;
    best = alphabet.encoding;
    most = hits;
  }
  return best;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// ICU is asked for the other alphabets; it knows little of Latin ones, and encodings that no page is in (EBCDIC).
constexpr std::string_view kNotLatin[] = {"windows-1251", "koi8-r",     "iso-8859-5",   "windows-1253", "iso-8859-7",
                                          "windows-1255", "iso-8859-8", "iso-8859-8-i", "windows-1256", "iso-8859-6"};

constexpr std::string_view kLatin[] = {"windows-1250", "windows-1252", "windows-1254", "iso-8859-2"};

bool is_one_of(std::string_view encoding, std::span<const std::string_view> set) {
  return std::find(set.begin(), set.end(), encoding) != set.end();
}

// ISO 8859-6 has nothing at 80 to 9F and above F2, where Windows-1256 has Persian and French letters and quotes.
bool is_beyond_iso_8859_6(std::string_view sample) {
  return std::any_of(sample.begin(), sample.end(), [](char byte) {
    const auto c = static_cast<unsigned char>(byte);
    return in(c, 0x80, 0x9F) || c > 0xF2;
  });
}

// An encoding of another alphabet, or none.
std::string_view detect_not_latin(const std::string& sample) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &error);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &error);
  if (U_FAILURE(error)) return {};
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view encoding = encoding_for_label(ucsdet_getName(matches[i], &error));
    if (encoding == "iso-8859-6" && is_beyond_iso_8859_6(sample)) return "windows-1256";
    if (encoding.starts_with("iso-8859-8")) return "windows-1255";  // the same letters, and more
    if (is_one_of(encoding, kNotLatin)) return encoding;
    if (is_one_of(encoding, kLatin)) return {};
  }
  return {};
}

}  // namespace

bool is_everyday_text(std::string_view bytes, std::string_view encoding) {
  const std::string_view name = encoding == "gb18030" ? "gbk" : encoding;
  const Scheme* scheme = std::find_if(std::begin(kSchemes), std::end(kSchemes),
                                      [&](const Scheme& candidate) { return candidate.encoding == name; });
  return scheme != std::end(kSchemes) && likeness(read(bytes, *scheme)) > kLeastLikeness;
}

std::string_view detect_multibyte(std::string_view bytes, std::size_t least) {
  const Scheme* best = nullptr;
  double best_likeness = kLeastLikeness;
  for (const Scheme& scheme : kSchemes) {
    const Reading reading = read(bytes, scheme);
    if (reading.frequent < least || !is_possible(scheme, reading)) continue;
    const double with_advantage = likeness(reading) + scheme.advantage;
    if (with_advantage <= best_likeness) continue;
    best = &scheme;
    best_likeness = with_advantage;
  }
  return best ? best->encoding : std::string_view{};
}

std::string_view detect_encoding(std::string_view bytes) {
  if (const std::string_view encoding = detect_multibyte(bytes, 2); !encoding.empty()) return encoding;
  const std::string sample = sample_of(bytes);
  if (is_thai(sample)) return "windows-874";
  const std::string_view encoding = detect_not_latin(sample);
  return encoding.empty() ? detect_latin(sample) : encoding;
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
