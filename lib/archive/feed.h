// Stored bytes to decoded bytes: plain, gzip, zstd, lz4. Damage is told where it lies, and decoding goes on behind it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "pith/archive.h"
#include "source.h"

namespace pith::archive {

// Whether a record begins with these bytes; what follows damage must, or it is damage too.
using IsStart = bool (*)(std::string_view);

// Damage at a place of the stored bytes.
struct Damage {
  ArchiveNote note;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// Some decoded bytes, and the damage behind them. A member that is whole and not over kWholeMember comes in one.
struct Piece {
  ArchiveBytes bytes = {};
  std::uint64_t begin = 0;            // stored: of the member, or of these very bytes where nothing is compressed
  std::uint64_t end = 0;              // stored: behind these bytes
  bool first = false;                 // of its member
  bool last = false;                  // of its member
  std::optional<Damage> damage = {};  // if set, the member ends here
};

class Feed {
 public:
  virtual ~Feed() = default;
  // False at the end.
  virtual bool next(Piece& piece) = 0;
  // To the beginning of a member, or to any byte where nothing is compressed.
  virtual bool seek(std::uint64_t offset) = 0;
  virtual std::uint64_t position() const = 0;
  virtual const File& file() const = 0;
  // Whether pieces are members; else begin counts bytes.
  virtual bool has_members() const = 0;
  // A few bytes from further on, if they can be had without reading what is between.
  virtual std::optional<std::string> look_at(std::uint64_t, std::size_t) { return std::nullopt; }
  void set_is_start(IsStart is_start) { is_start_ = is_start; }

 protected:
  IsStart start_check() const { return is_start_; }

 private:
  IsStart is_start_ = [](std::string_view) { return true; };
};

std::unique_ptr<Feed> plain_feed(Stored stored);

// By the first bytes.
std::unique_ptr<Feed> feed_of(Stored stored);

}  // namespace pith::archive
