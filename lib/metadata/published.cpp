// Dates of publication and of the last change.
#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <span>

#include "clean.h"
#include "fields.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

constexpr std::size_t kLongLine = 200;  // bytes; longer ones are text, whose dates are of what it tells

using html::AttributeName;
using html::NodeIndex;
using html::Tag;

// <meta> names that say when the page was published, surest first.
constexpr std::string_view kPublishedMetas[] = {"article:published_time",
                                                "og:article:published_time",
                                                "og:published_time",
                                                "article:published",
                                                "datepublished",
                                                "og:publish_date",
                                                "og:pubdate",
                                                "article.published",
                                                "published_time",
                                                "published-date",
                                                "published_date",
                                                "publisheddate",
                                                "published",
                                                "published_at",
                                                "publish-date",
                                                "publish_date",
                                                "publishdate",
                                                "publication_date",
                                                "publication-date",
                                                "publicationdate",
                                                "parsely-pub-date",
                                                "sailthru.date",
                                                "cxenseparse:recs:publishtime",
                                                "cxenseparse:publishtime",
                                                "bt:pubdate",
                                                "rnews:datepublished",
                                                "shareaholic:article_published_time",
                                                "dcterms.issued",
                                                "dc.date.issued",
                                                "dcterms.available",
                                                "dc.date.available",
                                                "dcterms.created",
                                                "dc.date.created",
                                                "dc.created",
                                                "article:created",
                                                "article_date_original",
                                                "originalpublicationdate",
                                                "citation_publication_date",
                                                "citation_online_date",
                                                "citation_date",
                                                "prism.publicationdate",
                                                "pubdate",
                                                "pub_date",
                                                "pubtime",
                                                "publish_time",
                                                "publishtime",
                                                "weibo:article:create_at",
                                                "bytedance:published_time",
                                                "dcsext.articlefirstpublished",
                                                "displaydate",
                                                "date_published",
                                                "article.created",
                                                "datecreated",
                                                "uploaddate",
                                                "video:release_date",
                                                "release_date",
                                                "eprints.date",
                                                "article:date"};
// Names that also stand for the day when the page's file was made or last touched: what the page shows goes first.
constexpr std::string_view kVagueMetas[] = {"dc.date", "dcterms.date", "dc:date", "date",    "date.available",
                                            "cdate",   "datetime",     "created", "gentime", "timestamp"};
constexpr std::string_view kModifiedMetas[] = {"article:modified_time",
                                               "og:article:modified_time",
                                               "og:modified_time",
                                               "og:updated_time",
                                               "article:modified",
                                               "article:updated_time",
                                               "datemodified",
                                               "dcterms.modified",
                                               "dc.date.modified",
                                               "dc.modified",
                                               "bt:moddate",
                                               "lastmod",
                                               "last-modified",
                                               "lastmodified",
                                               "last_updated_date",
                                               "modified",
                                               "updated",
                                               "updated_time",
                                               "modified_time",
                                               "article.updated",
                                               "shareaholic:article_modified_time",
                                               "revised",
                                               "moddate"};

// Words ahead of a date, lower case. What they say of it.
constexpr std::string_view kModifiedCues[] = {
    "updated",        "update:",       "modified",    "edited",        "revised",     "aktualisiert",  "geändert",
    "stand:",         "mis à jour",    "mise à jour", "modifié",       "actualizado", "actualizada",   "modificado",
    "atualizado",     "atualizada",    "aggiornato",  "aggiornamento", "modificato",  "bijgewerkt",    "gewijzigd",
    "uppdaterad",     "opdateret",     "oppdatert",   "päivitetty",    "muokattu",    "aktualizováno", "aktualizacja",
    "zaktualizowano", "aktualizované", "frissítve",   "actualizat",    "обновлено",   "обновлен",      "оновлено",
    "обновена",       "ενημέρωση",     "güncelleme",  "diperbarui",    "cập nhật",    "อัปเดต",         "更新",
    "修改",           "最終更新",      "수정",        "آخر تحديث",     "تحديث",       "עודכן",         "ažurirano",
    "posodobljeno",   "atnaujinta",    "uuendatud",   "atjaunots",     "reviewed"};
constexpr std::string_view kOtherCues[] = {"©",         "copyright",    "expires",  "deadline",    "since",
                                           "born",      "retrieved",    "accessed", "valid until", "joined",
                                           "abgerufen", "member since", "版权",     "版權"};

