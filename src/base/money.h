/// \file
/// Money: integers of micro-USD inside, decimal text outside, never floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kirin {

/// An amount in millionths of a US dollar.
struct Money {
  std::int64_t micros = 0;

  auto operator<=>(const Money&) const = default;
  Money operator+(Money other) const { return {micros + other.micros}; }
  Money operator-(Money other) const { return {micros - other.micros}; }

  /// The shortest exact decimal: "0.7", "12", "-0.000001".
  std::string to_decimal() const;
  /// Reads "0.70"; invalid_argument for anything else, more than six decimals, or above 10^12.
  static Result<Money> parse(std::string_view text);
};

}  // namespace kirin
