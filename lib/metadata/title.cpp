// The title: what the sources agree on, without the site's name.
#include <algorithm>
#include <iterator>

#include "clean.h"
#include "fields.h"
#include "text/text.h"

namespace pith::metadata {
namespace {

using html::NodeIndex;
using html::Tag;

constexpr double kLikeness = 0.8;       // what a like title counts beside an equal one
constexpr double kLonely = 0.1;         // what a heading counts that no other source is like
constexpr double kLike = 0.5;           // share of common words from which on two titles are alike
constexpr std::size_t kMaxTitle = 600;  // bytes; longer ones are no titles

// What sites put between the parts of a <title>. Most need white space around them, some stand close.
constexpr std::string_view kSpaced[] = {
    "-", "–", "—", "|",  "·", "•", "»",  "«", "/", ":", "::", "_", "~", "<",  ">", "‹",
    "›", "←", "→", "ー", "―", "−", "＞", "@", "*", "◆", "★",  "=", "#", "\\", "➤", "►"};
constexpr std::string_view kTight[] = {"|", "｜", "_", "::", "»", "│", "＿", "―", "--", "丨", "－"};

struct Part {
  std::size_t begin = 0, end = 0;  // bytes of the title
};

template <std::size_t N>
std::size_t separator_at(const std::string_view (&separators)[N], std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view separator : separators) {
    if (text.starts_with(separator)) longest = std::max(longest, separator.size());
  }
  return longest;
}

// Chinese titles have no white space about the hyphen; their words have none within.
bool stands_between_cjk(std::string_view title, std::size_t at) {
  constexpr std::size_t kSize = 3;  // bytes of most CJK characters
  if (at < kSize || at + kSize >= title.size()) return false;
  std::size_t before = at - kSize, behind = at + 1;
  return text::is_cjk(text::next_code_point(title, before)) && before == at &&
         text::is_cjk(text::next_code_point(title, behind));
}

// Size of the separator, with its white space, that stands at `at`; 0 for none.
std::size_t separator_size(std::string_view title, std::size_t at) {
  if (title[at] == ' ') {
    const std::size_t size = separator_at(kSpaced, title.substr(at + 1));
    if (size > 0 && title.substr(at + 1 + size).starts_with(' ')) return size + 2;
    const std::size_t tight = separator_at(kTight, title.substr(at + 1));
    return tight > 0 ? tight + 1 : 0;
  }
  const std::size_t tight = separator_at(kTight, title.substr(at));
  if (tight > 0) return tight + (title.substr(at + tight).starts_with(' ') ? 1 : 0);
  if (title[at] == '-') return stands_between_cjk(title, at) ? 1 : 0;
  return title.substr(at).starts_with(": ") ? 2 : 0;
}

std::vector<Part> split_title(std::string_view title) {
  std::vector<Part> parts{{0, 0}};
  for (std::size_t at = 0; at < title.size();) {
    const std::size_t size = at > 0 ? separator_size(title, at) : 0;
    if (size > 0 && at + size < title.size()) {
      parts.back().end = at;
      parts.push_back({at + size, 0});
      at += size;
    } else {
      ++at;
    }
  }
  parts.back().end = title.size();
  return parts;
}

// One holds the other, and is at least `share` of it. Both folded.
bool contains(std::string_view a, std::string_view b, double share) {
  if (a.size() < b.size()) std::swap(a, b);
  if (b.size() < 2 || static_cast<double>(b.size()) < share * static_cast<double>(a.size())) return false;
  return a.find(b) != a.npos;
}

// Without the parts at either end that name the site; what is left is never empty.
std::string without_site(const Page& page, std::string_view title) {
  const std::vector<Part> parts = split_title(title);
  std::size_t first = 0, last = parts.size();
  auto part = [&](std::size_t i) { return title.substr(parts[i].begin, parts[i].end - parts[i].begin); };
  while (last - first > 1 && resembles_site(page, part(last - 1))) --last;
  while (last - first > 1 && resembles_site(page, part(first))) ++first;
  return text::fold_space(title.substr(parts[first].begin, parts[last - 1].end - parts[first].begin));
}

// Where nothing else is known: the part with the most text, with what stands before it; what follows a bar is dropped.
std::string longest_part(std::string_view title) {
  const std::vector<Part> parts = split_title(title);
  if (parts.size() == 1) return std::string(title);
  float best = -1;
  Part longest;
  for (const Part& part : parts) {
    const float length = text::units(title.substr(part.begin, part.end - part.begin));
    if (length > best) {
      best = length;
      longest = part;
    }
  }
  return text::fold_space(title.substr(longest.begin, longest.end - longest.begin));
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  text::for_each_word(text, [&](const text::Word& word) { words.push_back(text::lower(word.text)); });
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Share of the words of the one with fewer that the other has too.
double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string_view> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  const std::size_t fewer = std::min(a.size(), b.size());
  return fewer == 0 ? 0 : static_cast<double>(both.size()) / static_cast<double>(fewer);
}

// How far a source is believed: by itself, and when it says what another one says. Found by a search over labelled
// pages.
struct Trust {
  double own = 0, vote = 0;
};
constexpr Trust kArticle{28, 4}, kWork{20, 6}, kWebPage{8, 3}, kOpenGraph{22, 7}, kTwitter{12, 3}, kMetas{16, 4},
    kTitleTag{16, 3}, kMicrodata{6, 5}, kOnlyH1{26, 12}, kFirstH1{10, 4}, kOtherH1{4, 2}, kSubheading{1, 0},
    kNamed{6, 1}, kShownLine{20, 3};

struct Candidate {
  std::string text;
  std::string letters;
  std::vector<std::string> words;  // sorted, each once; CJK characters are words
  Trust trust;
  NodeIndex node = html::kNoNode;  // where the page shows it
  bool site = false;               // no more than the site's name
};

class TitleFinder {
 public:
  explicit TitleFinder(Page& page) : page_(page), head_letters_(folded_letters(page.head_title)) {}

