#include "paths.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pith::archive {
namespace {

namespace fs = std::filesystem;

class OnePath final : public Paths {
 public:
  explicit OnePath(std::string path) : path_(std::move(path)) {}
  std::optional<Found> next() override {
    if (std::exchange(done_, true)) return std::nullopt;
    return Found{path_, {}, {}};
  }

 private:
  std::string path_;
  bool done_ = false;
};

class FolderPaths final : public Paths {
 public:
  explicit FolderPaths(std::string folder) : folder_(std::move(folder)) {
    while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
    enter("");
  }

  std::optional<Found> next() override {
    while (!problem_ && !levels_.empty()) {
      Level& level = levels_.back();
      if (level.names.empty()) {
        levels_.pop_back();
        continue;
      }
      const std::string name = level.below + level.names.back();
      level.names.pop_back();
      if (!name.ends_with('/')) return found(name);
      enter(name);
    }
    return std::exchange(problem_, std::nullopt);
  }

 private:
  struct Level {
    std::string below;               // the folder, from the first one: "" or "a/b/"
    std::vector<std::string> names;  // in it, backwards; those of folders end in /
  };

  std::string path_of(const std::string& name) const { return folder_ == "/" ? "/" + name : folder_ + "/" + name; }

  Found found(const std::string& name) const {
    std::error_code error;
    const fs::file_status status = fs::status(path_of(name), error);
    Found file{path_of(name), name, {}};
    if (fs::is_directory(status)) file.problem = "a link to a folder is not followed";
    return file;
  }

  // With the slash in their names, folders sort among files as whole paths do.
  void enter(const std::string& below) {
    Level level{below, {}};
    std::error_code error;
    fs::directory_iterator entries(path_of(below), error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code ignored;
      const bool folder = fs::is_directory(entries->symlink_status(ignored));
      level.names.push_back(entries->path().filename().string() + (folder ? "/" : ""));
    }
    std::ranges::sort(level.names, std::ranges::greater());
    levels_.push_back(std::move(level));
    if (error) problem_ = Found{path_of(below), below, error.message()};
  }

  std::string folder_;
  std::vector<Level> levels_;
  std::optional<Found> problem_;
};

class ListedPaths final : public Paths {
 public:
  explicit ListedPaths(const std::string& list) : lines_(list, std::ios::binary) {}

  std::optional<Found> next() override {
    for (;;) {
      if (folder_) {
        if (auto found = folder_->next()) return found;
        folder_.reset();
      }
      std::string line;
      if (!std::getline(lines_, line)) return std::nullopt;
      if (line.ends_with('\r')) line.pop_back();
      if (line.empty()) continue;
      std::error_code ignored;
      if (!fs::is_directory(line, ignored)) return Found{line, {}, {}};
      folder_ = folder_paths(line);
    }
  }

 private:
  std::ifstream lines_;
  std::unique_ptr<Paths> folder_;
};

}  // namespace

std::unique_ptr<Paths> one_path(std::string path) {
  return std::make_unique<OnePath>(std::move(path));
}

std::unique_ptr<Paths> folder_paths(const std::string& folder) {
  return std::make_unique<FolderPaths>(folder);
}

std::unique_ptr<Paths> listed_paths(const std::string& list) {
  return std::make_unique<ListedPaths>(list);
}

}  // namespace pith::archive
