// Where records go. A reader that closes the pipe ends the work quietly; any other failure is told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pith::program {

class Output {
 public:
  // Standard output.
  Output() = default;
  // A file, emptied first. "-" is standard output.
  explicit Output(const std::string& path);
  // A file whose first `keep` bytes stay, what is behind them goes. A shorter file is an error.
  Output(const std::string& path, std::uint64_t keep);
  Output(Output&& other) noexcept;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  // False once nothing more can be written; then there is no use in going on.
  bool write(std::string_view bytes);
  bool good() const { return error_ == 0; }
  std::uint64_t size() const { return size_; }  // bytes of the file so far

  // After the last write: false, with a line on stderr, if something could not be written. A closed pipe is no failure.
  bool finish();

 private:
  std::string name_ = "standard output";
  int descriptor_ = 1;
  std::uint64_t size_ = 0;
  int error_ = 0;  // errno of the first failure
};

// One line on stderr: "pith: MESSAGE".
void complain(std::string_view message);

}  // namespace pith::program
