#include "names.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "clean.h"
#include "months.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

// Ahead of a name, with white space behind.
constexpr std::string_view kPrepositions[] = {
    "by",    "von", "par",  "por", "di",   "da",   "door", "av",    "af",    "ved",  "przez", "od",    "de",   "del",
    "autor", "от",  "oleh", "bởi", "pelo", "pela", "vun",  "tekst", "текст", "text", "texte", "texto", "testo"};
constexpr std::string_view kVerbs[] = {"written by",
                                       "posted by",
                                       "published by",
                                       "reported by",
                                       "story by",
                                       "words by",
                                       "created by",
                                       "submitted by",
                                       "authored by",
                                       "article by",
                                       "text by",
                                       "reviewed by",
                                       "guest post by",
                                       "contributed by",
                                       "a post by",
                                       "geschrieben von",
                                       "verfasst von",
                                       "veröffentlicht von",
                                       "ein beitrag von",
                                       "ein artikel von",
                                       "artikel von",
                                       "pressemitteilung von",
                                       "eingereicht von",
                                       "un article de",
                                       "article de",
                                       "un articolo di",
                                       "un artículo de",
                                       "an article by",
                                       "a story by",
                                       "post by",
                                       "erstellt von",
                                       "eingestellt von",
                                       "text von",
                                       "écrit par",
                                       "publié par",
                                       "rédigé par",
                                       "posté par",
                                       "proposé par",
                                       "escrito por",
                                       "publicado por",
                                       "scritto da",
                                       "pubblicato da",
                                       "inserito da",
                                       "a cura di",
                                       "geschreven door",
                                       "geplaatst door",
                                       "skrevet av",
                                       "skrevet af",
                                       "skriven av",
                                       "publicerad av",
                                       "napisał",
                                       "napisała",
                                       "autor:",
                                       "opublikowane przez",
                                       "geplaatst",
                                       "ditulis oleh",
                                       "postado por",
                                       "por:",
                                       "von:",
                                       "by:",
                                       "par:",
                                       "di:"};
// Followed by a colon, or (CJK) by anything.
constexpr std::string_view kNouns[] = {
    "author",     "authors",   "author(s)",  "autor",       "autorin", "autoren", "autora",      "autores",
    "auteur",     "auteurs",   "autore",     "autori",      "writer",  "writers", "verfasser",   "verfasst",
    "text",       "texte",     "texto",      "testo",       "tekst",   "автор",   "автори",      "авторы",
    "текст",      "συντάκτησ", "συγγραφέασ", "κείμενο",     "yazar",   "yazan",   "penulis",     "tác giả",
    "författare", "forfatter", "skribent",   "kirjoittaja", "szerző",  "autorka", "auteure",     "reporter",
    "journalist", "ผู้เขียน",     "โดย",        "الكاتب",      "بقلم",    "کاتب",    "נכתב על ידי", "מאת",
    "reportage",  "créateur",  "posted",     "contributor"};
constexpr std::string_view kCjkNouns[] = {"作者",     "作家",  "撰文",     "撰稿",   "文/",      "文／",     "文｜",
                                          "文|",      "文：",  "文:",      "文＝",   "本报记者", "本報記者", "本刊记者",
                                          "本网记者", "记者",  "記者",     "通讯员", "通訊員",   "执笔",     "執筆",
                                          "著者",     "筆者",  "ライター", "글",     "글쓴이",   "기자",     "작성자",
                                          "投稿者",   "采写",  "撰写",     "发布人", "發佈者",   "楼主",     "编译",
                                          "編譯",     "作 者", "原作者"};
constexpr std::string_view kEditors[] = {
    "责任编辑",  "責任編輯",   "责编",      "責編",      "编辑",     "編輯",   "責任编辑",  "责任编辑",  "編集",
    "redaktion", "redaction",  "redazione", "redacción", "редактор", "editor", "edited by", "(责任编辑", "（责任编辑",
    "[责任编辑", "【责任编辑", "(编辑",     "（编辑",    "录入",     "供稿",   "来稿"};

