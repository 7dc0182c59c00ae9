#include "patterns.h"

#include <algorithm>
#include <string>

#include "blocks.h"

namespace pith::blocks {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// Any byte of a letter: ASCII, or part of a longer character.
bool letter_byte(char c) {
  return ascii_letter(c) || static_cast<unsigned char>(c) >= 0xC3;
}
bool name_byte(char c) {
  return ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t skip_spaces(std::string_view text, std::size_t i) {
  while (i < text.size() && text[i] == ' ') ++i;
  return i;
}

std::size_t digits_at(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && n < 5 && digit(text[i + n])) ++n;
  return n;
}

bool is_year(std::string_view text, std::size_t i, std::size_t n) {
  return n == 4 && ((text[i] == '1' && text[i + 1] == '9') || (text[i] == '2' && text[i + 1] == '0'));
}

bool starts_at(std::string_view text, std::size_t i, std::string_view what) {
  return i <= text.size() && text.substr(i, what.size()) == what;
}

constexpr std::string_view kTimeUnits[] = {"hour", "day",  "month", "week", "year", "min",
                                           "小时", "天前", "分钟",  "小時", "分鐘", "時間前"};

// A day's number before or behind a month's name, with a year: "3 March 2020", "March 3, 2020".
bool month_name_date(std::string_view text, std::size_t i, std::size_t n) {
  std::size_t j = i + n;
  if (n > 2) return false;
  for (const std::string_view ordinal : {"st", "nd", "rd", "th", "."})
    if (starts_at(text, j, ordinal)) j += ordinal.size();
  if (j < text.size() && text[j] == ',') ++j;
  j = skip_spaces(text, j);
  if (const std::size_t year = digits_at(text, j); is_year(text, j, year))
    return i > 1 && text[i - 1] == ' ' && letter_byte(text[i - 2]);
  std::size_t name = 0;
  while (j + name < text.size() && name < 20 && name_byte(text[j + name])) ++name;
  if (name < 3) return false;
  j += name;
  while (j < text.size() && (text[j] == '.' || text[j] == ',')) ++j;
  j = skip_spaces(text, j);
  return is_year(text, j, digits_at(text, j));
}

bool numeric_date(std::string_view text, std::size_t i, std::size_t n) {
  std::size_t j = i + n;
  if (n <= 2 && j < text.size() && text[j] == ':' && digits_at(text, j + 1) == 2) return true;  // a clock time
  if (is_year(text, i, n)) {
    j = skip_spaces(text, j);
    for (const std::string_view mark : {"-", "/", ".", "年", "년"})
      if (starts_at(text, j, mark)) return digits_at(text, skip_spaces(text, j + mark.size())) - 1 < 2;
    return false;
  }
  if (n > 2 || j >= text.size() || (text[j] != '-' && text[j] != '/' && text[j] != '.')) return false;
  const char mark = text[j];
  const std::size_t second = digits_at(text, j + 1);
  if (second < 1 || second > 2) return false;
  j += 1 + second;
  return j < text.size() && text[j] == mark && digits_at(text, j + 1) % 2 == 0 && digits_at(text, j + 1) > 0;
}

bool relative_date(std::string_view text, std::size_t j) {
  j = skip_spaces(text, j);
  for (const std::string_view unit : kTimeUnits) {
    if (!starts_at(text, j, unit)) continue;
    return !ascii_letter(unit[0]) || text.substr(j, 24).find(" ago") != std::string_view::npos;
  }
  return false;
}

// Text without what often stands before a cue: bullets, brackets, arrows, spaces.
std::string_view cue_text(std::string_view text, bool digits_too) {
  using namespace text::detail;
  const unsigned wanted = kLetter | kCjk | (digits_too ? 0u : unsigned{kDigit});
  std::size_t i = 0;
  while (i < text.size()) {
    std::size_t next = i;
    if ((class_of(text::next_code_point(text, next)) & wanted) != 0) break;
    i = next;
  }
  return text.substr(std::min(i, text.size()));
}

// How many bytes of the text are the phrase, whatever their case; 0: it does not begin with it. The phrase is in lower
// case.
std::size_t size_of_phrase(std::string_view text, std::string_view phrase) {
  std::size_t i = 0;
  for (std::size_t k = 0; k < phrase.size();) {
    if (i >= text.size()) return 0;
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      if (text::detail::ascii_lower(text[i++]) != phrase[k++]) return 0;
    } else if (text::to_lower(text::next_code_point(text, i)) != text::next_code_point(phrase, k)) {
      return 0;
    }
  }
  return i;
}

