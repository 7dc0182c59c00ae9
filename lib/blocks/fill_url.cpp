// What the page-type model reads of the page's address: its shape, and words that sites of any kind put there.
#include <algorithm>
#include <array>
#include <string>

#include "fill.h"
#include "text/text.h"

namespace pith::blocks {
namespace {

// Each word between spaces.
constexpr std::array<std::string_view, kUrlWordGroups.size()> kWords = {
    " forum forums thread threads topic topics t community viewtopic showthread discussion discussions question "
    "questions answers board boards comments ",
    " product products item items p dp pd pdp shop store sku itm buy prod ",
    " category categories collection collections c cat all plp catalog catalogue ",
    " docs doc documentation api reference guide guides manual wiki help learn tutorial tutorials developer developers "
    "stable latest kb ",
    " blog blogs news article articles story stories post posts magazine press opinion ",
    " service services solutions solution pricing features platform industries about contact company consulting "
    "agency ",
    " tag tags list lists search browse archive archives best top directory jobs events results listings index author ",
};
constexpr std::size_t kLongestWord = 13;

struct Address {
  std::string_view host, path, query;
};

Address split(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes == url.npos) return {};
  url.remove_prefix(slashes + 3);
  url = url.substr(0, url.find('#'));
  const std::size_t path = std::min(url.find_first_of("/?"), url.size());
  const std::size_t query = std::min(url.find('?', path), url.size());
  return {url.substr(0, path), url.substr(path, query - path), url.substr(std::min(query + 1, url.size()))};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Calls visit(part) for each part of `text` between characters for which `divides` holds.
template <class Divides, class Visit>
void for_each_part(std::string_view text, Divides&& divides, Visit&& visit) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), divides) - text.begin());
    if (end > begin) visit(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

// /2019/ or /2019-: a date in the path.
bool has_year(std::string_view path) {
  for (std::size_t i = 0; i + 5 < path.size(); ++i)
    if (path[i] == '/' && (path.substr(i + 1, 2) == "19" || path.substr(i + 1, 2) == "20") && is_digit(path[i + 3]) &&
        is_digit(path[i + 4]) && (path[i + 5] == '/' || path[i + 5] == '-'))
      return true;
  return false;
}

// Adds to each group that has the word.
void count_word(std::string_view word, float weight, float* groups) {
  if (word.size() > kLongestWord) return;
  const std::string wanted = " " + text::lower(word) + " ";
  for (std::size_t g = 0; g < kWords.size(); ++g)
    if (kWords[g].find(wanted) != std::string_view::npos) groups[g] += weight;
}

}  // namespace

void fill_url(std::string_view url, float* out) {
  std::fill_n(out, kUrlFeatures, 0.0f);
  out[0] = -1;
  const Address address = split(url);
  if (address.host.empty()) return;
  const auto count = [](std::string_view text, auto&& is) {
    return static_cast<float>(std::ranges::count_if(text, is));
  };
  const auto is_dash = [](char c) { return c == '-'; };
  const auto divides_words = [](char c) { return !is_word_letter(c); };
  float* groups = out + kUrlFeatures - kUrlWordGroups.size();
  std::string_view last;
  float segments = 0, most_dashes = 0;
  const auto add_words = [&](std::string_view text) {
    for_each_part(text, divides_words, [&](std::string_view word) { count_word(word, 0.5f, groups); });
  };
  add_words(address.host.substr(0, address.host.find('.')));
  for_each_part(
      address.path, [](char c) { return c == '/'; },
      [&](std::string_view segment) {
        ++segments;
        last = segment;
        most_dashes = std::max(most_dashes, count(segment, is_dash));
        count_word(segment.substr(0, segment.rfind('.')), 1, groups);
        add_words(segment);
      });
  const float values[] = {segments,
                          static_cast<float>(address.path.size()),
                          count(address.path, is_digit),
                          static_cast<float>(address.query.size()),
                          most_dashes,
                          count(last, is_dash),
                          count(last, is_digit),
                          last.find('.') == last.npos ? 0.0f : 1.0f,
                          has_year(address.path) ? 1.0f : 0.0f};
  std::ranges::copy(values, out);
}

}  // namespace pith::blocks
