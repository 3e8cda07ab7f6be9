/// \file
/// A TOML file as a flat list of values.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/setting.h"

namespace kirin {

/// One value of the file. Where it cannot be text for its setting, `found` says what it is: "the
/// integer 8080".
struct FileValue {
  std::string key;
  std::string text;
  std::string found;
  std::string place;  ///< "kirin.toml:12"
};

/// All values of a TOML file in the order of its lines. A TOML type that does not fit the type of
/// its setting has its `found` set. invalid_argument with file and line for what is not TOML;
/// not_found where there is no file.
Result<std::vector<FileValue>> read_config_file(const std::filesystem::path& path,
                                                std::span<const Setting> settings);

/// `text` as a TOML basic string, with its quotes.
std::string toml_quoted(std::string_view text);

}  // namespace kirin