// The first two bytes of the text in lower case; 0 where it is shorter.
std::array<unsigned char, 2> lead_of(std::string_view text) {
  if (text.size() < 2) return {};
  const auto byte = [](char c) { return static_cast<unsigned char>(c); };
  if (byte(text[0]) < 0x80 && byte(text[1]) < 0x80)
    return {byte(text::detail::ascii_lower(text[0])), byte(text::detail::ascii_lower(text[1]))};
  std::string lead;  // short enough to need no memory
  for (std::size_t i = 0; i < text.size() && lead.size() < 2;)
    text::append_utf8(lead, text::to_lower(text::next_code_point(text, i)));
  return {byte(lead[0]), lead.size() > 1 ? byte(lead[1]) : byte(0)};
}

constexpr std::size_t kCueBytes = 120;  // of a block that cues are looked for in

struct Phrase {
  std::string_view text;  // two bytes or more
  std::uint8_t bits = 0;
};

// Phrases by their first byte: most texts begin like few of them.
template <std::size_t N>
class PhraseTable {
 public:
  constexpr explicit PhraseTable(const std::array<Phrase, N>& phrases) : phrases_(phrases) {
    std::ranges::sort(phrases_, {}, [](const Phrase& phrase) { return first_of(phrase.text); });
    for (const Phrase& phrase : phrases_) ++begin_[first_of(phrase.text) + 1];
    for (std::size_t lead = 0; lead < 256; ++lead) begin_[lead + 1] += begin_[lead];
  }
  // Calls sink(phrase, its bytes in the text) for those that the text begins with.
  template <class Sink>
  void for_each_start(std::string_view text, Sink&& sink) const {
    const auto [first, second] = lead_of(text);
    for (std::size_t k = begin_[first]; k < begin_[first + 1]; ++k) {
      if (static_cast<unsigned char>(phrases_[k].text[1]) != second) continue;
      if (const std::size_t size = size_of_phrase(text, phrases_[k].text); size > 0) sink(phrases_[k], size);
    }
  }

 private:
  static constexpr std::size_t first_of(std::string_view text) { return static_cast<unsigned char>(text[0]); }

  std::array<Phrase, N> phrases_;
  std::array<std::uint16_t, 257> begin_{};
};

constexpr std::size_t count_phrases(std::string_view list) {
  return 1 + static_cast<std::size_t>(std::ranges::count(list, '|'));
}

// The phrases of a bar-separated list, from `to` on; gives what is behind the last.
constexpr Phrase* split_phrases(std::string_view list, std::uint8_t bits, Phrase* to) {
  for (std::size_t left = count_phrases(list); left > 0; --left) {
    const std::string_view text = list.substr(0, list.find('|'));
    *to++ = {text, bits};
    list.remove_prefix(std::min(list.size(), text.size() + 1));
  }
  return to;
}

template <std::size_t N>
constexpr std::array<Phrase, N> phrases_of(const std::string_view (&texts)[N]) {
  std::array<Phrase, N> phrases{};
  for (std::size_t i = 0; i < N; ++i) phrases[i] = {texts[i]};
  return phrases;
}

