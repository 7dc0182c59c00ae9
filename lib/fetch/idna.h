// Host names beyond ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pith::idna {

// A host name in ASCII, as WHATWG URL's "domain to ASCII" gives it (UTS 46, non-transitional): "münchen.example"
// becomes "xn--mnchen-3ya.example". ASCII comes back in lower case. None if it is no host name.
std::optional<std::string> to_ascii(std::string_view host);

}  // namespace pith::idna
