// Records of a WARC or an ARC, one after the other, whatever is between them.
#pragma once

#include <optional>

#include "format.h"
#include "items.h"
#include "places.h"
#include "window.h"

namespace pith::archive {

class Records final : public Items {
 public:
  Records(Window window, const Format& format, const ArchiveLimits& limits);
  std::optional<ArchiveRecord> next() override;
  bool seek(std::uint64_t offset) override;
  const Feed& feed() const override { return window_.feed(); }

 private:
  struct Extent {
    std::size_t head = 0;
    std::size_t end = 0;    // of the block
    std::size_t total = 0;  // with the line ends behind it
  };

  bool skip_line_ends();
  void finish(ArchiveRecord& record, std::uint64_t generation);
  ArchiveRecord passed_record(ArchiveProblem problem);
  std::uint64_t pass_to_start(std::size_t from);
  HeadEnd find_head();
  bool whole_tail(std::size_t total, std::size_t& line_ends);
  bool accept_tail(std::string_view tail, bool ended, std::size_t& line_ends) const;
  void take(ArchiveRecord& record, const Extent& extent);
  void take_block(ArchiveRecord& record, std::size_t head, std::optional<std::uint64_t> length);
  void take_long(ArchiveRecord& record, std::size_t head, std::uint64_t length);
  void pass_rest(ArchiveRecord& record, std::uint64_t rest);
  void take_to_next_start(ArchiveRecord& record, std::size_t head);
  void note_stop(ArchiveRecord& record);
  std::size_t without_line_ends(std::string_view bytes, std::size_t from) const;

  Window window_;
  const Format& format_;
  ArchiveLimits limits_;
  Places places_;
};

}  // namespace pith::archive
