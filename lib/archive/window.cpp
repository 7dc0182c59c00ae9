#include "window.h"

#include <cstring>
#include <utility>

namespace pith::archive {

Window::Window(std::unique_ptr<Feed> feed) : feed_(std::move(feed)) {}

void Window::expect(IsStart stops, IsStart resumes) {
  stops_ = stops;
  feed_->set_is_start(resumes);
}

std::string_view Window::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && pull()) {
  }
  return ahead();
}

std::string_view Window::peek_in_member(std::size_t size) {
  while (buffer_.size() - at_ < size && (at_ == buffer_.size() || !member_ended_) && pull()) {
  }
  return ahead();
}

bool Window::pull() {
  if (damage_ || pending_) return false;
  Piece piece;
  if (!feed_->next(piece)) return false;
  if (piece.first && at_ < buffer_.size() && stops_(piece.bytes.view())) {
    pending_ = std::move(piece);
    return false;
  }
  install(std::move(piece));
  return true;
}

void Window::install(Piece piece) {
  if (at_ == buffer_.size()) {
    if (piece.first || !has_members()) {
      member_begin_ = piece.begin;
      ++generation_;
    }
    buffer_begin_ = piece.begin;
    buffer_ = std::move(piece.bytes);
    at_ = 0;
  } else {
    if (at_ > buffer_.size() - at_) {  // so each byte is moved a bounded number of times
      const std::size_t left = buffer_.size() - at_;
      std::memmove(buffer_.data(), buffer_.data() + at_, left);
      buffer_.set_size(left);
      buffer_begin_ += at_;
      at_ = 0;
    }
    buffer_.append(piece.bytes.view());
  }
  stored_end_ = piece.end;
  member_ended_ = piece.last;
  damage_ = std::move(piece.damage);
}

bool Window::pass_stop(std::optional<Damage>& damage) {
  damage = take_damage();
  if (damage) return true;
  if (pending_) {
    install(*std::exchange(pending_, std::nullopt));
    return true;
  }
  return pull();
}

ArchiveBytes Window::take(std::size_t size, std::size_t& begin) {
  if (size == buffer_.size() - at_ && size >= buffer_.capacity() / 2) {
    begin = std::exchange(at_, 0);
    buffer_begin_ += buffer_.size();
    return std::exchange(buffer_, ArchiveBytes());
  }
  ArchiveBytes copy(size);
  copy.append(ahead().substr(0, size));
  begin = 0;
  at_ += size;
  return copy;
}

std::optional<std::string> Window::look_behind(std::uint64_t size, std::size_t count) {
  return feed_->look_at(place() + size, count);
}

bool Window::seek(std::uint64_t place) {
  buffer_.set_size(0);
  at_ = 0;
  pending_.reset();
  damage_.reset();
  member_ended_ = false;
  ++generation_;
  buffer_begin_ = member_begin_ = place;
  return feed_->seek(place);
}

}  // namespace pith::archive
