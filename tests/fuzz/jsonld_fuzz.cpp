// JSON-LD of any bytes: reading never fails, and what was repaired once needs no repair.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "metadata/json_ld.h"
#include "metadata/json_repair.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const pith::text::Decoded decoded = pith::text::decode(bytes, "text/html; charset=utf-8");
  const std::string_view scripts[] = {decoded.text};
  pith::metadata::read_json_ld(scripts);
  for (const std::string& value : pith::metadata::repair_json(decoded.text)) {
    if (pith::metadata::nests_deeper(value, 64)) __builtin_trap();
  }
  return 0;
}
