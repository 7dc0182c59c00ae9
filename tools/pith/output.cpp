#include "output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace pith::program {
namespace {

// Returns 0 or errno.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

Output::Output(const std::string& path) {
  if (path == "-") return;
  name_ = path;
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) error_ = errno;
}

Output::Output(const std::string& path, std::uint64_t keep) : name_(path), size_(keep) {
  descriptor_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  const auto size = static_cast<off_t>(keep);
  const off_t end = descriptor_ < 0 ? -1 : ::lseek(descriptor_, 0, SEEK_END);
  if (end < 0) {
    error_ = errno;
  } else if (end < size) {
    error_ = ESTALE;
  } else if (::ftruncate(descriptor_, size) != 0 || ::lseek(descriptor_, size, SEEK_SET) < 0) {
    error_ = errno;
  }
}

Output::Output(Output&& other) noexcept
    : name_(std::move(other.name_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      error_(other.error_) {}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

bool Output::write(std::string_view bytes) {
  if (error_ == 0) error_ = write_all(descriptor_, bytes);
  size_ += bytes.size();
  return error_ == 0;
}

bool Output::finish() {
  // A full disk may show only when the file is closed.
  if (descriptor_ >= 0 && ::close(std::exchange(descriptor_, -1)) != 0 && error_ == 0) error_ = errno;
  if (error_ == 0 || error_ == EPIPE) return true;
  complain("cannot write " + name_ + ": " + std::strerror(error_));
  return false;
}

void complain(std::string_view message) {
  std::string line = "pith: ";
  line += message;
  line += '\n';
  write_all(STDERR_FILENO, line);
}

}  // namespace pith::program
