// lz4 frames (version 1.6 of its frame format), always as a stream.
#include <lz4frame.h>

#include "codec.h"

namespace pith::archive {
namespace {

constexpr std::string_view kFrame = "\x04\x22\x4d\x18";

struct FreeContext {
  void operator()(LZ4F_dctx* it) const { LZ4F_freeDecompressionContext(it); }
};

std::unique_ptr<LZ4F_dctx, FreeContext> new_context() {
  LZ4F_dctx* context = nullptr;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION))) context = nullptr;
  return std::unique_ptr<LZ4F_dctx, FreeContext>(context);
}

class Lz4Codec final : public Codec {
 public:
  std::string_view name() const override { return "lz4 frame"; }
  std::size_t head_size() const override { return LZ4F_HEADER_SIZE_MAX; }
  std::size_t start_size() const override { return LZ4F_HEADER_SIZE_MAX; }
  bool begins(std::string_view bytes) const override { return bytes.starts_with(kFrame); }
  std::size_t find(std::string_view bytes, std::size_t from) const override { return bytes.find(kFrame, from); }

  // Its head has a checksum of its own; the first block may be too long to be looked into.
  bool holds_start(std::string_view bytes, IsStart) override {
    start();
    LZ4F_frameInfo_t info = {};
    std::size_t size = bytes.size();
    return context_ && !LZ4F_isError(LZ4F_getFrameInfo(context_.get(), &info, bytes.data(), &size));
  }

  Whole whole(std::string_view, bool, ArchiveBytes&, std::size_t&) override { return Whole::stream; }

  void start() override {
    if (context_) LZ4F_resetDecompressionContext(context_.get());
  }

  Step run(std::string_view& in, ArchiveBytes& out) override {
    if (!context_) return Step::bad;
    std::size_t given = in.size();
    std::size_t made = out.capacity() - out.size();
    const std::size_t code =
        LZ4F_decompress(context_.get(), out.data() + out.size(), &made, in.data(), &given, nullptr);
    if (LZ4F_isError(code)) {
      start();  // the context is in no known state
      const std::string_view name = LZ4F_getErrorName(code);
      return name.find("hecksum") != name.npos ? Step::checksum : Step::bad;
    }
    in.remove_prefix(given);
    out.set_size(out.size() + made);
    return code == 0 ? Step::end : Step::more;
  }

 private:
  std::unique_ptr<LZ4F_dctx, FreeContext> context_ = new_context();
};

}  // namespace

std::unique_ptr<Codec> lz4_codec() {
  return std::make_unique<Lz4Codec>();
}

}  // namespace pith::archive
