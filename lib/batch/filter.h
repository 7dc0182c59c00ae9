// Which pages are wanted. What can be told before a page is extracted is told then.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <variant>

#include "pith/article.h"
#include "pith/batch.h"

namespace pith::batch {

class Filter {
 public:
  // Fails for a pattern that RE2 does not take.
  static std::variant<Filter, BatchError> make(const BatchFilter& wanted);
  Filter(Filter&&) noexcept;
  ~Filter();

  // Why it is not wanted, by the name it is counted under; none if it is. Safe from any thread.
  std::optional<std::string_view> refuse(const ArchiveRecord& record) const;  // after decode_payload()
  std::optional<std::string_view> refuse(const Article& article) const;       // of a page
  // For what is no page, damage and the like: only the last filter holds.
  std::optional<std::string_view> refuse(Status status) const;

 private:
  struct Pattern;
  Filter(const BatchFilter& wanted, std::unique_ptr<Pattern> pattern);
  BatchFilter wanted_;
  std::unique_ptr<Pattern> url_;
};

}  // namespace pith::batch
