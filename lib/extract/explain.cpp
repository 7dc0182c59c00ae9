#include "pith/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "content.h"
#include "pipeline.h"
#include "score/second.h"

namespace pith {
namespace {

using extract_stage::Content;
using extract_stage::Road;
using Json = nlohmann::ordered_json;

void add_line(std::string& out, const Json& line) {
  out += line.dump(-1, ' ', false, Json::error_handler_t::replace);
  out += '\n';
}

std::string dump_document(const Road& road) {
  std::string out;
  for (html::NodeIndex i = 0; i < road.document.nodes.size(); ++i) {
    const html::Node& node = road.document.nodes[i];
    Json line;
    line["node"] = i;
    line["tag"] = node.tag == html::Tag::unknown ? node.text : html::tag_name(node.tag);
    line["parent"] = node.parent == html::kNoNode ? Json(nullptr) : Json(node.parent);
    line["end"] = node.end;
    if (node.flags != 0) line["flags"] = node.flags;
    if (node.tag == html::Tag::text) line["text"] = node.text;
    for (const html::Attribute& attribute : road.document.attributes_of(i))
      line["attributes"][std::string(html::attribute_name(attribute.name))] = attribute.value;
    add_line(out, line);
  }
  return out;
}

std::string dump_blocks(const Road& road) {
  std::string out;
  const Content content(road.document, road.table, {});
  for (blocks::BlockIndex i = 0; i < road.table.blocks.size(); ++i) {
    const blocks::Block& block = road.table.blocks[i];
    Json line;
    line["block"] = i;
    line["path"] = content.path(i);
    line["units"] = block.units;
    line["link_density"] = block.link_density;
    line["text"] = road.table.text(block);
    add_line(out, line);
  }
  return out;
}

std::string dump_features(const Road& road) {
  std::string out;
  for (blocks::BlockIndex i = 0; i < road.table.blocks.size(); ++i) {
    Json line;
    line["block"] = i;
    const std::span<const float> row = road.table.row(i);
    for (std::size_t k = 0; k < row.size(); ++k)
      line[std::string(blocks::kFeatureTable.features[k].name.view())] = row[k];
    add_line(out, line);
  }
  return out;
}

std::string dump_scores(const Road& road, const Options& options) {
  const score::Probabilities probabilities = score::judge(road.table);
  const score::Decision decision = score::decide(road.table, probabilities, extract_stage::lean_of(options.bias));
  std::string out;
  for (blocks::BlockIndex i = 0; i < road.table.blocks.size(); ++i) {
    Json line;
    line["block"] = i;
    line["first"] = probabilities.first[i];
    line["content"] = probabilities.content[i];
    line["kept"] = static_cast<bool>(decision.kept[i]);
    line["reason"] = score::reason(road.table, i, probabilities, decision);
    line["text"] = road.table.text(road.table.blocks[i]);
    add_line(out, line);
  }
  return out;
}

// Feature tables name their columns in arrays of letters; this is the public view of one.
template <std::size_t N>
std::vector<FeatureInfo> infos(const blocks::FeatureTable<N>& table) {
  std::vector<FeatureInfo> result;
  for (std::size_t i = 0; i < table.count; ++i)
    result.push_back({table.features[i].name.view(), table.features[i].group, table.features[i].meaning});
  return result;
}

}  // namespace

std::string dump(const Input& input, Stage stage, const Options& options) {
  const Road road(input, options);
  switch (stage) {
    case Stage::document:
      return dump_document(road);
    case Stage::blocks:
      return dump_blocks(road);
    case Stage::features:
      return dump_features(road);
    case Stage::scores:
      break;
  }
  return dump_scores(road, options);
}

std::vector<FeatureInfo> first_pass_features() {
  return infos(blocks::kFeatureTable);
}
std::vector<FeatureInfo> second_pass_features() {
  return infos(score::kSecondTable);
}
std::vector<FeatureInfo> page_features() {
  return infos(blocks::kPageFeatureTable);
}

TrainingPage training_page(const Input& input, const Options& options) {
  const Road road(input, options);
  const blocks::BlockTable& table = road.table;
  TrainingPage page;
  page.rows = table.features;
  page.page.assign(table.page.begin(), table.page.end());
  // Words by id: the table holds hashes only, the letters are in the document.
  std::vector<std::string> words(table.hint_words.size());
  for (const blocks::Element& element : table.elements)
    if (element.word_count > 0)
      for (const std::string& word : blocks::hint_words_of(road.document, element.node)) {
        const auto known = std::ranges::find(table.hint_words, blocks::word_hash(word));
        if (known != table.hint_words.end()) words[static_cast<std::size_t>(known - table.hint_words.begin())] = word;
      }
  blocks::HintFinder hints(table);
  std::vector<std::uint32_t> near, far;
  const auto named = [&](const std::vector<std::uint32_t>& ids) {
    std::vector<std::string> names;
    names.reserve(ids.size());
    for (const std::uint32_t id : ids) names.push_back(words[id]);
    return names;
  };
  for (blocks::BlockIndex i = 0; i < table.blocks.size(); ++i) {
    page.texts.emplace_back(table.text(table.blocks[i]));
    page.units.push_back(table.blocks[i].units);
    hints.find(i, near, far);
    page.near_hints.push_back(named(near));
    page.far_hints.push_back(named(far));
  }
  return page;
}

std::vector<float> training_second_pass(const Input& input, std::span<const float> probabilities,
                                        const Options& options) {
  const Road road(input, options);
  if (probabilities.size() != road.table.blocks.size()) return {};
  return score::second_pass_rows(road.table, probabilities);
}

TrainingText training_text(const Input& input, std::span<const float> probabilities, PageType type,
                           const Options& options) {
  const Road road(input, options);
  if (probabilities.size() != road.table.blocks.size()) return {};
  score::Probabilities given;
  given.content.assign(probabilities.begin(), probabilities.end());
  given.types[static_cast<std::size_t>(type)] = 1;
  const score::Decision decision = score::decide(road.table, given, extract_stage::lean_of(options.bias));
  Article article;
  extract_stage::fill_content(road, given, decision, options, article);
  return {std::move(article.text), decision.expected_f1};
}

}  // namespace pith
