/// \file
/// Which network addresses a stranger's URL may lead us to.
///
/// After the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). In
/// IPv6 only 2000::/3 is given out, so all else is refused, but for the forms that carry an IPv4
/// address (mapped, RFC 4291; NAT64, RFC 6052), which are as good as the address they carry.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kirin::fetch {

/// What may be reached: the public Internet, or private networks and this machine too
/// (`net.allow_private`). Link-local addresses, where clouds answer with credentials, multicast and
/// reserved ones are never reached.
enum class Reach { public_only, private_too };

struct Address {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< network order; the first four for IPv4
};

/// Dotted-decimal IPv4 or textual IPv6 without brackets and zone; nothing where `text` is neither.
std::optional<Address> parse_address(std::string_view text);
/// The address of a socket; nothing for families other than AF_INET and AF_INET6.
std::optional<Address> address_of(const sockaddr& socket_address);
std::string to_string(const Address& address);

/// Why `address` must not be reached, such as "private (RFC 1918)"; nothing where it may be.
std::optional<std::string_view> refusal(const Address& address, Reach reach);

}  // namespace kirin::fetch
