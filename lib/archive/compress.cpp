#include "compress.h"

#include <libdeflate.h>
#include <zstd.h>

#include <memory>
#include <new>

namespace pith::archive {
namespace {

constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;

struct FreeGzip {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
struct FreeZstd {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

// Both are given the most room they may need, so that they fail for want of memory alone.
std::string gzip_member(std::string_view bytes) {
  const std::unique_ptr<libdeflate_compressor, FreeGzip> compressor(libdeflate_alloc_compressor(kGzipLevel));
  if (!compressor) throw std::bad_alloc();
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

std::string zstd_frame(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeZstd> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kZstdLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();
  out.resize(size);
  return out;
}

}  // namespace

std::string compress(std::string_view bytes, ArchiveCoding coding) {
  switch (coding) {
    case ArchiveCoding::gzip:
      return gzip_member(bytes);
    case ArchiveCoding::zstd:
      return zstd_frame(bytes);
    case ArchiveCoding::plain:
      break;
  }
  return std::string(bytes);
}

}  // namespace pith::archive
