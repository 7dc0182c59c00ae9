#include "idna.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <memory>

#include "ascii.h"

namespace pith::idna {
namespace {

struct Close {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

}  // namespace

std::optional<std::string> to_ascii(std::string_view host) {
  constexpr int kLongest = 255;  // RFC 1035, 2.3.4
  if (std::ranges::all_of(host, [](unsigned char byte) { return byte < 0x80; })) return ascii::lower(host);
  if (host.size() > std::size_t{4} * kLongest) return std::nullopt;
  constexpr std::uint32_t kOptions =
      UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, Close> idna(uidna_openUTS46(kOptions, &error));
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  char name[kLongest + 1];
  const int size = uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()), name,
                                          sizeof name, &info, &error);
  if (U_FAILURE(error) || info.errors != 0 || size > kLongest) return std::nullopt;
  return std::string(name, static_cast<std::size_t>(size));
}

}  // namespace pith::idna
