// Dates in any text: what is found lies within the text, and reads the same again as ISO 8601.
#include <cstddef>
#include <cstdint>
#include <string>

#include "metadata/dates.h"
#include "text/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pith::metadata;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const pith::text::Decoded decoded = pith::text::decode(bytes, "text/html; charset=utf-8");
  for (const char* language : {"en", "th", "fa", "zh"}) {
    DateRules rules;
    rules.language = language;
    for (const bool short_years : {false, true}) {
      const auto found = find_date(decoded.text, rules, 0, short_years);
      if (!found) continue;
      if (found->begin >= found->end || found->end > decoded.text.size()) __builtin_trap();
      const std::string iso = to_iso(found->when);
      const auto again = date_of_value(iso, rules);
      if (!again || to_iso(*again) != iso) __builtin_trap();
    }
    date_of_value(decoded.text, rules);
    date_of_url(decoded.text, rules);
  }
  return 0;
}