constexpr std::string_view kCjkCues[] = {"责任编辑",     "责编",
                                         "責任編輯",     "責編",
                                         "相关阅读",     "相关新闻",
                                         "相关报道",     "相关链接",
                                         "相关推荐",     "相关文章",
                                         "推荐阅读",     "推荐文章",
                                         "延伸阅读",     "热门推荐",
                                         "热门文章",     "热点",
                                         "猜你喜欢",     "大家都在看",
                                         "更多精彩",     "更多",
                                         "免责声明",     "版权声明",
                                         "特别声明",     "未经授权",
                                         "上一篇",       "下一篇",
                                         "上一页",       "下一页",
                                         "分享到",       "分享",
                                         "扫一扫",       "关注公众号",
                                         "关键词",       "标签",
                                         "网友评论",     "最新评论",
                                         "发表评论",     "评论",
                                         "我来说两句",   "返回顶部",
                                         "打印",         "关闭窗口",
                                         "友情链接",     "版权所有",
                                         "点击排行",     "最新文章",
                                         "相關閱讀",     "相關新聞",
                                         "相關文章",     "相關推薦",
                                         "延伸閱讀",     "推薦閱讀",
                                         "你可能",       "猜你喜歡",
                                         "熱門新聞",     "熱門",
                                         "看更多",       "更多新聞",
                                         "標籤",         "關鍵字",
                                         "關鍵詞",       "免責聲明",
                                         "版權聲明",     "未經授權",
                                         "請勿轉載",     "分享至",
                                         "掃一掃",       "訂閱",
                                         "留言",         "版權所有",
                                         "點擊排行",     "文章來源",
                                         "推薦文章",     "網友評論",
                                         "回覆",         "回复",
                                         "跟帖",         "転載",
                                         "公众号",       "上一頁",
                                         "下一頁",       "列印",
                                         "返回",         "関連記事",
                                         "関連ニュース", "あわせて読みたい",
                                         "おすすめ",     "人気記事",
                                         "ランキング",   "アクセスランキング",
                                         "前の記事",     "次の記事",
                                         "この記事",     "無断転載",
                                         "コメント",     "タグ",
                                         "シェア",       "最新記事",
                                         "カテゴリ",     "新着",
                                         "トップへ",     "관련기사",
                                         "관련 기사",    "추천",
                                         "많이 본",      "인기",
                                         "이전",         "다음",
                                         "무단전재",     "저작권자",
                                         "구독",         "공유",
                                         "댓글",         "태그",
                                         "최신",         "목록",
                                         "今日焦点",     "精彩推荐",
                                         "热门评论",     "相关专题",
                                         "相关视频",     "更多阅读",
                                         "相关主题",     "延伸",
                                         "精選",         "精选",
                                         "往期回顾",     "阅读原文"};

constexpr std::string_view kSpacedCues =
    "related|related articles|related posts|related stories|you may also|you might also|read next|read more|read "
    "also|see also|"
    "more from|more in|more on|more stories|more news|more articles|more like|recommended|recommendations|most "
    "read|most popular|"
    "popular|trending|latest|top stories|share this|share|follow us|follow|sign up|subscribe|newsletter|leave a "
    "comment|"
    "leave a reply|leave a|comments|comment|post a comment|add a comment|about the author|about "
    "author|tags|tagged|filed under|"
    "categories|posted in|all rights reserved|copyright|previous post|next post|previous|next|advertisement|sponsored|"
    "continue reading|keep reading|don't miss|join the|log in|login|sign in|register|reply|print|email|like this|be "
    "the first|"
    "similar|customers also|people also|featured|other|write a review|reviews|recently viewed|in this section|on this "
    "page|"
    "table of contents|contents|quick links|contact us|links|archives|recent posts|recent comments|search|"
    "lesen sie auch|mehr zum thema|das könnte|weitere "
    "artikel|weitere|meistgelesen|teilen|kommentare|kommentar|schlagwörter|"
    "alle rechte|auch interessant|ähnliche|mehr|beliebt|neueste|folgen|anzeige|drucken|verwandte|hinterlasse|impressum|"
    "à lire aussi|lire aussi|sur le même sujet|articles similaires|vous aimerez|les plus "
    "lus|partager|commentaires|mots-clés|"
    "tous droits|à découvrir|à voir|plus d'|suivez|abonnez|te puede interesar|lee también|noticias relacionadas|"
    "artículos relacionados|lo más|compartir|comparte|comentarios|etiquetas|todos los derechos|más noticias|más "
    "leídas|síguenos|"
    "deja un|leia também|leia mais|veja também|mais lidas|compartilhe|leggi anche|potrebbe "
    "interessarti|condividi|commenti|"
    "articoli correlati|читайте также|по теме|похожие|рекомендуем|самое|поделиться|комментарии|теги|все "
    "права|последние|новости|"
    "czytaj też|czytaj także|zobacz także|zobacz też|polecamy|podobne|najczęściej|udostępnij|komentarze|tagi|wszelkie "
    "prawa|"
    "zostaw|dodaj komentarz|lees ook|meer over|meest gelezen|reacties|deel dit|läs också|läs mer|dela|les også|del "
    "artikkelen|"
    "läs även|přečtěte|související|komentáře|sdílet|διαβάστε επίσης|διαβάστε ακόμη|σχετικά|σχόλια|ετικέτες|"
    "baca juga|berita terkait|terpopuler|bagikan|komentar|ilgili haberler|bunlar da|etiketler|paylaş|yorumlar|"
    "xem thêm|tin liên quan|bình luận|chia sẻ|اقرأ أيضا|مواضيع ذات صلة|تعليقات|مشاركة|לקריאה נוספת|תגובות|"
    "lue myös|aiheesta lisää|kommentit|jaa|olvasta már|kapcsolódó|hozzászólások|citește și|comentarii|прочетете "
    "още|коментари";

