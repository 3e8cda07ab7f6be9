#include "tasks/sqlite/key_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "tasks/sqlite/key_row.h"
#include "tasks/sqlite/key_secret.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

// Half of the second in which a revoked key must be refused everywhere.
constexpr std::chrono::milliseconds kRecent{500};
constexpr std::size_t kLeastSecret = 16;
constexpr std::size_t kLeastRevokePrefix = 4;  // "sa-" alone would fit any key

const std::string kByLookup =
    fmt::format("SELECT {}, salt, hash FROM api_keys WHERE lookup = ?1", kKeyColumns);
const std::string kById = fmt::format("SELECT {} FROM api_keys WHERE id = ?1", kKeyColumns);
const std::string kAll = fmt::format("SELECT {} FROM api_keys ORDER BY sequence", kKeyColumns);
const std::string kOfOwner =
    fmt::format("SELECT {} FROM api_keys WHERE owner_id = ?1 ORDER BY sequence", kKeyColumns);
const std::string kByName = fmt::format(
    "SELECT {} FROM api_keys WHERE id = ?1 OR substr(prefix, 1, length(?1)) = ?1 ORDER BY sequence",
    kKeyColumns);
constexpr std::string_view kRevoke = "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1";

Result<std::optional<ApiKey>> find_secret(Database& database, std::string_view secret) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kByLookup));
  query.bind(lookup_of(secret));
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return std::optional<ApiKey>{};
    }
    if (fits(secret, {.lookup = {},
                      .salt = query.text(kKeyColumnCount),
                      .hash = query.text(kKeyColumnCount + 1)})) {
      ASSIGN_OR_RETURN(ApiKey key, read_key(query));
      return std::optional{std::move(key)};
    }
  }
}

Result<ApiKey> find_by_id(Database& database, std::string_view id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kById));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(id).step());
  if (!has_row) {
    return Error{ErrorCode::not_found, fmt::format("no key {}", id)};
  }
  return read_key(query);
}

std::optional<TimePoint> in_millis(std::optional<TimePoint> time) {
  return time ? std::optional{from_millis(to_millis(*time))} : std::nullopt;
}

ApiKey key_of(const KeyOptions& options, std::string_view secret, TimePoint now) {
  ApiKey key;
  key.id = new_id("key_");
  key.owner_id = options.owner_id;
  key.name = options.name;
  key.prefix = shown_prefix(secret);
  key.created_at = from_millis(to_millis(now));
  key.expires_at = in_millis(options.expires_at);
  key.scopes = options.scopes;
  key.models = options.models;
  key.budget = options.budget;
  key.requests_per_minute = options.requests_per_minute;
  key.max_concurrent = options.max_concurrent;
  return key;
}

void apply(const KeyChange& change, ApiKey& key) {
  key.name = change.name.value_or(key.name);
  key.expires_at = in_millis(change.expires_at.value_or(key.expires_at));
  key.scopes = change.scopes.value_or(key.scopes);
  key.models = change.models.value_or(key.models);
  key.budget = change.budget.value_or(key.budget);
  key.requests_per_minute = change.requests_per_minute.value_or(key.requests_per_minute);
  key.max_concurrent = change.max_concurrent.value_or(key.max_concurrent);
}

Result<void> check_chosen(std::string_view secret) {
  const bool is_visible =
      std::all_of(secret.begin(), secret.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (secret.size() < kLeastSecret || !is_visible) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a key is at least {} visible ASCII characters without spaces; "
                             "this one has {} bytes",
                             kLeastSecret, secret.size())};
  }
  return {};
}

Result<ApiKey> usable(ApiKey key, TimePoint now) {
  if (key.revoked_at) {
    return Error{ErrorCode::permission_denied, fmt::format("key {} was revoked", key.id)};
  }
  if (key.expires_at && *key.expires_at <= now) {
    return Error{ErrorCode::permission_denied, fmt::format("key {} has expired", key.id)};
  }
  return key;
}

// The one key meant: an exact id, else the only prefix that fits; keys in use go before revoked
// ones.
Result<ApiKey> the_one(const std::vector<ApiKey>& fitting, std::string_view name) {
  const auto exact = std::find_if(fitting.begin(), fitting.end(),
                                  [&](const ApiKey& key) { return key.id == name; });
  if (exact != fitting.end()) {
    return *exact;
  }
  std::vector<ApiKey> in_use;
  std::copy_if(fitting.begin(), fitting.end(), std::back_inserter(in_use),
               [](const ApiKey& key) { return !key.revoked_at; });
  const auto& meant = in_use.empty() ? fitting : in_use;
  if (meant.empty()) {
    return Error{ErrorCode::not_found, fmt::format("no key {}", name)};
  }
  if (meant.size() > 1) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("{} keys begin with {}; name one by its id", meant.size(), name)};
  }
  return meant.front();
}

}  // namespace