constexpr std::string_view kPublishedCues[] = {
    "published",      "posted",       "erschienen",  "parution",   "objavljen", "avaldatud",    "paskelbta",
    "veröffentlicht", "erstellt",     "gepostet",    "publié",     "posté",     "publicado",    "pubblicato",
    "gepubliceerd",   "geplaatst",    "publicerad",  "publiceret", "publisert", "julkaistu",    "opublikowano",
    "publikováno",    "zveřejněno",   "objavljeno",  "közzétéve",  "publicat",  "опубликовано", "дата публикации",
    "размещено",      "опубліковано", "публикувана", "δημοσίευση", "yayın",     "diterbitkan",  "dipublikasikan",
    "ngày đăng",      "เผยแพร่",       "发布",        "发表",       "發布",      "發表",         "公開日",
    "投稿日",         "掲載",         "등록",        "입력",       "작성",      "نشر",          "انتشار",
    "פורסם",          "时间",         "時間",        "日期",       "date:",     "datum:",       "fecha:",
    "data:",          "dato:"};

struct DateText {
  DateTime when;
  bool modified = false;
};

template <std::size_t N>
std::size_t last_cue(const std::string_view (&cues)[N], std::string_view text) {
  std::size_t last = 0;
  for (const std::string_view cue : cues) {
    const std::size_t at = text.rfind(cue);
    if (at != text.npos) last = std::max(last, at + 1);
  }
  return last;
}

// The dates of a short text, each with what the words between it and the date before it say.
std::vector<DateText> dates_in(std::string_view text, const DateRules& rules) {
  constexpr std::size_t kMost = 4;
  std::vector<DateText> out;
  std::size_t from = 0;
  while (out.size() < kMost) {
    const auto found = find_date(text, rules, from, text.size() < 60);
    if (!found) break;
    const std::string before = text::lower(text.substr(from, found->begin - from));
    from = found->end;
    if (last_cue(kOtherCues, before) > 0) continue;
    out.push_back({found->when, last_cue(kModifiedCues, before) > 0});
  }
  return out;
}

class DateFinder {
 public:
  DateFinder(Page& page, const DateRules& rules) : page_(page), rules_(rules) {}

  Dates find() {
    published_sources();
    modified_sources();
    Dates out;
    local_order();
    local_day();
    earlier_shown();
    if (!modified_) modified_ = shown_change();
    if (published_) out.published = to_iso(*published_);
    if (modified_) out.modified = to_iso(*modified_);
    if (!published_ && modified_) out.published = out.modified;
    return out;
  }

 private:
  // Some sites give their machine-readable date with day and month swapped: what the page shows tells.
  void local_order() {
    // In English what is shown is no clearer.
    if (rules_.language.empty() || rules_.language == "en") return;
    if (!published_ || page_.title_node == html::kNoNode || published_->day > 12 ||
        published_->day == published_->month)
      return;
    const std::optional<DateTime> shown = first_shown();
    if (!shown || shown->year != published_->year) return;
    if (shown->month == published_->day && shown->day == published_->month) published_ = shown;
  }

  // A time in UTC may fall on another day than where the page was written: the day that the page's address or its lines
  // show is the one people know. The time of day is left out then.
  void local_day() {
    if (!published_ || !published_->has_offset || published_->offset_minutes != 0) return;
    std::optional<DateTime> shown = date_of_url(page_.base, rules_);
    if (!shown && page_.title_node != html::kNoNode) shown = first_shown();
    if (shown && is_next_day(*shown, *published_)) {
      shown->hour = shown->minute = shown->second = -1;
      shown->has_offset = false;
      published_ = shown;
    }
  }
  // Nothing is shown with a date before it was published: where the page's own lines show an earlier one, a machine's
  // date is that of a later edition or of the page's making.
  void earlier_shown() {
    if (!published_ || page_.title_node == html::kNoNode) return;
    const std::optional<DateTime> shown = shown_alone();
    if (shown && shown->day_number() < published_->day_number() && !is_next_day(*shown, *published_))
      published_ = shown;
  }
  // The date of the first line behind the title that has one, if it says little else.
  std::optional<DateTime> shown_alone() {
    constexpr std::size_t kAround = 30;  // bytes
    for (const Line& line : lines_behind_title()) {
      if (line.text.size() > kLongLine || page_.zone_at(line.begin) != 0) continue;
      const auto found = find_date(line.text, rules_, 0, false);
      if (!found) continue;
      const std::vector<DateText> dates = dates_in(line.text, rules_);
      const bool alone = line.text.size() <= found->end - found->begin + kAround;
      return alone && dates.size() == 1 && !dates[0].modified ? std::optional(dates[0].when) : std::nullopt;
    }
    return std::nullopt;
  }
  std::optional<DateTime> shown_change() {
    if (page_.title_node == html::kNoNode) return std::nullopt;
    for (const Line& line : lines_behind_title()) {
      if (line.text.size() > kLongLine) continue;
      for (const DateText& date : dates_in(line.text, rules_)) {
        if (date.modified && (!published_ || date.when.day_number() >= published_->day_number())) return date.when;
      }
    }
    return std::nullopt;
  }
  std::optional<DateTime> first_shown() {
    for (const Line& line : lines_behind_title()) {
      if (line.text.size() > kLongLine) continue;
      for (const DateText& date : dates_in(line.text, rules_)) {
        if (!date.modified) return date.when;
      }
    }
    return std::nullopt;
  }
  std::span<const Line> lines_behind_title() {
    constexpr std::size_t kBehind = 12;
    const std::size_t at = page_.line_at(page_.title_node);
    return std::span(page_.lines()).subspan(at, std::min(kBehind, page_.lines().size() - at));
  }

