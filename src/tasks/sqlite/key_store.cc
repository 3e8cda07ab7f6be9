#include "tasks/sqlite/key_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "tasks/sqlite/key_secret.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

// Half of the second in which a revoked key must be refused everywhere.
constexpr std::chrono::milliseconds kRecent{500};
constexpr std::size_t kLeastSecret = 16;
constexpr std::size_t kLeastRevokePrefix = 4;  // "sa-" alone would fit any key

constexpr std::string_view kInsert =
    "INSERT INTO api_keys "
    "(id, owner_id, name, prefix, lookup, salt, hash, created_at, expires_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

constexpr std::string_view kColumns =
    "id, owner_id, name, prefix, created_at, expires_at, revoked_at";
const std::string kByLookup =
    fmt::format("SELECT {}, salt, hash FROM api_keys WHERE lookup = ?1", kColumns);
const std::string kAll = fmt::format("SELECT {} FROM api_keys ORDER BY sequence", kColumns);
const std::string kByName = fmt::format(
    "SELECT {} FROM api_keys WHERE id = ?1 OR substr(prefix, 1, length(?1)) = ?1 ORDER BY sequence",
    kColumns);
constexpr std::string_view kRevoke = "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1";

ApiKey read_key(const Statement& row) {
  return {row.text(0), row.text(1),          row.text(2),         row.text(3),
          row.time(4), row.optional_time(5), row.optional_time(6)};
}

Result<std::vector<ApiKey>> read_keys(Statement query) {
  std::vector<ApiKey> keys;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return keys;
    }
    keys.push_back(read_key(query));
  }
}

Result<std::optional<ApiKey>> find_key(Database& database, std::string_view secret) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kByLookup));
  query.bind(lookup_of(secret));
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return std::optional<ApiKey>{};
    }
    if (fits(secret, {.lookup = {}, .salt = query.text(7), .hash = query.text(8)})) {
      return std::optional{read_key(query)};
    }
  }
}

Result<ApiKey> insert_key(Database& database, std::string_view secret, std::string_view owner_id,
                          std::string_view name, std::optional<TimePoint> expires_at,
                          TimePoint now) {
  const std::string id = new_id("key_");
  const KeptSecret kept = keep(secret);
  ASSIGN_OR_RETURN(Statement insert, database.statement(kInsert));
  insert.bind(id, owner_id, name, shown_prefix(secret), kept.lookup, kept.salt, kept.hash, now,
              expires_at);
  RETURN_IF_ERROR(insert.run());
  ASSIGN_OR_RETURN(auto key, find_key(database, secret));
  EXPECTS(key.has_value());
  return *std::move(key);
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
    : connections_(std::move(connections)), recent_(kRecent) {}

Result<NewApiKey> SqliteKeyStore::create_key(std::string_view owner_id, std::string_view name,
                                             std::optional<TimePoint> expires_at, TimePoint now) {
  const std::string secret = new_secret();
  ASSIGN_OR_RETURN(ApiKey key, in_transaction(connections_->writer, [&](Database& database) {
                     return insert_key(database, secret, owner_id, name, expires_at, now);
                   }));
  return NewApiKey{std::move(key), secret};
}

Result<ApiKey> SqliteKeyStore::ensure_key(std::string_view secret, std::string_view owner_id,
                                          TimePoint now) {
  RETURN_IF_ERROR(check_chosen(secret));
  return in_transaction(connections_->writer, [&](Database& database) -> Result<ApiKey> {
    ASSIGN_OR_RETURN(auto key, find_key(database, secret));
    if (!key) {
      return insert_key(database, secret, owner_id, "configured", std::nullopt, now);
    }
    if (key->owner_id != owner_id) {
      return Error{ErrorCode::failed_precondition, fmt::format("key {} belongs to {}, not to {}",
                                                               key->id, key->owner_id, owner_id)};
    }
    const auto checked = usable(*key, now);
    return checked ? checked : Error{ErrorCode::failed_precondition, checked.error().message};
  });
}

Result<ApiKey> SqliteKeyStore::authenticate(std::string_view secret, TimePoint now) {
  if (auto recent = recent_.find(secret, now)) {
    return usable(*std::move(recent), now);
  }
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(auto key, find_key(*connection, secret));
  if (!key) {
    return Error{ErrorCode::unauthenticated, "no such key"};
  }
  auto checked = usable(*std::move(key), now);
  if (checked) {
    recent_.remember(secret, *checked, now);
  }
  return checked;
}

Result<std::vector<ApiKey>> SqliteKeyStore::list_keys() {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(kAll));
  return read_keys(std::move(query));
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
