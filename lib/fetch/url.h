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

// Without query parameters that only tell the server where a reader came from (utm_source, gclid ...).
std::string without_tracking(const std::string& url);

struct Parts {
  std::string host;    // in lower case and ASCII; an IPv6 address in brackets
  std::string origin;  // "https://example.org:8443"; the port only if it is not the scheme's own
  std::string path;    // with the query
};
// Of a URL that checked() gave.
Parts parts_of(const std::string& url);

// What a URL is known by: two URLs of one spelling are one page. Scheme and host in lower case, no default port, no
// fragment, dot segments resolved, percent-encoding in one spelling (RFC 3986, 6.2.2 and 6.2.3).
std::string normalized(const Parts& parts);

}  // namespace pith::url
