// Any bytes as a chunked body: nothing is made up. And any bytes in chunks come out as they were.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "archive/http.h"

namespace {

std::string in_chunks(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t size = 1; !bytes.empty(); size = size % 15 + 1) {
    const std::size_t taken = std::min(size, bytes.size());
    out.append(1, kHex[taken])
        .append(size % 2 == 0 ? ";a=b\r\n" : "\r\n")
        .append(bytes.substr(0, taken))
        .append("\r\n");
    bytes.remove_prefix(taken);
  }
  return out + "0\r\n\r\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using pith::archive::unchunk;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto any = unchunk(bytes);
  if (any.bytes.size() + any.rest.size() > size) std::abort();
  if (!any.chunked && any.bytes.size() != 0) std::abort();
  const auto same = unchunk(in_chunks(bytes));
  if (!same.chunked || same.cut || same.rest.data() != nullptr || same.bytes.view() != bytes) std::abort();
  return 0;
}
