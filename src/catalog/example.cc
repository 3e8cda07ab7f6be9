#include "catalog/example.h"

#include <algorithm>

#include "catalog/document.h"

namespace kirin::catalog {
namespace {

constexpr const char* kPrompt = "A red kite climbs over a windy beach at dusk";

Json example_value(const JsonObject& parameter, std::string_view image_url);

JsonObject example_fields(const JsonArray& parameters, std::string_view image_url) {
  JsonObject values;
  for (const Json& each : parameters) {
    const JsonObject& parameter = each.as_object();
    if (is_required(parameter)) {
      values[name_of(parameter)] = example_value(parameter, image_url);
    }
  }
  return values;
}

Json example_value(const JsonObject& parameter, std::string_view image_url) {
  if (const Json* otherwise = parameter.if_contains("default")) {
    return *otherwise;
  }
  const std::string_view type = type_of(parameter);
  if (type == "string") {
    const std::string_view format = format_of(parameter);
    if (format == "choice") {
      return parameter.at("enum").at(0);
    }
    return format == "image" || format == "url" ? Json(image_url) : Json(kPrompt);
  }
  if (type == "object") {
    return example_fields(children_of(parameter), image_url);
  }
  if (type == "array") {
    const Json* least = parameter.if_contains("min_items");
    JsonArray items;
    items.resize(least == nullptr ? 1 : least->to_number<std::size_t>());
    std::ranges::fill(items, Json(example_fields(children_of(parameter), image_url)));
    return items;
  }
  return type == "boolean" ? Json(false) : parameter.at("min");
}

// The first of each "at least one of", and what makes a request tell something.
bool is_wanted(const JsonObject& document, const JsonObject& parameter) {
  const std::string_view name = name_of(parameter);
  const JsonArray& rules = document.at("rules").as_array();
  const bool leads = std::ranges::any_of(rules, [&](const Json& rule) {
    const Json* names = rule.as_object().if_contains("at_least_one");
    return names != nullptr && names->at(0) == Json(name);
  });
  return leads || is_required(parameter) || name == "prompt" || name == "duration";
}

}  // namespace

JsonObject example_parameters(const Contract& contract, std::string_view image_url) {
  JsonObject values;
  for (const Json& each : parameters_of(contract.document())) {
    const JsonObject& parameter = each.as_object();
    if (is_wanted(contract.document(), parameter)) {
      values[name_of(parameter)] = example_value(parameter, image_url);
    }
  }
  return values;
}

bool example_needs_image(const Contract& contract) {
  return example_parameters(contract, "a") != example_parameters(contract, "b");
}

}  // namespace kirin::catalog
