#include "fetch/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace kirin::fetch {
namespace {

enum class Use { private_network, never };

struct Range {
  std::array<std::uint8_t, 16> prefix;
  int bits;
  Use use;
  std::string_view name;
};

// Sources: IANA registries "iana-ipv4-special-registry" and "iana-ipv6-special-registry".
constexpr Range kV4[] = {
    {{0}, 8, Use::never, "this network (RFC 791)"},
    {{10}, 8, Use::private_network, "private (RFC 1918)"},
    {{100, 64}, 10, Use::private_network, "shared by carriers (RFC 6598)"},
    {{127}, 8, Use::private_network, "loopback (RFC 1122)"},
    {{169, 254}, 16, Use::never, "link-local (RFC 3927)"},
    {{172, 16}, 12, Use::private_network, "private (RFC 1918)"},
    {{192, 0, 0}, 24, Use::never, "protocol assignments (RFC 6890)"},
    {{192, 0, 2}, 24, Use::never, "documentation (RFC 5737)"},
    {{192, 88, 99}, 24, Use::never, "6to4 relay (RFC 7526)"},
    {{192, 168}, 16, Use::private_network, "private (RFC 1918)"},
    {{198, 18}, 15, Use::private_network, "benchmarks (RFC 2544)"},
    {{198, 51, 100}, 24, Use::never, "documentation (RFC 5737)"},
    {{203, 0, 113}, 24, Use::never, "documentation (RFC 5737)"},
    {{224}, 4, Use::never, "multicast (RFC 5771)"},
    {{240}, 4, Use::never, "reserved (RFC 1112)"},
};

constexpr Range kV6[] = {
    {{0}, 128, Use::never, "unspecified (RFC 4291)"},
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
     128,
     Use::private_network,
     "loopback (RFC 4291)"},
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, Use::never, "local NAT64 (RFC 8215)"},
    {{0x01, 0x00}, 64, Use::never, "discard (RFC 6666)"},
    {{0x20, 0x01, 0x0d, 0xb8}, 32, Use::never, "documentation (RFC 3849)"},
    {{0x20, 0x01, 0x00}, 23, Use::never, "protocol assignments (RFC 2928)"},
    {{0x20, 0x02}, 16, Use::never, "6to4 (RFC 7526)"},
    {{0x3f, 0xff, 0x00}, 20, Use::never, "documentation (RFC 9637)"},
    {{0xfc}, 7, Use::private_network, "unique local (RFC 4193)"},
    {{0xfe, 0x80}, 10, Use::never, "link-local (RFC 4291)"},
    {{0xfe, 0xc0}, 10, Use::never, "site-local (RFC 3879)"},
    {{0xff}, 8, Use::never, "multicast (RFC 4291)"},
};

constexpr Range kGlobalUnicast = {{0x20}, 3, Use::never, ""};
constexpr Range kMapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, Use::never, ""};
constexpr Range kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96, Use::never, ""};

bool contains(const Range& range, const std::array<std::uint8_t, 16>& bytes) {
  const auto whole = static_cast<std::size_t>(range.bits / 8);
  if (!std::equal(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  range.prefix.begin())) {
    return false;
  }
  const int rest = range.bits % 8;
  return rest == 0 || ((bytes[whole] ^ range.prefix[whole]) >> (8 - rest)) == 0;
}

// The IPv4 address in the last four bytes.
Address carried(const Address& address) {
  Address inner;
  std::copy(address.bytes.begin() + 12, address.bytes.end(), inner.bytes.begin());
  return inner;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const std::string terminated{text};
  if (terminated.size() != std::strlen(terminated.c_str())) {
    return std::nullopt;
  }
  Address address;
  if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  address.is_v6 = true;
  if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::optional<Address> address_of(const sockaddr& socket_address) {
  Address address;
  if (socket_address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket_address, sizeof v4);
    std::memcpy(address.bytes.data(), &v4.sin_addr, 4);
    return address;
  }
  if (socket_address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &socket_address, sizeof v6);
    address.is_v6 = true;
    std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    return address;
  }
  return std::nullopt;
}

std::string to_string(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text.data(), text.size());
  return text.data();
}

std::optional<std::string_view> refusal(const Address& address, Reach reach) {
  const auto judged = [&](const auto& ranges) -> std::optional<std::string_view> {
    const auto range = std::ranges::find_if(
        ranges, [&](const Range& each) { return contains(each, address.bytes); });
    if (range == std::end(ranges) ||
        (range->use == Use::private_network && reach == Reach::private_too)) {
      return std::nullopt;
    }
    return range->name;
  };
  if (!address.is_v6) {
    return judged(kV4);
  }
  if (contains(kMapped, address.bytes) || contains(kNat64, address.bytes)) {
    return refusal(carried(address), reach);
  }
  if (const auto name = judged(kV6)) {
    return name;
  }
  const bool named =
      std::ranges::any_of(kV6, [&](const Range& range) { return contains(range, address.bytes); });
  if (!named && !contains(kGlobalUnicast, address.bytes)) {
    return "not given out (RFC 4291)";
  }
  return std::nullopt;
}

}  // namespace kirin::fetch
