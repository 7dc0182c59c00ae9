// Dates of machines (attributes, JSON, URLs), the rules of a page, and ISO 8601.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>

#include "dates.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::int64_t to_number(std::string_view digits) {
  std::int64_t value = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - from;
}

std::optional<DateTime> checked(int year, int month, int day, const DateRules& rules) {
  std::string iso = to_iso({.year = year, .month = month, .day = day});
  std::optional<FoundDate> found = find_date(iso, rules);
  return found ? std::optional(found->when) : std::nullopt;
}

DateTime from_epoch(std::int64_t seconds) {
  const std::chrono::sys_seconds point{std::chrono::seconds(seconds)};
  const std::chrono::sys_days midnight = std::chrono::floor<std::chrono::days>(point);
  const std::chrono::year_month_day day{midnight};
  const std::chrono::hh_mm_ss time{point - midnight};
  DateTime when;
  when.year = static_cast<int>(day.year());
  when.month = static_cast<int>(static_cast<unsigned>(day.month()));
  when.day = static_cast<int>(static_cast<unsigned>(day.day()));
  when.hour = static_cast<int>(time.hours().count());
  when.minute = static_cast<int>(time.minutes().count());
  when.second = static_cast<int>(time.seconds().count());
  when.has_offset = true;
  return when;
}

// 20200304, 20200304102030, 20200304T102030Z
std::optional<DateTime> compact(std::string_view value, const DateRules& rules) {
  const std::size_t digits = digits_at(value, 0);
  if (digits != 8 && digits != 12 && digits != 14) return std::nullopt;
  auto part = [&](std::size_t at, std::size_t size) { return static_cast<int>(to_number(value.substr(at, size))); };
  std::optional<DateTime> when = checked(part(0, 4), part(4, 2), part(6, 2), rules);
  const std::size_t time = digits == 8 ? 9 : 8;
  const std::size_t time_digits = digits_at(value, std::min(time, value.size()));
  if (when && time_digits == 2 && value.size() > 8 && value[8] == 'T') {  // 20200304T10:20:30Z
    const std::string iso = to_iso(*when) + std::string(value.substr(8));
    const std::optional<FoundDate> whole = find_date(iso, rules);
    return whole ? std::optional(whole->when) : when;
  }
  if (!when || time_digits < 4 || (digits == 8 && value[8] != 'T')) return when;
  if (part(time, 2) > 23 || part(time + 2, 2) > 59) return when;
  when->hour = part(time, 2);
  when->minute = part(time + 2, 2);
  if (time_digits >= 6 && part(time + 4, 2) < 60) when->second = part(time + 4, 2);
  if (value.ends_with('Z')) when->has_offset = true;
  return when;
}

// Seconds since 1970, or milliseconds, of 1990 or later.
std::optional<DateTime> epoch(std::string_view value, const DateRules& rules) {
  const std::size_t digits = digits_at(value, 0);
  if ((digits != 9 && digits != 10 && digits != 13) || digits != value.size()) return std::nullopt;
  std::int64_t seconds = to_number(value);
  if (digits == 13) seconds /= 1000;
  const DateTime when = from_epoch(seconds);
  return when.year >= 1990 && when.day_number() <= rules.latest ? std::optional(when) : std::nullopt;
}

void append_padded(std::string& out, int value, int width) {
  std::array<char, 12> buffer{};
  const char* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(end - buffer.data()))), '0');
  out.append(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == url.npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  return url.substr(0, url.find(':'));
}

// Only the United States (and where English follows it) put the month ahead of the day.
bool is_month_first(std::string_view language, std::string_view url) {
  constexpr std::string_view kDayFirst[] = {"uk", "au", "nz", "ie", "in", "za", "pk", "ng", "ke",
                                            "sg", "my", "lk", "mt", "ca", "bd", "gh", "jm", "hk",
                                            "eu", "de", "fr", "it", "es", "nl", "be", "ch"};
  if (!language.empty() && !language.starts_with("en")) return false;
  const auto region = language.rfind('-');
  if (region != language.npos && language.size() - region == 3) {
    return text::equals_ignoring_ascii_case(language.substr(region + 1), "us");
  }
  const std::string_view host = host_of(url);
  const std::string_view country = host.substr(host.rfind('.') + 1);
  return std::find(std::begin(kDayFirst), std::end(kDayFirst), country) == std::end(kDayFirst);
}

// The address within that of an archive's copy, "/web/20160218174457/http://...", whose stamp says when it was copied.
std::string_view original_url(std::string_view url) {
  constexpr std::size_t kStamp = 14;
  const auto web = url.find("/web/");
  if (web == url.npos || digits_at(url, web + 5) != kStamp) return url;
  const std::string_view rest = url.substr(web + 5 + kStamp);
  return rest.substr(std::min(rest.find('/') + 1, rest.size()));
}

