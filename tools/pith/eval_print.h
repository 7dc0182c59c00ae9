// Figures as JSON and for people.
#pragma once

#include <string>
#include <vector>

#include "eval_score.h"

namespace pith::program {

struct WorstPage {
  const PageScore* score = nullptr;
  std::string lost;   // the first line of the reference that is not in the text
  std::string wrong;  // the first line of the text that is not in the reference
};

std::string to_json_line(const PageScore& score);
std::string to_json_line(const SetScore& score, const std::vector<WorstPage>& worst);
std::string to_report(const SetScore& score, const std::vector<WorstPage>& worst);

}  // namespace pith::program
