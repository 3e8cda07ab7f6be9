#include "fetch/url_rules.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/text.h"

namespace kirin::fetch {
namespace {

constexpr std::size_t kMostBytes = 8192;

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, FreeUrl>;

Error not_allowed(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

std::optional<std::string> part_of(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) {
    return std::nullopt;
  }
  std::string part{text};
  curl_free(text);
  return part;
}

Result<void> check_characters(std::string_view url) {
  if (url.size() > kMostBytes) {
    return not_allowed(
        fmt::format("the URL is {} bytes long, {} are allowed", url.size(), kMostBytes));
  }
  const auto is_forbidden = [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return code <= 0x20 || code == 0x7f || c == '\\';
  };
  if (std::ranges::any_of(url, is_forbidden)) {
    return not_allowed("the URL holds white space, a control character or a backslash");
  }
  if (!count_code_points(url)) {
    return not_allowed("the URL is not UTF-8");
  }
  return {};
}

// "user@host:80" of "http://user@host:80/path", or nothing where the scheme is not ours.
std::optional<std::string_view> authority_of(std::string_view url) {
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || url.substr(colon, 3) != "://") {
    return std::nullopt;
  }
  const std::string scheme = to_lower(url.substr(0, colon));
  if (scheme != "http" && scheme != "https") {
    return std::nullopt;
  }
  url.remove_prefix(colon + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

// True for a last label that is a decimal, octal or hexadecimal number: such a host is an IPv4
// address or nothing (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view host) {
  const auto dot = host.rfind('.');
  std::string_view label = dot == std::string_view::npos ? host : host.substr(dot + 1);
  const bool is_hex = label.starts_with("0x");
  label.remove_prefix(is_hex ? 2 : 0);
  const char* const digits = is_hex ? "0123456789abcdef" : "0123456789";
  return (is_hex || !label.empty()) && label.find_first_not_of(digits) == std::string_view::npos;
}

Error refused(std::string_view host, const Address& address, std::string_view why) {
  return not_allowed(
      fmt::format("the host {} is the address {}, which is {}", host, to_string(address), why));
}

Result<void> check_host(const std::string& host_as_written, Reach reach) {
  std::string host = to_lower(host_as_written);
  if (host.starts_with('[')) {
    const auto address = parse_address(std::string_view{host}.substr(1, host.size() - 2));
    if (!address) {
      return not_allowed(fmt::format("{} is not an address", host_as_written));
    }
    if (const auto why = refusal(*address, reach)) {
      return refused(host_as_written, *address, *why);
    }
    return {};
  }
  while (host.ends_with('.')) {
    host.pop_back();
  }
  if (host.empty()) {
    return not_allowed("the URL names no host");
  }
  if (ends_in_number(host)) {
    in_addr parsed{};
    if (::inet_aton(host.c_str(), &parsed) == 0) {
      return not_allowed(fmt::format("{} is not an address", host_as_written));
    }
    const sockaddr_in v4{AF_INET, 0, parsed, {}};
    const auto address = address_of(reinterpret_cast<const sockaddr&>(v4));
    if (const auto why = refusal(*address, reach)) {
      return refused(host_as_written, *address, *why);
    }
    return {};
  }
  const bool is_local = host == "localhost" || host.ends_with(".localhost");  // RFC 6761
  if (is_local && reach == Reach::public_only) {
    return not_allowed(fmt::format("the host {} is this machine", host_as_written));
  }
  return {};
}

}  // namespace

Result<std::string> allowed_url(std::string_view url, Reach reach) {
  RETURN_IF_ERROR(check_characters(url));
  const auto authority = authority_of(url);
  if (!authority) {
    return not_allowed("the URL does not begin with http:// or https://");
  }
  if (authority->find('@') != std::string_view::npos) {
    return not_allowed("the URL holds credentials");
  }
  if (std::ranges::any_of(*authority, [](char c) { return static_cast<signed char>(c) < 0; })) {
    return not_allowed("the host is not in ASCII; write it in its xn-- form");
  }
  if (authority->empty()) {
    return not_allowed("the URL names no host");
  }
  const UrlHandle parsed{curl_url()};
  const CURLUcode code = curl_url_set(parsed.get(), CURLUPART_URL, std::string{url}.c_str(),
                                      CURLU_DISALLOW_USER | CURLU_URLENCODE);
  if (code != CURLUE_OK) {
    return not_allowed(fmt::format("the URL cannot be read: {}", curl_url_strerror(code)));
  }
  if (part_of(parsed.get(), CURLUPART_ZONEID)) {
    return not_allowed("the URL names a network interface");
  }
  const auto host = part_of(parsed.get(), CURLUPART_HOST);
  const auto text = part_of(parsed.get(), CURLUPART_URL);
  if (!host || !text) {
    return not_allowed("the URL names no host");
  }
  RETURN_IF_ERROR(check_host(*host, reach));
  return *text;
}

Result<std::string> resolved_url(const std::string& base, const std::string& location) {
  const UrlHandle parsed{curl_url()};
  CURLUcode code = curl_url_set(parsed.get(), CURLUPART_URL, base.c_str(), 0);
  if (code == CURLUE_OK) {
    code = curl_url_set(parsed.get(), CURLUPART_URL, location.c_str(),
                        CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE);
  }
  const auto text = part_of(parsed.get(), CURLUPART_URL);
  if (code != CURLUE_OK || !text) {
    return not_allowed(fmt::format("the redirect cannot be followed: {}", curl_url_strerror(code)));
  }
  return *text;
}

}  // namespace kirin::fetch
