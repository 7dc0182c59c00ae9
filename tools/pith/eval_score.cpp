#include "eval_score.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace pith::program {
namespace {

double ratio(std::size_t count, std::size_t of) {
  return static_cast<double>(count) / static_cast<double>(of);
}

// Multiset overlap: order does not count, repeats do. Two empty lists agree.
Overlap overlap(const std::vector<std::string>& predicted, const std::vector<std::string>& reference) {
  if (predicted.empty() && reference.empty()) return {1, 1, 1};
  if (predicted.empty() || reference.empty()) return {};
  std::unordered_map<std::string_view, std::size_t> left;
  for (const std::string& token : reference) ++left[token];
  std::size_t hits = 0;
  for (const std::string& token : predicted) {
    const auto entry = left.find(token);
    if (entry == left.end() || entry->second == 0) continue;
    --entry->second;
    ++hits;
  }
  const double precision = ratio(hits, predicted.size());
  const double recall = ratio(hits, reference.size());
  return {precision, recall, hits ? 2 * precision * recall / (precision + recall) : 0};
}

std::size_t present(std::string_view folded, const std::vector<std::string>& snippets) {
  return std::count_if(snippets.begin(), snippets.end(), [folded](const std::string& snippet) {
    return folded.find(fold(snippet)) != std::string_view::npos;
  });
}

Snippets score_snippets(const Truth& truth, std::string_view text) {
  const std::string folded = fold(text);
  return {present(folded, truth.with), truth.with.size(), present(folded, truth.without), truth.without.size()};
}

bool same_title(std::string_view wanted, std::string_view found) {
  const std::string a = letters(wanted);
  const std::string b = letters(found);
  return !b.empty() && (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

bool share_a_name(const std::vector<std::string>& wanted, const std::vector<std::string>& found) {
  const std::vector<std::string> a = name_keys(wanted);
  const std::vector<std::string> b = name_keys(found);
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

template <typename Value>
double mean(const std::vector<const PageScore*>& pages, Value value) {
  double sum = 0;
  for (const PageScore* page : pages) sum += value(*page);
  return sum / static_cast<double>(pages.size());
}

template <typename Wanted>
std::vector<const PageScore*> select(const std::vector<PageScore>& pages, Wanted wanted) {
  std::vector<const PageScore*> out;
  for (const PageScore& page : pages) {
    if (wanted(page)) out.push_back(&page);
  }
  return out;
}

Overlap mean_overlap(const std::vector<const PageScore*>& pages) {
  return {mean(pages, [](const PageScore& p) { return p.text->precision; }),
          mean(pages, [](const PageScore& p) { return p.text->recall; }),
          mean(pages, [](const PageScore& p) { return p.text->f1; })};
}

void summarize_snippets(const std::vector<PageScore>& pages, SetScore& score) {
  const auto scored = select(pages, [](const PageScore& p) { return p.snippets.has_value(); });
  if (scored.empty()) return;
  score.snippets = {mean(scored, [](const PageScore& p) { return p.snippets->with_share(); }),
                    mean(scored, [](const PageScore& p) { return p.snippets->without_share(); })};
  std::size_t right = 0;
  std::size_t wanted = 0;
  std::size_t wrong = 0;
  for (const PageScore* page : scored) {
    right += page->snippets->with;
    wanted += page->snippets->with_of;
    wrong += page->snippets->without;
  }
  if (right == 0) return;
  score.segments = Overlap{ratio(right, right + wrong), ratio(right, wanted), ratio(2 * right, right + wanted + wrong)};
}

void summarize_field(const std::vector<PageScore>& pages, const char* name, std::optional<bool> PageScore::*field,
                     SetScore& score) {
  Accuracy accuracy;
  for (const PageScore& page : pages) {
    accuracy.pages += (page.*field).has_value();
    accuracy.right += (page.*field).value_or(false);
  }
  if (accuracy.pages > 0) score.fields.emplace_back(name, accuracy);
}

void summarize_types(const std::vector<PageScore>& pages, SetScore& score) {
  constexpr std::array kOrder = {"article", "forum", "product", "collection", "listing", "documentation", "service"};
  for (const char* const type : kOrder) {
    const auto scored = select(pages, [type](const PageScore& p) { return p.text && p.page_type == type; });
    if (scored.empty()) continue;
    score.page_types.push_back({type, scored.size(), mean_overlap(scored)});
  }
}

FarmMeans farm_means(const std::vector<const PageScore*>& pages) {
  FarmMeans means;
  means.pages = pages.size();
  const auto of = [&pages](auto value) { return mean(pages, [value](const PageScore& p) { return +value(*p.farm); }); };
  means.clean = of([](const FarmScore& s) { return s.clean(); });
  means.strict = of([](const FarmScore& s) { return s.strict(); });
  means.leak = of([](const FarmScore& s) { return s.leak; });
  means.part = of([](const FarmScore& s) { return s.part; });
  means.nav = of([](const FarmScore& s) { return s.nav; });
  means.recall = of([](const FarmScore& s) { return s.recall; });
  means.f1 = of([](const FarmScore& s) { return s.f1; });
  means.noleak = of([](const FarmScore& s) { return s.leak == 0; });
  means.whole = of([](const FarmScore& s) { return s.whole(); });
  means.empty = of([](const FarmScore& s) { return s.empty; });
  return means;
}

FarmGroups farm_groups(const LabelledSet& set, const std::vector<PageScore>& pages, const char* name,
                       std::string FarmTruth::*key) {
  std::map<std::string, std::vector<const PageScore*>> groups;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].farm) groups[(*set.pages[i].farm).*key].push_back(&pages[i]);
  }
  FarmGroups out{name, {}};
  for (const auto& [group, members] : groups) out.means.emplace_back(group, farm_means(members));
  return out;
}

void summarize_farms(const LabelledSet& set, const std::vector<PageScore>& pages, SetScore& score) {
  const auto scored = select(pages, [](const PageScore& p) { return p.farm.has_value(); });
  if (scored.empty()) return;
  score.farm = farm_means(scored);
  score.farm_groups = {farm_groups(set, pages, "language", &FarmTruth::language),
                       farm_groups(set, pages, "template", &FarmTruth::layout),
                       farm_groups(set, pages, "kind", &FarmTruth::kind)};
}

}  // namespace

