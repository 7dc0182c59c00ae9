#include <array>

#include "codec.h"

namespace pith::archive {

std::unique_ptr<Feed> feed_of(Stored stored) {
  constexpr std::size_t kHead = 32;
  const std::string_view head = stored.peek(kHead);
  for (auto* const make : std::array{gzip_codec, zstd_codec, lz4_codec}) {
    if (auto codec = make(); codec->begins(head)) return member_feed(std::move(stored), std::move(codec));
  }
  return plain_feed(std::move(stored));
}

}  // namespace pith::archive