constexpr std::string_view kAnd[] = {" and ",  " und ", " et ",  " y ",  " e ",  " en ", " og ",  " och ",
                                     " ja ",   " i ",   " a ",   " ve ", " и ",  " і ",  " και ", " & ",
                                     " with ", " mit ", " dan ", " + ",  " és ", " și ", " şi "};
constexpr std::string_view kSplit[] = {";", ",", "，", "；", "、", "|", "｜", " / ", "•", "·"};

// Where a byline ends: what comes behind is no name.
constexpr std::string_view kStops[] = {" | ",
                                       " – ",
                                       " — ",
                                       " - ",
                                       " • ",
                                       " · ",
                                       " // ",
                                       " @",
                                       "(@",
                                       " on ",
                                       " in ",
                                       " for ",
                                       " at ",
                                       " am ",
                                       " um ",
                                       " für ",
                                       " vom ",
                                       " aus ",
                                       " from ",
                                       " about ",
                                       " published",
                                       " updated",
                                       " posted",
                                       " publié",
                                       " publicado",
                                       " veröffentlicht",
                                       " illustration",
                                       " stand:",
                                       " updated:",
                                       "published:",
                                       " is ",
                                       " was ",
                                       " has ",
                                       "...",
                                       "…",
                                       " //",
                                       " – ",
                                       " http",
                                       " via ",
                                       " staff writer",
                                       " senior ",
                                       " editor",
                                       " reporter",
                                       " correspondent",
                                       " contributing",
                                       " special to",
                                       " photo",
                                       " foto",
                                       "来源",
                                       "來源",
                                       "编辑",
                                       "編輯",
                                       "责任",
                                       "責任",
                                       "日期",
                                       "时间",
                                       "時間",
                                       "发布",
                                       "發布",
                                       "出处",
                                       "点击",
                                       "點擊",
                                       "浏览",
                                       "阅读",
                                       "閱讀",
                                       "字号",
                                       "更新",
                                       "摄影",
                                       "攝影",
                                       "，",
                                       "。",
                                       "记者",
                                       "記者",
                                       "报道",
                                       "報導",
                                       "通讯员",
                                       "通訊員",
                                       "／"};

// Words that no person's name has.
constexpr std::string_view kNoNames[] = {"admin",
                                         "administrator",
                                         "editor",
                                         "editors",
                                         "staff",
                                         "guest",
                                         "anonymous",
                                         "unknown",
                                         "author",
                                         "authors",
                                         "by",
                                         "user",
                                         "webmaster",
                                         "redaktion",
                                         "redaction",
                                         "redazione",
                                         "redacción",
                                         "null",
                                         "undefined",
                                         "none",
                                         "n/a",
                                         "na",
                                         "more",
                                         "share",
                                         "home",
                                         "news",
                                         "contact",
                                         "about",
                                         "reply",
                                         "comments",
                                         "comment",
                                         "subscribe",
                                         "login",
                                         "follow",
                                         "view all posts",
                                         "email",
                                         "facebook",
                                         "twitter",
                                         "written",
                                         "posted",
                                         "published",
                                         "read",
                                         "blog",
                                         "date",
                                         "no author",
                                         "default",
                                         "super user",
                                         "superuser",
                                         "root",
                                         "wordpress",
                                         "post author",
                                         "unbekannt",
                                         "anonym",
                                         "редакция",
                                         "佚名",
                                         "未知",
                                         "匿名",
                                         "admin.",
                                         "本站",
                                         "网络",
                                         "本网",
                                         "互联网",
                                         "不详",
                                         "综合",
                                         "本站原创",
                                         "原创",
                                         "转载",
                                         "网友",
                                         "管理员",
                                         "小编",
                                         "기자",
                                         "stand",
                                         "datum",
                                         "fecha",
                                         "veröffentlicht",
                                         "publié",
                                         "publicado",
                                         "quelle",
                                         "source",
                                         "artikel von",
                                         "website",
                                         "view",
                                         "posts",
                                         "view posts",
                                         "follow",
                                         "profile",
                                         "bio",
                                         "menu",
                                         "search",
                                         "print",
                                         "save",
                                         "advertisement",
                                         "about the author",
                                         "disclosure",
                                         "newsletter",
                                         "back to top",
                                         "updated",
                                         "top",
                                         "all",
                                         "see all",
                                         "learn more",
                                         "read more",
                                         "author page",
                                         "meet our team",
                                         "post",
                                         "article",
                                         "articles"};

