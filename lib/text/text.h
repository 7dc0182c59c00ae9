// Bytes to UTF-8 as browsers decode them, and what is known of characters of every script. After this stage all text is
// valid UTF-8. Knows nothing of HTML but the <meta> prescan of the WHATWG encoding sniffing algorithm.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pith::text {

// ---- decode.cpp
// ------------------------------------------------------------------------------------------------------

enum class EncodingSource : std::uint8_t { bom, header, meta, content, detected, fallback };
std::string_view to_string(EncodingSource source);  // "bom", "header", "meta", "content", "detected", "default"

struct Decoded {
  std::string_view text;      // valid UTF-8 without BOM: a view of the input where that was valid, else of `storage`
  std::vector<char> storage;  // a vector, so that moving Decoded keeps `text` valid
  std::string_view encoding;  // WHATWG name in lower case, static storage
  EncodingSource source = EncodingSource::fallback;
  std::size_t replaced = 0;      // bad sequences replaced by U+FFFD
  bool label_overruled = false;  // the header or meta named another encoding than the bytes are in
};
// `content_type` is the HTTP header's value or empty. Any bytes decode; the input must outlive the result.
Decoded decode(std::string_view bytes, std::string_view content_type);

// WHATWG Encoding 4.2 "get an encoding": the lower-case name for a label, or empty for no such label.
std::string_view encoding_for_label(std::string_view label);

// ---- characters.cpp: code points
// -------------------------------------------------------------------------------------

// Decodes the code point at `position` (which must be < text.size(), text valid UTF-8) and moves `position` past it.
inline char32_t next_code_point(std::string_view text, std::size_t& position);
void append_utf8(std::string& out, char32_t code_point);

bool is_space(char32_t c);   // Unicode White_Space, and U+200B, U+FEFF, U+3000
bool is_letter(char32_t c);  // general category L* or M*
bool is_digit(char32_t c);   // Nd
bool is_upper(char32_t c);   // Lu, Lt
bool is_lower(char32_t c);   // Ll
// Han ideographs, kana, hangul syllables and bopomofo: one character carries about 0.6 English words.
bool is_cjk(char32_t c);
// Sentence ends of every script: . ! ? 。 ！ ？ ｡ ؟ । … and the like. '.' itself needs context: see figures().
bool is_sentence_mark(char32_t c);
bool is_clause_mark(char32_t c);  // , ; : ， 、 ； ： ، ؛ and the like
bool is_quote_mark(char32_t c);   // " “ ” „ « » 「 」 『 』 ‘ ’ and the like
bool is_symbol_mark(char32_t c);  // | » › > / \ · • → ← ▸ ► + * # @ © ® ™ $ € £ ¥ % = ~
char32_t to_lower(char32_t c);    // simple case folding, locale-independent

// ---- measure.cpp: what a run of text is
// ------------------------------------------------------------------------------

// All counts of one pass over a text.
struct Figures {
  std::uint32_t characters = 0;  // code points
  std::uint32_t spaces = 0;
  std::uint32_t cjk = 0;
  std::uint32_t alphanumerics = 0;  // letters (marks not counted) and digits that are not CJK
  std::uint32_t digits = 0;
  std::uint32_t upper = 0;
  std::uint32_t sentence_marks = 0;  // '.' counts after a letter (or dots, closing quotes and brackets behind one) and
                                     // before white space, the end, or a closing quote or bracket; other marks always
  std::uint32_t clause_marks = 0;    // , ; : not before a digit; other marks always
  std::uint32_t quote_marks = 0;
  std::uint32_t symbol_marks = 0;
  bool starts_lower = false;   // the first character that is no space
  bool ends_sentence = false;  // the last character (behind spaces, closing quotes and brackets) is a sentence
                               // mark, '.' after anything
  bool ends_ellipsis = false;  // ends in ... or … (also [...] and a closing quote)
};
Figures figures(std::string_view text);
// figures(text).ends_sentence, from the end alone.
bool ends_sentence(std::string_view text);

// Script-aware length: one unit is about one English word. 0.6 a CJK character, 0.2 any other letter or digit (Thai and
// Khmer letters too, so that no word boundaries are needed); linear in the text, so densities compare across scripts.
float units(const Figures& figures);
float units(std::string_view text);

// ---- fold.cpp
// --------------------------------------------------------------------------------------------------------

// White space (is_space) runs folded to one ' ', none at the ends.
std::string fold_space(std::string_view text);
// Appends to `out`; a run at the seam with what `out` ends with stays one space. Leading space is kept if `out` is not
// empty and does not end in one.
void append_folded(std::string& out, std::string_view text);
std::string lower(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);
std::string_view trim_ascii(std::string_view text);  // WHATWG ASCII white space off both ends

// A word for comparison: a single Han or kana character, or a run of letters, marks, numbers and '_' (like the pattern
// \w). Hangul is written with spaces and makes runs, though is_cjk() counts it.
struct Word {
  std::string_view text;  // of the input
  bool cjk = false;       // a single character of U+3040-30FF, 3400-4DBF, 4E00-9FFF, F900-FAFF, 20000-2EBEF
};
// Calls `sink(Word)` for each word in order.
template <class Sink>
void for_each_word(std::string_view text, Sink&& sink);

}  // namespace pith::text

#include "words.inl"
