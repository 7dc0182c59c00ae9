// What compressed formats made of members (gzip) or frames (zstd, lz4) have in common, and the feed that reads them.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "feed.h"

namespace pith::archive {

constexpr std::size_t kPiece = std::size_t{256} << 10;       // decoded bytes of a piece of a long member
constexpr std::size_t kWholeMember = std::size_t{24} << 20;  // decoded bytes of the longest piece
constexpr std::size_t kStoredMember = std::size_t{4} << 20;  // stored bytes of the longest member that is not streamed

enum class Step : std::uint8_t { more, end, bad, checksum, dictionary };
enum class Whole : std::uint8_t { done, bad, not_whole, stream };

// One of the formats. A member is decoded whole where its end is near, else as a stream.
class Codec {
 public:
  virtual ~Codec() = default;
  virtual std::string_view name() const = 0;  // of a member, for people
  // Whether a member's head is here.
  virtual bool begins(std::string_view bytes) const = 0;
  // Where the next one may be, from `from` on, or npos. A head that is cut by the end of the bytes is not seen.
  virtual std::size_t find(std::string_view bytes, std::size_t from) const = 0;
  virtual std::size_t head_size() const = 0;
  // Whether a member is here that decodes at least so far that a record's start can be seen in it.
  virtual bool holds_start(std::string_view bytes, IsStart is_start) = 0;
  virtual std::size_t start_size() const = 0;  // stored bytes that holds_start() wants to see

  // The member at the beginning of `bytes`, if it ends in them and is not too large: `used` of them are it. not_whole:
  // it may end further on. `final`: there are no more bytes.
  virtual Whole whole(std::string_view bytes, bool final, ArchiveBytes& out, std::size_t& used) = 0;

  // Decodes the member from its beginning, step by step: takes bytes off `in` and adds to `out`, up to its capacity.
  virtual void start() = 0;
  virtual Step run(std::string_view& in, ArchiveBytes& out) = 0;
};

std::unique_ptr<Codec> gzip_codec();
std::unique_ptr<Codec> zstd_codec();
std::unique_ptr<Codec> lz4_codec();

std::unique_ptr<Feed> member_feed(Stored stored, std::unique_ptr<Codec> codec);

}  // namespace pith::archive
