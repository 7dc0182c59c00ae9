#include "page.h"

#include <algorithm>

#include "format.h"

namespace pith::archive {
namespace {

class PageItems final : public Items {
 public:
  PageItems(Window window, const ArchiveLimits& limits) : window_(std::move(window)), limits_(limits) {}

  std::optional<ArchiveRecord> next() override {
    if (std::exchange(done_, true)) return std::nullopt;
    const std::string_view bytes = window_.peek(limits_.record + 1);
    const std::size_t size = std::min(bytes.size(), limits_.record);
    const bool more = bytes.size() > size;
    ArchiveRecord record;
    record.kind = RecordKind::page;
    record.kind_name = to_string(record.kind);
    record.bytes = window_.take(size, record.block_begin);
    record.block_size = size;
    record.truncated = more || window_.damage();
    if (more) add_note(record, ArchiveProblem::over_limit, "");
    if (const auto damage = window_.take_damage()) add_note(record, damage->note.problem, damage->note.detail);
    return record;
  }

  bool seek(std::uint64_t offset) override {
    done_ = false;
    return offset == 0 && window_.seek(0);
  }
  const Feed& feed() const override { return window_.feed(); }

 private:
  Window window_;
  ArchiveLimits limits_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<Items> page_items(Window window, const ArchiveLimits& limits) {
  return std::make_unique<PageItems>(std::move(window), limits);
}

}  // namespace pith::archive
