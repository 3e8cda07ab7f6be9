/// \file
/// A model's parameters as the command-line clients of the hosted API read them (API.md §1.9).
///
/// The clients check a request against these before they send it, and fill in defaults. They
/// compare lengths in bytes, so the limits here are those of the longest encoding.
#pragma once

#include <string>

#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::catalog {

/// `parameters` of a model's spec: names, paths, types, constraints.
JsonArray spec_parameters(const Contract& contract);

/// `input_schema` of a model-contract.v1: one type a parameter, no other names.
JsonObject input_schema(const Contract& contract);

/// `input_rules` of a model-contract.v1, as far as its kinds can say them; the server checks all.
JsonArray input_rules(const Contract& contract);

/// Names the contract's content: the same for the same, another for another.
std::string revision(const Contract& contract);

}  // namespace kirin::catalog
