// The files that an input names: itself, those below a folder, or those of a list.
#pragma once

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pith::archive {

// A file, or why it cannot be had.
struct Found {
  std::string path;
  std::string name;     // below the folder; empty where there is none
  std::string problem;  // empty: none
};

// Files one after the other, in memory for one folder's names at a time.
class Paths {
 public:
  virtual ~Paths() = default;
  virtual std::optional<Found> next() = 0;
};

std::unique_ptr<Paths> one_path(std::string path);

// All files below a folder, sorted by path in order of bytes. Folders that are links are not followed.
std::unique_ptr<Paths> folder_paths(const std::string& folder);

// The lines of a file, those of folders among them with all that is below. The second is why it cannot be read.
std::unique_ptr<Paths> listed_paths(const std::string& list);

}  // namespace pith::archive
