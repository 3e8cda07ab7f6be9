/// \file
/// API keys: kept as salted hashes, shown once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::tasks {

/// What is known of a key without its secret.
struct ApiKey {
  std::string id;        ///< "key_…"
  std::string owner_id;  ///< whose tasks it sees
  std::string name;
  std::string prefix;  ///< the first characters, to recognise it: "sa-4f0a12bc"
  TimePoint created_at;
  std::optional<TimePoint> expires_at;
  std::optional<TimePoint> revoked_at;
};

struct NewApiKey {
  ApiKey key;
  std::string secret;  ///< "sa-" and 48 hexadecimal digits, shown this once
};

class KeyStore {
 public:
  virtual ~KeyStore() = default;
  virtual Result<NewApiKey> create_key(std::string_view owner_id, std::string_view name,
                                       std::optional<TimePoint> expires_at, TimePoint now) = 0;
  /// Makes sure that `secret` (of the operator's choosing, at least 16 visible characters) is a
  /// valid key of `owner_id`. failed_precondition where it was revoked, which a restart must not
  /// undo, or belongs to another owner.
  virtual Result<ApiKey> ensure_key(std::string_view secret, std::string_view owner_id,
                                    TimePoint now) = 0;
  /// unauthenticated for an unknown secret; permission_denied for a revoked or expired key. Cheap
  /// enough for every request; a key that another process revokes may pass for half a second of
  /// `now` more.
  virtual Result<ApiKey> authenticate(std::string_view secret, TimePoint now) = 0;
  virtual Result<std::vector<ApiKey>> list_keys() = 0;
  /// By id or prefix; not_found, or failed_precondition where a prefix fits several keys in use;
  /// invalid_argument for fewer than four characters. Revoking again changes nothing.
  virtual Result<ApiKey> revoke_key(std::string_view id_or_prefix, TimePoint now) = 0;
};

}  // namespace kirin::tasks
