#include "content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "ascii.h"

namespace pith::archive {
namespace {

constexpr std::size_t kLeastRoom = std::size_t{64} << 10;

// Decoders as one: consume of `in`, write to a place, and say how it stands.
enum class State : std::uint8_t { more, end, bad };

class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual State run(std::string_view& in, char* out, std::size_t room, std::size_t& made) = 0;
};

class Inflate final : public Decoder {
 public:
  explicit Inflate(int window) : ready_(inflateInit2(&stream_, window) == Z_OK) {}
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;
  ~Inflate() override {
    if (ready_) inflateEnd(&stream_);
  }

  State run(std::string_view& in, char* out, std::size_t room, std::size_t& made) override {
    if (!ready_) return State::bad;
    const auto given = static_cast<uInt>(std::min<std::size_t>(in.size(), 1U << 30));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(given - stream_.avail_in);
    made = room - stream_.avail_out;
    if (code == Z_STREAM_END) return State::end;
    return code == Z_OK || code == Z_BUF_ERROR ? State::more : State::bad;
  }

 private:
  z_stream stream_ = {};
  bool ready_;
};

class Brotli final : public Decoder {
 public:
  State run(std::string_view& in, char* out, std::size_t room, std::size_t& made) override {
    if (!state_) return State::bad;
    std::size_t avail_in = in.size();
    std::size_t avail_out = room;
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(out);
    const auto code = BrotliDecoderDecompressStream(state_.get(), &avail_in, &next_in, &avail_out, &next_out, nullptr);
    in.remove_prefix(in.size() - avail_in);
    made = room - avail_out;
    if (code == BROTLI_DECODER_RESULT_SUCCESS) return State::end;
    return code == BROTLI_DECODER_RESULT_ERROR ? State::bad : State::more;
  }

 private:
  struct Destroy {
    void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
  };
  std::unique_ptr<BrotliDecoderState, Destroy> state_{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
};

class Zstd final : public Decoder {
 public:
  State run(std::string_view& in, char* out, std::size_t room, std::size_t& made) override {
    if (!context_) return State::bad;
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out, room, 0};
    const std::size_t code = ZSTD_decompressStream(context_.get(), &to, &from);
    in.remove_prefix(from.pos);
    made = to.pos;
    if (ZSTD_isError(code)) return State::bad;
    return code == 0 ? State::end : State::more;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, Free> context_{ZSTD_createDCtx()};
};

constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

// A zlib head is CM 8 and a multiple of 31 (RFC 1950, 2.2); servers send deflate without it too.
bool has_zlib_head(std::string_view body) {
  if (body.size() < 2) return false;
  const auto first = static_cast<unsigned char>(body[0]);
  const auto second = static_cast<unsigned char>(body[1]);
  return (first & 0x0F) == 8 && (first * 256 + second) % 31 == 0;
}

std::unique_ptr<Decoder> decoder_for(Coding coding, std::string_view body) {
  switch (coding) {
    case Coding::gzip:
      return body.starts_with(kGzipMagic) ? std::make_unique<Inflate>(15 + 16) : nullptr;
    case Coding::deflate:
      return std::make_unique<Inflate>(has_zlib_head(body) ? 15 : -15);
    case Coding::br:
      return std::make_unique<Brotli>();
    case Coding::zstd:
      return body.starts_with(kZstdMagic) ? std::make_unique<Zstd>() : nullptr;
    case Coding::identity:
      break;
  }
  return nullptr;
}

// One member or frame from the front of `body`, added to `out`.
Undone undo_one(Decoder& decoder, std::string_view& body, std::size_t limit, ArchiveBytes& out) {
  for (;;) {
    if (out.size() == limit) return Undone::over_limit;
    if (out.size() == out.capacity()) {
      out.reserve(std::min(limit, std::max(out.capacity() * 2, kLeastRoom)));
    }
    const std::size_t given = body.size();
    std::size_t made = 0;
    const State state = decoder.run(body, out.data() + out.size(), std::min(out.capacity(), limit) - out.size(), made);
    out.set_size(out.size() + made);
    if (state == State::end) return Undone::whole;
    if (state == State::bad || (made == 0 && body.size() == given)) return Undone::cut_off;
  }
}

}  // namespace

Coding coding_named(std::string_view name) {
  if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip")) return Coding::gzip;
  if (equals_ignoring_case(name, "deflate")) return Coding::deflate;
  if (equals_ignoring_case(name, "br")) return Coding::br;
  if (equals_ignoring_case(name, "zstd")) return Coding::zstd;
  return Coding::identity;
}

Undone undo(Coding coding, std::string_view body, std::size_t limit, ArchiveBytes& out) {
  Undone result = Undone::not_encoded;
  out = ArchiveBytes(std::min(limit, std::max(body.size() * 4, kLeastRoom)));
  // Further members or frames may follow (RFC 1952, 2.2); what else follows is ignored, as browsers do.
  do {
    const auto decoder = decoder_for(coding, body);
    if (!decoder) return result;
    result = undo_one(*decoder, body, limit, out);
  } while (result == Undone::whole && (coding == Coding::gzip || coding == Coding::zstd) && decoder_for(coding, body));
  return result == Undone::cut_off && out.size() == 0 ? Undone::not_encoded : result;
}

}  // namespace pith::archive
