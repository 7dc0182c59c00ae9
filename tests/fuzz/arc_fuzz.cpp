// Any bytes as an ARC.
#include "archive/records.h"
#include "archive_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  archive::Records arc(fuzz::window_of(bytes), archive::kArc, fuzz::kLimits);
  fuzz::read_all(arc, size);
  return 0;
}
