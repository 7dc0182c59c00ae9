#include "robots_cache.h"

namespace pith {

const RobotsCache::Entry* RobotsCache::find(const std::string& origin, Milliseconds now) {
  constexpr std::size_t kMost = std::size_t{16} << 20;  // bytes of files; the frontier has them still
  constexpr std::size_t kEntry = 512;                   // and what an entry takes beside
  if (const auto found = entries_.find(origin); found != entries_.end() && found->second.until > now) {
    return &found->second;
  }
  auto stored = frontier_.robots(origin, now);
  if (!stored) return nullptr;
  if (bytes_ > kMost) {
    entries_.clear();
    bytes_ = 0;
  }
  bytes_ += kEntry + stored->text.size();
  Entry entry{.until = stored->until, .error = stored->error, .detail = {}, .rules = {}};
  if (stored->error) {
    entry.detail = std::move(stored->text);
  } else {
    entry.rules = robots::parse(stored->text, product_);
  }
  return &entries_.insert_or_assign(origin, std::move(entry)).first->second;
}

}  // namespace pith
