// Files that are written, with errors a person can act on. No exception leaves these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "pith/batch.h"

namespace pith::batch {

using Failed = std::optional<BatchError>;  // none: it went well

class File {
 public:
  File(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  // For reading and writing, made if it is not there. "-" is standard output.
  static std::variant<File, BatchError> open(const std::string& path);

  // Without a name, gone when it is closed.
  static std::variant<File, BatchError> temporary();

  Failed write(std::string_view bytes);
  Failed write_at(std::uint64_t offset, std::string_view bytes);
  // What is there of `size` bytes from `offset`.
  std::string read_at(std::uint64_t offset, std::size_t size) const;
  Failed sync();                     // what was written is on the disk
  Failed cut(std::uint64_t length);  // to this length, and goes on writing there
  std::uint64_t size() const;
  bool regular() const;  // else a pipe, a device: nothing to go back to
  const std::string& path() const { return path_; }

 private:
  BatchError failure(int error) const;
  int descriptor_;
  std::string path_;
};

// Replaces a file by these bytes so that at any moment it is either the old or the new one.
Failed replace_file(const std::string& path, std::string_view bytes);
Failed rename_file(const std::string& from, const std::string& to);
std::optional<std::string> read_file(const std::string& path);  // none if it cannot be read
void remove_file(const std::string& path);
bool exists(const std::string& path);

}  // namespace pith::batch