  static bool is_next_day(const DateTime& a, const DateTime& b) {
    auto days = [](const DateTime& t) {
      return std::chrono::sys_days(std::chrono::year(t.year) / t.month / t.day).time_since_epoch().count();
    };
    return days(a) - days(b) == 1 || days(b) - days(a) == 1;
  }

  void published_sources() {
    using Source = void (DateFinder::*)();
    constexpr Source kSources[] = {
        &DateFinder::schema_article, &DateFinder::metas,     &DateFinder::strong_marks, &DateFinder::url,
        &DateFinder::schema_any,     &DateFinder::marks,     &DateFinder::lines,        &DateFinder::named_metas,
        &DateFinder::vague_metas,    &DateFinder::far_marks, &DateFinder::far_lines};
    for (const Source source : kSources) {
      if (!published_) (this->*source)();
    }
  }

  void publish(std::string_view value) {
    if (!published_) published_ = date_of_value(value, rules_);
  }

  void schema(int lowest, int highest) {
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      if (entity.rank > highest || entity.rank < lowest) continue;
      for (const std::string* value : {&entity.published, &entity.created, &entity.uploaded}) publish(*value);
    }
  }
  void schema_article() { schema(2, 3); }
  void schema_any() { schema(0, 1); }

  template <std::size_t N>
  std::optional<DateTime> from_metas(const std::string_view (&keys)[N]) const {
    for (const std::string_view key : keys) {
      for (const Meta& meta : page_.metas) {
        if (meta.key != key) continue;
        if (auto when = date_of_value(clean_value(meta.content), rules_)) return when;
      }
    }
    return std::nullopt;
  }
  void metas() { published_ = from_metas(kPublishedMetas); }
  void vague_metas() { published_ = from_metas(kVagueMetas); }
  // Names that nobody listed but that say what they are: "w-published-date", "article-publish-time".
  void named_metas() {
    for (const Meta& meta : page_.metas) {
      const auto says = [&](std::string_view word) { return meta.key.find(word) != std::string::npos; };
      if (!says("publi") || says("modif") || says("updat") || says("last") || says("publisher")) continue;
      if (says("date") || says("time") || meta.key.ends_with("_at")) publish(clean_value(meta.content));
    }
  }
  void url() { published_ = date_of_url(page_.base, rules_); }

  // The date that an element holds: in an attribute for machines, else in its text.
  std::vector<DateText> dates_of(const Mark& mark) const {
    for (const AttributeName name : {AttributeName::datetime, AttributeName::content, AttributeName::data_time,
                                     AttributeName::data_timestamp, AttributeName::data_date}) {
      const std::string_view value = page_.document.attribute(mark.node, name);
      if (value.empty()) continue;
      if (const auto when = date_of_value(value, rules_)) return {{*when, mark.is(Mark::modified)}};
    }
    constexpr std::size_t kLongest = 300;
    const std::string text = page_.text(mark.node);
    if (text.size() > kLongest) return {};
    std::vector<DateText> dates = dates_in(text, rules_);
    if (dates.empty()) {
      if (const auto when = date_of_value(page_.document.attribute(mark.node, AttributeName::title), rules_))
        dates.push_back({*when, false});
    }
    if (mark.is(Mark::modified) && dates.size() == 1) dates[0].modified = true;
    return dates;
  }

  void take(const std::vector<DateText>& dates) {
    for (const DateText& date : dates) {
      std::optional<DateTime>& field = date.modified ? modified_ : published_;
      if (!field) field = date.when;
    }
  }

  void strong_marks() {
    for (const Mark& mark : page_.marks) {
      if (!mark.is(Mark::strong) || !mark.is(Mark::date) || mark.outside_text()) continue;
      take(dates_of(mark));
    }
  }

  // Elements that are named after a date, those behind the title first.
  void marks() {
    const NodeIndex title = page_.title_node == html::kNoNode ? 0 : page_.title_node;
    const NodeIndex near = title + 400;
    for (const Mark& mark : page_.marks) {
      if (mark.node < title || mark.node > near || !mark.is(Mark::date | Mark::info) || mark.outside_text()) continue;
      take(dates_of(mark));
      if (published_) return;
    }
    for (auto mark = page_.marks.rbegin(); mark != page_.marks.rend(); ++mark) {
      if (mark->node >= title || mark->node + 100 < title || !mark->is(Mark::date) || mark->outside_text()) continue;
      take(dates_of(*mark));
      if (published_) return;
    }
  }

  // Short lines about the title.
  void lines() {
    if (page_.title_node == html::kNoNode) return;
    constexpr std::size_t kAhead = 12;
    for (const Line& line : lines_behind_title()) {
      if (line.text.size() <= kLongLine) take(dates_in(line.text, rules_));
      if (!published_) published_ = dateline(line.text);
      if (published_) return;
    }
    const std::size_t at = page_.line_at(page_.title_node);
    for (std::size_t i = at; i > 0 && i + kAhead > at; --i) {
      const Line& line = page_.lines()[i - 1];
      if (line.text.size() <= kLongLine) take(dates_in(line.text, rules_));
      if (published_) return;
    }
  }

  // "4.3.2020 - The council met ...": a paragraph that begins with its date.
  std::optional<DateTime> dateline(std::string_view line) const {
    constexpr std::size_t kLongest = 40;  // bytes
    const auto found = find_date(prefix(line, kLongest), rules_);
    if (!found || found->begin > 1) return std::nullopt;
    const std::string_view rest = text::trim_ascii(line.substr(found->end));
    const bool parted = rest.starts_with("- ") || rest.starts_with("–") || rest.starts_with("—") ||
                        rest.starts_with("|") || rest.starts_with(": ") || rest.starts_with("(");
    return parted ? std::optional(found->when) : std::nullopt;
  }

  void far_marks() {
    for (const Mark& mark : page_.marks) {
      if (!mark.is(Mark::date) || mark.outside_text()) continue;
      take(dates_of(mark));
      if (published_) return;
    }
  }

  // Any short line with a date: one that says "published" first, then one that is little more than the date.
  void far_lines() {
    constexpr std::size_t kLongest = 160, kLongestCued = 300, kAround = 40;
    for (const bool cued : {true, false}) {
      for (const Line& line : page_.lines()) {
        if (line.begin < title_start() || page_.zone_at(line.begin) != 0) continue;
        if (line.text.size() > (cued ? kLongestCued : kLongest)) continue;
        const auto found = find_date(line.text, rules_, 0, false);
        if (!found) continue;
        const std::string lowered = text::lower(line.text);
        const bool wanted =
            cued ? last_cue(kPublishedCues, lowered) > 0 : line.text.size() < found->end - found->begin + kAround;
        if (wanted && last_cue(kOtherCues, lowered) == 0) take(dates_in(line.text, rules_));
        if (published_) return;
      }
    }
  }
  NodeIndex title_start() const { return page_.title_node == html::kNoNode ? 0 : page_.title_node; }

  void modified_sources() {
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      if (!schema_modified_ && entity.rank >= 1) schema_modified_ = date_of_value(entity.modified, rules_);
    }
    if (schema_modified_) modified_ = schema_modified_;
    if (!modified_) modified_ = from_metas(kModifiedMetas);
  }

  Page& page_;
  const DateRules& rules_;
  std::optional<DateTime> published_, modified_, schema_modified_;
};

}  // namespace

Dates find_dates(Page& page, const DateRules& rules) {
  return DateFinder(page, rules).find();
}

}  // namespace pith::metadata
