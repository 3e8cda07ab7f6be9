#include "tasks/sqlite/key_row.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kInsert =
    "INSERT INTO api_keys (id, owner_id, name, prefix, created_at, expires_at, scopes, models, "
    "budget_micros, requests_per_minute, max_concurrent, lookup, salt, hash) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";

constexpr std::string_view kUpdate =
    "UPDATE api_keys SET name = ?2, expires_at = ?3, scopes = ?4, models = ?5, budget_micros = ?6, "
    "requests_per_minute = ?7, max_concurrent = ?8 WHERE id = ?1";

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const auto end = text.find(' ');
    found.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return found;
}

std::string in_one_line(const std::vector<std::string>& models) {
  return fmt::format("{}", fmt::join(models, " "));
}

std::optional<std::int64_t> micros_of(const std::optional<Money>& money) {
  return money ? std::optional{money->micros} : std::nullopt;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return c > ' ' && c < 0x7f && c != ','; });
}

Error refuse(std::string message) { return Error{ErrorCode::invalid_argument, std::move(message)}; }

}  // namespace

Result<ApiKey> read_key(const Statement& row) {
  ApiKey key;
  int column = 0;
  key.id = row.text(column++);
  key.owner_id = row.text(column++);
  key.name = row.text(column++);
  key.prefix = row.text(column++);
  key.created_at = row.time(column++);
  key.expires_at = row.optional_time(column++);
  key.revoked_at = row.optional_time(column++);
  key.last_used_at = row.optional_time(column++);
  const auto scopes = parse_scopes(row.text(column++));
  if (!scopes) {
    return Error{ErrorCode::data_loss, fmt::format("key {}: {}", key.id, scopes.error().message)};
  }
  key.scopes = *scopes;
  key.models = words(row.text(column++));
  if (const auto budget = row.optional_integer(column++)) {
    key.budget = Money{*budget};
  }
  key.spent.micros = row.integer(column++);
  key.held.micros = row.integer(column++);
  key.requests_per_minute = row.optional_integer(column++);
  key.max_concurrent = row.optional_integer(column++);
  EXPECTS(column == kKeyColumnCount);
  return key;
}

Result<std::vector<ApiKey>> read_keys(Statement query) {
  std::vector<ApiKey> keys;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return keys;
    }
    ASSIGN_OR_RETURN(ApiKey key, read_key(query));
    keys.push_back(std::move(key));
  }
}

Result<void> check_key(const ApiKey& key) {
  if (key.owner_id.empty()) {
    return refuse("a key needs an owner");
  }
  if (key.scopes.is_empty()) {
    return refuse("a key needs at least one scope");
  }
  if (key.budget && key.budget->micros < 0) {
    return refuse(fmt::format("a budget of {} is below zero", key.budget->to_decimal()));
  }
  if (key.requests_per_minute.value_or(0) < 0 || key.max_concurrent.value_or(0) < 0) {
    return refuse("a limit is below zero; 0 means no limit");
  }
  for (const std::string& model : key.models) {
    if (!is_word(model)) {
      return refuse(fmt::format("\"{}\" cannot be the id of a model", model));
    }
  }
  return {};
}

Result<void> insert_key(Database& database, const ApiKey& key, const KeptSecret& secret) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kInsert));
  insert.bind(key.id, key.owner_id, key.name, key.prefix, key.created_at, key.expires_at,
              to_string(key.scopes), in_one_line(key.models), micros_of(key.budget),
              key.requests_per_minute, key.max_concurrent, secret.lookup, secret.salt, secret.hash);
  return insert.run();
}

Result<void> write_key(Database& database, const ApiKey& key) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kUpdate));
  update.bind(key.id, key.name, key.expires_at, to_string(key.scopes), in_one_line(key.models),
              micros_of(key.budget), key.requests_per_minute, key.max_concurrent);
  return update.run();
}

}  // namespace kirin::tasks::sqlite
