/// \file
/// The accepted shapes of a create body (API.md §1.2), reduced to one.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "api/error.h"
#include "base/json.h"

namespace kirin::api::generation {

/// A create body after its shape is understood.
struct CreateBody {
  std::string model;  ///< as the caller wrote it
  JsonObject parameters;
  std::string path;     ///< where the parameters stood, "input[0].params", to name them in errors
  JsonObject envelope;  ///< metadata, options, moderation and the like: kept and echoed
};

/// Finds the model (body or `X-Model` header) and the parameters: `input[0].params`, `input` as an
/// object with or without `params`, or the flat top level; a lone `data` object inside is
/// unwrapped. 40001 for a body that is no object or has several inputs, 40002 without a model,
/// 40006 where header and body name different ones.
std::variant<CreateBody, ApiError> read_create_body(const Json& document,
                                                    std::string_view model_header);

}  // namespace kirin::api::generation
