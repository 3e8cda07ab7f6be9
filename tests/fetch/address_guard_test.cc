#include "fetch/address_guard.h"

#include <gtest/gtest.h>

namespace kirin::fetch {
namespace {

struct Row {
  const char* address;
  bool in_public;   // may be reached under public_only
  bool in_private;  // may be reached under private_too
};

// First and last address of each special range of the IANA registries, and the neighbours outside.
constexpr Row kRows[] = {
    {"0.0.0.0", false, false},
    {"0.255.255.255", false, false},
    {"1.0.0.0", true, true},
    {"1.1.1.1", true, true},
    {"9.255.255.255", true, true},
    {"10.0.0.0", false, true},
    {"10.255.255.255", false, true},
    {"11.0.0.0", true, true},
    {"100.63.255.255", true, true},
    {"100.64.0.0", false, true},
    {"100.127.255.255", false, true},
    {"100.128.0.0", true, true},
    {"126.255.255.255", true, true},
    {"127.0.0.0", false, true},
    {"127.0.0.1", false, true},
    {"127.255.255.255", false, true},
    {"128.0.0.0", true, true},
    {"169.253.255.255", true, true},
    {"169.254.0.0", false, false},
    {"169.254.169.254", false, false},
    {"169.254.255.255", false, false},
    {"169.255.0.0", true, true},
    {"172.15.255.255", true, true},
    {"172.16.0.0", false, true},
    {"172.31.255.255", false, true},
    {"172.32.0.0", true, true},
    {"191.255.255.255", true, true},
    {"192.0.0.0", false, false},
    {"192.0.0.255", false, false},
    {"192.0.1.0", true, true},
    {"192.0.2.0", false, false},
    {"192.0.2.255", false, false},
    {"192.0.3.0", true, true},
    {"192.88.98.255", true, true},
    {"192.88.99.1", false, false},
    {"192.88.100.0", true, true},
    {"192.167.255.255", true, true},
    {"192.168.0.0", false, true},
    {"192.168.255.255", false, true},
    {"192.169.0.0", true, true},
    {"198.17.255.255", true, true},
    {"198.18.0.0", false, true},
    {"198.19.255.255", false, true},
    {"198.20.0.0", true, true},
    {"198.51.99.255", true, true},
    {"198.51.100.7", false, false},
    {"198.51.101.0", true, true},
    {"203.0.112.255", true, true},
    {"203.0.113.255", false, false},
    {"203.0.114.0", true, true},
    {"223.255.255.255", true, true},
    {"224.0.0.0", false, false},
    {"239.255.255.255", false, false},
    {"240.0.0.0", false, false},
    {"255.255.255.255", false, false},

    {"::", false, false},
    {"::1", false, true},
    {"::2", false, false},
    {"::7f00:1", false, false},  // IPv4-compatible, deprecated
    {"::8.8.8.8", false, false},
    {"::ffff:127.0.0.1", false, true},
    {"::ffff:10.1.2.3", false, true},
    {"::ffff:169.254.169.254", false, false},
    {"::ffff:8.8.8.8", true, true},
    {"::ffff:0:127.0.0.1", false, false},  // IPv4-translated, RFC 2765
    {"64:ff9b::127.0.0.1", false, true},
    {"64:ff9b::a9fe:a9fe", false, false},
    {"64:ff9b::8.8.8.8", true, true},
    {"64:ff9b:1::8.8.8.8", false, false},
    {"100::1", false, false},
    {"1fff:ffff::1", false, false},
    {"2000::1", true, true},
    {"2001::1", false, false},  // Teredo
    {"2001:1ff:ffff::1", false, false},
    {"2001:200::1", true, true},
    {"2001:db7:ffff::1", true, true},
    {"2001:db8::1", false, false},
    {"2001:db8:ffff::1", false, false},
    {"2001:db9::1", true, true},
    {"2002:7f00:1::1", false, false},
    {"2002:808:808::1", false, false},
    {"2606:4700:4700::1111", true, true},
    {"3ffe:ffff::1", true, true},
    {"3fff::1", false, false},
    {"3fff:fff:ffff::1", false, false},
    {"3fff:1000::1", true, true},
    {"4000::1", false, false},
    {"5f00::1", false, false},
    {"fbff::1", false, false},
    {"fc00::1", false, true},
    {"fdff:ffff::1", false, true},
    {"fe00::1", false, false},
    {"fe80::1", false, false},
    {"febf::1", false, false},
    {"fec0::1", false, false},
    {"ff02::1", false, false},
    {"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", false, false},
};

TEST(AddressGuardTest, JudgesTheEdgesOfEverySpecialRange) {
  for (const Row& row : kRows) {
    const auto address = parse_address(row.address);
    ASSERT_TRUE(address) << row.address;
    EXPECT_EQ(!refusal(*address, Reach::public_only), row.in_public) << row.address;
    EXPECT_EQ(!refusal(*address, Reach::private_too), row.in_private) << row.address;
  }
}

TEST(AddressGuardTest, NamesTheRange) {
  EXPECT_EQ(refusal(*parse_address("192.168.1.1"), Reach::public_only), "private (RFC 1918)");
  EXPECT_EQ(refusal(*parse_address("::ffff:127.0.0.1"), Reach::public_only), "loopback (RFC 1122)");
}

TEST(AddressGuardTest, ParsesOnlyPlainAddresses) {
  for (const char* text : {"", "1.2.3", "1.2.3.4.5", "0x7f.0.0.1", "256.1.1.1", "1.2.3.4 ", "[::1]",
                           "fe80::1%eth0", "::1::", "localhost"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
  EXPECT_FALSE(parse_address(std::string_view{"1.2.3.4\0", 8}));
  EXPECT_EQ(to_string(*parse_address("192.0.2.1")), "192.0.2.1");
  EXPECT_EQ(to_string(*parse_address("2001:DB8:0::1")), "2001:db8::1");
}

TEST(AddressGuardTest, OtherFamiliesHaveNoAddress) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_FALSE(address_of(local));
}

}  // namespace
}  // namespace kirin::fetch
