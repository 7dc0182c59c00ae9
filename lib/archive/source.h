// A file's bytes, as stored: read in pieces, and looked at as far ahead as a caller asks for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "pith/archive.h"

namespace pith::archive {

// An open file; "-" is standard input. Closed with its owner.
class File {
 public:
  // The second is why it cannot be opened.
  static std::variant<File, std::string> open(const std::string& path);
  explicit File(int descriptor);
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  // Bytes read, 0 at the end; after an error too, and then error() says why.
  std::size_t read(char* to, std::size_t size);
  // The same at a place; for regular files.
  std::size_t read_at(std::uint64_t offset, char* to, std::size_t size);
  bool seek(std::uint64_t offset);
  bool is_regular() const { return regular_; }
  bool is_folder() const { return folder_; }
  std::uint64_t size() const { return size_; }  // of a regular file when it was opened
  const std::string& error() const { return error_; }

 private:
  int descriptor_ = -1;
  bool regular_ = false;
  bool folder_ = false;
  std::uint64_t size_ = 0;
  std::string error_;
};

constexpr std::size_t kLookback = std::size_t{64} << 10;

// A window on a file: what is ahead stays in memory until it is passed, and a little of what was.
class Stored {
 public:
  explicit Stored(File file) : file_(std::move(file)) {}

  // What is ahead: at least `size` bytes, fewer only where the file ends. Valid until the next call.
  std::string_view peek(std::size_t size);
  // What is ahead and in memory.
  std::string_view ahead() const { return buffer_.view().substr(at_); }
  void skip(std::size_t size) { at_ += size; }                 // at most what is ahead
  void back(std::size_t size) { at_ -= std::min(size, at_); }  // at least kLookback bytes if there were as many
  std::uint64_t position() const { return start_ + at_; }
  bool seek(std::uint64_t offset);  // forward only where the file is a stream
  const File& file() const { return file_; }
  File& file() { return file_; }

 private:
  bool fill(std::size_t size);

  File file_;
  ArchiveBytes buffer_;
  std::size_t at_ = 0;       // in the buffer
  std::uint64_t start_ = 0;  // of the buffer in the file
  bool ended_ = false;
};

}  // namespace pith::archive
