/// \file
/// API keys: kept as salted hashes, shown once; whose they are, what they may do, and how much.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "tasks/scope.h"

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
  std::optional<TimePoint> last_used_at;  ///< to the minute or so
  ScopeSet scopes = kDefaultScopes;
  std::vector<std::string> models;  ///< contract ids it may use; empty: all
  std::optional<Money> budget;      ///< what its tasks may cost in all; nothing: no limit
  Money spent;                      ///< by its completed tasks
  Money held;                       ///< for its tasks that have not ended
  /// Nothing: the server's default. 0: no limit.
  std::optional<std::int64_t> requests_per_minute;
  std::optional<std::int64_t> max_concurrent;  ///< tasks that have not ended; else likewise

  bool may_use_model(std::string_view contract_id) const {
    return models.empty() || std::find(models.begin(), models.end(), contract_id) != models.end();
  }
};

struct NewApiKey {
  ApiKey key;
  std::string secret;  ///< "sa-" and 48 hexadecimal digits, shown this once
};

/// What a new key shall be; the fields are those of ApiKey.
struct KeyOptions {
  std::string owner_id = "default";
  std::string name = {};
  std::optional<TimePoint> expires_at = {};
  ScopeSet scopes = kDefaultScopes;
  std::vector<std::string> models = {};
  std::optional<Money> budget = {};
  std::optional<std::int64_t> requests_per_minute = {};
  std::optional<std::int64_t> max_concurrent = {};
};

/// What is not given stays. An empty inner optional takes the expiry or the budget away, or goes
/// back to the server's default.
struct KeyChange {
  std::optional<std::string> name = {};
  std::optional<std::optional<TimePoint>> expires_at = {};
  std::optional<ScopeSet> scopes = {};
  std::optional<std::vector<std::string>> models = {};
  std::optional<std::optional<Money>> budget = {};
  std::optional<std::optional<std::int64_t>> requests_per_minute = {};
  std::optional<std::optional<std::int64_t>> max_concurrent = {};
};

/// All functions may be called from any thread.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  /// invalid_argument for an empty owner or no scope, an amount or a limit below zero, or a model
  /// that is no word. Whether the models exist is the caller's to check.
  virtual Result<NewApiKey> create_key(const KeyOptions& options, TimePoint now) = 0;
  /// Makes sure that `secret` (of the operator's choosing, at least 16 visible characters) is a
  /// valid key of `owner_id`; a new one has the default scopes and no limits. failed_precondition
  /// where it was revoked, which a restart must not undo, or belongs to another owner.
  virtual Result<ApiKey> ensure_key(std::string_view secret, std::string_view owner_id,
                                    TimePoint now) = 0;
  /// unauthenticated for an unknown secret; permission_denied for a revoked or expired key. Cheap
  /// enough for every request; a key that another process revokes or changes may pass as it was
  /// for half a second of `now` more. Its use is noted at most once a minute, later, and not
  /// surely.
  virtual Result<ApiKey> authenticate(std::string_view secret, TimePoint now) = 0;
  /// What authenticate would answer from memory, under the same rule; null where it would have to
  /// look, or would refuse. Never waits. A store may always answer null.
  virtual std::shared_ptr<const ApiKey> recently_authenticated(std::string_view /*secret*/,
                                                               TimePoint /*now*/) const {
    return nullptr;
  }
  /// By id; not_found.
  virtual Result<ApiKey> find_key(std::string_view id) = 0;
  /// Those of one owner (nothing: all), in the order they were made.
  virtual Result<std::vector<ApiKey>> list_keys(std::optional<std::string_view> owner_id) = 0;
  /// By id. invalid_argument as create_key, not_found, or failed_precondition where the key was
  /// revoked.
  virtual Result<ApiKey> update_key(std::string_view id, const KeyChange& change,
                                    TimePoint now) = 0;
  /// By id or prefix; not_found, or failed_precondition where a prefix fits several keys in use;
  /// invalid_argument for fewer than four characters. Revoking again changes nothing.
  virtual Result<ApiKey> revoke_key(std::string_view id_or_prefix, TimePoint now) = 0;
};

}  // namespace kirin::tasks
