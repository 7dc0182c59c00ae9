#include "names.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "clean.h"
#include "months.h"
#include "name_words.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

template <std::size_t N>
bool holds(const std::string_view (&list)[N], std::string_view text) {
  return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

std::size_t skip_marks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t after = at;
    const char32_t c = text::next_code_point(text, after);
    const bool skip = text::is_space(c) || c == U':' || c == U'：' || c == U'=' || c == U'＝' || c == U'|' ||
                      c == U'｜' || c == U'/' || c == U'／' || c == U'-' || c == U'–' || c == U'—' || c == U'※' ||
                      c == U'▶' || c == U'·' || c == U'•' || c == U',' || c == U'丨' || c == U']' || c == U'】' ||
                      c == U'>';
    if (!skip) break;
    at = after;
  }
  return at;
}

bool colon_at(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  const std::string_view rest = text.substr(at);
  return rest.starts_with(':') || rest.starts_with("：") || rest.starts_with("|") || rest.starts_with("／") ||
         rest.starts_with("/");
}

// Longest entry of `list` that `lowered` starts with.
template <std::size_t N>
std::size_t starts_with_any(const std::string_view (&list)[N], std::string_view lowered) {
  std::size_t longest = 0;
  for (const std::string_view entry : list) {
    if (entry.size() > longest && lowered.starts_with(entry)) longest = entry.size();
  }
  return longest;
}

bool has_cjk(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text::is_cjk(text::next_code_point(text, at))) return true;
  }
  return false;
}

bool starts_upper(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t c = text::next_code_point(text, at);
  return text::is_upper(c) || (text::is_letter(c) && !text::is_lower(c));
}

// Bytes of `text` before the first of the stops, the first digit, bracket or address sign.
std::string_view cut_behind(std::string_view text) {
  const std::string lowered = text::lower(text);
  std::size_t end = text.size();
  if (lowered.size() == text.size()) {
    for (const std::string_view stop : kStops) {
      const std::size_t at = lowered.find(stop);
      if (at != lowered.npos && at > 0) end = std::min(end, at);
    }
  }
  for (const std::string_view article : {" le ", " el "}) {  // "le 4 mars", not the one of "Jean Le Grand"
    const std::size_t at = text.find(article);
    if (at != text.npos && !starts_upper(text.substr(at + article.size()))) end = std::min(end, at);
  }
  end = std::min(end, text.find_first_of("([{<)]@"));
  for (const std::string_view bracket : {"（", "【", "「", "《", "）", "】", "」"})
    end = std::min(end, text.find(bracket));
  // An address goes with the word ahead of its sign.
  if (end < text.size() && text[end] == '@' && end > 0 && text[end - 1] != ' ') {
    const std::size_t space = text.rfind(' ', end);
    end = space == text.npos ? 0 : space;
  }
  text = prefix(text, end);
  // A date ends it.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9' &&
        (i == 0 || text[i - 1] == ' ' || static_cast<unsigned char>(text[i - 1]) >= 0x80))
      return text.substr(0, i);
  }
  return text;
}

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  std::size_t begin = 0, at = 0;
  auto add = [&](std::size_t end) {
    if (std::string name = text::fold_space(text.substr(begin, end - begin)); !name.empty()) names.push_back(name);
  };
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const bool capital_and = rest.starts_with(" And ");
    const std::size_t size = capital_and ? 5 : std::max(starts_with_any(kSplit, rest), starts_with_any(kAnd, rest));
    if (size > 0) {
      add(at);
      begin = at + size;
    }
    at += std::max<std::size_t>(size, 1);
  }
  add(text.size());
  return names;
}

std::string without_marks(std::string name) {
  constexpr std::string_view kMarks = " .,:;|/-*\"'#>+=_~";
  const std::size_t begin = name.find_first_not_of(" ,:;|/-*\"'#>+=_~.");
  if (begin == name.npos) return {};
  std::size_t end = name.find_last_not_of(kMarks);
  // The dot of an initial or a "Jr." stays.
  if (end + 1 < name.size() && name[end + 1] == '.' && end > 0 && (name[end - 1] == ' ' || name[end - 1] == '.')) ++end;
  return name.substr(begin, end + 1 - begin);
}

