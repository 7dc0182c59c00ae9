#include <algorithm>
#include <cstring>

#include "pith/archive.h"

namespace pith {

ArchiveBytes::ArchiveBytes(std::size_t capacity)
    : data_(std::make_unique_for_overwrite<char[]>(capacity)), capacity_(capacity) {}

ArchiveBytes& ArchiveBytes::operator=(ArchiveBytes&& other) noexcept {
  ArchiveBytes taken(std::move(other));
  swap(taken);
  return *this;
}

void ArchiveBytes::reserve(std::size_t capacity) {
  if (capacity <= capacity_) return;
  ArchiveBytes larger(capacity);
  if (size_ != 0) std::memcpy(larger.data(), data_.get(), size_);
  larger.size_ = size_;
  swap(larger);
}

void ArchiveBytes::append(std::string_view bytes) {
  if (bytes.empty()) return;
  if (bytes.size() > capacity_ - size_) reserve(std::max(size_ + bytes.size(), capacity_ * 2));
  std::memcpy(data_.get() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

void ArchiveBytes::swap(ArchiveBytes& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

}  // namespace pith
