#include "tasks/sqlite/webhook_secrets.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kValid =
    "SELECT secret, created_at, expires_at FROM webhook_secrets "
    "WHERE key_id = ?1 AND (expires_at IS NULL OR expires_at > ?2) ORDER BY sequence DESC LIMIT ?3";

constexpr std::string_view kEndOthers =
    "UPDATE webhook_secrets SET expires_at = ?2 "
    "WHERE key_id = ?1 AND (expires_at IS NULL OR expires_at > ?2)";

constexpr std::string_view kForget =
    "DELETE FROM webhook_secrets WHERE key_id = ?1 AND (secret = ?2 OR expires_at <= ?3)";

constexpr std::string_view kForgetOldest =
    "DELETE FROM webhook_secrets WHERE key_id = ?1 AND sequence NOT IN (SELECT sequence FROM "
    "webhook_secrets WHERE key_id = ?1 ORDER BY sequence DESC LIMIT ?2)";

constexpr std::string_view kInsert =
    "INSERT INTO webhook_secrets (key_id, secret, created_at) VALUES (?1, ?2, ?3)";

template <typename... Values>
Result<void> run(Database& database, std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement statement, database.statement(sql));
  return statement.bind(values...).run();
}

}  // namespace

Result<std::vector<WebhookSecret>> find_secrets(Database& database, std::string_view key_id,
                                                TimePoint now) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kValid));
  query.bind(key_id, now, kMostWebhookSecrets);
  std::vector<WebhookSecret> secrets;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return secrets;
    }
    secrets.push_back({query.text(0), query.time(1), query.optional_time(2)});
  }
}

Result<WebhookSecret> replace_secret(Database& database, std::string_view key_id,
                                     std::string_view secret, std::chrono::milliseconds overlap,
                                     TimePoint now) {
  RETURN_IF_ERROR(run(database, kEndOthers, key_id, now + overlap));
  RETURN_IF_ERROR(run(database, kForget, key_id, secret, now));
  RETURN_IF_ERROR(run(database, kInsert, key_id, secret, now));
  RETURN_IF_ERROR(run(database, kForgetOldest, key_id, kMostWebhookSecrets));
  return WebhookSecret{std::string{secret}, from_millis(to_millis(now)), std::nullopt};
}

}  // namespace kirin::tasks::sqlite
