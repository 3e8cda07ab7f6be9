/// \file
/// Links to assets that work without a key, for a while.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::assets {

/// Makes and checks "/files/<key>?exp=<unix seconds>&sig=<hex>": the signature is HMAC-SHA-256 over
/// key and expiry.
class SignedUrls {
 public:
  /// `secret`: at least 32 bytes, the same for all processes of one installation.
  explicit SignedUrls(std::string secret);

  /// The path and query for `key`, valid until `expires_at`.
  std::string sign(std::string_view key, TimePoint expires_at) const;
  /// permission_denied for a wrong signature, deadline_exceeded for one that was right once.
  Result<void> verify(std::string_view key, std::string_view exp, std::string_view sig,
                      TimePoint now) const;
  /// The key, where `url` is a still valid link of ours below `public_url` (for inputs by URL that
  /// we issued ourselves).
  std::optional<std::string> own_key(std::string_view url, std::string_view public_url,
                                     TimePoint now) const;

 private:
  std::string secret_;
};

}  // namespace kirin::assets
