/// \file
/// Signatures of the Standard Webhooks scheme, https://www.standardwebhooks.com
/// (specification 1.0).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin::webhooks {

/// The signature of one message: "v1," and the base64 of HMAC-SHA256 over `id.timestamp.body`,
/// under the key whose base64 stands behind the "whsec_" of `secret` (without "whsec_": the whole
/// is base64). `timestamp` in seconds since 1970. invalid_argument where the secret is no base64 or
/// its key is not 24 to 64 bytes long, as the specification asks; the message does not repeat the
/// secret.
Result<std::string> sign_webhook(std::string_view secret, std::string_view id,
                                 std::int64_t timestamp, std::string_view body);

/// The value of the `webhook-signature` header: a signature for each secret, separated by spaces,
/// so that a receiver may know the old one or the new one while a secret is replaced.
Result<std::string> signature_header(std::span<const std::string> secrets, std::string_view id,
                                     std::int64_t timestamp, std::string_view body);

}  // namespace kirin::webhooks
