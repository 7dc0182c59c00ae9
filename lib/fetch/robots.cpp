#include "robots.h"

#include <algorithm>
#include <charconv>

#include "ascii.h"
#include "percent.h"

namespace pith::robots {
namespace {

// Octets are compared percent-encoded, but for unreserved ones (2.2.2). After the '?' reserved ones that delimit
// nothing there are the same encoded or not, as the RFC's table of examples has it.
std::string comparable(std::string_view path) {
  const std::size_t query = std::min(path.find('?'), path.size());
  return percent::one_spelling(path.substr(0, query), percent::is_unreserved) +
         percent::one_spelling(path.substr(query), [](char c) {
           return percent::is_unreserved(c) || std::string_view(":/?@!'(),;[]").find(c) != std::string_view::npos;
         });
}

std::string replaced(std::string_view text, char character, std::string_view by) {
  std::string out;
  for (const char c : text) c == character ? out.append(by) : out.append(1, c);
  return out;
}

// A path has no wildcards: its stars and dollars are octets that patterns have encoded (2.2.3).
std::string path_octets(std::string_view path) {
  return replaced(replaced(comparable(path), '*', "%2A"), '$', "%24");
}

// In a pattern '$' is special at the end alone.
std::string pattern_octets(std::string_view pattern) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  return replaced(comparable(pattern), '$', "%24") + (to_end ? "$" : "");
}

// '*' is any run of octets, '$' at the end the end of the path (2.2.3). Taking each piece between two stars where it
// first occurs leaves the most room for the others, so nothing is tried twice.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  const std::size_t first_star = std::min(pattern.find('*'), pattern.size());
  if (!path.starts_with(pattern.substr(0, first_star))) return false;
  path.remove_prefix(first_star);
  pattern.remove_prefix(first_star);
  if (pattern.empty()) return !to_end || path.empty();
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::string_view piece = pattern.substr(0, pattern.find('*'));
    pattern.remove_prefix(piece.size());
    if (pattern.empty() && to_end) return path.ends_with(piece);
    const std::size_t at = path.find(piece);
    if (at == path.npos) return false;
    path.remove_prefix(at + piece.size());
  }
  return true;
}

struct Line {
  std::string_view key;
  std::string_view value;
};

// "key: value # comment" (2.2); a line without a colon has no key.
Line split(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return {};
  return {ascii::trimmed(line.substr(0, colon)), ascii::trimmed(line.substr(colon + 1))};
}

std::optional<std::chrono::milliseconds> seconds(std::string_view text) {
  constexpr double kMost = 1e9;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || end == text.data() || !(value >= 0)) return std::nullopt;
  return std::chrono::milliseconds(static_cast<long long>(std::min(value, kMost) * 1000));
}

// Reads a file line by line and keeps the rules of groups for this crawler, and those of '*', apart.
class Reader {
 public:
  explicit Reader(std::string_view product) : product_(product) {}

  void read(const Line& line) {
    if (ascii::equal_folded(line.key, "user-agent")) {
      read_agent(line.value);
    } else if (ascii::equal_folded(line.key, "allow")) {
      add({true, pattern_octets(line.value)});
    } else if (ascii::equal_folded(line.key, "disallow")) {
      add({false, pattern_octets(line.value)});
    } else if (ascii::equal_folded(line.key, "crawl-delay")) {
      add_delay(line.value);
    } else if (ascii::equal_folded(line.key, "sitemap")) {
      sitemaps_.emplace_back(line.value);
    }
  }

  Rules take() {
    Rules rules = std::move(named_ ? own_ : any_);
    rules.sitemaps = std::move(sitemaps_);
    return rules;
  }

 private:
  // A group is one or more User-agent lines and the rules below them; other lines do not end it (2.1, 2.2.4).
  void read_agent(std::string_view value) {
    if (in_rules_) for_us_ = for_any_ = in_rules_ = false;
    if (value.starts_with('*')) for_any_ = true;
    if (ascii::equal_folded(product_token(value), product_)) for_us_ = named_ = true;
  }

  void add(Rule rule) {
    in_rules_ = true;
    if (rule.pattern.empty()) return;  // matches nothing
    if (for_us_) own_.rules.push_back(rule);
    if (for_any_) any_.rules.push_back(std::move(rule));
  }

  void add_delay(std::string_view value) {
    const auto delay = seconds(value);
    if (for_us_) own_.crawl_delay = std::max(own_.crawl_delay, delay);
    if (for_any_) any_.crawl_delay = std::max(any_.crawl_delay, delay);
  }

  std::string_view product_;
  bool in_rules_ = false;  // the group's User-agent lines are over
  bool for_us_ = false;
  bool for_any_ = false;
  bool named_ = false;
  Rules own_;
  Rules any_;
  std::vector<std::string> sitemaps_;
};

}  // namespace

bool Rules::allows(std::string_view path) const {
  if (path == "/robots.txt") return true;
  const std::string octets = path_octets(path);
  const Rule* best = nullptr;
  for (const Rule& rule : rules) {
    const bool longer = best == nullptr || rule.pattern.size() > best->pattern.size() ||
                        (rule.pattern.size() == best->pattern.size() && rule.allow && !best->allow);
    if (longer && matches(rule.pattern, octets)) best = &rule;
  }
  return best == nullptr || best->allow;
}

Rules parse(std::string_view text, std::string_view product) {
  constexpr std::string_view kEnds = "\r\n";
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > kMostBytes) {
    text = text.substr(0, kMostBytes);
    text = text.substr(0, text.find_last_of(kEnds) + 1);
  }
  Reader reader(product);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of(kEnds));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    reader.read(split(line));
  }
  return reader.take();
}

std::string_view product_token(std::string_view user_agent) {
  const auto end = std::ranges::find_if_not(
      user_agent, [](char c) { return ascii::is_letter(c) || c == '-' || c == '_'; });  // RFC 9309, 2.2.1
  return user_agent.substr(0, static_cast<std::size_t>(end - user_agent.begin()));
}

}  // namespace pith::robots
