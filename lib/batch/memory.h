// Memory that pages take, so that it is bounded by bytes and not by the number of pages.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace pith::batch {

// Bytes of pages between the reader and the writer. Nobody waits on it: the reader holds back.
class InFlight {
 public:
  explicit InFlight(std::size_t most) : most_(most) {}
  void add(std::size_t bytes) { bytes_ += bytes; }
  void remove(std::size_t bytes) { bytes_ -= bytes; }
  // One page is always let in, or nothing would move.
  bool room_for_more() const { return bytes_ == 0 || bytes_ < most_; }

 private:
  std::size_t most_;
  std::atomic<std::size_t> bytes_ = 0;
};

// What pages take while they are extracted: many small ones at once, of the large ones as many as there is room for.
class WorkRoom {
 public:
  explicit WorkRoom(std::size_t most) : most_(most) {}

  // Held while a page is extracted. Waits only for pages that are being extracted, which wait for nothing.
  class Place {
   public:
    Place(WorkRoom& room, std::size_t bytes) : room_(room), bytes_(bytes) { room_.enter(bytes_); }
    ~Place() { room_.leave(bytes_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    WorkRoom& room_;
    std::size_t bytes_;
  };

 private:
  void enter(std::size_t bytes);
  void leave(std::size_t bytes);

  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::size_t taken_ = 0;
};

}  // namespace pith::batch
