#include "catalog/source_shape.h"

#include <algorithm>

#include "base/text.h"

namespace kirin::catalog {
namespace {

constexpr int kMaxPort = 65535;
constexpr std::size_t kMaxPortDigits = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
// White space and control characters; and the backslash, which some readers of URLs take for a
// slash and others not.
bool is_never_in_url(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f || c == '\\';
}

bool starts_ignoring_case(std::string_view text, std::string_view prefix) {
  return equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// Characters of a host name or an IPv4 address; a letter beyond ASCII (IDN) is the resolver's
// matter.
bool is_host_character(char c) {
  return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '%' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > kMaxPortDigits || !std::ranges::all_of(text, is_digit)) {
    return false;
  }
  int value = 0;
  for (const char c : text) {
    value = value * 10 + (c - '0');
  }
  return value >= 1 && value <= kMaxPort;
}

// "[::1]:8080": what stands between the brackets is a number or a colon or the dot of an embedded
// IPv4.
bool is_literal_authority(std::string_view text) {
  const auto end = text.find(']');
  if (end == std::string_view::npos || end < 3) {
    return false;
  }
  const bool address = std::ranges::all_of(text.substr(1, end - 1), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
  });
  const std::string_view rest = text.substr(end + 1);
  return address && (rest.empty() || (rest.front() == ':' && is_port(rest.substr(1))));
}

bool is_authority(std::string_view text) {
  const auto user_info = text.rfind('@');
  if (user_info != std::string_view::npos) {
    text.remove_prefix(user_info + 1);
  }
  if (text.starts_with('[')) {
    return is_literal_authority(text);
  }
  const auto colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  const bool port_ok = colon == std::string_view::npos || is_port(text.substr(colon + 1));
  return !host.empty() && host.front() != '.' && std::ranges::all_of(host, is_host_character) &&
         port_ok;
}

}  // namespace

bool begins_as_web_address(std::string_view text) {
  return starts_ignoring_case(text, "http:") || starts_ignoring_case(text, "https:");
}

bool is_web_address(std::string_view text) {
  if (text.size() > kMaxUrlBytes || std::ranges::any_of(text, is_never_in_url)) {
    return false;
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (starts_ignoring_case(text, scheme)) {
      const std::string_view rest = text.substr(scheme.size());
      return is_authority(rest.substr(0, rest.find_first_of("/?#")));
    }
  }
  return false;
}

bool is_base64(std::string_view text) {
  if (starts_ignoring_case(text, "data:")) {
    const auto comma = text.find(',');
    if (comma == std::string_view::npos || !to_lower(text.substr(0, comma)).ends_with(";base64")) {
      return false;
    }
    text.remove_prefix(comma + 1);
  }
  std::size_t characters = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (is_white_space(c)) {
      continue;
    }
    if (c == '=') {
      ++padding;
    } else if (padding == 0 && (is_alphanumeric(c) || c == '+' || c == '/')) {
      ++characters;
    } else {
      return false;
    }
  }
  const bool padded_fully = padding == 0 || (padding <= 2 && (characters + padding) % 4 == 0);
  return characters >= 2 && characters % 4 != 1 && padded_fully;
}

}  // namespace kirin::catalog