  std::string find() {
    gather();
    const Candidate* best = nullptr;
    double best_score = -1;
    for (const Candidate& candidate : candidates_) {
      const double score = score_of(candidate);
      if (score > best_score) {
        best = &candidate;
        best_score = score;
      }
    }
    if (best == nullptr) return {};
    page_.title_node = node_of(best->letters);
    return best->text;
  }

 private:
  void gather() {
    entities(3, kArticle);
    add(page_.meta({"og:title"}), kOpenGraph);
    marked(Mark::title | Mark::strong, kMicrodata, 3);
    headings();
    add(page_.meta({"twitter:title"}), kTwitter);
    add(page_.meta({"parsely-title", "sailthru.title", "citation_title", "dc.title", "dcterms.title", "title",
                    "headline", "cxenseparse:title"}),
        kMetas);
    entities(2, kWork);
    const std::string shown = shown_part();
    add(shown, kTitleTag);
    marked(Mark::title, kNamed, 12);
    entities(1, kWebPage);
    if (!heading_in_title_) shown_line();
    if (shown != page_.head_title) return disown(folded_letters(page_.head_title.substr(shown.size())));
    const std::string head = without_site(page_, page_.head_title);
    if (std::string part = longest_part(head); part != head) add(std::move(part), kTwitter);
  }

  void entities(int rank, Trust trust) {
    for (const SchemaEntity& entity : page_.json_ld.entities) {
      if (entity.rank != rank) continue;
      add(entity.headline.empty() ? entity.name : entity.headline, trust);
      return;
    }
  }

  void headings() {
    const auto count = std::count_if(page_.headings.begin(), page_.headings.end(), [&](const Mark& heading) {
      return !heading.outside_text() && page_.document.nodes[heading.node].tag == Tag::h1;
    });
    std::size_t h1 = 0, others = 0;
    for (const Mark& heading : page_.headings) {
      if (heading.outside_text()) continue;
      const bool is_h1 = page_.document.nodes[heading.node].tag == Tag::h1;
      const std::size_t before = is_h1 ? h1++ : others++;
      if (is_h1 && before < 4) add_shown(heading.node, before > 0 ? kOtherH1 : count == 1 ? kOnlyH1 : kFirstH1);
      if (!is_h1 && before < 8) add_shown(heading.node, kSubheading);
    }
  }

  void marked(std::uint16_t flags, Trust trust, std::size_t limit) {
    for (const Mark& mark : page_.marks) {
      if ((mark.flags & flags) != flags || mark.outside_text()) continue;
      if (limit-- == 0) return;
      add_shown(mark.node, trust);
    }
  }

  // Pages without a heading show the title in a line of its own: the longest one that is a part of <title>.
  void shown_line() {
    constexpr std::size_t kShortest = 10;  // bytes of letters
    const Line* longest = nullptr;
    std::size_t most = kShortest;
    for (const Line& line : page_.lines()) {
      if (line.text.size() > page_.head_title.size() + 20) continue;
      const std::string letters = folded_letters(line.text);
      if (letters.size() <= most || letters.size() * 3 < head_letters_.size() ||
          head_letters_.find(letters) == head_letters_.npos)
        continue;
      if (is_site_name(page_, line.text)) continue;
      longest = &line;
      most = letters.size();
    }
    if (longest != nullptr) add(longest->text, kShownLine, longest->begin);
  }