// Months, days of the week and what else stands beside a date in a byline.
bool is_date_word(std::string_view word) {
  constexpr std::string_view kDays[] = {
      "mon",       "tue",      "wed",     "thu",      "fri",      "sat",    "sun",      "monday",   "tuesday",
      "wednesday", "thursday", "friday",  "saturday", "sunday",   "montag", "dienstag", "mittwoch", "donnerstag",
      "freitag",   "samstag",  "sonntag", "mo",       "di",       "mi",     "do",       "fr",       "sa",
      "so",        "read",     "min",     "last",     "reviewed", "date",   "stand",    "updated",  "published",
      "posted",    "on",       "am",      "shares",   "share"};
  return holds(kDays, word) || (word.size() >= 3 && month_of(word, {}) != 0);
}

// Without such words at its end: "Jane Doe February".
std::string without_date_words(std::string name) {
  for (std::size_t space = name.rfind(' '); space != name.npos; space = name.rfind(' ')) {
    const std::string last = text::lower(without_marks(name.substr(space + 1)));
    if (!last.empty() && !is_date_word(last)) break;
    name.resize(space);
  }
  return name;
}

bool is_particle(std::string_view word) {
  constexpr std::string_view kParticles[] = {"de", "van", "von", "der", "den", "la",  "le", "del", "di",
                                             "da", "dos", "des", "du",  "bin", "al",  "el", "ten", "ter",
                                             "zu", "y",   "e",   "the", "of",  "for", "af", "av",  "to"};
  return holds(kParticles, word);
}

// A person's or a team's name: few words, most of them capitalised where the script has capitals.
bool is_name(std::string_view name, bool lone) {
  constexpr std::size_t kLongest = 70;
  if (name.size() < 2 || name.size() > kLongest) return false;
  if (name.find("://") != name.npos || name.find('@') != name.npos || name.find_first_of("{}$?!%") != name.npos)
    return false;
  const std::string lowered = text::lower(name);
  for (const std::string_view picture : {"photo", "foto", "bild:", "bild ", "image ", "illustration"}) {
    if (lowered.starts_with(picture)) return false;
  }
  if (holds(kNoNames, lowered) || holds(kTitles, lowered) || holds(kPrepositions, lowered) || holds(kNouns, lowered))
    return false;
  if (lowered.find(' ') == lowered.npos && is_date_word(lowered)) return false;
  std::size_t words = 0, letters = 0, upper = 0, posts = 0;
  text::for_each_word(name, [&](const text::Word& word) {
    ++words;
    letters += word.text.size();
    const std::string low = text::lower(word.text);
    if (starts_upper(word.text) || is_particle(low)) ++upper;
    if (holds(kPostWords, low)) ++posts;
  });
  if (letters < 2 || (posts > 0 && posts + 2 > words)) return false;
  if (has_cjk(name)) return words <= 14;
  const bool handle = lone && name.find_first_of(" /") == name.npos && words < 4;  // "jane.doe", "slow-poke"
  if (words == 1 || handle) return lone || (upper == 1 && letters > 2);
  const std::size_t lowest = lone && upper > 0 && words < 4 ? 2 : lone ? 1 : 0;
  return words <= 6 && upper + lowest >= words;
}

bool is_han_name(std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < part.size(); ++count) {
    if (!text::is_cjk(text::next_code_point(part, at))) return false;
  }
  return count >= 2 && count <= 4;
}

// Han names stand apart by a space: "宋怡 杨志华".
std::vector<std::string> split_han(std::string name) {
  std::vector<std::string> parts = split_list(name, " ");
  const bool all = parts.size() > 1 &&
                   std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return is_han_name(part); });
  if (!all) return {std::move(name)};
  return parts;
}

