// gzip (RFC 1952): libdeflate for members that are whole, zlib for streams.
#include <libdeflate.h>
#include <zlib.h>

#include <cstring>

#include "codec.h"

namespace pith::archive {
namespace {

constexpr std::size_t kHead = 10;
constexpr std::size_t kTrailer = 8;
constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr int kGuesses = 4;
constexpr std::size_t kMostExpansion = 1032;  // of deflate

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
};

class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }

  void reset() { inflateReset(&stream_); }

  Step run(std::string_view& in, char* out, std::size_t room, std::size_t& made) {
    if (!ready_) return Step::bad;
    const std::size_t given = std::min<std::size_t>(in.size(), 1U << 30);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = static_cast<uInt>(given);
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(given - stream_.avail_in);
    made = room - stream_.avail_out;
    if (code == Z_STREAM_END) return Step::end;
    if (code == Z_OK || code == Z_BUF_ERROR) return Step::more;
    const std::string_view message = stream_.msg == nullptr ? "" : stream_.msg;
    return message == "incorrect data check" || message == "incorrect length check" ? Step::checksum : Step::bad;
  }

 private:
  z_stream stream_ = {};
  bool ready_ = false;
};

class GzipCodec final : public Codec {
 public:
  std::string_view name() const override { return "gzip member"; }
  std::size_t head_size() const override { return kHead; }
  std::size_t start_size() const override { return 1024; }

  // Reserved flags are zero (RFC 1952, 2.3.1.2).
  bool begins(std::string_view bytes) const override {
    return bytes.size() >= kHead && bytes.starts_with(kMagic) && (static_cast<unsigned char>(bytes[3]) & 0xE0) == 0;
  }

  std::size_t find(std::string_view bytes, std::size_t from) const override {
    for (std::size_t at = bytes.find(kMagic, from); at != bytes.npos; at = bytes.find(kMagic, at + 1)) {
      if (begins(bytes.substr(at))) return at;
    }
    return bytes.npos;
  }

  bool holds_start(std::string_view bytes, IsStart is_start) override {
    std::string_view in = bytes.substr(0, start_size());
    char out[256];
    std::size_t made = 0;
    inflater_.reset();
    const Step step = inflater_.run(in, out, sizeof out, made);
    return (step == Step::more || step == Step::end) && made > 0 && is_start({out, made});
  }

  // A member's length stands in its last four bytes: those before the next member, or before the end of the file.
  Whole whole(std::string_view bytes, bool final, ArchiveBytes& out, std::size_t& used) override {
    std::size_t next = kHead + kTrailer - 1;
    for (int guess = 0; guess < kGuesses; ++guess) {
      next = find(bytes, next + 1);
      if (next == bytes.npos && !final) return Whole::not_whole;
      const std::size_t end = std::min(next, bytes.size());
      if (end < kHead + kTrailer) return Whole::stream;
      const std::size_t size = little_endian(bytes.substr(end - 4));
      if (size <= kWholeMember && size / kMostExpansion <= end) {
        const Whole result = decode(bytes, size, out, used);
        if (result != Whole::stream) return result;
      }
      if (next == bytes.npos) return Whole::stream;
    }
    return Whole::stream;
  }

  void start() override { inflater_.reset(); }

  Step run(std::string_view& in, ArchiveBytes& out) override {
    std::size_t made = 0;
    const Step step = inflater_.run(in, out.data() + out.size(), out.capacity() - out.size(), made);
    out.set_size(out.size() + made);
    return step;
  }

 private:
  Whole decode(std::string_view bytes, std::size_t size, ArchiveBytes& out, std::size_t& used) {
    if (!decompressor_) return Whole::stream;
    if (out.capacity() < size || out.capacity() / 2 > size) out = ArchiveBytes(size);
    std::size_t made = 0;
    const libdeflate_result result =
        libdeflate_gzip_decompress_ex(decompressor_.get(), bytes.data(), bytes.size(), out.data(), size, &used, &made);
    out.set_size(made);
    if (result == LIBDEFLATE_SUCCESS) return Whole::done;
    return result == LIBDEFLATE_BAD_DATA ? Whole::bad : Whole::stream;
  }

  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor_{libdeflate_alloc_decompressor()};
  Inflater inflater_;
};

}  // namespace

std::unique_ptr<Codec> gzip_codec() {
  return std::make_unique<GzipCodec>();
}

}  // namespace pith::archive
