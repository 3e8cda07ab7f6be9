#include "catalog/document.h"

#include <algorithm>
#include <charconv>

#include "base/expects.h"

namespace kirin::catalog {

const JsonArray& parameters_of(const JsonObject& document) {
  return document.at("parameters").as_array();
}

const JsonArray& children_of(const JsonObject& parameter) {
  return parameter.at("children").as_array();
}

const JsonObject& parameter_named(const JsonArray& parameters, std::string_view name) {
  const auto found = std::ranges::find_if(
      parameters, [&](const Json& each) { return name_of(each.as_object()) == name; });
  EXPECTS(found != parameters.end());
  return found->as_object();
}

std::string_view name_of(const JsonObject& parameter) { return parameter.at("name").as_string(); }

std::string_view type_of(const JsonObject& parameter) { return parameter.at("type").as_string(); }

std::string_view format_of(const JsonObject& parameter) {
  const Json* format = parameter.if_contains("format");
  return format == nullptr ? std::string_view{} : std::string_view{format->as_string()};
}

bool is_required(const JsonObject& parameter) { return parameter.at("required").as_bool(); }

const JsonObject* bare_child_of(const JsonObject& parameter) {
  const Json* bare = parameter.if_contains("bare");
  return bare == nullptr ? nullptr : &parameter_named(children_of(parameter), bare->as_string());
}

std::optional<std::int64_t> choice_as_number(std::string_view choice) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(choice.data(), choice.data() + choice.size(), number);
  const bool whole = error == std::errc{} && end == choice.data() + choice.size();
  return whole ? std::optional{number} : std::nullopt;
}

void copy_member(const JsonObject& from, std::string_view name, JsonObject& to,
                 std::string_view as) {
  if (const Json* value = from.if_contains(name)) {
    to[as] = *value;
  }
}

}  // namespace kirin::catalog