// What follows a colon within a name: "Interview: Jane Doe".
std::string behind_colon(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  return colon == name.npos ? name : without_marks(name.substr(colon + 1));
}

char32_t last_of(std::string_view text) {
  char32_t last = 0;
  for (std::size_t at = 0; at < text.size();) last = text::next_code_point(text, at);
  return last;
}

// Whether a run of two to four CJK characters stands at the start: a name, not the start of a sentence.
bool is_short_han(std::string_view text) {
  int count = 0;
  for (std::size_t at = 0; at < text.size() && count < 5; ++count) {
    if (!text::is_cjk(text::next_code_point(text, at))) break;
  }
  return count >= 2 && count <= 4;
}

// "홍길동 기자": the name stands ahead.
std::vector<std::string> korean_reporter(std::string_view line) {
  constexpr std::string_view kReporter = " 기자";
  const std::size_t at = line.find(kReporter);
  if (at == line.npos) return {};
  const std::string_view before = line.substr(0, at);
  const std::size_t space = before.find_last_of(" =/]|");
  const std::string_view name = before.substr(space == before.npos ? 0 : space + 1);
  return is_han_name(name) ? std::vector<std::string>{std::string(name)} : std::vector<std::string>{};
}

}  // namespace

CueMatch cue_at_start(std::string_view line) {
  const std::string lowered = text::lower(prefix(line, 60));
  auto finish = [&](Cue cue, std::size_t size) { return CueMatch{cue, skip_marks(line, std::min(size, line.size()))}; };
  if (const std::size_t size = starts_with_any(kEditors, lowered)) {
    if (has_cjk(lowered.substr(0, size)) || colon_at(lowered, size)) return finish(Cue::editor, size);
  }
  if (const std::size_t size = starts_with_any(kCjkNouns, lowered)) {
    const CueMatch match = finish(Cue::noun, size);
    const bool marked = size < match.size && line[size] != ' ';
    if (marked || !text::is_cjk(last_of(line.substr(0, size))) || is_short_han(line.substr(match.size))) return match;
  }
  if (const std::size_t size = starts_with_any(kNouns, lowered); size > 0 && colon_at(lowered, size)) {
    return finish(Cue::noun, size);
  }
  if (const std::size_t size = starts_with_any(kVerbs, lowered)) {
    if (lowered.size() > size && (lowered[size] == ' ' || lowered[size] == ':' || lowered[size - 1] == ':'))
      return finish(Cue::noun, size);
  }
  if (const std::size_t size = starts_with_any(kPrepositions, lowered)) {
    if (lowered.size() > size && (lowered[size] == ' ' || lowered[size] == ':') &&
        starts_upper(line.substr(skip_marks(line, size)))) {
      return finish(Cue::preposition, size);
    }
  }
  // "ByJane Doe": two elements side by side.
  if (line.starts_with("By") && line.size() > 2 && line[2] >= 'A' && line[2] <= 'Z') return {Cue::preposition, 2};
  return {};
}

std::vector<std::string> names_of(std::string_view text, bool lone) {
  constexpr std::size_t kLongest = 2000;
  std::vector<std::string> names;
  std::string_view rest = prefix(text, kLongest);
  for (int i = 0; i < 2; ++i) {
    const CueMatch cue = cue_at_start(rest);
    if (cue.cue == Cue::none) break;
    rest.remove_prefix(cue.size);
  }
  if (std::vector<std::string> korean = korean_reporter(rest); !korean.empty()) return korean;
  rest = cut_behind(rest);
  for (std::string& part : split_names(rest)) {
    std::string name = without_marks(std::move(part));
    const CueMatch inner = cue_at_start(name);
    if (inner.cue != Cue::none) name.erase(0, inner.size);
    name = without_marks(without_date_words(behind_colon(name)));
    for (std::string& each : split_han(std::move(name))) {
      if (is_name(each, lone)) {
        add_once(names, std::move(each));
      } else if (!lone) {
        return {};
      }
    }
  }
  return names;
}

