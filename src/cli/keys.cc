#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>
#include <optional>
#include <utility>
#include <vector>

#include "api/admin/key_fields.h"
#include "base/setting.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/house.h"

namespace kirin::cli {
namespace {

int complain(const Error& error) {
  std::cerr << "kirin keys: " << error.message << '\n';
  return error.code == ErrorCode::not_found || error.code == ErrorCode::failed_precondition ||
                 error.code == ErrorCode::invalid_argument
             ? kExitUsage
             : kExitUnavailable;
}

Result<std::unique_ptr<House>> open_house(const ConfigSource& source) {
  ASSIGN_OR_RETURN(const Config config, source.load());
  return House::open(config);
}

std::string day(TimePoint time) {
  const std::time_t seconds = Clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min);
}

std::string state_of(const tasks::ApiKey& key, TimePoint now) {
  if (key.revoked_at) {
    return "revoked " + day(*key.revoked_at);
  }
  if (key.expires_at) {
    return (*key.expires_at <= now ? "expired " : "until ") + day(*key.expires_at);
  }
  return "valid";
}

std::string scopes_of(const tasks::ApiKey& key) {
  return key.scopes == tasks::kDefaultScopes ? "all but admin" : to_string(key.scopes);
}

std::string models_of(const tasks::ApiKey& key) {
  return key.models.empty() ? "all" : fmt::format("{}", fmt::join(key.models, " "));
}

std::string budget_of(const tasks::ApiKey& key) {
  return key.budget ? fmt::format("{} of {}", (key.spent + key.held).to_decimal(),
                                  key.budget->to_decimal())
                    : "none";
}

std::string limit_of(const std::optional<std::int64_t>& limit) {
  if (!limit) {
    return "default";
  }
  return *limit == 0 ? "none" : std::to_string(*limit);
}

void print_key(const tasks::ApiKey& key, TimePoint now) {
  const std::vector<std::pair<const char*, std::string>> lines{
      {"id", key.id},
      {"key", key.prefix + "..."},
      {"owner", key.owner_id},
      {"name", key.name},
      {"state", state_of(key, now)},
      {"created", day(key.created_at)},
      {"last used", key.last_used_at ? day(*key.last_used_at) : "never"},
      {"scopes", to_string(key.scopes)},
      {"models", models_of(key)},
      {"budget", key.budget ? key.budget->to_decimal() : "none"},
      {"spent", key.spent.to_decimal()},
      {"held", key.held.to_decimal()},
      {"requests per minute", limit_of(key.requests_per_minute)},
      {"max concurrent", limit_of(key.max_concurrent)}};
  for (const auto& [label, value] : lines) {
    std::cout << fmt::format("{:<20} {}\n", label, value);
  }
}

void print_table(const std::vector<tasks::ApiKey>& keys, TimePoint now) {
  constexpr std::string_view kRow = "{:<22} {:<14} {:<16} {:<18} {:<26} {:<26} {:<18} {}\n";
  std::cout << fmt::format(kRow, "ID", "KEY", "OWNER", "NAME", "STATE", "SCOPES", "BUDGET",
                           "LAST USED");
  for (const tasks::ApiKey& key : keys) {
    std::cout << fmt::format(kRow, key.id, key.prefix, key.owner_id, key.name, state_of(key, now),
                             scopes_of(key), budget_of(key),
                             key.last_used_at ? day(*key.last_used_at) : "never");
  }
}

void print_json(const std::vector<tasks::ApiKey>& keys) {
  JsonArray list;
  for (const tasks::ApiKey& key : keys) {
    list.push_back(api::admin::key_json(key));
  }
  std::cout << boost::json::serialize(list) << '\n';
}

Result<std::vector<std::string>> read_models(const std::vector<std::string>& names) {
  std::vector<std::string> ids;
  if (names == std::vector<std::string>{"all"}) {
    return ids;
  }
  for (const std::string& name : names) {
    const catalog::Contract* contract = catalog::Catalog::embedded().find(name);
    if (contract == nullptr) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("there is no model '{}'; 'kirin models' lists them", name)};
    }
    ids.push_back(contract->id());
  }
  return ids;
}

Result<tasks::ScopeSet> read_scopes(const std::vector<std::string>& words) {
  tasks::ScopeSet scopes;
  for (const std::string& word : words) {
    ASSIGN_OR_RETURN(const tasks::Scope scope, tasks::parse_scope(word));
    scopes.add(scope);
  }
  return scopes;
}

Result<std::optional<std::int64_t>> read_limit(const std::string& text, std::string_view flag) {
  if (text == "default") {
    return std::optional<std::int64_t>{};
  }
  if (text == "none") {
    return std::optional<std::int64_t>{0};
  }
  const auto number = parse_integer(text);
  if (!number || *number < 0) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("{}: \"{}\" is neither a number from 0 nor none nor default", flag, text)};
  }
  return std::optional{*number};
}

