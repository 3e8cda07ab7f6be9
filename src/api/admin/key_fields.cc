#include "api/admin/key_fields.h"

#include <fmt/format.h>

#include <optional>

namespace kirin::api::admin {
namespace {

constexpr std::size_t kMostOwnerCharacters = 128;
constexpr std::size_t kMostNameCharacters = 256;
constexpr std::size_t kMostScopes = 16;
constexpr std::size_t kMostModels = 100;
constexpr std::size_t kMostWordBytes = 128;
constexpr std::int64_t kMostRequests = 1'000'000'000;

std::optional<tasks::ScopeSet> read_scopes(BodyFields& fields) {
  const auto words = fields.texts("scopes", kMostScopes, kMostWordBytes);
  if (!words) {
    return std::nullopt;
  }
  tasks::ScopeSet scopes;
  for (const std::string& word : *words) {
    const auto scope = tasks::parse_scope(word);
    if (!scope) {
      fields.wrong("scopes", scope.error().message);
      return std::nullopt;
    }
    scopes.add(*scope);
  }
  if (scopes.is_empty()) {
    fields.wrong("scopes", "a key needs one scope at least");
    return std::nullopt;
  }
  return scopes;
}

// By any of their names; kept by their contracts' ids.
std::optional<std::vector<std::string>> read_models(BodyFields& fields,
                                                    const catalog::Catalog& catalog) {
  const auto names = fields.texts("models", kMostModels, kMostWordBytes);
  if (!names) {
    return std::nullopt;
  }
  std::vector<std::string> ids;
  for (const std::string& name : *names) {
    const catalog::Contract* contract = catalog.find(name);
    if (contract == nullptr) {
      fields.wrong("models", fmt::format("there is no model '{}'", name));
      return std::nullopt;
    }
    ids.push_back(contract->id());
  }
  return ids;
}

std::optional<Money> read_budget(BodyFields& fields) {
  const auto budget = fields.money("budget");
  if (budget && *budget < Money{}) {
    fields.wrong("budget", "it must not be below zero");
    return std::nullopt;
  }
  return budget;
}

// What is not given, what is null, and what is there, told apart.
template <typename Read>
auto changed(BodyFields& fields, std::string_view name, Read read)
    -> std::optional<decltype(read())> {
  std::optional<decltype(read())> change;
  if (fields.takes_null(name)) {
    change.emplace(std::nullopt);
  } else if (fields.has(name)) {
    change.emplace(read());
  }
  return change;
}

Json time_or_null(const std::optional<TimePoint>& time) {
  return time ? Json(to_millis(*time)) : Json(nullptr);
}

Json number_or_null(const std::optional<std::int64_t>& number) {
  return number ? Json(*number) : Json(nullptr);
}

JsonArray scopes_json(tasks::ScopeSet scopes) {
  JsonArray words;
  for (const tasks::Scope scope : tasks::kScopes) {
    if (scopes.has(scope)) {
      words.push_back(Json(to_string(scope)));
    }
  }
  return words;
}

}  // namespace

tasks::KeyOptions read_key_options(BodyFields& fields, const catalog::Catalog& catalog) {
  const tasks::KeyChange read = read_key_change(fields, catalog);
  tasks::KeyOptions options;
  options.owner_id = fields.text("owner_id", kMostOwnerCharacters, 1).value_or(options.owner_id);
  options.name = read.name.value_or("");
  options.expires_at = read.expires_at.value_or(std::nullopt);
  options.scopes = read.scopes.value_or(options.scopes);
  options.models = read.models.value_or(options.models);
  options.budget = read.budget.value_or(std::nullopt);
  options.requests_per_minute = read.requests_per_minute.value_or(std::nullopt);
  options.max_concurrent = read.max_concurrent.value_or(std::nullopt);
  return options;
}

tasks::KeyChange read_key_change(BodyFields& fields, const catalog::Catalog& catalog) {
  const auto limit_of = [&](std::string_view name) {
    return changed(fields, name, [&] { return fields.integer(name, 0, kMostRequests); });
  };
  tasks::KeyChange change;
  change.name = fields.text("name", kMostNameCharacters);
  change.expires_at = changed(fields, "expires_at", [&] { return fields.time("expires_at"); });
  change.scopes = read_scopes(fields);
  change.models = read_models(fields, catalog);
  change.budget = changed(fields, "budget", [&] { return read_budget(fields); });
  change.requests_per_minute = limit_of("requests_per_minute");
  change.max_concurrent = limit_of("max_concurrent");
  return change;
}

JsonObject key_json(const tasks::ApiKey& key) {
  JsonArray models;
  for (const std::string& model : key.models) {
    models.push_back(Json(model));
  }
  return {{"id", key.id},
          {"owner_id", key.owner_id},
          {"name", key.name},
          {"prefix", key.prefix},
          {"created_at", to_millis(key.created_at)},
          {"expires_at", time_or_null(key.expires_at)},
          {"revoked_at", time_or_null(key.revoked_at)},
          {"last_used_at", time_or_null(key.last_used_at)},
          {"scopes", scopes_json(key.scopes)},
          {"models", std::move(models)},
          {"budget", key.budget ? Json(key.budget->to_decimal()) : Json(nullptr)},
          {"spent", key.spent.to_decimal()},
          {"held", key.held.to_decimal()},
          {"requests_per_minute", number_or_null(key.requests_per_minute)},
          {"max_concurrent", number_or_null(key.max_concurrent)}};
}

}  // namespace kirin::api::admin