std::string_view behind_inner_cue(std::string_view line) {
  constexpr std::string_view kCues[] = {" by ", " von ", " par ", " por ", " door ", " av ", " af ", " przez "};
  constexpr std::string_view kWorks[] = {
      "posted",    "published",      "updated",     "written",     "column",    "opinion",   "analysis",
      "essay",     "story",          "article",     "kolumne",     "kommentar", "beitrag",   "artikel",
      "interview", "veröffentlicht", "erstellt",    "geschrieben", "publié",    "chronique", "publicado",
      "escrito",   "rezension",      "gastbeitrag", "review",      "bericht"};
  constexpr std::string_view kNotWriting[] = {"photo", "foto",    "illustration", "bild",
                                              "image", "powered", "hosted",       "©"};
  constexpr std::size_t kFar = 60;
  const std::string lowered = text::lower(prefix(line, 120));
  if (lowered.size() != prefix(line, 120).size()) return {};
  for (const std::string_view cue : kCues) {
    const std::size_t at = lowered.find(cue);
    if (at == lowered.npos || at > kFar) continue;
    const std::string_view before = std::string_view(lowered).substr(0, at);
    auto stands_before = [&](std::string_view word) { return before.find(word) != before.npos; };
    if (std::any_of(std::begin(kNotWriting), std::end(kNotWriting), stands_before)) return {};
    const bool dated = before.find_first_of("0123456789") != before.npos;
    const std::string_view rest = line.substr(at + cue.size());
    if (dated || std::any_of(std::begin(kWorks), std::end(kWorks), stands_before))
      return starts_upper(rest) ? rest : std::string_view{};
  }
  return {};
}

bool is_bare_cue(std::string_view line) {
  if (line.size() > 40) return false;
  const std::string lowered = text::lower(line);
  const std::string word = without_marks(lowered);
  return holds(kPrepositions, word) || holds(kVerbs, word) || (colon_at(lowered, word.size()) && holds(kNouns, word));
}

