#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace pith::address {
namespace {

using Bytes = std::span<const unsigned char>;

// The IANA special-purpose registries (RFC 6890) and multicast; the narrower range stands first.
constexpr Range kIpv4[] = {
    {"0.0.0.0", 8, false, "an address of this network", "RFC 1122, 3.2.1.3"},
    {"10.0.0.0", 8, true, "a private address", "RFC 1918"},
    {"100.64.0.0", 10, true, "a shared (carrier-grade NAT) address", "RFC 6598"},
    {"127.0.0.0", 8, true, "a loopback address", "RFC 1122, 3.2.1.3"},
    {"169.254.0.0", 16, false, "a link-local address", "RFC 3927"},
    {"172.16.0.0", 12, true, "a private address", "RFC 1918"},
    {"192.0.0.0", 24, false, "a protocol assignment", "RFC 6890, 2.1"},
    {"192.0.2.0", 24, false, "a documentation address", "RFC 5737"},
    {"192.88.99.0", 24, false, "a 6to4 relay", "RFC 7526"},
    {"192.168.0.0", 16, true, "a private address", "RFC 1918"},
    {"198.18.0.0", 15, false, "a benchmarking address", "RFC 2544"},
    {"198.51.100.0", 24, false, "a documentation address", "RFC 5737"},
    {"203.0.113.0", 24, false, "a documentation address", "RFC 5737"},
    {"224.0.0.0", 4, false, "a multicast address", "RFC 5771"},
    {"255.255.255.255", 32, false, "the broadcast address", "RFC 919"},
    {"240.0.0.0", 4, false, "a reserved address", "RFC 1112, 4"},
};

constexpr Range kIpv6[] = {
    {"::", 128, false, "the unspecified address", "RFC 4291, 2.5.2"},
    {"::1", 128, true, "a loopback address", "RFC 4291, 2.5.3"},
    {"::", 96, false, "an IPv4-compatible address", "RFC 4291, 2.5.5.1"},
    {"64:ff9b:1::", 48, false, "a local NAT64 address", "RFC 8215"},
    {"100::", 64, false, "a discard-only address", "RFC 6666"},
    {"2001::", 32, false, "a Teredo address", "RFC 4380"},
    {"2001::", 23, false, "a protocol assignment", "RFC 2928"},
    {"2001:db8::", 32, false, "a documentation address", "RFC 3849"},
    {"2002::", 16, false, "a 6to4 address", "RFC 7526"},
    {"3fff::", 20, false, "a documentation address", "RFC 9637"},
    {"fc00::", 7, true, "a unique-local address", "RFC 4193"},
    {"fe80::", 10, false, "a link-local address", "RFC 4291, 2.5.6"},
    {"fec0::", 10, false, "a site-local address", "RFC 3879"},
    {"ff00::", 8, false, "a multicast address", "RFC 4291, 2.7"},
};
// All public unicast addresses so far are given out of 2000::/3.
constexpr Range kUnassignedIpv6{"::", 0, false, "no global unicast address", "RFC 4291, 2.4"};
constexpr Range kGlobalUnicast{"2000::", 3, false, "", ""};

// Addresses whose last four bytes are an IPv4 address that the connection ends at.
constexpr Range kCarriers[] = {
    {"::ffff:0:0", 96, false, "IPv4-mapped", "RFC 4291, 2.5.5.2"},
    {"64:ff9b::", 96, false, "NAT64", "RFC 6052, 2.1"},
};

constexpr Range kLocalhost{"", 0, true, "this machine", "RFC 6761, 6.3"};
constexpr Range kNoIp{"", 0, false, "no IP address", "RFC 9110, 4.2"};

bool contains(const Range& range, Bytes address) {
  std::array<unsigned char, 16> prefix{};
  inet_pton(address.size() == 4 ? AF_INET : AF_INET6, range.prefix.data(), prefix.data());
  const auto whole = static_cast<std::size_t>(range.bits / 8);
  if (!std::equal(prefix.begin(), prefix.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  const int rest = range.bits % 8;
  return rest == 0 || ((prefix[whole] ^ address[whole]) >> (8 - rest)) == 0;
}

const Range* find(std::span<const Range> ranges, Bytes address) {
  const auto found = std::ranges::find_if(ranges, [&](const Range& range) { return contains(range, address); });
  return found == ranges.end() ? nullptr : &*found;
}

const Range* refusal_of_ipv6(Bytes address) {
  if (find(kCarriers, address) != nullptr) return find(kIpv4, address.last(4));
  if (const Range* range = find(kIpv6, address)) return range;
  return contains(kGlobalUnicast, address) ? nullptr : &kUnassignedIpv6;
}

}  // namespace

const Range* refusal(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& ip = reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    return find(kIpv4, {reinterpret_cast<const unsigned char*>(&ip), sizeof ip});
  }
  if (address.sa_family == AF_INET6)
    return refusal_of_ipv6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr.s6_addr);
  return &kNoIp;
}

const Range* refusal_of_host(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host == "localhost" || host.ends_with(".localhost")) return &kLocalhost;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::array<unsigned char, 16> bytes{};
  const std::string text(host);
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return find(kIpv4, Bytes(bytes).first(4));
  return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? refusal_of_ipv6(bytes) : nullptr;
}

std::string to_string(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "";
  const bool ipv4 = address.sa_family == AF_INET;
  if (!ipv4 && address.sa_family != AF_INET6) return "";
  const void* ip = ipv4 ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(address).sin_addr)
                        : &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
  inet_ntop(address.sa_family, ip, text, sizeof text);
  return text;
}

}  // namespace pith::address
