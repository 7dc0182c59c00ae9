#include "comment_words.h"

#include <algorithm>
#include <array>

#include "blocks/patterns.h"
#include "text/text.h"

namespace pith::extract_stage {
namespace {

struct WordList {
  std::uint32_t bits;
  std::string_view words;
};
constexpr std::array kWordLists = {
    WordList{kOne,
             "comment comm kommentar komentar commentaire comentario commento komentarz reactie yorum pinglun "
             "commententry commentitem"},
    WordList{kMany,
             "comments kommentare commentaires comentarios commenti komentarze reacties reactions yorumlar komentarer "
             "kommentarer kommentit commentlist comentlist commentslist commentarea commentsarea commentsection "
             "commentbox commentsbox usercomments disqus gentie liuyan responses discussion"},
    WordList{kPart,
             "list lists area section thread threads children holder header heading head footer container count counts "
             "counter number num total response open closed policy rules notice icon toggle title pagination pager nav "
             "more inner group sort category tag tags type format"},
    WordList{kForm, "form respond commentform write leave add submit"},
    WordList{kPerson, "fn username nickname nick commenter commentauthor displayname"},
    WordList{kAuthor, "author vcard creator byline autor"},
    WordList{kName, "name user member poster profile"},
    WordList{kDate, "date time datetime timestamp published posted ago commentdate commenttime datum"},
    WordList{kMeta, "meta metadata info"},
    WordList{kTool,
             "reply replies like likes vote votes rating score share report action actions button buttons btn link "
             "links tools toolbar controls permalink flag edit quote avatar badge"},
    WordList{kBody, "body text content message description commentbody commenttext commentcontent"},
    WordList{kWidget, "recent latest recentcomments"},
};

struct Word {
  std::uint32_t hash = 0;
  std::uint32_t bits = 0;
};

constexpr std::size_t count_words() {
  std::size_t n = 0;
  for (const WordList& list : kWordLists) n += 1 + static_cast<std::size_t>(std::ranges::count(list.words, ' '));
  return n;
}

// Calls sink(part) for each part of the text between separators.
template <class Sink>
constexpr void for_each_part(std::string_view text, char separator, Sink&& sink) {
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(separator));
    sink(part);
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
}

constexpr auto kWords = [] {
  std::array<Word, count_words()> words{};
  std::size_t n = 0;
  for (const WordList& list : kWordLists)
    for_each_part(list.words, ' ', [&](std::string_view word) { words[n++] = {blocks::word_hash(word), list.bits}; });
  std::ranges::sort(words, {}, &Word::hash);
  return words;
}();

// Blocks that are no more than one of these are buttons.
constexpr std::string_view kButtons =
    "reply|like|share|report|edit|quote|permalink|link|flag|dislike|vote|antworten|zitieren|melden|gefällt mir|"
    "répondre|signaler|j'aime|responder|me gusta|rispondi|ответить|odpowiedz|zgłoś|beantwoorden|svara|svar|vastaa|"
    "yanıtla|回复|回覆|回應|举报|舉報|赞|讚|顶|踩|支持|反对|引用|分享|返信|답글|신고";

// What stands behind a name: "Ann says:", and before a date.
constexpr std::string_view kSaid =
    "says|said|wrote|writes|sagt|sagte|schreibt|schrieb|meint|dit|a dit|dice|dijo|disse|pisze|пишет|说|说道|說";
constexpr std::string_view kBeforeDate = "on|at|am|um|le|el|il|于|發表於|发表于";
constexpr std::string_view kCommentBy =
    "comment by |posted by |comment from |kommentar von |commentaire de |commentaire par |comentario de |"
    "comentario por |commento di ";
constexpr std::string_view kBy = "by |von |par |por |di |door |von: ";

constexpr std::size_t kNameBytes = 80;

bool is_separator(char32_t c) {
  return text::is_space(c) || text::is_clause_mark(c) || text::is_symbol_mark(c) || c == '-' || c == U'–' ||
         c == U'—' || c == '(' || c == ')' || c == '[' || c == ']';
}

std::string_view trim_separators(std::string_view text) {
  std::size_t begin = text.size(), end = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    if (is_separator(text::next_code_point(text, i))) continue;
    begin = std::min(begin, at);
    end = i;
  }
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

// Whether `word` ends the text as a word of its own; CJK words need no space.
bool ends_with_word(std::string_view lower, std::string_view word) {
  if (lower.size() <= word.size() || !lower.ends_with(word)) return false;
  return static_cast<unsigned char>(word[0]) >= 0xE0 || lower[lower.size() - word.size() - 1] == ' ';
}

// Bytes of the longest phrase of the list that the text begins with.
std::size_t start_size(std::string_view lower, std::string_view list) {
  std::size_t size = 0;
  for_each_part(list, '|', [&](std::string_view phrase) {
    if (lower.starts_with(phrase)) size = std::max(size, phrase.size());
  });
  return size;
}

std::size_t end_size(std::string_view lower, std::string_view list) {
  std::size_t size = 0;
  for_each_part(list, '|', [&](std::string_view word) {
    if (ends_with_word(lower, word)) size = std::max(size, word.size());
  });
  return size;
}

}  // namespace

std::uint32_t comment_bits(std::uint32_t word_hash) {
  std::uint32_t bits = 0;
  for (auto it = std::ranges::lower_bound(kWords, word_hash, {}, &Word::hash);
       it != kWords.end() && it->hash == word_hash; ++it)
    bits |= it->bits;
  return bits;
}

std::string name_in(std::string_view text) {
  text = trim_separators(text);
  for (const std::string_view dash : {" — ", " – ", " | ", " - "}) text = text.substr(0, text.find(dash));
  const std::string lower = text::lower(text);
  if (lower.size() == text.size()) {  // offsets hold
    const std::size_t begin = std::max(start_size(lower, kCommentBy), start_size(lower, kBy));
    const std::size_t end = std::max(end_size(lower, kSaid), end_size(lower, kBeforeDate));
    text = begin + end < text.size() ? text.substr(begin, text.size() - begin - end) : std::string_view();
  }
  text = trim_separators(text);
  return text.size() <= kNameBytes ? std::string(text) : std::string();
}

std::string_view trim_front(std::string_view text) {
  for (std::size_t next = 0; !text.empty(); text.remove_prefix(next)) {
    next = 0;
    if (!is_separator(text::next_code_point(text, next))) break;
  }
  return text;
}

bool is_name(std::string_view text) {
  const text::Figures figures = text::figures(text);
  const bool letters = figures.cjk + figures.alphanumerics > figures.digits;
  return letters && text::units(figures) <= kNameUnits && !blocks::has_date(text);
}

bool tells_author(std::string_view text) {
  const std::string lower = text::lower(text.substr(0, 2 * kNameBytes));
  if (start_size(lower, kCommentBy) > 0) return true;
  return lower.ends_with(':') && end_size(trim_separators(lower), kSaid) > 0;
}

bool is_button(const blocks::Block& block, std::string_view text) {
  if (block.units > kNameUnits) return false;
  const std::uint32_t letters = block.figures.cjk + block.figures.alphanumerics - block.figures.digits;
  if (letters == 0 || block.link_density > 0.9f) return true;
  const std::string lower = text::lower(trim_separators(text));
  bool button = false;
  for_each_part(kButtons, '|', [&](std::string_view phrase) { button = button || phrase == lower; });
  return button;
}

bool is_pingback(std::string_view text) {
  return start_size(text::lower(text.substr(0, 24)), "pingback|trackback") > 0;
}

}  // namespace pith::extract_stage
