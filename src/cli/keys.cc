#include <fmt/format.h>

#include <iostream>
#include <optional>

#include "base/setting.h"
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

Result<tasks::NewApiKey> make_key(const ConfigSource& source, const KeyArguments& arguments) {
  ASSIGN_OR_RETURN(const auto house, open_house(source));
  const TimePoint now = Clock::now();
  std::optional<TimePoint> expires_at;
  if (!arguments.expires_in.empty()) {
    ASSIGN_OR_RETURN(const std::chrono::milliseconds length, parse_duration(arguments.expires_in));
    expires_at = now + length;
  }
  return house->stores.keys->create_key(
      {.owner_id = arguments.owner, .name = arguments.name, .expires_at = expires_at}, now);
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

int list_keys(const ConfigSource& source) {
  const auto house = open_house(source);
  if (!house) {
    return complain(house.error());
  }
  const auto keys = (*house)->stores.keys->list_keys(std::nullopt);
  if (!keys) {
    return complain(keys.error());
  }
  std::cout << fmt::format("{:<22} {:<14} {:<16} {:<18} {:<18} {}\n", "ID", "KEY", "OWNER", "NAME",
                           "CREATED", "STATE");
  for (const tasks::ApiKey& key : *keys) {
    std::cout << fmt::format("{:<22} {:<14} {:<16} {:<18} {:<18} {}\n", key.id, key.prefix,
                             key.owner_id, key.name, day(key.created_at),
                             state_of(key, Clock::now()));
  }
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
