// What robots.txt said, by origin: from memory, or from the frontier, which keeps it for a day.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "frontier.h"
#include "robots.h"

namespace pith {

class RobotsCache {
 public:
  struct Entry {
    Milliseconds until = 0;
    std::optional<FetchError> error;  // it could not be had
    std::string detail;               // of the error
    robots::Rules rules;
  };

  RobotsCache(Frontier& frontier, std::string product) : frontier_(frontier), product_(std::move(product)) {}

  // Null if it has to be asked for. Valid until the next call.
  const Entry* find(const std::string& origin, Milliseconds now);

 private:
  Frontier& frontier_;
  std::string product_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace pith
