#include "codec.h"

namespace pith::archive {

std::unique_ptr<Feed> feed_of(Stored stored) {
  constexpr std::size_t kHead = 32;
  const std::string_view head = stored.peek(kHead);
  if (auto codec = gzip_codec(); codec->begins(head)) return member_feed(std::move(stored), std::move(codec));
  return plain_feed(std::move(stored));
}

}  // namespace pith::archive
