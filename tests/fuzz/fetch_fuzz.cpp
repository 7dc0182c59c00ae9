// What strangers' servers send beside pages: robots.txt, sitemaps and feeds, Location headers.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "fetch/lists.h"
#include "fetch/robots.h"
#include "fetch/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  lists::read(bytes);

  const robots::Rules rules = robots::parse(bytes, "pith");
  const std::string path = "/" + bytes.substr(0, bytes.find('\n'));
  rules.allows(path);
  if (!rules.allows("/robots.txt")) __builtin_trap();

  const auto resolved = url::resolved("http://example.org/a/b?c", bytes);
  if (const auto* address = std::get_if<std::string>(&resolved)) {
    if (!address->starts_with("http://") && !address->starts_with("https://")) __builtin_trap();
    if (address->find_first_of("\r\n") != address->npos) __builtin_trap();
    // A normal form is a URL, and its own normal form.
    const std::string normal = url::normalized(url::parts_of(*address));
    const auto again = url::checked(normal);
    const auto* const same = std::get_if<std::string>(&again);
    if (same == nullptr || url::normalized(url::parts_of(*same)) != normal) __builtin_trap();
  }
  return 0;
}
