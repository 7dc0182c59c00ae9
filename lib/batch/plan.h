// Where the output of each input goes, and in what form.
#pragma once

#include <string>
#include <vector>

#include "batch/page.h"
#include "pith/batch.h"

namespace pith::batch {

struct Plan {
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;  // one, or one an input
  bool folder = false;
  bool journaled = false;  // regular files; not pipes and devices
  std::string journal;     // path; beside it stand the log of texts and the records in work
  Shape shape = Shape::json_lines;
  ArchiveCoding coding = ArchiveCoding::plain;

  std::string seen() const { return journal + ".seen"; }
  std::string flight() const { return journal + ".flight"; }
  const std::string& output_of(std::uint32_t input) const { return folder ? outputs[input] : outputs[0]; }
};

// The output that is being written, until it is whole.
std::string part_of(const std::string& output);

Plan make_plan(const BatchOptions& options, std::vector<std::string> inputs);

}  // namespace pith::batch
