// Any bytes as what they look like, and as a WARC.
#include "archive/records.h"
#include "archive/sniff.h"
#include "archive_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto items = archive::items_of(fuzz::window_of(bytes), {.limits = fuzz::kLimits});
  fuzz::read_all(*items, size);
  archive::Records warc(fuzz::window_of(bytes), archive::kWarc, fuzz::kLimits);
  fuzz::read_all(warc, size);
  return 0;
}
