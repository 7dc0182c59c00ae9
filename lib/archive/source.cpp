#include "source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace pith::archive {
namespace {

constexpr std::size_t kChunk = std::size_t{256} << 10;

std::string reason(int error) {
  return std::error_code(error, std::generic_category()).message();
}

}  // namespace

std::variant<File, std::string> File::open(const std::string& path) {
  if (path == "-") return File(STDIN_FILENO);
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return reason(errno);
  return File(descriptor);
}

File::File(int descriptor) : descriptor_(descriptor) {
  struct stat status = {};
  if (fstat(descriptor_, &status) != 0) return;
  regular_ = S_ISREG(status.st_mode);
  folder_ = S_ISDIR(status.st_mode);
  if (regular_) size_ = static_cast<std::uint64_t>(status.st_size);
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      regular_(other.regular_),
      folder_(other.folder_),
      size_(other.size_),
      error_(std::move(other.error_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  regular_ = other.regular_;
  folder_ = other.folder_;
  size_ = other.size_;
  error_ = std::move(other.error_);
  return *this;
}

File::~File() {
  if (descriptor_ > STDIN_FILENO) close(descriptor_);
}

std::size_t File::read(char* to, std::size_t size) {
  ssize_t got = 0;
  do {
    got = ::read(descriptor_, to, size);
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = reason(errno);
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

std::size_t File::read_at(std::uint64_t offset, char* to, std::size_t size) {
  ssize_t got = 0;
  do {
    got = pread(descriptor_, to, size, static_cast<off_t>(offset));
  } while (got < 0 && errno == EINTR);
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

bool File::seek(std::uint64_t offset) {
  return regular_ && offset <= size_ && lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) >= 0;
}

bool Stored::fill(std::size_t size) {
  if (ended_) return false;
  const std::size_t passed = at_ - std::min(at_, kLookback);
  const std::size_t left = buffer_.size() - passed;
  if (passed > left) {  // so each byte is moved a bounded number of times
    std::memmove(buffer_.data(), buffer_.data() + passed, left);
    buffer_.set_size(left);
    start_ += passed;
    at_ -= passed;
  }
  const std::size_t room = std::max(size, kChunk);
  if (buffer_.capacity() < buffer_.size() + room) {
    buffer_.reserve(std::max(buffer_.size() + room, buffer_.capacity() * 2));
  }
  const std::size_t got =
      file_.read(buffer_.data() + buffer_.size(), std::min(buffer_.capacity() - buffer_.size(), room));
  buffer_.set_size(buffer_.size() + got);
  ended_ = got == 0;
  return !ended_;
}

std::string_view Stored::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && fill(size - (buffer_.size() - at_))) {
  }
  return ahead();
}

bool Stored::seek(std::uint64_t offset) {
  if (offset >= start_ && offset - start_ <= buffer_.size()) {
    at_ = static_cast<std::size_t>(offset - start_);
    return true;
  }
  if (file_.is_regular()) {
    if (!file_.seek(offset)) return false;
    buffer_.set_size(0);
    at_ = 0;
    start_ = offset;
    ended_ = false;
    return true;
  }
  while (offset > position() && !peek(1).empty()) {
    skip(static_cast<std::size_t>(std::min<std::uint64_t>(ahead().size(), offset - position())));
  }
  return offset == position();
}

}  // namespace pith::archive
