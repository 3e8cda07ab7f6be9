#include "webhooks/sign.h"

#include <fmt/format.h>

#include "base/base64.h"
#include "base/hash.h"

namespace kirin::webhooks {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kLongestKey = 64;

Result<std::vector<std::byte>> key_of(std::string_view secret) {
  if (secret.starts_with(kPrefix)) {
    secret.remove_prefix(kPrefix.size());
  }
  auto key = base64_decode(secret);
  if (!key) {
    return Error{ErrorCode::invalid_argument,
                 "a webhook secret is \"whsec_\" and base64; this is not"};
  }
  if (key->size() < kShortestKey || key->size() > kLongestKey) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a webhook secret holds {} to {} bytes in base64; this one holds {}",
                             kShortestKey, kLongestKey, key->size())};
  }
  return key;
}

}  // namespace

Result<std::string> sign_webhook(std::string_view secret, std::string_view id,
                                 std::int64_t timestamp, std::string_view body) {
  ASSIGN_OR_RETURN(const auto key, key_of(secret));
  const std::string_view key_text(reinterpret_cast<const char*>(key.data()), key.size());
  const auto digest = hmac_sha256(key_text, fmt::format("{}.{}.{}", id, timestamp, body));
  return "v1," + base64_encode(digest);
}

Result<std::string> signature_header(std::span<const std::string> secrets, std::string_view id,
                                     std::int64_t timestamp, std::string_view body) {
  std::string header;
  for (const std::string& secret : secrets) {
    ASSIGN_OR_RETURN(const std::string signature, sign_webhook(secret, id, timestamp, body));
    header += (header.empty() ? "" : " ") + signature;
  }
  return header;
}

}  // namespace kirin::webhooks
