// Addresses of any bytes, the first line the base: a result is http(s), and resolving it again changes nothing.
#include <cstddef>
#include <cstdint>
#include <string>

#include "metadata/metadata.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith::metadata;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const pith::text::Decoded decoded = pith::text::decode(bytes, "text/html; charset=utf-8");
  const std::string_view text = decoded.text;
  const std::size_t line = text.find('\n');
  const std::string_view base = text.substr(0, line);
  const std::string_view reference = line == text.npos ? text : text.substr(line + 1);
  registrable_domain(reference);
  const std::string url = resolve_url(base, reference);
  if (url.empty()) return 0;
  if (!url.starts_with("http://") && !url.starts_with("https://")) __builtin_trap();
  const std::string again = resolve_url(base, url);
  if (!again.empty() && again != url) __builtin_trap();
  return 0;
}
