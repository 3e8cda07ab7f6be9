/// \file
/// The effective settings: defaults, then a TOML file, then the environment, then flags; the later
/// wins.
///
/// A setting "server.public_url" is `public_url` in the section `[server]` of the file and
/// KIRIN_SERVER__PUBLIC_URL in the environment; deeper sections have further "__". Every variable
/// that begins with "KIRIN_" and holds "__" is meant as a setting. Nothing unknown or malformed is
/// skipped: loading reports all of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/setting.h"

namespace kirin {

class Config {
 public:
  using Values = std::map<std::string, std::string>;

  /// `environment`: all variables, by name. `flags`: values by key, as on the command line.
  /// invalid_argument names every unknown key (with the nearest known one), every value that does
  /// not fit (with key, value and what is allowed) and the first syntax error, one a line, with
  /// file and line, or the variable. not_found where `file` is given and is not there.
  static Result<Config> load(std::span<const Setting> settings,
                             const std::optional<std::filesystem::path>& file,
                             const Values& environment, const Values& flags);

  /// The value as text, of any type. Asking for a key that the table lacks, or by the wrong one of
  /// the typed functions below, is our bug and aborts.
  std::string text(std::string_view key) const;
  std::int64_t integer(std::string_view key) const;
  double number(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::chrono::milliseconds duration(std::string_view key) const;
  std::uint64_t size_bytes(std::string_view key) const;

  /// Who set it: "default", "file", "environment" or "flag".
  std::string source(std::string_view key) const;

  /// All settings as a TOML file that loads again, each below its description and source; secrets
  /// that are set show as "********".
  std::string print() const;

 private:
  struct Entry {
    Setting setting;
    std::string value;
    std::string source;
  };
  const Entry& entry(std::string_view key) const;
  const std::string& value_of(std::string_view key, SettingType type) const;

  std::vector<Entry> entries_;                             // in the order of the table
  std::map<std::string, std::size_t, std::less<>> index_;  // key to entry
};

/// The variable for a key: "server.public_url" is KIRIN_SERVER__PUBLIC_URL.
std::string environment_name(std::string_view key);

}  // namespace kirin