constexpr PhraseTable kCjkTable{phrases_of(kCjkCues)};
constexpr PhraseTable kSpacedTable{[] {
  std::array<Phrase, count_phrases(kSpacedCues)> phrases{};
  split_phrases(kSpacedCues, 0, phrases.data());
  return phrases;
}()};

bool word_break_at(std::string_view text, std::size_t i) {
  return i >= text.size() || !name_byte(text[i]);
}

std::size_t cjk_cue_size(std::string_view text) {
  std::size_t best = 0;
  kCjkTable.for_each_start(text, [&](const Phrase&, std::size_t size) { best = std::max(best, size); });
  return best;
}

std::size_t spaced_cue_size(std::string_view text) {
  std::size_t best = 0;
  kSpacedTable.for_each_start(text, [&](const Phrase& phrase, std::size_t size) {
    if (word_break_at(text, size) || phrase.text.back() == '\'') best = std::max(best, size);
  });
  return best;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

struct ClassWords {
  CueClass bit;
  std::string_view cjk;
  std::string_view words;  // first word of the block
};
constexpr std::array<ClassWords, 5> kClassWords = {{
    {kCueComments, "评论|網友評論|网友评论|最新评论|发表评论|留言|回复|回覆|跟帖|コメント|댓글",
     "comment|comments|reply|replies|leave|kommentare|kommentar|commentaires|comentarios|commenti|комментарии|"
     "komentarze|reacties|"
     "hinterlasse|deja|zostaw|dodaj|responses|σχόλια|yorumlar|komentar|kommentit|hozzászólások|comentarii|коментари"},
    {kCueRelated,
     "相关|相關|推荐|推薦|热门|熱門|猜你喜|延伸|大家都在|更多|最新|你可能|看更多|点击排行|點擊排行|関連|おすすめ|人気|"
     "あわせて|ランキング|관련|추천|많이|인기|热点|精彩",
     "related|you|recommended|recommendations|most|popular|trending|latest|more|similar|read|lesen|weitere|"
     "meistgelesen|mehr|das|"
     "ähnliche|lire|articles|vous|plus|te|lee|noticias|lo|más|leia|veja|leggi|читайте|по|похожие|рекомендуем|самое|"
     "czytaj|"
     "zobacz|polecamy|podobne|lees|läs|les|top|other|featured|recent|customers|people|διαβάστε|σχετικά|baca|ilgili|xem|"
     "lue"},
    {kCueLegal,
     "责任编辑|责编|責任編輯|責編|免责|免責|版权|版權|特别声明|未经授权|未經授權|請勿|友情链接|無断|무단|저작",
     "copyright|all|alle|tous|todos|все|wszelkie"},
    {kCueShare, "分享|扫一扫|掃一掃|关注|訂閱|打印|返回|关闭|シェア|공유|구독",
     "share|follow|subscribe|newsletter|sign|print|email|partager|compartir|teilen|condividi|поделиться|udostępnij|"
     "sdílet|dela"},
    {kCueTags, "关键词|标签|標籤|關鍵|タグ|태그",
     "tags|tagged|filed|categories|posted|schlagwörter|mots-clés|etiquetas|теги|tagi|ετικέτες|etiketler"},
}};

template <auto List>
constexpr auto make_class_table() {
  constexpr std::size_t kCount = [] {
    std::size_t n = 0;
    for (const ClassWords& entry : kClassWords) n += count_phrases(entry.*List);
    return n;
  }();
  std::array<Phrase, kCount> phrases{};
  Phrase* to = phrases.data();
  for (const ClassWords& entry : kClassWords) to = split_phrases(entry.*List, entry.bit, to);
  return PhraseTable{phrases};
}
constexpr auto kClassStarts = make_class_table<&ClassWords::cjk>();
constexpr auto kClassFirstWords = make_class_table<&ClassWords::words>();

constexpr std::string_view kBylineStarts[] = {
    "by ",       "von ",   "par ",      "por ",   "di ",  "door ", "af ",  "av ",   "autor",  "author", "written by",
    "posted by", "posted", "published", "source", "来源", "來源",  "作者", "记者",  "記者",   "编辑",   "編輯",
    "责编",      "責編",   "文／",      "文/",    "文:",  "文：",  "撰文", "автор", "текст:", "글 ",    "κείμενο"};
constexpr PhraseTable kBylineTable{phrases_of(kBylineStarts)};

constexpr std::array<std::string_view, 14> kCopyrightSigns = {"©",
                                                              "(c) ",
                                                              "copyright",
                                                              "all rights reserved",
                                                              "版权所有",
                                                              "版權所有",
                                                              "icp备",
                                                              "icp備",
                                                              "无断转载",
                                                              "無断転載",
                                                              "tous droits",
                                                              "alle rechte",
                                                              "derechos reservados",
                                                              "все права"};

// How they begin, in the cases that they have, but for that of ASCII.
constexpr std::array<std::string_view, 15> kSignLeads = {"©",    "(c",  "cop", "all", "版权", "版權", "icp", "无断",
                                                         "無断", "tou", "der", "вс",  "вС",   "Вс",   "ВС"};
static_assert(std::ranges::all_of(kCopyrightSigns, [](std::string_view sign) {
  return std::ranges::any_of(kSignLeads, [&](std::string_view lead) { return sign.starts_with(lead); });
}));

// Bit k of [i][byte]: lead k has that byte at i, or ends before it.
constexpr auto make_lead_bits() {
  std::array<std::array<std::uint16_t, 256>, 3> bits{};
  for (std::size_t k = 0; k < kSignLeads.size(); ++k) {
    for (std::size_t i = 0; i < bits.size(); ++i) {
      for (std::size_t byte = 0; byte < 256; ++byte) {
        const char lower = text::detail::ascii_lower(static_cast<char>(byte));
        if (i >= kSignLeads[k].size() || kSignLeads[k][i] == lower)
          bits[i][byte] = static_cast<std::uint16_t>(bits[i][byte] | 1u << k);
      }
    }
  }
  return bits;
}
constexpr auto kLeadBits = make_lead_bits();

// Words of class, id, role and itemprop that tell a part of the page, in the order of kWordGroups.
constexpr std::array<std::string_view, kWordGroups.size()> kGroupWords = {
    "content contents article articles post entry body story text main copy richtext prose markdown wysiwyg "
    "maincontent "
    "articlebody postbody entrycontent zhengwen zw neirong news detail details description",
    "related recommend recommended recommendation recommendations more similar popular trending teaser teasers promo "
    "promoted "
    "outbrain taboola also readmore upsell crosssell recirc recirculation latest recent suggested suggestions most",
    "share sharing social socials addtoany sharedaddy follow facebook twitter whatsapp fenxiang bdshare",
    "comment comments reply replies respond response disqus commentlist pinglun discussion",
    "nav navbar navigation menu menus breadcrumb breadcrumbs crumb crumbs pager pagination paging pages prev next tabs "
    "toolbar "
    "topbar dropdown submenu sitemap skip",
    "footer foot bottom copyright colophon legal",
    "header head masthead top banner hero logo site",
    "sidebar side aside rail widget widgets secondary complementary right left column",
    "ad ads adv advert advertisement sponsor sponsored dfp adsense banner promotion",
    "meta byline author authors date time info posted publish published tags tag categories category cat label labels "
    "source",
    "modal popup cookie cookies consent gdpr overlay dialog newsletter subscribe subscription signup login signin "
    "register paywall "
    "lightbox form search",
    "card cards list lists item items grid tile tiles carousel slider swiper slick gallery feed listing results result "
    "collection",
    "product products price prices cart buy sku shop add basket rating ratings review reviews spec specs variant "
    "wishlist",
    "thread message messages topic bbs quote signature user username userinfo avatar profile member poster postbody "
    "forum threads",
    "caption credit figcaption image img photo media thumb thumbnail video",
    "hidden hide sr visually screen reader invisible collapse collapsed noprint offscreen",
    "bio biography about authorbox abstract summary excerpt dek lead intro standfirst subtitle",
    "toc contents outline anchor footnote footnotes reference references cite citation edit",
};

struct GroupWord {
  std::uint32_t hash = 0;
  std::uint32_t groups = 0;
};

constexpr std::size_t count_group_words() {
  std::size_t n = 0;
  for (const std::string_view words : kGroupWords) n += 1 + static_cast<std::size_t>(std::ranges::count(words, ' '));
  return n;
}

// Sorted by hash; a word of two groups stands twice.
constexpr auto make_group_words() {
  std::array<GroupWord, count_group_words()> table{};
  std::size_t n = 0;
  for (std::size_t group = 0; group < kGroupWords.size(); ++group) {
    std::string_view rest = kGroupWords[group];
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      table[n++] = {word_hash(word), std::uint32_t{1} << group};
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
  }
  std::ranges::sort(table, {}, &GroupWord::hash);
  return table;
}
constexpr auto kGroupTable = make_group_words();

}  // namespace

