#include <cstring>

#include "feed.h"

namespace pith::archive {
namespace {

class PlainFeed final : public Feed {
 public:
  explicit PlainFeed(Stored stored) : stored_(std::move(stored)) {}

  bool next(Piece& piece) override {
    const std::string_view ahead = stored_.peek(1);
    if (ahead.empty()) return false;
    piece = {.bytes = ArchiveBytes(ahead.size()), .begin = stored_.position()};
    piece.bytes.append(ahead);
    stored_.skip(ahead.size());
    piece.end = stored_.position();
    return true;
  }

  bool seek(std::uint64_t offset) override { return stored_.seek(offset); }
  std::uint64_t position() const override { return stored_.position(); }
  const File& file() const override { return stored_.file(); }
  bool has_members() const override { return false; }

  std::optional<std::string> look_at(std::uint64_t offset, std::size_t size) override {
    if (!stored_.file().is_regular()) return std::nullopt;
    std::string bytes(size, '\0');
    bytes.resize(stored_.file().read_at(offset, bytes.data(), size));
    return bytes;
  }

 private:
  Stored stored_;
};

}  // namespace

std::unique_ptr<Feed> plain_feed(Stored stored) {
  return std::make_unique<PlainFeed>(std::move(stored));
}

}  // namespace pith::archive