double Snippets::with_share() const {
  return with_of ? ratio(with, with_of) : 1;
}

double Snippets::without_share() const {
  return without_of ? ratio(without, without_of) : 0;
}

Tokens token_kind(std::string_view set_name) {
  return set_name.starts_with("wcxb") ? Tokens::words : Tokens::mixed;
}

PageScore score_page(const Truth& truth, const Found& found, Tokens kind) {
  PageScore score;
  score.id = truth.id;
  score.page_type = truth.page_type;
  score.language = truth.language;
  score.length = code_points(found.text);
  if (truth.text) score.text = overlap(tokenize(found.text, kind), tokenize(*truth.text, kind));
  if (truth.has_snippets) score.snippets = score_snippets(truth, found.text);
  if (!truth.title.empty()) score.title = same_title(truth.title, found.title);
  if (!truth.authors.empty()) score.author = share_a_name(truth.authors, found.authors);
  if (const std::string wanted = day(truth.date); !wanted.empty()) score.date = day(found.date) == wanted;
  if (truth.farm) score.farm = score_farm(*truth.farm, truth.title, truth.text.value_or(""), found.text);
  return score;
}

SetScore summarize(const LabelledSet& set, const std::vector<PageScore>& pages) {
  SetScore score;
  score.name = set.name;
  score.pages = pages.size();
  score.empty = select(pages, [](const PageScore& p) { return p.length == 0; }).size();
  const auto scored = select(pages, [](const PageScore& p) { return p.text.has_value(); });
  if (!scored.empty()) score.text = mean_overlap(scored);
  summarize_snippets(pages, score);
  summarize_field(pages, "title", &PageScore::title, score);
  summarize_field(pages, "author", &PageScore::author, score);
  summarize_field(pages, "date", &PageScore::date, score);
  summarize_types(pages, score);
  summarize_farms(set, pages, score);
  return score;
}

}  // namespace pith::program
