/// \file
/// The name of a question for a price: the same for the same request (API.md §1.5.1).
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace kirin::api::generation {

/// "v1:" and the SHA-256 of the model and its parameters, whose order does not matter. Long strings
/// count by what they hold, wherever they are kept. Errors: the disk's.
Result<std::string> price_hash(std::string_view model, const JsonObject& parameters,
                               const SpilledStrings& strings);

}  // namespace kirin::api::generation
