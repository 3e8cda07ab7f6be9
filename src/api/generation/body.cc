#include "api/generation/body.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace kirin::api::generation {
namespace {

// Top-level keys that are not parameters, whatever the shape.
constexpr std::array<std::string_view, 6> kReserved{"model",    "input",   "moderation",
                                                    "metadata", "options", "dash_scope"};
constexpr std::array<std::string_view, 4> kEchoed{"metadata", "options", "moderation",
                                                  "dash_scope"};

// Each of them; every query and callback carries them.
constexpr std::size_t kMostEnvelopeBytes = std::size_t{16} << 10;

struct Parameters {
  JsonObject values;
  std::string path;
};

using Found = std::variant<Parameters, ApiError>;

Found object_at(const Json& value, std::string path) {
  if (!value.is_object()) {
    return malformed(fmt::format("{} must be an object", path));
  }
  return Parameters{value.get_object(), std::move(path)};
}

Found from_input_object(const JsonObject& input, const std::string& path) {
  const Json* params = input.if_contains("params");
  return params == nullptr ? Found{Parameters{input, path}} : object_at(*params, path + ".params");
}

Found from_input_array(const JsonArray& input) {
  if (input.size() != 1) {
    return malformed(fmt::format("input must hold exactly one element, not {}", input.size()));
  }
  if (!input[0].is_object()) {
    return malformed("input[0] must be an object with params");
  }
  return from_input_object(input[0].get_object(), "input[0]");
}

Found flat(const JsonObject& body) {
  JsonObject parameters;
  for (const auto& [key, value] : body) {
    if (std::ranges::find(kReserved, std::string_view{key}) == kReserved.end()) {
      parameters[key] = value;
    }
  }
  return Parameters{std::move(parameters), ""};
}

Found find_parameters(const JsonObject& body) {
  const Json* input = body.if_contains("input");
  if (input == nullptr) {
    return flat(body);
  }
  if (input->is_array()) {
    return from_input_array(input->get_array());
  }
  if (input->is_object()) {
    return from_input_object(input->get_object(), "input");
  }
  return malformed("input must be an array with one element {\"params\": {…}}");
}

// The `kirin_v1_5_i2v` page wraps parameters in one more object.
Parameters unwrapped(Parameters parameters) {
  if (parameters.values.size() != 1 || parameters.values.begin()->key() != "data" ||
      !parameters.values.begin()->value().is_object()) {
    return parameters;
  }
  JsonObject inner = parameters.values.begin()->value().get_object();
  return {std::move(inner), parameters.path.empty() ? "data" : parameters.path + ".data"};
}

std::variant<std::string, ApiError> find_model(const JsonObject& body, std::string_view header) {
  const Json* value = body.if_contains("model");
  if (value != nullptr && !value->is_string()) {
    return ApiError{40003, "invalid_parameter", "model must be a string", "model", {}, {}};
  }
  const std::string_view named =
      value == nullptr ? std::string_view{} : std::string_view{value->get_string()};
  const std::string_view trimmed_header = trimmed(header);
  if (!named.empty() && !trimmed_header.empty() && named != trimmed_header) {
    return ApiError{40006,
                    "model_conflict",
                    fmt::format("the body names the model '{}', the X-Model header '{}'", named,
                                trimmed_header),
                    "model",
                    {},
                    {}};
  }
  const std::string_view model = named.empty() ? trimmed_header : named;
  if (model.empty()) {
    return ApiError{40002,
                    "missing_parameter",
                    "model is required, in the body or in the X-Model header",
                    "model",
                    {},
                    {}};
  }
  return std::string{model};
}

std::optional<ApiError> check_envelope(std::string_view key, const Json& value) {
  const bool is_flag = key == "moderation" || key == "dash_scope";
  if (is_flag ? !value.is_bool() : !value.is_object()) {
    return invalid_parameter(
        std::string{key}, fmt::format("{} must be {}", key, is_flag ? "a boolean" : "an object"));
  }
  if (boost::json::serialize(value).size() > kMostEnvelopeBytes) {
    return invalid_parameter(std::string{key}, fmt::format("{} must have at most {} bytes of JSON",
                                                           key, kMostEnvelopeBytes));
  }
  return std::nullopt;
}

// What is kept and echoed beside the parameters.
std::optional<ApiError> read_envelope(const JsonObject& body, JsonObject& envelope) {
  for (const std::string_view key : kEchoed) {
    const Json* value = body.if_contains(key);
    if (value == nullptr || value->is_null()) {
      continue;
    }
    if (auto error = check_envelope(key, *value)) {
      return error;
    }
    envelope[key] = *value;
  }
  return std::nullopt;
}

}  // namespace

std::variant<CreateBody, ApiError> read_create_body(const Json& document,
                                                    std::string_view model_header) {
  if (!document.is_object()) {
    return malformed("the body must be a JSON object");
  }
  const JsonObject& object = document.get_object();
  auto model = find_model(object, model_header);
  if (auto* error = std::get_if<ApiError>(&model)) {
    return std::move(*error);
  }
  auto found = find_parameters(object);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  Parameters parameters = unwrapped(std::get<Parameters>(std::move(found)));
  CreateBody body{std::get<std::string>(std::move(model)),
                  std::move(parameters.values),
                  std::move(parameters.path),
                  {}};
  if (auto error = read_envelope(object, body.envelope)) {
    return *std::move(error);
  }
  return body;
}

}  // namespace kirin::api::generation