bool has_date(std::string_view text) {
  const std::string_view head = text.substr(0, 200);
  for (std::size_t i = 0; i < head.size(); ++i) {
    const std::size_t n = digits_at(head, i);
    if (n == 0) continue;
    const bool fresh = i == 0 || !name_byte(head[i - 1]) || !ascii_letter(head[i - 1]);
    if (fresh && n <= 4 && (numeric_date(head, i, n) || month_name_date(head, i, n) || relative_date(head, i + n)))
      return true;
    i += n;
  }
  return false;
}

bool has_price(std::string_view text) {
  const std::string_view head = text.substr(0, 200);
  for (const std::string_view sign : {"$", "€", "£", "¥", "₹", "￥", "₽"}) {
    for (std::size_t at = head.find(sign); at != std::string_view::npos; at = head.find(sign, at + 1)) {
      const std::size_t behind = at + sign.size();
      if (digits_at(head, behind) > 0 || digits_at(head, skip_spaces(head, behind)) > 0) return true;
    }
  }
  for (const std::string_view unit : {"€", "USD", "EUR", "元", "円", "zł", "Kč", "원", "₽", "руб"}) {
    for (std::size_t at = head.find(unit); at != std::string_view::npos; at = head.find(unit, at + 1)) {
      if (at > 0 && digit(head[at - 1])) return true;
      if (at > 1 && head[at - 1] == ' ' && digit(head[at - 2])) return true;
    }
  }
  return false;
}

