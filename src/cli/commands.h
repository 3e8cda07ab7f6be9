/// \file
/// The subcommands of `kirin`. Each returns the process's exit status (exit_status.h).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/config.h"

namespace kirin::cli {

/// What every command has: where the configuration comes from.
struct ConfigSource {
  std::optional<std::filesystem::path> file;
  Config::Values flags;

  Result<Config> load() const;
};

int serve(const ConfigSource& source);

struct WorkerArguments {
  std::string id;           ///< given by the supervisor; empty: made up
  bool supervised = false;  ///< standard input is the supervisor's pipe
};
int work(const ConfigSource& source, const WorkerArguments& arguments);

/// What is not given is nothing: the default of a new key, and no change of another.
struct KeyArguments {
  std::optional<std::string> owner;
  std::optional<std::string> name;
  std::optional<std::string> expires_in;  ///< a duration, or "never"
  std::vector<std::string> scopes;
  std::vector<std::string> models;                 ///< "all" alone: all
  std::optional<std::string> budget;               ///< decimal text, or "none"
  std::optional<std::string> requests_per_minute;  ///< a number, "none", or "default"
  std::optional<std::string> max_concurrent;       ///< likewise
  std::string key;                                 ///< an id; to revoke, a prefix too
  bool as_json = false;
};
int create_key(const ConfigSource& source, const KeyArguments& arguments);
int list_keys(const ConfigSource& source, const KeyArguments& arguments);
int show_key(const ConfigSource& source, const KeyArguments& arguments);
int update_key(const ConfigSource& source, const KeyArguments& arguments);
int revoke_key(const ConfigSource& source, const KeyArguments& arguments);

struct AccountArguments {
  std::string owner;
  std::string amount;  ///< decimal text; below zero takes credits back
  std::string note;
  std::string mode;          ///< "prepaid", "unlimited", or empty
  std::string credit_limit;  ///< decimal text, or empty
  std::string monthly_cap;   ///< decimal text, "none", or empty
  int limit = 100;           ///< of entries
  bool as_json = false;
};
int list_accounts(const ConfigSource& source, const AccountArguments& arguments);
int show_account(const ConfigSource& source, const AccountArguments& arguments);
int credit_account(const ConfigSource& source, const AccountArguments& arguments);
int set_account(const ConfigSource& source, const AccountArguments& arguments);
int list_account_entries(const ConfigSource& source, const AccountArguments& arguments);

struct RenderArguments {
  std::string request_path;      ///< "-" for standard input
  std::string output_path;       ///< may be empty where a debug sheet is asked for
  std::string watermarked_path;  ///< or empty
  std::string debug_sheet_path;  ///< or empty
  std::string explain;           ///< "text", "json", or empty
};
int render(const ConfigSource& source, const RenderArguments& arguments);

struct RunArguments {
  std::string model;
  std::vector<std::string> parameters;  ///< "name=value", "name=@file" for a picture, "name:=JSON"
  std::string output_path;
  std::string server = "http://127.0.0.1:8080";
  std::string api_key;
  bool quiet = false;
};
int run(const RunArguments& arguments);

int list_models(const std::string& model, bool as_json);
int doctor(const ConfigSource& source);
int print_config(const ConfigSource& source);

struct GoldenArguments {
  std::filesystem::path directory;
  bool as_json = false;
};
/// Runs the reference cases at or under the directory; fails where one does.
int check_golden(const GoldenArguments& arguments);

}  // namespace kirin::cli
