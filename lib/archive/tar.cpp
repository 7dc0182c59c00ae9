#include "tar.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <utility>

#include "format.h"

namespace pith::archive {
namespace {

struct FreeArchive {
  void operator()(struct archive* it) const { archive_read_free(it); }
};
using Handle = std::unique_ptr<struct archive, FreeArchive>;

// Hands libarchive what is ahead in the window, and passes it at the next call.
struct Supply {
  Window* window = nullptr;
  std::size_t given = 0;
  std::optional<Damage> damage = {};  // where the bytes end before the tar does
};

la_ssize_t on_read(struct archive*, void* data, const void** bytes) {
  auto& supply = *static_cast<Supply*>(data);
  supply.window->skip(std::exchange(supply.given, 0));
  while (supply.window->peek(1).empty()) {
    std::optional<Damage> damage;
    if (!supply.window->pass_stop(damage)) return 0;
    if (!damage) continue;
    supply.damage = std::move(damage);
    return 0;
  }
  supply.given = supply.window->ahead().size();
  *bytes = supply.window->ahead().data();
  return static_cast<la_ssize_t>(supply.given);
}

class TarItems final : public Items {
 public:
  TarItems(Window window, const ArchiveLimits& limits) : window_(std::move(window)), limits_(limits) {
    window_.expect([](std::string_view) { return false; }, [](std::string_view) { return true; });
    open();
  }

  std::optional<ArchiveRecord> next() override {
    while (!ended_) {
      archive_entry* entry = nullptr;
      const int code = archive_read_next_header(handle_.get(), &entry);
      if (code == ARCHIVE_EOF) return end(std::nullopt);
      if (code == ARCHIVE_FATAL) return end(archive_error_string(handle_.get()));
      if (code != ARCHIVE_RETRY && archive_entry_filetype(entry) == AE_IFREG) return page(entry);
    }
    return std::nullopt;
  }

  bool seek(std::uint64_t offset) override {
    if (offset != 0 || !window_.seek(0)) return false;
    open();
    return true;
  }
  const Feed& feed() const override { return window_.feed(); }

 private:
  void open() {
    count_ = 0;
    handle_.reset(archive_read_new());
    supply_ = {.window = &window_};
    ended_ = handle_ == nullptr;
    if (ended_) return;
    archive_read_support_format_tar(handle_.get());
    archive_read_set_options(handle_.get(), "hdrcharset=BINARY");  // names are bytes, whatever the locale
    ended_ = archive_read_open(handle_.get(), &supply_, nullptr, on_read, nullptr) != ARCHIVE_OK;
  }

  ArchiveRecord record(RecordKind kind) {
    ArchiveRecord record;
    record.kind = kind;
    record.kind_name = to_string(kind);
    record.place.skip = count_++;
    return record;
  }

  ArchiveRecord page(archive_entry* entry) {
    ArchiveRecord page = record(RecordKind::page);
    if (const char* name = archive_entry_pathname(entry)) page.name = name;
    const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
    page.bytes = ArchiveBytes(static_cast<std::size_t>(std::min<std::uint64_t>(size, limits_.record)));
    while (page.bytes.size() < page.bytes.capacity()) {
      const la_ssize_t got = archive_read_data(handle_.get(), page.bytes.data() + page.bytes.size(),
                                               page.bytes.capacity() - page.bytes.size());
      if (got <= 0) break;
      page.bytes.set_size(page.bytes.size() + static_cast<std::size_t>(got));
    }
    page.block_size = page.bytes.size();
    page.truncated = page.block_size < size;
    if (page.truncated && page.block_size == limits_.record) {
      add_note(page, ArchiveProblem::over_limit, std::to_string(size) + " bytes");
    } else if (page.truncated) {
      note_end(page);
    }
    return page;
  }

  void note_end(ArchiveRecord& record) {
    ended_ = true;
    const auto damage = std::exchange(supply_.damage, std::nullopt);
    if (damage) return add_note(record, damage->note.problem, damage->note.detail);
    const char* why = archive_error_string(handle_.get());
    add_note(record, ArchiveProblem::cut, why == nullptr ? "" : why);
  }

  // At the end, or where the tar cannot be followed any further.
  std::optional<ArchiveRecord> end(std::optional<std::string> why) {
    ended_ = true;
    if (!why && !supply_.damage) return std::nullopt;
    ArchiveRecord damage = record(RecordKind::damage);
    note_end(damage);
    return damage;
  }

  Window window_;
  ArchiveLimits limits_;
  Supply supply_;
  Handle handle_;
  std::uint64_t count_ = 0;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Items> tar_items(Window window, const ArchiveOptions& options) {
  return std::make_unique<TarItems>(std::move(window), options.limits);
}

}  // namespace pith::archive
