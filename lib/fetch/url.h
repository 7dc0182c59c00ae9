// URLs of requests and redirects, held to what fetch() may open.
#pragma once

#include <string>
#include <variant>

#include "pith/fetch.h"

namespace pith::url {

// An absolute http or https URL without credentials, as it is asked for; or why it is refused (FetchError::bad_url).
std::variant<std::string, FetchFailure> checked(const std::string& url);

// The same for a Location header (RFC 9110, 10.2.2), relative to `base`, which checked() gave. Bytes that need
// percent-encoding get it.
std::variant<std::string, FetchFailure> resolved(const std::string& base, const std::string& location);

}  // namespace pith::url
