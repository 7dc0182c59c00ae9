#include "batch/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace pith::batch {
namespace {

constexpr mode_t kMode = 0666;
constexpr std::size_t kReadSize = std::size_t{64} << 10;

BatchError output_error(const std::string& path, int error) {
  if (error == EPIPE) return {BatchError::Kind::closed, "the reader of " + path + " closed it"};
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return {BatchError::Kind::output, "cannot write " + path + ": " + std::strerror(error) + "; " +
                                        (full ? "make room" : "check the path and its permissions") +
                                        " and go on with --resume"};
}

}  // namespace

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

File::~File() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

std::variant<File, BatchError> File::open(const std::string& path) {
  if (path == "-") return File(STDOUT_FILENO, "standard output");
  int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (descriptor < 0) descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);  // a device, a pipe
  if (descriptor < 0) return output_error(path, errno);
  return File(descriptor, path);
}

std::variant<File, BatchError> File::temporary() {
  std::error_code none;
  std::string path = (std::filesystem::temp_directory_path(none) / "pith-XXXXXX").string();
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return output_error(path, errno);
  ::unlink(path.c_str());
  return File(descriptor, path);
}

BatchError File::failure(int error) const {
  return output_error(path_, error);
}

Failed File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Failed File::write_at(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

std::string File::read_at(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Failed File::sync() {
  if (::fdatasync(descriptor_) == 0 || errno == EINVAL || errno == EROFS) return {};  // EINVAL: a pipe has no disk
  return failure(errno);
}

Failed File::cut(std::uint64_t length) {
  if (::ftruncate(descriptor_, static_cast<off_t>(length)) != 0) return failure(errno);
  if (::lseek(descriptor_, static_cast<off_t>(length), SEEK_SET) < 0) return failure(errno);
  return {};
}

std::uint64_t File::size() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

bool File::regular() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
}

Failed replace_file(const std::string& path, std::string_view bytes) {
  const std::string next = path + ".new";
  std::variant<File, BatchError> opened = File::open(next);
  if (const auto* error = std::get_if<BatchError>(&opened)) return *error;
  File& file = std::get<File>(opened);
  if (Failed failed = file.cut(0)) return failed;
  if (Failed failed = file.write(bytes)) return failed;
  if (Failed failed = file.sync()) return failed;
  return rename_file(next, path);
}

Failed rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return output_error(to, errno);
  return {};
}

std::optional<std::string> read_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  const File file(descriptor, path);
  std::string bytes;
  for (;;) {
    const std::string more = file.read_at(bytes.size(), kReadSize);
    if (more.empty()) return bytes;
    bytes += more;
  }
}

void remove_file(const std::string& path) {
  std::error_code ignored;  // what is not there needs no removing
  std::filesystem::remove(path, ignored);
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace pith::batch
