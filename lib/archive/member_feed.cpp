#include <algorithm>

#include "codec.h"

namespace pith::archive {
namespace {

constexpr std::uint64_t kNoLimit = ~std::uint64_t{0};

ArchiveProblem problem_of(Step step) {
  switch (step) {
    case Step::checksum:
      return ArchiveProblem::bad_checksum;
    case Step::dictionary:
      return ArchiveProblem::bad_dictionary;
    default:
      return ArchiveProblem::bad_member;
  }
}

bool all_zeros(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == bytes.npos;
}

class MemberFeed final : public Feed {
 public:
  MemberFeed(Stored stored, std::unique_ptr<Codec> codec) : stored_(std::move(stored)), codec_(std::move(codec)) {}

  bool next(Piece& piece) override {
    piece = {};
    if (streaming_) return next_of_stream(piece);
    const std::string_view ahead = stored_.peek(codec_->head_size());
    if (ahead.empty()) return false;
    piece.begin = stored_.position();
    if (!codec_->begins(ahead)) return pass_garbage(piece);
    piece.first = true;
    const Whole result = decode_whole(piece);
    if (result == Whole::done) return true;
    member_ = piece.begin;
    first_ = true;
    streaming_ = true;
    // A damaged member must not be decoded beyond the next one's beginning.
    limit_ = result == Whole::bad ? next_in_sight() : kNoLimit;
    codec_->start();
    return next_of_stream(piece);
  }

  bool seek(std::uint64_t offset) override {
    streaming_ = false;
    return stored_.seek(offset);
  }
  std::uint64_t position() const override { return stored_.position(); }
  const File& file() const override { return stored_.file(); }
  bool has_members() const override { return true; }

 private:
  Whole decode_whole(Piece& piece) {
    for (std::size_t size = kPiece;; size *= 2) {
      const std::string_view ahead = stored_.peek(size);
      const bool final = ahead.size() < size;
      std::size_t used = 0;
      const Whole result = codec_->whole(ahead, final, piece.bytes, used);
      if (result == Whole::done) {
        stored_.skip(used);
        piece.end = stored_.position();
        piece.last = true;
        return result;
      }
      piece.bytes.set_size(0);
      if (final || ahead.size() >= kStoredMember) return result == Whole::bad ? result : Whole::stream;
      if (result == Whole::stream) return result;
    }
  }

  bool next_of_stream(Piece& piece) {
    piece.begin = member_;
    piece.first = std::exchange(first_, false);
    piece.bytes = ArchiveBytes(kPiece);
    Step step = Step::more;
    bool ended = false;
    while (step == Step::more && !ended && piece.bytes.size() < piece.bytes.capacity()) {
      std::string_view in = input();
      const std::size_t given = in.size();
      const std::size_t made = piece.bytes.size();
      step = codec_->run(in, piece.bytes);
      stored_.skip(given - in.size());
      // What a decoder holds back it gives without further input: nothing in and nothing out is the end.
      ended = given == 0 && piece.bytes.size() == made;
    }
    piece.last = step != Step::more || ended;
    streaming_ = !piece.last;
    if (step == Step::end) {
      piece.end = stored_.position();
    } else if (piece.last) {
      set_damage(piece, step);
    }
    return true;
  }

  std::string_view input() {
    const std::string_view ahead = stored_.peek(1);
    const std::uint64_t left = limit_ == kNoLimit ? ahead.size() : limit_ - stored_.position();
    return ahead.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(ahead.size(), left)));
  }

  void set_damage(Piece& piece, Step step) {
    ArchiveNote note{problem_of(step), std::string(codec_->name())};
    if (step == Step::more && limit_ == kNoLimit) note.problem = ArchiveProblem::cut;
    if (limit_ != kNoLimit) {
      stored_.skip(static_cast<std::size_t>(limit_ - stored_.position()));
    } else if (step != Step::more) {
      // The next member may begin before the place where decoding failed, but behind the head of this one.
      if (stored_.position() == member_) stored_.skip(1);
      const std::uint64_t since = stored_.position() - member_ - 1;
      stored_.back(static_cast<std::size_t>(std::min<std::uint64_t>(since, kLookback)));
      pass_to_next(0);
    }
    piece.damage = Damage{std::move(note), member_, stored_.position()};
    piece.end = stored_.position();
  }

  // Bytes that are no member. Zeros at the end are padding.
  bool pass_garbage(Piece& piece) {
    const bool zeros = pass_to_next(1);
    if (zeros && stored_.peek(1).empty()) return false;
    const std::uint64_t size = stored_.position() - piece.begin;
    piece.end = stored_.position();
    piece.damage =
        Damage{{ArchiveProblem::garbage, std::to_string(size) + " bytes that are no " + std::string(codec_->name())},
               piece.begin,
               piece.end};
    return true;
  }

  // Passes bytes up to the next member that holds a record's start, or to the end; whether they are all zeros.
  bool pass_to_next(std::size_t from) {
    bool zeros = true;
    for (;;) {
      const std::string_view ahead = stored_.peek(kPiece + codec_->start_size());
      const std::size_t distance = distance_in(ahead, from, ahead.size());
      const bool found = distance < ahead.size();
      const bool final = ahead.size() < kPiece + codec_->start_size();
      const std::size_t step = found || final ? distance : kPiece;
      zeros = zeros && all_zeros(ahead.substr(0, step));
      stored_.skip(step);
      if (found || final) return zeros;
      from = 0;
    }
  }

  // Where the next member begins, if that is in memory.
  std::uint64_t next_in_sight() {
    const std::string_view ahead = stored_.ahead();
    const std::size_t distance = distance_in(ahead, 1, ahead.size());
    return distance < ahead.size() ? stored_.position() + distance : kNoLimit;
  }

  std::size_t distance_in(std::string_view bytes, std::size_t from, std::size_t otherwise) {
    const IsStart is_start = start_check();
    for (std::size_t at = codec_->find(bytes, from); at != bytes.npos; at = codec_->find(bytes, at + 1)) {
      if (codec_->holds_start(bytes.substr(at), is_start)) return at;
    }
    return otherwise;
  }

  Stored stored_;
  std::unique_ptr<Codec> codec_;
  bool streaming_ = false;
  bool first_ = false;
  std::uint64_t member_ = 0;        // where the streamed member begins
  std::uint64_t limit_ = kNoLimit;  // where its input ends
};

}  // namespace

std::unique_ptr<Feed> member_feed(Stored stored, std::unique_ptr<Codec> codec) {
  return std::make_unique<MemberFeed>(std::move(stored), std::move(codec));
}

}  // namespace pith::archive