// "/04-03-2020" or "-4-3-2020/": the day ahead where nothing else is there to tell.
std::optional<DateTime> day_first_of_path(std::string_view path, const DateRules& rules) {
  for (std::size_t at = path.find('-'); at != path.npos; at = path.find('-', at + 1)) {
    const std::size_t month = digits_at(path, at + 1);
    const std::size_t year = at + 1 + month + 1;
    if (at < 3 || month != 2 || year > path.size() || path[year - 1] != '-' || digits_at(path, year) != 4) continue;
    const std::size_t day = at - 2;
    if (digits_at(path, day) != 2 || is_digit(path[day - 1]) || (path[day - 1] == '-' && is_digit(path[day - 2])))
      continue;
    auto number = [&](std::size_t from, std::size_t size) {
      return static_cast<int>(to_number(path.substr(from, size)));
    };
    if (auto when = checked(number(year, 4), number(at + 1, 2), number(day, 2), rules)) return when;
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateTime> date_of_value(std::string_view value, const DateRules& rules) {
  value = text::trim_ascii(value);
  if (value.empty() || value.size() > 200) return std::nullopt;
  if (auto when = epoch(value, rules)) return when;
  if (auto when = compact(value, rules)) return when;
  const std::optional<FoundDate> found = find_date(value, rules, 0, true);
  return found ? std::optional(found->when) : std::nullopt;
}

// Looks for a separator, four digits of a year, then month and day of two digits with one kind of separator or none.
std::optional<DateTime> date_of_url(std::string_view url, const DateRules& rules) {
  url = original_url(url);
  if (const auto scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
  url = url.substr(std::min(url.find('/'), url.size()));
  if (auto when = day_first_of_path(url, rules)) return when;
  std::optional<DateTime> compact_date;
  for (std::size_t i = 1; i < url.size(); ++i) {
    if (is_digit(url[i - 1]) || !is_digit(url[i])) continue;
    const std::size_t digits = digits_at(url, i);
    const std::size_t end = i + digits;
    if (digits == 8 && !compact_date) compact_date = compact(url.substr(i, 8), rules);
    if (digits != 4 || end + 3 > url.size()) continue;
    const char separator = url[end];
    if (separator != '/' && separator != '-' && separator != '_' && separator != '.') continue;
    const std::size_t month_digits = digits_at(url, end + 1);
    const std::size_t day = end + 1 + month_digits + 1;
    if (separator == '/' && month_digits == 4) {  // /2020/0304/
      const std::string_view both = url.substr(end + 1, 4);
      if (auto when =
              checked(static_cast<int>(to_number(url.substr(i, 4))), static_cast<int>(to_number(both.substr(0, 2))),
                      static_cast<int>(to_number(both.substr(2))), rules)) {
        return when;
      }
    }
    if (month_digits == 0 || month_digits > 2 || day > url.size()) continue;
    const bool mixed = separator == '-' && month_digits == 2 && url[day - 1] == '/';  // /2020-03/04/
    if (url[day - 1] != separator && !mixed) continue;
    const std::size_t day_digits = digits_at(url, day);
    if (day_digits == 0 || day_digits > 2) continue;
    if (auto when = checked(static_cast<int>(to_number(url.substr(i, 4))),
                            static_cast<int>(to_number(url.substr(end + 1, month_digits))),
                            static_cast<int>(to_number(url.substr(day, day_digits))), rules)) {
      return when;
    }
  }
  return compact_date;
}

std::string to_iso(const DateTime& when) {
  std::string out;
  append_padded(out, when.year, 4);
  append_padded(out += '-', when.month, 2);
  append_padded(out += '-', when.day, 2);
  if (!when.has_time()) return out;
  append_padded(out += 'T', when.hour, 2);
  append_padded(out += ':', when.minute, 2);
  if (when.second >= 0) append_padded(out += ':', when.second, 2);
  if (!when.has_offset) return out;
  if (when.offset_minutes == 0) return out += 'Z';
  const int minutes = std::abs(when.offset_minutes);
  append_padded(out += when.offset_minutes < 0 ? '-' : '+', minutes / 60, 2);
  append_padded(out += ':', minutes % 60, 2);
  return out;
}

DateRules date_rules(std::string_view language, std::string_view url, std::string_view crawl_date) {
  DateRules rules;
  if (const auto crawl = date_of_value(crawl_date, rules)) {
    rules.latest = crawl->day_number() + 1;  // the page may be a zone ahead; the day need not exist to bound others
  }
  rules.language = language.substr(0, language.find('-'));
  rules.month_first = is_month_first(language, url);
  return rules;
}

}  // namespace pith::metadata
