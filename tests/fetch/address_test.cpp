#include "fetch/address.h"

#include <gtest/gtest.h>
#include <netdb.h>
#include <sys/un.h>

#include <memory>
#include <string>

namespace pith::address {
namespace {

// As the system's resolver reads a numeric host, whatever its spelling.
const Range* refusal_of(const std::string& host) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) {
    ADD_FAILURE() << host << " is not read as a numeric address";
    return nullptr;
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
  return refusal(*list->ai_addr);
}

struct Refused {
  const char* host;
  const char* rule;
};

class RefusedAddress : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedAddress, Iana_SpecialPurpose) {
  const Range* range = refusal_of(GetParam().host);
  ASSERT_NE(range, nullptr) << GetParam().host;
  EXPECT_EQ(range->rule, GetParam().rule) << GetParam().host << " is " << range->what;
}

// The first and last address of each range.
INSTANTIATE_TEST_SUITE_P(
    Ranges, RefusedAddress,
    ::testing::Values(  //
        Refused{"0.0.0.0", "RFC 1122, 3.2.1.3"}, Refused{"0.255.255.255", "RFC 1122, 3.2.1.3"},
        Refused{"10.0.0.0", "RFC 1918"}, Refused{"10.255.255.255", "RFC 1918"}, Refused{"100.64.0.0", "RFC 6598"},
        Refused{"100.127.255.255", "RFC 6598"}, Refused{"127.0.0.1", "RFC 1122, 3.2.1.3"},
        Refused{"127.255.255.255", "RFC 1122, 3.2.1.3"}, Refused{"169.254.0.0", "RFC 3927"},
        Refused{"169.254.169.254", "RFC 3927"}, Refused{"172.16.0.0", "RFC 1918"},
        Refused{"172.31.255.255", "RFC 1918"}, Refused{"192.0.0.8", "RFC 6890, 2.1"}, Refused{"192.0.2.1", "RFC 5737"},
        Refused{"192.88.99.1", "RFC 7526"}, Refused{"192.168.0.0", "RFC 1918"}, Refused{"192.168.255.255", "RFC 1918"},
        Refused{"198.18.0.0", "RFC 2544"}, Refused{"198.19.255.255", "RFC 2544"}, Refused{"198.51.100.7", "RFC 5737"},
        Refused{"203.0.113.255", "RFC 5737"}, Refused{"224.0.0.1", "RFC 5771"}, Refused{"239.255.255.255", "RFC 5771"},
        Refused{"240.0.0.0", "RFC 1112, 4"}, Refused{"255.255.255.254", "RFC 1112, 4"},
        Refused{"255.255.255.255", "RFC 919"}, Refused{"::", "RFC 4291, 2.5.2"}, Refused{"::1", "RFC 4291, 2.5.3"},
        Refused{"100::1", "RFC 6666"}, Refused{"2001::1", "RFC 4380"}, Refused{"2001:2::1", "RFC 2928"},
        Refused{"2001:1ff:ffff::", "RFC 2928"}, Refused{"2001:db8::1", "RFC 3849"}, Refused{"3fff:fff::1", "RFC 9637"},
        Refused{"fc00::", "RFC 4193"}, Refused{"fdff::1", "RFC 4193"}, Refused{"fe80::1", "RFC 4291, 2.5.6"},
        Refused{"febf::1", "RFC 4291, 2.5.6"}, Refused{"fec0::1", "RFC 3879"}, Refused{"ff02::1", "RFC 4291, 2.7"},
        Refused{"4000::1", "RFC 4291, 2.4"}, Refused{"1fff::1", "RFC 4291, 2.4"}));

INSTANTIATE_TEST_SUITE_P(Spellings, RefusedAddress,
                         ::testing::Values(                                       //
                             Refused{"2130706433", "RFC 1122, 3.2.1.3"},          // decimal
                             Refused{"0x7f000001", "RFC 1122, 3.2.1.3"},          // hexadecimal
                             Refused{"017700000001", "RFC 1122, 3.2.1.3"},        // octal
                             Refused{"0177.0.0.01", "RFC 1122, 3.2.1.3"},         // octal parts
                             Refused{"0x7f.0.0x0.1", "RFC 1122, 3.2.1.3"},        // mixed
                             Refused{"127.1", "RFC 1122, 3.2.1.3"},               // short
                             Refused{"127.0.1", "RFC 1122, 3.2.1.3"},             //
                             Refused{"0", "RFC 1122, 3.2.1.3"},                   //
                             Refused{"10.1", "RFC 1918"},                         //
                             Refused{"0xa9fea9fe", "RFC 3927"},                   // 169.254.169.254
                             Refused{"::ffff:127.0.0.1", "RFC 1122, 3.2.1.3"},    // IPv4-mapped
                             Refused{"::ffff:a00:1", "RFC 1918"},                 //
                             Refused{"::127.0.0.1", "RFC 4291, 2.5.5.1"},         // IPv4-compatible
                             Refused{"2002:7f00:1::", "RFC 7526"},                // 6to4
                             Refused{"64:ff9b::127.0.0.1", "RFC 1122, 3.2.1.3"},  // NAT64
                             Refused{"64:ff9b::a9fe:a9fe", "RFC 3927"},           //
                             Refused{"64:ff9b:1::808:808", "RFC 8215"},           // NAT64 of a local prefix
                             Refused{"0:0:0:0:0:0:0:1", "RFC 4291, 2.5.3"}));

class PublicAddress : public ::testing::TestWithParam<const char*> {};

TEST_P(PublicAddress, Iana_Unicast) {
  const Range* range = refusal_of(GetParam());
  EXPECT_EQ(range, nullptr) << GetParam() << " is " << (range != nullptr ? range->what : "");
}

// The neighbours of the ranges above among them.
INSTANTIATE_TEST_SUITE_P(All, PublicAddress,
                         ::testing::Values("1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255",
                                           "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
                                           "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0",
                                           "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
                                           "198.51.99.255", "203.0.114.0", "223.255.255.255", "2606:4700::1111",
                                           "2001:200::1", "2001:4860:4860::8888", "2001:db7::1", "2003::1", "2a00::1",
                                           "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "134744072", "3fff:1000::1"));

TEST(Address, Pith_AllowPrivateOpensLoopbackAndPrivateNetworksAlone) {
  for (const char* host : {"127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd00::1"}) {
    EXPECT_TRUE(refusal_of(host)->local) << host;
  }
  for (const char* host : {"0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255", "::", "fe80::1", "2002::1"}) {
    EXPECT_FALSE(refusal_of(host)->local) << host;
  }
}

TEST(Address, Pith_OtherFamiliesAreRefused) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  const auto& address = reinterpret_cast<const sockaddr&>(local);
  ASSERT_NE(refusal(address), nullptr);
  EXPECT_FALSE(refusal(address)->local);
  EXPECT_EQ(to_string(address), "");
}

TEST(Address, Pith_HostsAsTheyAreWritten) {
  for (const char* host : {"127.0.0.1", "10.1.2.3", "[::1]", "[::ffff:10.0.0.1]", "localhost", "localhost.",
                           "a.localhost", "169.254.169.254", "[fe80::1]"}) {
    EXPECT_NE(refusal_of_host(host), nullptr) << host;
  }
  for (const char* host :
       {"example.org", "93.184.215.14", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]", "localhost.org"}) {
    EXPECT_EQ(refusal_of_host(host), nullptr) << host;
  }
}

}  // namespace
}  // namespace pith::address