// Degrees, honorifics and posts that stand beside a name.
constexpr std::string_view kTitles[] = {
    "md",   "m.d.", "m.d",  "phd",  "ph.d.", "ph.d",  "rn",     "rd",    "r.d.",  "ms",     "m.s.", "mba",  "jd",
    "j.d.", "esq",  "esq.", "cpa",  "cfp",   "cfa",   "dds",    "dvm",   "do",    "pharmd", "mph",  "ma",   "m.a.",
    "mscp", "bsn",  "msn",  "lcsw", "rdn",   "ldn",   "cpt",    "cscs",  "mfa",   "edd",    "fand", "aprn", "jr",
    "jr.",  "sr",   "sr.",  "ii",   "iii",   "psyd",  "psy.d.", "lmft",  "lpc",   "faap",   "facp", "mbbs", "bsc",
    "msc",  "np",   "fnp",  "pa-c", "fnp-c", "e-ryt", "dpt",    "cissp", "mstom", "mch",    "med",  "m.ed."};
constexpr std::string_view kPostWords[] = {
    "editor",        "writer",      "reporter",  "correspondent", "journalist", "contributor",  "columnist",
    "staff",         "producer",    "manager",   "director",      "founder",    "ceo",          "analyst",
    "specialist",    "author",      "senior",    "photographer",  "freelance",  "president",    "officer",
    "professor",     "expert",      "chief",     "head",          "redakteur",  "redakteurin",  "redaktion",
    "korrespondent", "journaliste", "redactor",  "redactora",     "redattore",  "журналист",    "корреспондент",
    "редактор",      "consultant",  "engineer",  "strategist",    "blogger",    "nutritionist", "therapist",
    "coach",         "dietitian",   "team lead", "published",     "updated"};

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
    const std::size_t size = std::max(starts_with_any(kSplit, rest), starts_with_any(kAnd, rest));
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
  if (holds(kNoNames, lowered) || holds(kTitles, lowered) || holds(kPrepositions, lowered) || holds(kNouns, lowered))
    return false;
  std::size_t words = 0, letters = 0, upper = 0, posts = 0;
  text::for_each_word(name, [&](const text::Word& word) {
    ++words;
    letters += word.text.size();
    const std::string low = text::lower(word.text);
    if (starts_upper(word.text) || is_particle(low)) ++upper;
    if (holds(kPostWords, low)) ++posts;
  });
  if (letters < 2 || (posts > 0 && posts + 2 > words && words > 1)) return false;
  if (has_cjk(name)) return words <= 14;
  if (words == 1) return lone || (upper == 1 && letters > 2);
  const std::size_t lowest = lone && upper > 0 && words < 4 ? 2 : lone ? 1 : 0;
  return words <= 6 && upper + lowest >= words;
}

// Without the months and days of the week at its end: "Jane Doe February".
std::string without_date_words(std::string name) {
  constexpr std::string_view kDays[] = {
      "mon",       "tue",      "wed",     "thu",      "fri",      "sat",    "sun",      "monday",   "tuesday",
      "wednesday", "thursday", "friday",  "saturday", "sunday",   "montag", "dienstag", "mittwoch", "donnerstag",
      "freitag",   "samstag",  "sonntag", "mo",       "di",       "mi",     "do",       "fr",       "sa",
      "so",        "read",     "min",     "last",     "reviewed", "date",   "stand",    "updated",  "published",
      "posted",    "on",       "am",      "shares",   "share"};
  for (std::size_t space = name.rfind(' '); space != name.npos; space = name.rfind(' ')) {
    const std::string last = text::lower(without_marks(name.substr(space + 1)));
    const int month = last.size() < 3 ? 0 : month_of(last, {});
    if (!last.empty() && month == 0 && !holds(kDays, last)) break;
    name.resize(space);
  }
  return name;
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

}  // namespace pith::metadata
