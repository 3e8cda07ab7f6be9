#include "net/listen_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace kirin::net {
namespace {

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const Error malformed{ErrorCode::invalid_argument,
                        fmt::format("\"{}\" is no address such as 127.0.0.1:8080", text)};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) {
    return malformed;
  }
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find_first_of(":[]") != std::string_view::npos) {
    return malformed;
  }
  if (host.empty()) {
    return malformed;
  }
  return ListenAddress{std::string{host}, std::string{text.substr(colon + 1)}};
}

}  // namespace kirin::net
