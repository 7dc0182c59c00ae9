#include "eval_print.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace pith::program {
namespace {

using Json = nlohmann::ordered_json;

template <typename... Values>
std::string format(const char* pattern, Values... values) {
  char line[256];
  std::snprintf(line, sizeof line, pattern, values...);
  return line;
}

Json string_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json farm_json(const FarmMeans& m) {
  return {{"n", m.pages},       {"clean", m.clean}, {"strict", m.strict}, {"leak", m.leak},
          {"part", m.part},     {"nav", m.nav},     {"recall", m.recall}, {"f1", m.f1},
          {"noleak", m.noleak}, {"r98", m.whole},   {"empty", m.empty}};
}

Json farm_json(const SetScore& score) {
  Json out = {{"all", farm_json(*score.farm)}};
  for (const FarmGroups& groups : score.farm_groups) {
    for (const auto& [name, means] : groups.means) out[groups.by][name] = farm_json(means);
  }
  return out;
}

Json farm_json(const FarmScore& s) {
  return {{"leak", s.leak}, {"part", s.part}, {"nav", s.nav}, {"recall", s.recall}, {"f1", s.f1}};
}

Json page_json(const PageScore& score) {
  Json out = {{"id", score.id},
              {"type", string_or_null(score.page_type)},
              {"language", string_or_null(score.language)},
              {"n_pred", score.length}};
  if (score.text) {
    out["p"] = score.text->precision;
    out["r"] = score.text->recall;
    out["f1"] = score.text->f1;
  }
  if (score.snippets) {
    out["with"] = score.snippets->with_share();
    out["without"] = score.snippets->without_share();
  }
  if (score.title) out["title"] = *score.title;
  if (score.author) out["author"] = *score.author;
  if (score.date) out["date"] = *score.date;
  if (score.farm) out["farm"] = farm_json(*score.farm);
  return out;
}

std::string line(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string farm_line(const std::string& name, const FarmMeans& m) {
  return format("  %-20.60s %4zu %6.1f%% %6.1f%% %6.4f %6.4f %6.4f %6.4f %6.4f %5.0f\n", name.c_str(), m.pages,
                100 * m.clean, 100 * m.strict, m.leak, m.part, m.nav, m.recall, m.f1,
                m.empty * static_cast<double>(m.pages));
}

std::string farm_report(const SetScore& score) {
  std::string out = "  link farms              n   clean  strict   leak   part    nav recall     f1 empty\n";
  out += farm_line("all", *score.farm);
  constexpr std::size_t kMostGroups = 30;  // a table for people; JSON has all
  for (const FarmGroups& groups : score.farm_groups) {
    if (groups.means.size() > kMostGroups) continue;
    for (const auto& [name, means] : groups.means) out += farm_line(groups.by + " " + name, means);
  }
  return out;
}

// What fits on a line of a terminal, not cut within a character.
std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 160;
  if (text.size() <= kMost) return std::string(text);
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string worst_report(const std::vector<WorstPage>& pages) {
  std::string out;
  for (const WorstPage& page : pages) {
    const PageScore& score = *page.score;
    out += score.id + "  " + (score.page_type.empty() ? "-" : score.page_type) +
           format("  F1 %.4f  P %.4f  R %.4f\n", score.text->f1, score.text->precision, score.text->recall);
    if (!page.lost.empty()) out += "  lost   " + shortened(page.lost) + "\n";
    if (!page.wrong.empty()) out += "  wrong  " + shortened(page.wrong) + "\n";
  }
  return out;
}

}  // namespace

std::string to_json_line(const PageScore& score) {
  return line(page_json(score));
}

std::string to_json_line(const SetScore& score, const std::vector<WorstPage>& worst) {
  Json out = {{"set", score.name}, {"pages", score.pages}, {"empty", score.empty}};
  if (score.text) {
    out["f1"] = score.text->f1;
    out["p"] = score.text->precision;
    out["r"] = score.text->recall;
  }
  if (score.snippets) {
    out["with"] = score.snippets->first;
    out["without"] = score.snippets->second;
  }
  if (score.segments) {
    out["segments"] = {{"p", score.segments->precision}, {"r", score.segments->recall}, {"f1", score.segments->f1}};
  }
  out["fields"] = Json::object();
  for (const auto& [name, accuracy] : score.fields) {
    out["fields"][name] = {{"accuracy", static_cast<double>(accuracy.right) / static_cast<double>(accuracy.pages)},
                           {"pages", accuracy.pages}};
  }
  out["types"] = Json::object();
  for (const TypeMeans& type : score.page_types) {
    out["types"][type.page_type] = {
        {"n", type.pages}, {"f1", type.text.f1}, {"p", type.text.precision}, {"r", type.text.recall}};
  }
  if (score.farm) out["farm"] = farm_json(score);
  for (const WorstPage& page : worst) {
    Json entry = page_json(*page.score);
    entry["lost"] = string_or_null(page.lost);
    entry["wrong"] = string_or_null(page.wrong);
    out["worst"].push_back(std::move(entry));
  }
  return line(out);
}

std::string to_report(const SetScore& score, const std::vector<WorstPage>& worst) {
  std::string out = score.name + format(": %zu pages, %zu of them without text\n", score.pages, score.empty);
  const auto overlap = [](const std::string& name, const Overlap& o) {
    return format("  %-14.40s F1 %.4f  P %.4f  R %.4f", name.c_str(), o.f1, o.precision, o.recall);
  };
  if (score.text) out += overlap("text", *score.text) + "\n";
  for (const TypeMeans& type : score.page_types) {
    out += overlap(type.page_type, type.text) + format("  (%zu pages)\n", type.pages);
  }
  if (score.snippets) {
    out += format("  snippets       with %.4f  without %.4f\n", score.snippets->first, score.snippets->second);
  }
  if (score.segments) out += overlap("segments", *score.segments) + "\n";
  for (const auto& [name, accuracy] : score.fields) {
    out += format("  %-14s %.4f  (%zu of %zu pages)\n", name.c_str(),
                  static_cast<double>(accuracy.right) / static_cast<double>(accuracy.pages), accuracy.right,
                  accuracy.pages);
  }
  if (score.farm) out += farm_report(score);
  return out + worst_report(worst);
}

}  // namespace pith::program
