/// \file
/// One row of the table of settings, and how its value is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin {

enum class SettingType { string, integer, number, boolean, duration, size };

/// What can be configured. The table of these is data: help, checks and the printed file come from
/// it.
struct Setting {
  std::string key;  ///< "server.listen": lower-case segments of letters, digits and '_'
  SettingType type = SettingType::string;
  std::string default_value;  ///< as it would be written in the environment
  std::string description;    ///< one line
  bool is_secret = false;     ///< never shown, not even in an error
  /// string: the allowed values; empty for any.
  std::vector<std::string> choices = {};
  /// integer: the allowed range, inclusive.
  std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
  std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
};

/// A decimal integer, the whole of `text`.
Result<std::int64_t> parse_integer(std::string_view text);
/// A finite decimal number, the whole of `text`.
Result<double> parse_number(std::string_view text);
/// true, false, 1 or 0.
Result<bool> parse_boolean(std::string_view text);
/// A whole number and its unit: "250ms", "90s", "5m", "24h", "7d".
Result<std::chrono::milliseconds> parse_duration(std::string_view text);
/// Bytes: "1048576", "512KiB", "128MiB", "10MB" (KiB is 1024, KB is 1000; up to TiB and TB).
Result<std::uint64_t> parse_size(std::string_view text);

/// invalid_argument where `text` is no value for `setting`; the message says what is allowed: "an
/// integer from 1 to 64".
Result<void> check_value(const Setting& setting, std::string_view text);

}  // namespace kirin
