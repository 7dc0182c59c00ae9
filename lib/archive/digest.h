// Hashes by name, and how they are written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pith::archive {

// The raw digest; nothing for a name that is not sha1, sha256, sha512 or md5 (a hyphen in it does not matter).
std::optional<std::string> digest(std::string_view algorithm, std::string_view bytes);

std::string to_base32(std::string_view bytes);  // RFC 4648, 6, with padding
std::string to_base64(std::string_view bytes);  // RFC 4648, 4, with padding
std::string to_hex(std::string_view bytes);

}  // namespace pith::archive
