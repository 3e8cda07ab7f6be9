/// \file
/// What a contract must be beyond its format: parts that fit each other, and parameters a request
/// has a place for.
#pragma once

#include <optional>
#include <string_view>

#include "catalog/contract_model.h"
#include "catalog/field_reader.h"

namespace kirin::catalog {

/// The seconds of "5" or "10": 1 to 999, no sign, no leading zero.
std::optional<int> whole_seconds(std::string_view text);

/// Adds the first of these that is broken: parameters are known to request_fields.h, in that form,
/// and named once; defaults are allowed values; ranges are not empty; rules speak of parameters and
/// choices that exist; every mode and aspect ratio has an output; every mode, duration, sound and
/// voice has a price.
void find_inconsistency(const ContractModel& model, FirstProblem& problem);

}  // namespace kirin::catalog
