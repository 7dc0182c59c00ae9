// A hash of the month names, built while compiling.
#include "months.h"

namespace pith::metadata {
namespace {

struct Entry {
  std::string_view name;
  std::uint8_t month = 0;
  std::uint8_t language = 0;  // row of kMonthLanguages
};

constexpr std::size_t kBuckets = 1024;

constexpr std::size_t bucket_of(std::string_view word) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash % kBuckets;
}

// Calls sink(word) for each word of a list with single spaces.
template <class Sink>
constexpr void each_form(std::string_view forms, Sink&& sink) {
  while (!forms.empty()) {
    const std::size_t end = forms.find(' ');
    sink(forms.substr(0, end));
    forms = end == forms.npos ? std::string_view{} : forms.substr(end + 1);
  }
}

constexpr std::size_t count_forms() {
  std::size_t count = 0;
  for (const MonthLanguage& row : kMonthLanguages) {
    for (const std::string_view forms : row.names) each_form(forms, [&](std::string_view) { ++count; });
  }
  return count;
}

// Entries sorted by bucket (a counting sort, so table order stays within a bucket).
struct Index {
  std::array<Entry, count_forms()> entries{};
  std::array<std::uint16_t, kBuckets + 1> begin{};
};

template <class Sink>
constexpr void each_entry(Sink&& sink) {
  for (std::size_t row = 0; row < std::size(kMonthLanguages); ++row) {
    for (std::size_t month = 0; month < 12; ++month) {
      const bool solar = kMonthLanguages[row].code == kSolarHijri;
      each_form(kMonthLanguages[row].names[month], [&](std::string_view word) {
        sink(Entry{word, static_cast<std::uint8_t>(month + (solar ? 13 : 1)), static_cast<std::uint8_t>(row)});
      });
    }
  }
}

constexpr Index build_index() {
  Index index;
  each_entry([&](const Entry& entry) { ++index.begin[bucket_of(entry.name) + 1]; });
  for (std::size_t i = 0; i < kBuckets; ++i) {
    index.begin[i + 1] = static_cast<std::uint16_t>(index.begin[i + 1] + index.begin[i]);
  }
  std::array<std::uint16_t, kBuckets> next{};
  for (std::size_t i = 0; i < kBuckets; ++i) next[i] = index.begin[i];
  each_entry([&](const Entry& entry) { index.entries[next[bucket_of(entry.name)]++] = entry; });
  return index;
}

constexpr Index kIndex = build_index();

}  // namespace

int month_of(std::string_view word, std::string_view language) {
  const std::size_t bucket = bucket_of(word);
  int first = 0;
  for (std::size_t i = kIndex.begin[bucket]; i < kIndex.begin[bucket + 1]; ++i) {
    const Entry& entry = kIndex.entries[i];
    if (entry.name != word) continue;
    if (kMonthLanguages[entry.language].code == language) return entry.month;
    if (first == 0) first = entry.month;
  }
  return first;
}

}  // namespace pith::metadata
