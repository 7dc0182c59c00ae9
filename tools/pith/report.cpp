#include "report.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "pith/version.h"

namespace pith::program {
namespace {

constexpr std::string_view kHead = R"html(<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
)html";

constexpr std::string_view kStyle = R"css(<style>
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff }
body { max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem }
h1 { font-size: 1.4rem; margin: 0 0 .3rem }
.facts { border-collapse: collapse; margin: .8rem 0 }
.facts td, .facts th { padding: .1rem .8rem .1rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere }
.facts th { font-weight: 600; color: #555; white-space: nowrap }
.warning { background: #fff3cd; border-left: 4px solid #d39e00; padding: .3rem .7rem; margin: .3rem 0 }
.legend { display: flex; flex-wrap: wrap; gap: .15rem; align-items: center; margin: .8rem 0 }
.legend span { padding: .1rem .5rem }
.legend .text { padding: 0 .6rem 0 0 }
label { margin-right: 1rem }
details { margin: 2px 0; border-left: 5px solid; position: relative }
details.kept { border-color: #1a7f37 }
details.dropped { border-color: #bbb }
summary { list-style: none; cursor: help; padding: .15rem 8.5rem .15rem .7rem; white-space: pre-wrap; overflow-wrap: anywhere }
summary::-webkit-details-marker { display: none }
summary::after { content: attr(data-mark); position: absolute; right: .5rem; top: .15rem; font-size: .8rem; color: #444 }
.dropped summary { color: #666; text-decoration: line-through; text-decoration-color: #bbb }
.heading summary { font-weight: 700; font-size: 1.1rem }
.code summary { font-family: ui-monospace, monospace; font-size: .9rem }
.list_item summary { padding-left: 2rem }
.list_item summary::before { content: "• "; margin-left: -1rem }
.quote summary { font-style: italic; padding-left: 2rem }
.why { padding: .4rem .8rem; background: #fafafa; font-size: .85rem }
.why code { overflow-wrap: anywhere }
.features { columns: 3 15rem; margin: .4rem 0 0; padding: 0; list-style: none; font-family: ui-monospace, monospace }
.features b { font-weight: 400 }
.features li { display: flex; justify-content: space-between; gap: .5rem; break-inside: avoid; border-bottom: 1px dotted #ddd }
#only:checked ~ main .dropped { display: none }
#cut:checked ~ main .kept { display: none }
)css";

constexpr int kShades = 11;  // of probability: 0, 0.1, … 1

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string two_digits(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string percent(double share) {
  char text[40];
  std::snprintf(text, sizeof text, "%.0f %%", 100 * share);
  return text;
}

int shade(double probability) {
  if (!(probability > 0)) return 0;
  return static_cast<int>(std::lround(std::min(probability, 1.) * (kShades - 1)));
}

// Red through yellow to green, pale enough to read on.
std::string shade_rules() {
  std::string out;
  for (int i = 0; i < kShades; ++i) {
    char rule[80];
    std::snprintf(rule, sizeof rule, ".p%d { background: hsl(%d 75%% 90%%) }\n", i, i * 12);
    out += rule;
  }
  return out + "</style>\n";
}

std::string_view kind_name(Block::Kind kind) {
  constexpr std::string_view kNames[] = {"paragraph", "heading", "list_item", "table_cell", "code", "quote", "caption"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string fact(std::string_view name, const std::string& value) {
  if (value.empty()) return {};
  return "<tr><th>" + std::string(name) + "<td>" + escape(value) + "\n";
}

std::string joined(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : "; ") + item;
  return out;
}

std::string scored(std::string_view name, double score) {
  return name.empty() ? std::string() : std::string(name) + " (" + percent(score) + ")";
}

std::string facts(const Article& article, std::size_t kept) {
  const Metadata& m = article.metadata;
  std::string out = "<table class=facts>\n";
  out += fact("Status", std::string(to_string(article.status)));
  out += fact("Confidence", percent(article.confidence));
  out += fact("Page type", scored(to_string(article.page_type), article.page_type_score));
  out += fact("Blocks", std::to_string(kept) + " kept, " + std::to_string(article.blocks.size() - kept) + " dropped");
  out += fact("Language", scored(article.language, article.language_score));
  out +=
      fact("Encoding", article.encoding + (article.encoding.empty() ? "" : " (from: " + article.encoding_source + ")"));
  out += fact("URL", article.url);
  out += fact("Author", joined(m.authors));
  out += fact("Date", m.date);
  out += fact("Modified", m.date_modified);
  out += fact("Site", m.sitename);
  out += fact("Description", m.description);
  out += fact("Tags", joined(m.tags));
  out += fact("Comments", article.comments.empty() ? "" : std::to_string(article.comments.size()));
  return out + "</table>\n";
}

std::string warnings(const Article& article) {
  std::string out;
  for (const Reason reason : article.warnings) {
    const ReasonText text = describe(reason);
    out += "<p class=warning><b>" + escape(text.name) + "</b>: " + escape(text.message) + "\n";
  }
  return out;
}

std::string legend() {
  std::string out = "<div class=legend><span class=text>Probability of being main content:</span>";
  for (int i = 0; i < kShades; ++i) {
    out += "<span class=p" + std::to_string(i) + ">" + number(i / static_cast<double>(kShades - 1)) + "</span>";
  }
  return out + R"html(</div>
<p>A green bar at the left is a kept block, a grey one with its text struck out a dropped one. Point at a block for its
reason, click on it for all that was known of it (what is not listed is 0).</p>
)html";
}

// What is seen on pointing at a block: short, as browsers cut long ones.
std::string tooltip(const Block& block, const BlockFeatures* features) {
  constexpr std::size_t kMost = 24;
  std::string out = block.reason + "\n" + block.path;
  std::size_t shown = 0;
  for (std::size_t i = 0; features && i < features->values.size() && shown < kMost; ++i) {
    const auto& [name, value] = features->values[i];
    if (value == 0) continue;
    out += "\n" + name + " = " + number(value);
    ++shown;
  }
  return escape(out);
}

std::string feature_list(const BlockFeatures& features) {
  std::string out = "<ul class=features>";
  for (const auto& [name, value] : features.values) {
    if (value == 0) continue;  // most are
    out += "<li>" + escape(name) + "<b>" + number(value) + "</b>";
  }
  return out + "</ul>";
}

std::string block_html(const Block& block, const BlockFeatures* features) {
  const std::string kind(kind_name(block.kind));
  const std::string verdict = block.kept ? "kept" : "dropped";
  std::string out = "<details class=\"" + verdict + " " + kind + "\"><summary class=p";
  out += std::to_string(shade(block.probability));
  out += " data-mark=\"" + verdict + " " + two_digits(block.probability) + "\" title=\"" + tooltip(block, features) +
         "\">";
  out += escape(block.text) + "</summary><div class=why>" + kind + ", " + verdict + ": " + escape(block.reason);
  out += "<br><code>" + escape(block.path) + "</code>";
  if (features) out += feature_list(*features);
  return out + "</div></details>\n";
}

// They must stand beside <main>, or the rules on :checked do not reach it.
std::string filters() {
  return "<input type=radio name=show id=all checked> <label for=all>all blocks</label>"
         "<input type=radio name=show id=only> <label for=only>kept ones</label>"
         "<input type=radio name=show id=cut> <label for=cut>dropped ones</label>\n";
}

}  // namespace

std::vector<BlockFeatures> parse_features(std::string_view json_lines) {
  std::vector<BlockFeatures> out;
  while (!json_lines.empty()) {
    const std::string_view line = json_lines.substr(0, json_lines.find('\n'));
    json_lines.remove_prefix(std::min(line.size() + 1, json_lines.size()));
    BlockFeatures& features = out.emplace_back();
    const auto object = nlohmann::ordered_json::parse(line, nullptr, false);
    if (!object.is_object()) continue;
    for (const auto& [name, value] : object.items()) {
      if (name != "block" && value.is_number()) features.values.emplace_back(name, value.get<double>());
    }
  }
  return out;
}

std::string to_report(const Article& article, const std::vector<BlockFeatures>& features) {
  const auto kept = std::count_if(article.blocks.begin(), article.blocks.end(), [](const Block& b) { return b.kept; });
  const std::string title = article.metadata.title.empty() ? "A page without a title" : article.metadata.title;
  std::string out = std::string(kHead) + "<title>" + escape(title) + "</title>\n";
  out += std::string(kStyle) + shade_rules();
  out += "<h1>" + escape(title) + "</h1>\n" + facts(article, static_cast<std::size_t>(kept)) + warnings(article);
  out += legend() + filters() + "<main>\n";
  const bool matched = features.size() == article.blocks.size();
  for (std::size_t i = 0; i < article.blocks.size(); ++i) {
    out += block_html(article.blocks[i], matched ? &features[i] : nullptr);
  }
  return out + "</main>\n<p><small>pith " + std::string(kVersion) + "</small>\n";
}

}  // namespace pith::program