namespace {

// Behind a cue without a colon only what looks like a name of Han or Hangul is one.
std::vector<std::string> short_names(std::string_view text) {
  std::vector<std::string> out;
  for (std::string& name : names_of(prefix(text, 60), true)) {
    if (!is_han_name(name)) break;
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace

std::vector<std::string> cued_names(std::string_view line, bool editor) {
  constexpr std::string_view kWriters[] = {"作者", "撰文", "撰稿", "文/",    "文／", "文｜",  "记者", "記者", "通讯员",
                                           "執筆", "执笔", "著者", "글쓴이", "采写", "作 者", "博主", "译者", "楼主"};
  constexpr std::string_view kEditorCues[] = {"责任编辑", "責任編輯", "责编",   "責編",   "编辑", "編輯",     "编审",
                                              "录入",     "发布人",   "发布者", "发布：", "供稿", "作者/来源"};
  if (!has_cjk(line)) return {};
  if (!editor) {
    if (std::vector<std::string> names = korean_reporter(line); !names.empty()) return names;
  }
  auto names_behind = [&](std::string_view cue) -> std::vector<std::string> {
    for (std::size_t at = line.find(cue); at != line.npos; at = line.find(cue, at + cue.size())) {
      const std::size_t behind = at + cue.size();
      const bool colon = colon_at(line, behind) || cue.ends_with('/') || cue.ends_with("／") || cue.ends_with("：");
      const std::string_view text = line.substr(skip_marks(line, behind));
      std::vector<std::string> names = colon                                  ? names_of(text, true)
                                       : line.substr(behind).starts_with(' ') ? short_names(text)
                                                                              : std::vector<std::string>{};
      if (!names.empty()) return names;
    }
    return {};
  };
  if (editor) {
    for (const std::string_view cue : kEditorCues) {
      if (auto names = names_behind(cue); !names.empty()) return names;
    }
    return {};
  }
  for (const std::string_view cue : kWriters) {
    if (auto names = names_behind(cue); !names.empty()) return names;
  }
  return {};
}

bool is_no_name(std::string_view text) {
  return holds(kNoNames, text::lower(text));
}

bool is_handle(std::string_view name) {
  const auto mark = name.find_first_of("._-0123456789");
  return name.find(' ') == name.npos && mark != name.npos && name == text::lower(name);
}

bool is_team(std::string_view text) {
  constexpr std::size_t kLongest = 60, kMostWords = 6;
  if (text.size() > kLongest || text.find_first_of("0123456789,;:|@/(") != text.npos) return false;
  std::size_t words = 0;
  bool team = false;
  text::for_each_word(text, [&](const text::Word& word) {
    ++words;
    team |= holds(kTeamWords, text::lower(word.text));
  });
  return team && words <= kMostWords;
}

bool is_organization_name(std::string_view text) {
  const bool spaced = text.find(' ') != text.npos;
  const auto dot = text.rfind('.');
  if (!spaced && dot != text.npos && dot > 0 && text.size() - dot > 2 && text.size() - dot <= 8) {
    const std::string ending = text::lower(text.substr(dot + 1));
    constexpr std::string_view kEndings[] = {"com", "org", "net", "de", "at",   "ch", "it",   "fr", "es",
                                             "nl",  "pl",  "ru",  "eu", "info", "tv", "news", "uk", "cn",
                                             "jp",  "br",  "tr",  "co", "io",   "se", "no",   "dk"};
    if (holds(kEndings, ending)) return true;
  }
  bool found = false;
  if (spaced) {
    text::for_each_word(text,
                        [&](const text::Word& word) { found |= holds(kOrganizationWords, text::lower(word.text)); });
    found |= text.ends_with("e.V.") || text.ends_with("e. V.");
  }
  return found;
}

namespace {

bool has_surname(std::string_view name) {
  if (!is_han_name(name)) return false;
  for (const std::string_view surname : kLongSurnames) {
    if (name.starts_with(surname) && name.size() > surname.size()) return true;
  }
  std::size_t at = 0;
  const char32_t first = text::next_code_point(name, at);
  constexpr std::size_t kThree = 9;  // bytes of three characters
  return name.size() <= kThree && kSurnames.find(first) != std::u32string_view::npos;
}

// "总台记者 张三", "张三 上海报道", "张三、李四": the names of it, or none if it holds anything else.
std::vector<std::string> han_signature(std::string_view text) {
  constexpr std::string_view kBeside[] = {"记者",   "記者", "报道", "報導", "综合", "摄影",
                                          "通讯员", "文",   "撰",   "编辑", "作者"};
  std::vector<std::string> names;
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(text, at);
    const bool separator =
        c == U'、' || c == U'，' || c == U',' || c == U'/' || c == U'　' || c == U'：' || c == U':' || c == U'；';
    plain += separator ? std::string_view(" ") : text.substr(begin, at - begin);
  }
  for (std::string& part : split_list(plain, " ")) {
    const bool beside = std::any_of(std::begin(kBeside), std::end(kBeside),
                                    [&](std::string_view word) { return part.find(word) != part.npos; });
    if (has_surname(part) && !beside && !is_no_name(part)) {
      add_once(names, std::move(part));
    } else if (!beside) {
      return {};
    }
  }
  return names;
}

}  // namespace

std::vector<std::string> signed_han_names(std::string_view line) {
  constexpr std::size_t kLongestAlone = 40, kLongestSigned = 60;  // bytes
  if (line.size() <= kLongestAlone) {
    if (std::vector<std::string> names = han_signature(line); !names.empty()) return names;
  }
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"【", "】"}}) {
    if (!line.ends_with(close)) continue;
    const std::size_t begin = line.rfind(open);
    if (begin == line.npos || line.size() - begin > kLongestSigned) continue;
    const std::size_t inner = begin + open.size();
    return han_signature(line.substr(inner, line.size() - close.size() - inner));
  }
  return {};
}

}  // namespace pith::metadata
