#include <cstring>
#include <iostream>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/settings.h"

extern char** environ;

namespace kirin::cli {
namespace {

constexpr const char* kDefaultFile = "kirin.toml";

Config::Values environment() {
  Config::Values values;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const char* equals = std::strchr(*entry, '=');
    if (equals != nullptr) {
      values.emplace(std::string(*entry, static_cast<std::size_t>(equals - *entry)), equals + 1);
    }
  }
  return values;
}

}  // namespace

Result<Config> ConfigSource::load() const {
  // A kirin.toml beside us counts without being named; one that is named must be there.
  auto path = file;
  if (!path && std::filesystem::exists(kDefaultFile)) {
    path = kDefaultFile;
  }
  return Config::load(settings(), path, environment(), flags);
}

int print_config(const ConfigSource& source) {
  const auto config = source.load();
  if (!config) {
    std::cerr << config.error().message << '\n';
    return kExitUsage;
  }
  std::cout << config->print();
  return kExitOk;
}

}  // namespace kirin::cli
