// The decoded bytes of a feed as one stream that stops where a record surely ends: before damage, and before a member
// that begins with a record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "feed.h"

namespace pith::archive {

class Window {
 public:
  explicit Window(std::unique_ptr<Feed> feed);

  // `stops`: a member that begins so is not joined to what is before it. `resumes`: one that begins so is believed to
  // be a member where damage was.
  void expect(IsStart stops, IsStart resumes);

  // What is ahead up to the next stop: at least `size` bytes, fewer only before a stop or the end. Valid until the next
  // call of peek(), skip() or take().
  std::string_view peek(std::size_t size);
  // The same, but not beyond the end of the member that the next byte is in.
  std::string_view peek_in_member(std::size_t size);
  // The beginning of what is behind a stop that is known of, where that is a record.
  std::string_view behind_stop() const { return pending_ ? pending_->bytes.view() : std::string_view(); }
  std::string_view ahead() const { return buffer_.view().substr(at_); }
  void skip(std::size_t size) { at_ += size; }  // at most what is ahead

  // Goes over a stop that is here, with nothing ahead; false at the end. The damage that was the stop, if it was.
  bool pass_stop(std::optional<Damage>& damage);
  // The damage behind what is ahead, if it is the stop that is known of.
  const std::optional<Damage>& damage() const { return damage_; }
  std::optional<Damage> take_damage() { return std::exchange(damage_, std::nullopt); }
  // Whether what is ahead ends with a member, as far as is known.
  bool ends_with_member() const { return member_ended_; }

  // Copies `size` bytes, or hands over the whole buffer if it is little more than they are. They begin at `begin` of
  // it.
  ArchiveBytes take(std::size_t size, std::size_t& begin);

  // Where the next byte lies: itself where nothing is compressed, else the member that last began at a stop or with
  // nothing before it in memory.
  std::uint64_t place() const { return feed_->has_members() ? member_begin_ : buffer_begin_ + at_; }
  std::uint64_t stored_end() const { return stored_end_; }  // of the last piece
  bool has_members() const { return feed_->has_members(); }
  // Counts the times that place() began anew.
  std::uint64_t generation() const { return generation_; }

  // For plain regular files: whether `size` more bytes can be skipped without reading them, and what stands behind
  // them.
  std::optional<std::string> look_behind(std::uint64_t size, std::size_t count);
  bool seek(std::uint64_t place);

  Feed& feed() { return *feed_; }
  const Feed& feed() const { return *feed_; }

 private:
  bool pull();
  void install(Piece piece);

  std::unique_ptr<Feed> feed_;
  IsStart stops_ = [](std::string_view) { return false; };
  ArchiveBytes buffer_;
  std::size_t at_ = 0;
  std::uint64_t buffer_begin_ = 0;  // of the buffer in a file that is not compressed
  std::uint64_t member_begin_ = 0;
  std::uint64_t stored_end_ = 0;
  std::uint64_t generation_ = 0;
  bool member_ended_ = false;
  std::optional<Piece> pending_;  // begins with a record: not joined to what is before it
  std::optional<Damage> damage_;
};

}  // namespace pith::archive
