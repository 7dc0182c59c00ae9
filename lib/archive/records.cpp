#include "records.h"

#include <algorithm>
#include <utility>

namespace pith::archive {
namespace {

constexpr std::size_t kLook = std::size_t{8} << 10;       // enough for any head's first line
constexpr std::size_t kStretch = std::size_t{256} << 10;  // how far is looked for a start at a time
constexpr std::uint64_t kLongest = std::uint64_t{1} << 60;

std::size_t count_line_ends(std::string_view bytes) {
  return std::min(bytes.find_first_not_of("\r\n"), bytes.size());
}

}  // namespace

Records::Records(Window window, const Format& format, const ArchiveLimits& limits)
    : window_(std::move(window)), format_(format), limits_(limits) {
  window_.expect(format.is_start, format.is_start);
}

bool Records::seek(std::uint64_t offset) {
  return window_.seek(offset);
}

std::optional<ArchiveRecord> Records::next() {
  for (;;) {
    if (skip_line_ends()) break;
    std::optional<Damage> damage;
    if (!window_.pass_stop(damage)) return std::nullopt;
    if (damage) return places_.of_damage(window_, *damage);
  }
  if (!format_.is_start(window_.peek_in_member(kLook))) return passed_record(ArchiveProblem::garbage);
  const HeadEnd head = find_head();
  if (head.state == HeadEnd::broken) return passed_record(ArchiveProblem::bad_head);
  if (head.state == HeadEnd::incomplete) {
    const bool too_long = window_.ahead().size() >= limits_.head;
    const ArchiveProblem cut = window_.has_members() ? ArchiveProblem::bad_head : ArchiveProblem::cut;
    return passed_record(too_long ? ArchiveProblem::head_too_long : cut);
  }
  const std::uint64_t generation = window_.generation();
  ArchiveRecord record = places_.begin(window_, RecordKind::other);
  const auto length = format_.parse(window_.ahead().substr(0, head.size), record);
  take_block(record, head.size, length);
  finish(record, generation);
  return record;
}

// True where something other than line ends is ahead.
bool Records::skip_line_ends() {
  while (!window_.peek(1).empty()) {
    const std::size_t line_ends = count_line_ends(window_.ahead());
    const bool found = line_ends < window_.ahead().size();
    window_.skip(line_ends);
    if (found) return true;
  }
  return false;
}

// The stored length, and damage that belongs to this record alone.
void Records::finish(ArchiveRecord& record, std::uint64_t generation) {
  if (!window_.has_members()) {
    record.length = window_.place() - record.place.offset;
    return;
  }
  const bool alone = record.place.skip == 0 && window_.generation() == generation && window_.ahead().empty();
  if (!alone || !window_.ends_with_member()) return;
  record.length = window_.stored_end() - record.place.offset;
  if (const auto damage = window_.take_damage()) add_note(record, damage->note.problem, damage->note.detail);
}

// Passes what is ahead up to the next record's start and reports it, with the damage behind it if that is where it
// ends.
ArchiveRecord Records::passed_record(ArchiveProblem problem) {
  ArchiveRecord record = places_.begin(window_, RecordKind::damage);
  const std::string shown = excerpt(window_.ahead().substr(0, 80));
  const std::uint64_t size = pass_to_start(1);
  std::string detail = std::to_string(size) + " bytes: " + shown;
  if (window_.ahead().empty()) {
    if (const auto damage = window_.take_damage()) {
      problem = damage->note.problem;
      detail = damage->note.detail + "; " + detail;
      record.length = damage->end - record.place.offset;
    }
  }
  record.notes.push_back({problem, std::move(detail)});
  if (!window_.has_members()) record.length = window_.place() - record.place.offset;
  return record;
}

// Bytes passed.
std::uint64_t Records::pass_to_start(std::size_t from) {
  std::uint64_t passed = 0;
  for (;;) {
    const std::string_view ahead = window_.peek(kStretch + kLook);
    const bool ended = ahead.size() < kStretch + kLook;
    const std::size_t start = format_.find_start(ahead, from);
    const std::size_t step = start != ahead.npos ? start : ended ? ahead.size() : kStretch;
    window_.skip(step);
    passed += step;
    if (start != ahead.npos || ended) return passed;
    from = 1;  // what is here is no line's start, or it would have been found
  }
}

HeadEnd Records::find_head() {
  for (std::size_t size = kLook;; size *= 2) {
    HeadEnd head = format_.head_end(window_.peek_in_member(size).substr(0, limits_.head));
    if (head.state != HeadEnd::incomplete) return head;
    const std::string_view ahead = window_.peek(size);
    head = format_.head_end(ahead.substr(0, limits_.head));
    if (head.state != HeadEnd::incomplete || ahead.size() < size || size >= limits_.head) return head;
  }
}

// Whether a record may end before these bytes: another begins there, behind line ends or none, or nothing does, or
// there are as many line ends as belong there (then garbage follows).
bool Records::accept_tail(std::string_view tail, bool ended, std::size_t& line_ends) const {
  line_ends = count_line_ends(tail);
  const std::string_view behind = tail.substr(line_ends);
  if (behind.empty()) return ended;
  if (format_.is_start(behind)) return true;
  return static_cast<std::size_t>(std::ranges::count(tail.substr(0, line_ends), '\n')) >= format_.line_ends;
}

bool Records::whole_tail(std::size_t total, std::size_t& line_ends) {
  // Without looking beyond a member that ends as it should.
  std::string_view tail = window_.ahead().substr(total);
  if (!tail.empty() && window_.ends_with_member() && accept_tail(tail, true, line_ends)) return true;
  tail = window_.peek(total + kLook).substr(total);
  return accept_tail(tail, tail.size() < kLook, line_ends);
}

void Records::take(ArchiveRecord& record, const Extent& extent) {
  std::size_t begin = 0;
  record.bytes = window_.take(extent.total, begin);
  record.block_begin = begin + extent.head;
  record.block_size = extent.end - extent.head;
}

void Records::take_block(ArchiveRecord& record, std::size_t head, std::optional<std::uint64_t> length) {
  if (!length || *length > kLongest) return take_to_next_start(record, head);
  if (*length > limits_.record) return take_long(record, head, *length);
  const std::size_t total = head + static_cast<std::size_t>(*length);
  std::size_t line_ends = 0;
  if (window_.peek(total).size() < total || !whole_tail(total, line_ends)) return take_to_next_start(record, head);
  const bool last = window_.ahead().size() == total;
  take(record, {head, total, total + line_ends});
  if (line_ends == 0 && !last) add_note(record, ArchiveProblem::no_blank_lines, "");
}

// The block is longer than is kept, or its length is wrong.
void Records::take_long(ArchiveRecord& record, std::size_t head, std::uint64_t length) {
  std::size_t line_ends = 0;
  const std::uint64_t end = window_.place() + head + length;
  if (const auto behind = window_.look_behind(head + length, kLook)) {
    const bool within = end <= window_.feed().file().size();
    if (!within || !accept_tail(*behind, behind->size() < kLook, line_ends)) return take_to_next_start(record, head);
  }
  const std::size_t kept = head + limits_.record;
  if (window_.peek(kept).size() < kept) return take_to_next_start(record, head);
  const bool seekable = !window_.has_members() && window_.feed().file().is_regular();
  take(record, {head, kept, kept});
  record.truncated = true;
  add_note(record, ArchiveProblem::over_limit, std::to_string(length) + " bytes");
  if (seekable && window_.seek(end)) return;
  pass_rest(record, length - limits_.record);
}

// Passes the rest of a block. Where the bytes cannot be looked at again, a record's start within it means that the
// length is wrong, but not in a member that holds this record alone.
void Records::pass_rest(ArchiveRecord& record, std::uint64_t rest) {
  const bool alone = window_.has_members() && record.place.skip == 0;
  while (rest > 0) {
    const std::string_view ahead = window_.peek(kStretch + kLook);
    if (ahead.empty()) return note_stop(record);
    const bool ended = ahead.size() < kStretch + kLook;
    const std::size_t start = alone ? ahead.npos : format_.find_start(ahead, 1);
    const std::size_t step = static_cast<std::size_t>(std::min<std::uint64_t>(rest, ended ? ahead.size() : kStretch));
    window_.skip(std::min(step, start));
    if (start < step) return add_note(record, ArchiveProblem::wrong_length, "");
    rest -= step;
  }
}

std::size_t Records::without_line_ends(std::string_view bytes, std::size_t from) const {
  for (std::size_t i = 0; i < format_.line_ends; ++i) {
    if (bytes.size() > from && bytes.back() == '\n') bytes.remove_suffix(1);
    if (bytes.size() > from && bytes.back() == '\r') bytes.remove_suffix(1);
  }
  return bytes.size();
}

// The length does not say where the block ends: it ends where the next record begins.
void Records::take_to_next_start(ArchiveRecord& record, std::size_t head) {
  const std::size_t most = head + limits_.record;
  std::size_t from = head;
  for (std::size_t size = head + kStretch;; size += kStretch) {
    const std::string_view ahead = window_.peek(size);
    const std::size_t start = format_.find_start(ahead, from);
    if (start != ahead.npos && start <= most) {
      add_note(record, ArchiveProblem::wrong_length, excerpt(record.header("Content-Length")));
      return take(record, {head, without_line_ends(ahead.substr(0, start), head), start});
    }
    if (ahead.size() < size && ahead.size() <= most) {
      take(record, {head, without_line_ends(ahead, head), ahead.size()});
      return note_stop(record);
    }
    if (ahead.size() > most) break;
    from = std::max(head, ahead.size() - std::min(kLook, ahead.size()));
  }
  take(record, {head, most, most});
  record.truncated = true;
  add_note(record, ArchiveProblem::wrong_length, excerpt(record.header("Content-Length")));
  add_note(record, ArchiveProblem::over_limit, "");
  pass_to_start(1);
}

// Why the bytes stop before the record does.
void Records::note_stop(ArchiveRecord& record) {
  if (const auto damage = window_.take_damage()) {
    record.truncated = true;
    return add_note(record, damage->note.problem, damage->note.detail);
  }
  if (window_.has_members())
    return add_note(record, ArchiveProblem::wrong_length, excerpt(record.header("Content-Length")));
  record.truncated = true;
  add_note(record, ArchiveProblem::cut, "");
}

}  // namespace pith::archive
