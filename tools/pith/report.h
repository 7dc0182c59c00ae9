// The page with each block coloured by how likely it is main content, and why.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pith/article.h"

namespace pith::program {

// What the model saw of a block, by name; in the order of its columns.
struct BlockFeatures {
  std::vector<std::pair<std::string, double>> values;
};

// One line a block, as pith::dump(Stage::features) writes them; lines that are no objects give no features.
std::vector<BlockFeatures> parse_features(std::string_view json_lines);

// One HTML file that needs nothing else and runs nothing: no scripts, nothing loaded, all text of the page escaped.
// `article` holds all blocks. `features` belongs to the blocks one by one; another number of them is not shown.
std::string to_report(const Article& article, const std::vector<BlockFeatures>& features);

}  // namespace pith::program
