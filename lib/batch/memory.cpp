#include "batch/memory.h"

namespace pith::batch {

void WorkRoom::enter(std::size_t bytes) {
  std::unique_lock lock(mutex_);
  left_.wait(lock, [&] { return taken_ == 0 || taken_ + bytes <= most_; });
  taken_ += bytes;
}

void WorkRoom::leave(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    taken_ -= bytes;
  }
  left_.notify_all();
}

}  // namespace pith::batch
