/// \file
/// "host:port" as a socket address. Private to net/.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin::net {

struct ListenAddress {
  std::string host;  ///< a name or an address, without brackets
  std::string port;  ///< "0" to "65535"
};

/// Reads "127.0.0.1:8080", "localhost:0" and "[::1]:8080"; invalid_argument for all else.
Result<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace kirin::net
