/// \file
/// Example requests, made from a contract.
#pragma once

#include <string_view>

#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::catalog {

/// A small parameter object that `check` accepts: what is required, a prompt, and a duration.
/// `image_url` stands wherever an image is needed.
JsonObject example_parameters(const Contract& contract, std::string_view image_url);

/// True where the example holds an image.
bool example_needs_image(const Contract& contract);

}  // namespace kirin::catalog
