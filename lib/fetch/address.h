// Which addresses a crawler may open. Asked on the socket address itself, after DNS, so that no spelling of a host and
// no change of a DNS answer between check and use gets past it.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace pith::address {

// A range that is not the public Internet's.
struct Range {
  std::string_view prefix;  // in text; of IPv4 or IPv6
  int bits;
  bool local;             // FetchOptions::allow_private opens it: loopback and private networks
  std::string_view what;  // completes "ADDRESS is …"
  std::string_view rule;  // where it is written
};

// The range that `address` falls into, or nullptr if it is a public unicast address. IPv6 addresses that carry an IPv4
// address (mapped, NAT64) count as the one they carry. Anything but AF_INET and AF_INET6 is refused too.
const Range* refusal(const sockaddr& address);

// The same for the host of a URL, where it is an address or a name that always means this machine (RFC 6761, 6.3).
// Other names are only known after DNS.
const Range* refusal_of_host(std::string_view host);

// "127.0.0.1"; empty if it is no IP address.
std::string to_string(const sockaddr& address);

}  // namespace pith::address
