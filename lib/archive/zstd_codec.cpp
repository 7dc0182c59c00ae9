// zstd (RFC 8878), with the dictionary that a frame of its own holds at the file's beginning (IIPC's "Zstandard
// Compression for WARC Files 1.0").
#define ZSTD_STATIC_LINKING_ONLY  // ZSTD_decompressBound()
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>

#include "codec.h"

namespace pith::archive {
namespace {

constexpr std::string_view kFrame = "\x28\xb5\x2f\xfd";
constexpr std::string_view kSkippable = "\x2a\x4d\x18";  // behind 0x50 to 0x5f (RFC 8878, 3.1.2)
constexpr char kDictionary = '\x5d';
constexpr std::size_t kMostDictionary = std::size_t{32} << 20;
constexpr std::size_t kBlock = std::size_t{128} << 10;  // the longest, decoded

bool is_skippable(std::string_view bytes) {
  return bytes.size() >= 8 && (static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50 &&
         bytes.substr(1).starts_with(kSkippable);
}

std::size_t skippable_size(std::string_view bytes) {
  std::size_t size = 0;
  for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(bytes[4 + i]);
  return size;
}

struct FreeContext {
  void operator()(ZSTD_DCtx* it) const { ZSTD_freeDCtx(it); }
};
struct FreeDictionary {
  void operator()(ZSTD_DDict* it) const { ZSTD_freeDDict(it); }
};

Step step_of(std::size_t code) {
  switch (ZSTD_getErrorCode(code)) {
    case ZSTD_error_checksum_wrong:
      return Step::checksum;
    case ZSTD_error_dictionary_wrong:
    case ZSTD_error_dictionary_corrupted:
      return Step::dictionary;
    default:
      return Step::bad;
  }
}

class ZstdCodec final : public Codec {
 public:
  std::string_view name() const override { return "zstd frame"; }
  std::size_t head_size() const override { return 18; }
  std::size_t start_size() const override { return kBlock + 32; }

  bool begins(std::string_view bytes) const override { return bytes.starts_with(kFrame) || is_skippable(bytes); }

  std::size_t find(std::string_view bytes, std::size_t from) const override { return bytes.find(kFrame, from); }

  bool holds_start(std::string_view bytes, IsStart is_start) override {
    std::string_view in = bytes.substr(0, start_size());
    ArchiveBytes out(kBlock);
    start();
    Step step = Step::more;
    for (std::size_t before = in.size() + 1; step == Step::more && in.size() < before && out.size() == 0;) {
      before = in.size();
      step = run(in, out);
    }
    return (step == Step::more || step == Step::end) && out.size() > 0 && is_start(out.view());
  }

  Whole whole(std::string_view bytes, bool final, ArchiveBytes& out, std::size_t& used) override {
    if (is_skippable(bytes)) return skip_frame(bytes, final, out, used);
    const std::size_t stored = ZSTD_findFrameCompressedSize(bytes.data(), bytes.size());
    if (ZSTD_isError(stored)) {
      if (ZSTD_getErrorCode(stored) != ZSTD_error_srcSize_wrong) return Whole::bad;
      return final ? Whole::bad : Whole::not_whole;
    }
    const unsigned long long size = ZSTD_decompressBound(bytes.data(), stored);
    if (size > kWholeMember) return Whole::stream;
    out = ArchiveBytes(static_cast<std::size_t>(size));
    const std::size_t made =
        ZSTD_decompress_usingDDict(context_.get(), out.data(), out.capacity(), bytes.data(), stored, dictionary_.get());
    if (ZSTD_isError(made)) return Whole::bad;
    out.set_size(made);
    if (made < out.capacity() / 2) out = exact(out.view());
    used = stored;
    return Whole::done;
  }

  void start() override {
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
    ZSTD_DCtx_refDDict(context_.get(), dictionary_.get());
    to_skip_ = 0;
    begun_ = false;
  }

  Step run(std::string_view& in, ArchiveBytes& out) override {
    const bool first = !std::exchange(begun_, true);
    if (first && is_skippable(in)) to_skip_ = 8 + skippable_size(in);
    if (to_skip_ > 0) {
      const std::size_t size = std::min(to_skip_, in.size());
      in.remove_prefix(size);
      to_skip_ -= size;
      return to_skip_ == 0 ? Step::end : Step::more;
    }
    // A call that fails keeps for itself what it has decoded: so each gets what it asked for, and no more.
    ZSTD_inBuffer from{in.data(), std::min(in.size(), first ? head_size() : asked_), 0};
    ZSTD_outBuffer to{out.data(), out.capacity(), out.size()};
    const std::size_t code = ZSTD_decompressStream(context_.get(), &to, &from);
    in.remove_prefix(from.pos);
    out.set_size(to.pos);
    if (ZSTD_isError(code)) return step_of(code);
    asked_ = code;
    return code == 0 ? Step::end : Step::more;
  }

 private:
  static ArchiveBytes exact(std::string_view bytes) {
    ArchiveBytes copy(bytes.size());
    copy.append(bytes);
    return copy;
  }

  // Longer ones than can be a dictionary are passed in steps.
  Whole skip_frame(std::string_view bytes, bool final, ArchiveBytes& out, std::size_t& used) {
    const std::size_t size = skippable_size(bytes);
    const bool dictionary = bytes[0] == kDictionary;
    if (size > (dictionary ? kMostDictionary : kStoredMember / 2)) return Whole::stream;
    if (bytes.size() - 8 < size) return final ? Whole::bad : Whole::not_whole;
    if (dictionary) load_dictionary(bytes.substr(8, size));
    out.set_size(0);
    used = 8 + size;
    return Whole::done;
  }

  // It may be compressed itself.
  void load_dictionary(std::string_view bytes) {
    ArchiveBytes plain;
    if (bytes.starts_with(kFrame)) {
      const unsigned long long size = ZSTD_decompressBound(bytes.data(), bytes.size());
      plain = ArchiveBytes(static_cast<std::size_t>(std::min<unsigned long long>(size, kMostDictionary)));
      const std::size_t made =
          ZSTD_decompressDCtx(context_.get(), plain.data(), plain.capacity(), bytes.data(), bytes.size());
      plain.set_size(ZSTD_isError(made) ? 0 : made);
      bytes = plain.view();
    }
    dictionary_.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
  }

  std::unique_ptr<ZSTD_DCtx, FreeContext> context_{ZSTD_createDCtx()};
  std::unique_ptr<ZSTD_DDict, FreeDictionary> dictionary_;
  std::size_t to_skip_ = 0;  // of a skippable frame
  std::size_t asked_ = 0;    // bytes that the decoder wants next
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Codec> zstd_codec() {
  return std::make_unique<ZstdCodec>();
}

}  // namespace pith::archive
