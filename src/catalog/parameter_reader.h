/// \file
/// Parameters in the one form the rest of the room works on, or what is wrong with them one by one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "catalog/catalog.h"
#include "catalog/contract_model.h"

namespace kirin::catalog {

/// The model's name among the parameters, which `check` looks at itself.
inline constexpr std::string_view kModelParameter = "model";

/// What became of a parameter object.
struct ReadParameters {
  /// The parameters that are given, and defaults, in canonical types: texts and choices as strings,
  /// numbers as doubles, integers as int64, objects and arrays of objects as such. What is not
  /// given is not there.
  JsonObject values;
  std::set<std::string, std::less<>> broken;  ///< names of given parameters with a violation
  std::vector<Violation> violations;          ///< in the contract's order
  std::vector<std::string> warnings;
};

/// Reads each parameter of `specs` out of what a caller sent.
///
/// Not given: null, an empty list, and blank text where the spec demands no least length. An object
/// may also come as the only item of an array, as JSON text, or as the bare value of its `bare`
/// child; so may an item of an array. Names that no spec has (but for kModelParameter) are warned
/// of, or violations where `options` refuse them.
ReadParameters read_parameters(const std::vector<ParameterSpec>& specs,
                               const JsonObject& parameters, const CheckOptions& options);

}  // namespace kirin::catalog
