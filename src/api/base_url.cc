#include "api/base_url.h"

#include <fmt/format.h>

#include <algorithm>

namespace kirin::api {
namespace {

constexpr std::size_t kMaxHostBytes = 255 + 6;  // a name (RFC 1035) and a port

// A name, an IPv4 or a bracketed IPv6 address, perhaps a port: nothing that would end the authority
// of a URL, or a quotation in a text that holds one.
bool may_stand_in_url(std::string_view host) {
  const auto is_host_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{".-_:[]"}.find(c) != std::string_view::npos;
  };
  return !host.empty() && host.size() <= kMaxHostBytes &&
         std::all_of(host.begin(), host.end(), is_host_character);
}

}  // namespace

std::string base_url(std::string_view public_url, const net::Request& request) {
  if (!public_url.empty()) {
    while (public_url.ends_with('/')) {
      public_url.remove_suffix(1);
    }
    return std::string{public_url};
  }
  const std::string_view host = request.headers.get("Host");
  return fmt::format("http://{}", may_stand_in_url(host) ? host : "localhost");
}

}  // namespace kirin::api
