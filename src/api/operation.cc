#include "api/operation.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/expects.h"
#include "base/setting.h"
#include "base/text.h"
#include "net/target.h"

namespace kirin::api {
namespace {

std::optional<double> number_of(const JsonObject& schema, std::string_view name) {
  const Json* value = schema.if_contains(name);
  return value == nullptr ? std::nullopt : std::optional{value->to_number<double>()};
}

bool is_in_range(double value, const JsonObject& schema) {
  const auto least = number_of(schema, "minimum");
  const auto most = number_of(schema, "maximum");
  return (!least || value >= *least) && (!most || value <= *most);
}

std::string range_text(const JsonObject& schema) {
  const auto least = number_of(schema, "minimum");
  const auto most = number_of(schema, "maximum");
  if (least && most) {
    return fmt::format(" from {} to {}", *least, *most);
  }
  return least ? fmt::format(" of at least {}", *least) : std::string{};
}

std::optional<bool> boolean_of(std::string_view text) {
  if (equal_ignoring_case(text, "true") || text == "1") {
    return true;
  }
  if (equal_ignoring_case(text, "false") || text == "0") {
    return false;
  }
  return std::nullopt;
}

ApiError invalid(const Parameter& parameter, std::string due) {
  return {40003,
          "invalid_parameter",
          fmt::format("query parameter {}: {}", parameter.name, due),
          parameter.name,
          {},
          {}};
}

std::variant<Json, ApiError> read_text(const Parameter& parameter, const std::string& text) {
  if (const Json* choices = parameter.schema.if_contains("enum")) {
    const JsonArray& allowed = choices->as_array();
    const bool known = std::any_of(allowed.begin(), allowed.end(), [&](const Json& choice) {
      return choice.is_string() && std::string_view{choice.as_string()} == text;
    });
    return known ? std::variant<Json, ApiError>{Json(text)}
                 : invalid(parameter, "one of " + boost::json::serialize(allowed) + " is due");
  }
  const auto length = count_code_points(text);
  const auto most = number_of(parameter.schema, "maxLength").value_or(1024);
  if (!length || static_cast<double>(*length) > most) {
    return invalid(parameter, fmt::format("at most {} characters are allowed", most));
  }
  return Json(text);
}

std::variant<Json, ApiError> read_value(const Parameter& parameter, const std::string& text) {
  const std::string_view type = parameter.schema.at("type").as_string();
  if (type == "integer") {
    const auto number = parse_integer(text);
    if (!number || !is_in_range(static_cast<double>(*number), parameter.schema)) {
      return invalid(parameter, "an integer" + range_text(parameter.schema) + " is due");
    }
    return Json(*number);
  }
  if (type == "boolean") {
    const auto flag = boolean_of(text);
    return flag ? std::variant<Json, ApiError>{Json(*flag)}
                : invalid(parameter, "true or false is due");
  }
  return read_text(parameter, text);
}

bool is_described(const std::string& segment, const std::vector<Parameter>& parameters) {
  if (!segment.starts_with('{')) {
    return true;
  }
  const bool takes_rest = segment.ends_with("...}");
  const std::string name = segment.substr(1, segment.size() - (takes_rest ? 5 : 2));
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const Parameter& parameter) { return parameter.name == name; });
}

}  // namespace

std::optional<std::string> QueryValues::text(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt
                                : std::optional{std::string{found->second.as_string()}};
}

std::optional<std::int64_t> QueryValues::integer(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt
                                : std::optional{found->second.to_number<std::int64_t>()};
}

std::optional<bool> QueryValues::boolean(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt : std::optional{found->second.as_bool()};
}

const std::string& Call::path(std::string_view name) const {
  const auto found = request.path_parameters.find(name);
  EXPECTS(found != request.path_parameters.end());
  return found->second;
}

void OperationTable::add(Operation operation, OperationHandler handler) {
  EXPECTS(handler && !operation.id.empty());
  for (const std::string& segment : net::split_path(operation.pattern)) {
    EXPECTS(is_described(segment, operation.path));
  }
  EXPECTS(std::none_of(rows_.begin(), rows_.end(),
                       [&](const Row& row) { return row.operation.id == operation.id; }));
  rows_.push_back({std::move(operation), std::move(handler)});
}

void OperationTable::add_schema(std::string name, JsonObject schema) {
  const bool is_new = schemas_.emplace(std::move(name), std::move(schema)).second;
  EXPECTS(is_new);
}

JsonObject schema_ref(std::string_view name) {
  return {{"$ref", fmt::format("#/components/schemas/{}", name)}};
}

std::variant<QueryValues, ApiError> read_query(const Operation& operation,
                                               const net::Request& request) {
  std::map<std::string, Json, std::less<>> values;
  for (const Parameter& parameter : operation.query) {
    const auto given = request.query.find(parameter.name);
    if (given == request.query.end() || given->second.empty()) {
      if (parameter.required) {
        return invalid(parameter, "it is required");
      }
      if (const Json* otherwise = parameter.schema.if_contains("default")) {
        values.emplace(parameter.name, *otherwise);
      }
      continue;
    }
    auto value = read_value(parameter, given->second);
    if (auto* error = std::get_if<ApiError>(&value)) {
      return *error;
    }
    values.emplace(parameter.name, std::get<Json>(std::move(value)));
  }
  return QueryValues{std::move(values)};
}

}  // namespace kirin::api