  // <title>, or its first part where a heading repeats it: no site needs to say its name then. Headings that are links
  // are the site's own name more often than not.
  std::string shown_part() const {
    constexpr std::size_t kMost = 3;  // of more parts the first is not all of the title
    const std::vector<Part> parts = split_title(page_.head_title);
    if (parts.size() < 2 || parts.size() > kMost) return page_.head_title;
    const std::string rest = folded_letters(page_.head_title.substr(parts[1].begin));
    if (rest == folded_letters(page_.meta({"og:title"}))) return page_.head_title;
    std::string text = page_.head_title.substr(0, parts[0].end);
    return is_shown(folded_letters(text)) ? text : page_.head_title;
  }
  // What else <title> says is the site's name, wherever the page repeats it.
  void disown(const std::string& rest) {
    constexpr double kMost = 0.6;
    for (Candidate& candidate : candidates_) candidate.site |= contains(candidate.letters, rest, kMost);
  }
  bool is_shown(const std::string& letters) const {
    return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
      return candidate.node != html::kNoNode && !candidate.site && candidate.letters == letters &&
             !holds_link(candidate.node);
    });
  }
  bool holds_link(NodeIndex node) const {
    constexpr NodeIndex kNear = 20;
    const NodeIndex end = std::min(page_.document.nodes[node].end, node + kNear);
    for (NodeIndex i = node; i < end; ++i) {
      const std::string_view href = page_.document.attribute(i, html::AttributeName::href);
      if (!href.empty() && href.front() != '#') return true;
    }
    return false;
  }

  void add_shown(NodeIndex node, Trust trust) {
    std::string text = page_.text(node);
    for (const std::string_view permalink : {"¶", " #", "🔗"}) {  // documentation links its headings to themselves
      if (text.ends_with(permalink) && text.size() > permalink.size()) text.resize(text.size() - permalink.size());
    }
    add(std::move(text), trust, node);
  }

  void add(std::string text, Trust trust, NodeIndex node = html::kNoNode) {
    if (text.empty() || text.size() > kMaxTitle) return;
    text = without_site(page_, text);
    Candidate candidate;
    candidate.letters = folded_letters(text);
    if (candidate.letters.empty()) return;
    candidate.words = words_of(text);
    candidate.trust = trust;
    candidate.node = node;
    candidate.site = is_site_name(page_, text);
    candidate.text = std::move(text);
    if (is_repeated(candidate)) return;
    const bool shown = node != html::kNoNode && !candidate.site && candidate.letters.size() > 7;
    if (shown) heading_in_title_ |= head_letters_.find(candidate.letters) != std::string::npos;
    candidates_.push_back(std::move(candidate));
  }

  // A source that says the same twice has one vote.
  bool is_repeated(const Candidate& candidate) const {
    return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
      return other.letters == candidate.letters && other.trust.own == candidate.trust.own;
    });
  }

  // Its own trust, and the votes of the sources that say the same or nearly.
  double score_of(const Candidate& candidate) const {
    if (candidate.site) return 0;
    double votes = 0, likest = 0;
    for (const Candidate& other : candidates_) {
      if (&other == &candidate || other.site) continue;
      const double share = other.letters == candidate.letters ? 1 : overlap(other.words, candidate.words);
      if (share < kLike) continue;
      votes += other.trust.vote * (other.letters == candidate.letters ? 1 : share * kLikeness);
      likest = std::max(likest, share);
    }
    const bool lonely = likest == 0 && candidate.node != html::kNoNode;
    return votes + candidate.trust.own / 2 * (lonely ? kLonely : 1);
  }

  // Where the page shows the title: the heading or named element that is equal, else the one most alike.
  NodeIndex node_of(std::string_view letters) const {
    const Candidate* partly = nullptr;
    for (const Candidate& candidate : candidates_) {
      if (candidate.node == html::kNoNode) continue;
      if (candidate.letters == letters) return candidate.node;
      if (partly == nullptr && contains(candidate.letters, letters, 0.5)) partly = &candidate;
    }
    return partly == nullptr ? html::kNoNode : partly->node;
  }

  Page& page_;
  std::string head_letters_;  // of <title>
  std::vector<Candidate> candidates_;
  bool heading_in_title_ = false;  // a shown candidate is a part of <title>
};

}  // namespace

bool resembles_site(const Page& page, std::string_view part) {
  const std::string letters = folded_letters(part);
  return std::any_of(page.site_names.begin(), page.site_names.end(), [&](const std::string& name) {
    return letters == name || (std::min(name.size(), letters.size()) >= 4 && contains(letters, name, 0.4));
  });
}

bool is_site_name(const Page& page, std::string_view text) {
  const std::string letters = folded_letters(text);
  return std::find(page.site_names.begin(), page.site_names.end(), letters) != page.site_names.end();
}

std::string find_title(Page& page) {
  return TitleFinder(page).find();
}

}  // namespace pith::metadata