SqliteKeyStore::SqliteKeyStore(std::shared_ptr<Connections> connections)
    : connections_(std::move(connections)), recent_(kRecent), use_(connections_) {}

Result<NewApiKey> SqliteKeyStore::create_key(const KeyOptions& options, TimePoint now) {
  NewApiKey made;
  made.secret = new_secret();
  made.key = key_of(options, made.secret, now);
  RETURN_IF_ERROR(check_key(made.key));
  RETURN_IF_ERROR(in_transaction(connections_->writer, [&](Database& database) {
    return insert_key(database, made.key, keep(made.secret));
  }));
  return made;
}

Result<ApiKey> SqliteKeyStore::ensure_key(std::string_view secret, std::string_view owner_id,
                                          TimePoint now) {
  RETURN_IF_ERROR(check_chosen(secret));
  return in_transaction(connections_->writer, [&](Database& database) -> Result<ApiKey> {
    ASSIGN_OR_RETURN(auto found, find_secret(database, secret));
    if (!found) {
      const KeyOptions options{.owner_id = std::string{owner_id}, .name = "configured"};
      ApiKey key = key_of(options, secret, now);
      RETURN_IF_ERROR(check_key(key));
      RETURN_IF_ERROR(insert_key(database, key, keep(secret)));
      return key;
    }
    if (found->owner_id != owner_id) {
      return Error{
          ErrorCode::failed_precondition,
          fmt::format("key {} belongs to {}, not to {}", found->id, found->owner_id, owner_id)};
    }
    const auto checked = usable(*found, now);
    return checked ? checked : Error{ErrorCode::failed_precondition, checked.error().message};
  });
}

Result<ApiKey> SqliteKeyStore::authenticate(std::string_view secret, TimePoint now) {
  if (auto recent = recent_.find(secret, now)) {
    auto checked = usable(*std::move(recent), now);
    if (checked) {
      use_.note(checked->id, now);
    }
    return checked;
  }
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(auto key, find_secret(*connection, secret));
  if (!key) {
    return Error{ErrorCode::unauthenticated, "no such key"};
  }
  auto checked = usable(*std::move(key), now);
  if (checked) {
    recent_.remember(secret, *checked, now);
    use_.note(checked->id, now);
  }
  return checked;
}

std::shared_ptr<const ApiKey> SqliteKeyStore::recently_authenticated(std::string_view secret,
                                                                     TimePoint now) const {
  auto recent = recent_.find(secret, now);
  const bool has_expired = recent != nullptr && recent->expires_at && *recent->expires_at <= now;
  return has_expired ? nullptr : recent;
}

Result<ApiKey> SqliteKeyStore::find_key(std::string_view id) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return find_by_id(*connection, id);
}

Result<std::vector<ApiKey>> SqliteKeyStore::list_keys(std::optional<std::string_view> owner_id) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(owner_id ? kOfOwner : kAll));
  if (owner_id) {
    query.bind(*owner_id);
  }
  return read_keys(std::move(query));
}

Result<ApiKey> SqliteKeyStore::update_key(std::string_view id, const KeyChange& change, TimePoint) {
  auto updated = in_transaction(connections_->writer, [&](Database& database) -> Result<ApiKey> {
    ASSIGN_OR_RETURN(ApiKey key, find_by_id(database, id));
    if (key.revoked_at) {
      return Error{ErrorCode::failed_precondition, fmt::format("key {} was revoked", key.id)};
    }
    apply(change, key);
    RETURN_IF_ERROR(check_key(key));
    RETURN_IF_ERROR(write_key(database, key));
    return key;
  });
  recent_.forget_all();
  return updated;
}

Result<ApiKey> SqliteKeyStore::revoke_key(std::string_view id_or_prefix, TimePoint now) {
  if (id_or_prefix.size() < kLeastRevokePrefix) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("\"{}\": an id or at least {} characters of a key are due",
                             id_or_prefix, kLeastRevokePrefix)};
  }
  auto revoked = in_transaction(connections_->writer, [&](Database& database) -> Result<ApiKey> {
    ASSIGN_OR_RETURN(Statement query, database.statement(kByName));
    query.bind(id_or_prefix);
    ASSIGN_OR_RETURN(const auto fitting, read_keys(std::move(query)));
    ASSIGN_OR_RETURN(ApiKey key, the_one(fitting, id_or_prefix));
    if (!key.revoked_at) {
      key.revoked_at = from_millis(to_millis(now));
      ASSIGN_OR_RETURN(Statement update, database.statement(kRevoke));
      RETURN_IF_ERROR(update.bind(key.id, now).run());
    }
    return key;
  });
  recent_.forget_all();
  return revoked;
}

}  // namespace kirin::tasks::sqlite
