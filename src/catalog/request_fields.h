/// \file
/// Which parameters a request has a place for, and how they get there: where names meet the fields
/// of `GenerationRequest`. Parameters of a new name need a line here; models do not.
#pragma once

#include <string>
#include <string_view>

#include "catalog/contract_model.h"

namespace kirin::catalog {

/// The form of a parameter as text: "string/image", "array{voice_id:string/identifier}".
std::string signature(const ParameterSpec& spec);

/// The form in which the parameter of that name must be declared, or empty where a request has no
/// place for it.
std::string_view field_signature(std::string_view name);

/// Writes read parameters (parameter_reader.h) into the request. A breach of the signatures is our
/// bug.
void fill_request(GenerationRequest& request, const JsonObject& values);

}  // namespace kirin::catalog
