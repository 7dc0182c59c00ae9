// Where an answer sends us.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>

#include "transfer.h"

namespace pith {

// The Location of a redirect, or nothing (RFC 9110, 15.4).
inline std::string redirect_of(int status, const Headers& headers) {
  constexpr int kRedirects[] = {301, 302, 303, 307, 308};
  const bool redirects = std::ranges::find(kRedirects, status) != std::end(kRedirects);
  return redirects ? std::string(value_of(headers, "location")) : "";
}

}  // namespace pith
