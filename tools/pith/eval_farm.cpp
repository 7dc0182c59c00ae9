#include "eval_farm.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <vector>

#include "eval_text.h"

namespace pith::program {
namespace {

constexpr double kPresent = .6;          // share of a string's grams that makes it present
constexpr std::size_t kGram = 4;         // tokens
constexpr std::size_t kShortestNav = 5;  // tokens; shorter boilerplate is in any text

using Numbers = std::vector<std::uint32_t>;     // tokens as numbers from 1
using Gram = std::array<std::uint32_t, kGram>;  // shorter runs end in zeros
using Grams = std::vector<Gram>;                // sorted, unique

class Vocabulary {
 public:
  Numbers number(std::string_view text) {
    Numbers out;
    for (std::string& token : tokenize(text, Tokens::mixed)) {
      out.push_back(
          numbers_.try_emplace(std::move(token), static_cast<std::uint32_t>(numbers_.size() + 1)).first->second);
    }
    return out;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

// Runs of `n` tokens; all tokens as one run if there are fewer.
Grams grams(const Numbers& tokens, std::size_t n) {
  Grams out;
  n = std::min(n, tokens.size());
  for (std::size_t i = 0; n > 0 && i + n <= tokens.size(); ++i) {
    Gram gram{};
    std::copy_n(tokens.begin() + static_cast<std::ptrdiff_t>(i), n, gram.begin());
    out.push_back(gram);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t common(Numbers a, Numbers b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  Numbers both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

double f1(const Numbers& a, const Numbers& b) {
  if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
  return 2. * static_cast<double>(common(a, b)) / static_cast<double>(a.size() + b.size());
}

// A text that strings are looked for in.
class Searched {
 public:
  // Grams that are in `own` too prove nothing and do not count.
  Searched(const Numbers& text, Grams own) : own_(std::move(own)) {
    for (std::size_t n = 1; n <= kGram; ++n) of_length_[n] = grams(text, n);
  }

  bool holds(const Numbers& string) const {
    Grams wanted;
    const Grams all = grams(string, kGram);
    std::set_difference(all.begin(), all.end(), own_.begin(), own_.end(), std::back_inserter(wanted));
    const Grams& text = of_length_[std::min(kGram, string.size())];
    const auto found = std::count_if(wanted.begin(), wanted.end(),
                                     [&](const Gram& g) { return std::binary_search(text.begin(), text.end(), g); });
    return !wanted.empty() && static_cast<double>(found) >= kPresent * static_cast<double>(wanted.size());
  }

 private:
  Grams own_;
  std::array<Grams, kGram + 1> of_length_;
};

double share(std::size_t count, std::size_t of) {
  return static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, of));
}

bool any_line(std::string_view entry, Vocabulary& vocabulary, const Searched& text) {
  while (true) {
    const std::size_t end = entry.find('\n');
    if (text.holds(vocabulary.number(entry.substr(0, end)))) return true;
    if (end == std::string_view::npos) return false;
    entry.remove_prefix(end + 1);
  }
}

double nav_share(const FarmTruth& farm, Vocabulary& vocabulary, const Searched& text) {
  std::size_t long_enough = 0;
  std::size_t found = 0;
  for (const std::string& string : farm.nav) {
    const Numbers tokens = vocabulary.number(string);
    if (tokens.size() < kShortestNav) continue;
    ++long_enough;
    found += text.holds(tokens);
  }
  return share(found, long_enough);
}

}  // namespace

FarmScore score_farm(const FarmTruth& farm, std::string_view title, std::string_view reference, std::string_view text) {
  Vocabulary vocabulary;
  const Numbers found = vocabulary.number(text);
  const Numbers article = vocabulary.number(reference);
  Numbers titled = vocabulary.number(title);
  titled.insert(titled.end(), article.begin(), article.end());
  const Searched searched(found, grams(article, kGram));

  std::size_t leaked = 0;
  std::size_t parts = 0;
  for (const std::string& entry : farm.entries) {
    leaked += searched.holds(vocabulary.number(entry));
    parts += any_line(entry, vocabulary, searched);
  }
  FarmScore score;
  score.leak = share(leaked, farm.entries.size());
  score.part = share(parts, farm.entries.size());
  score.nav = nav_share(farm, vocabulary, searched);
  score.recall = share(common(found, article), article.size());
  score.f1 = std::max(f1(found, article), f1(found, titled));
  score.empty = found.empty();
  return score;
}

std::string first_line_missing(std::string_view from, std::string_view text) {
  Vocabulary vocabulary;
  const Searched searched(vocabulary.number(text), {});
  for (const std::string_view line : lines(from)) {
    const Numbers tokens = vocabulary.number(line);
    if (!tokens.empty() && !searched.holds(tokens)) return std::string(line);
  }
  return {};
}

}  // namespace pith::program