Result<tasks::KeyChange> read_change(const KeyArguments& arguments, TimePoint now) {
  tasks::KeyChange change;
  change.name = arguments.name;
  if (arguments.expires_in == "never") {
    change.expires_at.emplace(std::nullopt);
  } else if (arguments.expires_in) {
    ASSIGN_OR_RETURN(const auto length, parse_duration(*arguments.expires_in));
    change.expires_at.emplace(now + length);
  }
  if (!arguments.scopes.empty()) {
    ASSIGN_OR_RETURN(change.scopes, read_scopes(arguments.scopes));
  }
  if (!arguments.models.empty()) {
    ASSIGN_OR_RETURN(change.models, read_models(arguments.models));
  }
  if (arguments.budget == "none") {
    change.budget.emplace(std::nullopt);
  } else if (arguments.budget) {
    ASSIGN_OR_RETURN(const Money budget, Money::parse(*arguments.budget));
    change.budget.emplace(budget);
  }
  if (arguments.requests_per_minute) {
    ASSIGN_OR_RETURN(change.requests_per_minute,
                     read_limit(*arguments.requests_per_minute, "--requests-per-minute"));
  }
  if (arguments.max_concurrent) {
    ASSIGN_OR_RETURN(change.max_concurrent,
                     read_limit(*arguments.max_concurrent, "--max-concurrent"));
  }
  return change;
}

Result<tasks::NewApiKey> make_key(const ConfigSource& source, const KeyArguments& arguments) {
  const TimePoint now = Clock::now();
  ASSIGN_OR_RETURN(const tasks::KeyChange given, read_change(arguments, now));
  tasks::KeyOptions options;
  options.owner_id = arguments.owner.value_or(options.owner_id);
  options.name = given.name.value_or(options.name);
  options.expires_at = given.expires_at.value_or(std::nullopt);
  options.scopes = given.scopes.value_or(options.scopes);
  options.models = given.models.value_or(options.models);
  options.budget = given.budget.value_or(std::nullopt);
  options.requests_per_minute = given.requests_per_minute.value_or(std::nullopt);
  options.max_concurrent = given.max_concurrent.value_or(std::nullopt);
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.keys->create_key(options, now);
}

Result<tasks::ApiKey> change_key(const ConfigSource& source, const KeyArguments& arguments) {
  const TimePoint now = Clock::now();
  ASSIGN_OR_RETURN(const tasks::KeyChange change, read_change(arguments, now));
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.keys->update_key(arguments.key, change, now);
}

Result<std::vector<tasks::ApiKey>> find_keys(const ConfigSource& source,
                                             const std::optional<std::string>& owner) {
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.keys->list_keys(owner ? std::optional<std::string_view>{*owner}
                                             : std::optional<std::string_view>{});
}

Result<tasks::ApiKey> find_key(const ConfigSource& source, const std::string& id) {
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  return house->stores.keys->find_key(id);
}

}  // namespace

int create_key(const ConfigSource& source, const KeyArguments& arguments) {
  const auto made = make_key(source, arguments);
  if (!made) {
    return complain(made.error());
  }
  // The secret alone on standard output, so that a script can take it: KEY=$(kirin keys create).
  std::cerr << fmt::format("Key {} for owner '{}'. It is shown this once:\n", made->key.id,
                           made->key.owner_id);
  std::cout << made->secret << '\n';
  return kExitOk;
}

int list_keys(const ConfigSource& source, const KeyArguments& arguments) {
  const auto keys = find_keys(source, arguments.owner);
  if (!keys) {
    return complain(keys.error());
  }
  if (arguments.as_json) {
    print_json(*keys);
  } else {
    print_table(*keys, Clock::now());
  }
  return kExitOk;
}

int show_key(const ConfigSource& source, const KeyArguments& arguments) {
  const auto key = find_key(source, arguments.key);
  if (!key) {
    return complain(key.error());
  }
  if (arguments.as_json) {
    std::cout << boost::json::serialize(api::admin::key_json(*key)) << '\n';
  } else {
    print_key(*key, Clock::now());
  }
  return kExitOk;
}

int update_key(const ConfigSource& source, const KeyArguments& arguments) {
  const auto key = change_key(source, arguments);
  if (!key) {
    return complain(key.error());
  }
  print_key(*key, Clock::now());
  return kExitOk;
}

int revoke_key(const ConfigSource& source, const KeyArguments& arguments) {
  const auto house = open_house(source);
  if (!house) {
    return complain(house.error());
  }
  const auto revoked = (*house)->stores.keys->revoke_key(arguments.key, Clock::now());
  if (!revoked) {
    return complain(revoked.error());
  }
  std::cout << fmt::format("{} revoked\n", revoked->id);
  return kExitOk;
}

}  // namespace kirin::cli
