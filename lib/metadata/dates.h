// Dates as machines and people write them, in any script, to ISO 8601.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pith::metadata {

// A day with what else was given: time of day and offset from UTC.
struct DateTime {
  int year = 0, month = 0, day = 0;
  int hour = -1, minute = -1, second = -1;  // -1: not given
  bool has_offset = false;
  int offset_minutes = 0;

  int day_number() const { return year * 10000 + month * 100 + day; }  // orders days; no count of days
  bool has_time() const { return hour >= 0; }
};

// What the page says about how its dates are to be read.
struct DateRules {
  std::string_view language;  // primary subtag, lower case, or empty
  bool month_first = false;   // 3/4/2020 is 4 March
  int latest = 21001231;      // day_number of the last believable day
};

struct FoundDate {
  DateTime when;
  std::size_t begin = 0, end = 0;  // bytes of the text it stands in
};

// First believable day in running text, from byte `from` on. Looks at no more than the first 4 KB.
// `short_years`: 04/03/20 is a date too.
std::optional<FoundDate> find_date(std::string_view text, const DateRules& rules, std::size_t from = 0,
                                   bool short_years = false);
// The date that a machine's value holds: ISO 8601, RFC 822, 20200304, seconds or milliseconds since 1970, or as above.
std::optional<DateTime> date_of_value(std::string_view value, const DateRules& rules);
// The day in a URL's path: /2020/03/04/, /2020-03-04-, /20200304/.
std::optional<DateTime> date_of_url(std::string_view url, const DateRules& rules);

// "2020-03-04", "2020-03-04T10:20", "2020-03-04T10:20:30+01:00", "...Z".
std::string to_iso(const DateTime& when);

// Rules for a page: its language (BCP 47, may be empty), its URL (for the country) and when it was crawled.
DateRules date_rules(std::string_view language, std::string_view url, std::string_view crawl_date);

}  // namespace pith::metadata