bool is_byline(std::string_view text) {
  bool found = false;
  kBylineTable.for_each_start(cue_text(text.substr(0, 60), false), [&](const Phrase&, std::size_t) { found = true; });
  return found;
}

bool has_copyright(std::string_view text) {
  const std::string_view head = text.substr(0, 400);
  const auto bits = [&](std::size_t i, std::size_t at) { return kLeadBits[i][static_cast<unsigned char>(head[at])]; };
  for (std::size_t i = 0; i + 2 < head.size(); ++i) {
    if ((bits(0, i) & bits(1, i + 1) & bits(2, i + 2)) == 0) continue;
    const std::string_view rest = head.substr(i);
    if (std::ranges::any_of(kCopyrightSigns, [&](std::string_view sign) { return size_of_phrase(rest, sign) > 0; }))
      return true;
  }
  return head.ends_with("©");  // the one sign of two bytes
}

int cue_level(std::string_view text) {
  const std::string_view start = cue_text(text.substr(0, kCueBytes), false);
  if (const std::size_t size = cjk_cue_size(start); size > 0) return text.size() <= size + 12 ? 2 : 1;
  const std::size_t size = spaced_cue_size(start);
  if (size == 0) return 0;
  return text.size() < 60 && count_words(start.substr(std::min(size, start.size()))) <= 2 ? 2 : 1;
}

std::uint8_t cue_classes(std::string_view text) {
  const std::string_view start = cue_text(text.substr(0, kCueBytes), true);
  std::size_t word_end = 0;
  while (word_end < start.size() && (name_byte(start[word_end]) || start[word_end] == '-')) ++word_end;
  unsigned classes = 0;
  kClassStarts.for_each_start(start, [&](const Phrase& phrase, std::size_t) { classes |= phrase.bits; });
  kClassFirstWords.for_each_start(start.substr(0, word_end), [&](const Phrase& phrase, std::size_t size) {
    if (size >= word_end) classes |= phrase.bits;
  });
  return static_cast<std::uint8_t>(classes);
}

bool ends_with_separator(std::string_view text) {
  static constexpr std::string_view kSeparators[] = {":", "：", ";",  "；", "|",  "·", "•",  "-", "—",
                                                     "–", ">",  "》", "」", "』", "”", "\"", ")", "）"};
  return std::ranges::any_of(kSeparators, [&](std::string_view separator) { return text.ends_with(separator); });
}

std::uint32_t word_groups(std::uint32_t hash) {
  std::uint32_t groups = 0;
  for (auto it = std::ranges::lower_bound(kGroupTable, hash, {}, &GroupWord::hash);
       it != kGroupTable.end() && it->hash == hash; ++it)
    groups |= it->groups;
  return groups;
}

}  // namespace pith::blocks
