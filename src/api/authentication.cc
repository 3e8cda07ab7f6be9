#include "api/authentication.h"

#include <string_view>

namespace kirin::api {
namespace {

ApiError unauthorized(int code, std::string message) {
  return {code, "authentication_error", std::move(message), {}, {}, {}};
}

// The credential after its scheme, or empty where the scheme is not one of ours.
std::string_view credential(const net::Request& request) {
  const std::string_view header = trimmed(request.headers.get("Authorization"));
  const auto space = header.find(' ');
  if (header.empty() || space == std::string_view::npos) {
    return header.empty() ? trimmed(request.headers.get("x-api-key")) : std::string_view{};
  }
  const std::string_view scheme = header.substr(0, space);
  const bool known = equal_ignoring_case(scheme, "Bearer") || equal_ignoring_case(scheme, "Key");
  return known ? trimmed(header.substr(space)) : std::string_view{};
}

bool has_credentials(const net::Request& request) {
  return !request.headers.get("Authorization").empty() || !request.headers.get("x-api-key").empty();
}

}  // namespace

Authentication authenticate(const net::Request& request, tasks::KeyStore& keys, TimePoint now) {
  if (!has_credentials(request)) {
    return unauthorized(40101, "no API key: send the header 'Authorization: Bearer YOUR_API_KEY'");
  }
  const std::string_view secret = credential(request);
  if (secret.empty()) {
    return unauthorized(40102, "the Authorization header is not of the form 'Bearer YOUR_API_KEY'");
  }
  const auto key = keys.authenticate(secret, now);
  if (key) {
    return *key;
  }
  switch (key.error().code) {
    case ErrorCode::unauthenticated:
      return unauthorized(40102, "the API key is unknown");
    case ErrorCode::permission_denied:
      return unauthorized(40103, "the API key has expired or was revoked");
    default:
      return from_backend(key.error(), request);
  }
}

std::shared_ptr<const tasks::ApiKey> known_key(const net::Request& request,
                                               const tasks::KeyStore& keys, TimePoint now) {
  const std::string_view secret = credential(request);
  return secret.empty() ? nullptr : keys.recently_authenticated(secret, now);
}

}  // namespace kirin::api
