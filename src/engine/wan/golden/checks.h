/// \file
/// From the kind of a golden case to the code that runs it.
#pragma once

#include <functional>
#include <string_view>

#include "engine/wan/golden/comparison.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {

/// Runs the case in float32 and shows `comparison` every tensor that it makes; an error where it
/// cannot be run.
using Check = std::function<Result<void>(const GoldenCase& golden, Comparison& comparison)>;

/// How one kind of case is run, and how near its tensors must come.
struct CheckedKind {
  std::string_view kind;
  Check check;
  /// The tolerance of a tensor of the case: final outputs have the case's own, the others that of
  /// the kind.
  std::function<double(const GoldenCase& golden, std::string_view name)> tolerance;
};

/// Null where nobody knows the kind.
const CheckedKind* find_checked_kind(std::string_view kind);

}  // namespace kirin::wan
