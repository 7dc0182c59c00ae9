// A heap copy of exactly the size of a text, so that the address sanitizer sees one byte too many.
#pragma once

#include <algorithm>
#include <memory>
#include <string_view>

namespace pith::text {

class Exact {
 public:
  explicit Exact(std::string_view bytes) : data_(std::make_unique<char[]>(bytes.size())), size_(bytes.size()) {
    std::copy(bytes.begin(), bytes.end(), data_.get());
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_;
};

}  // namespace pith::text
