#include "api/body_fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/json_body.h"
#include "api/time_text.h"
#include "base/text.h"

namespace kirin::api {
namespace {

constexpr std::size_t kMostNameBytes = 64;  // of a caller's own that are repeated in a message

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

std::variant<BodyFields, ApiError> BodyFields::of(const net::Request& request,
                                                  const ApiContext& context, bool may_be_empty) {
  if (may_be_empty && request.body.size_bytes == 0) {
    return BodyFields{JsonObject{}};
  }
  auto body = read_json_body(request, context.options.spool_directory);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  Json& document = std::get<SpilledJson>(body).document;
  if (!document.is_object()) {
    return malformed("the body must be a JSON object");
  }
  return BodyFields{std::move(document.get_object())};
}

const Json* BodyFields::read(std::string_view name) {
  known_.emplace(name);
  return object_.if_contains(name);
}

bool BodyFields::takes_null(std::string_view name) {
  const Json* value = read(name);
  return value != nullptr && value->is_null();
}

std::optional<std::string> BodyFields::text(std::string_view name, std::size_t most,
                                            std::size_t least) {
  const Json* value = read(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto length =
      value->is_string() ? count_code_points(value->get_string()) : std::optional<std::size_t>{};
  if (!length || *length < least || *length > most || has_control_characters(value->get_string())) {
    wrong(name, fmt::format("a text of {} to {} characters is due", least, most));
    return std::nullopt;
  }
  return std::string{value->get_string()};
}

std::optional<std::vector<std::string>> BodyFields::texts(std::string_view name,
                                                          std::size_t most_items,
                                                          std::size_t most_characters) {
  const Json* value = read(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  const bool fits = value->is_array() && value->get_array().size() <= most_items;
  for (const Json& item : fits ? value->get_array() : JsonArray{}) {
    if (item.is_string() && item.get_string().size() <= most_characters) {
      texts.emplace_back(item.get_string());
    }
  }
  if (!fits || texts.size() != value->get_array().size()) {
    wrong(name, fmt::format("an array of at most {} texts is due", most_items));
    return std::nullopt;
  }
  return texts;
}

std::optional<std::int64_t> BodyFields::integer(std::string_view name, std::int64_t least,
                                                std::int64_t most) {
  const Json* value = read(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  boost::json::error_code inexact;
  const auto number = value->to_number<std::int64_t>(inexact);
  if (inexact || number < least || number > most) {
    wrong(name, fmt::format("an integer from {} to {} is due", least, most));
    return std::nullopt;
  }
  return number;
}

std::optional<Money> BodyFields::money(std::string_view name) {
  const Json* value = read(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->is_number()) {
    wrong(name, "money is decimal text such as \"12.50\", not a number");
    return std::nullopt;
  }
  const auto amount = value->is_string() ? Money::parse(value->get_string())
                                         : Result<Money>{Error{ErrorCode::invalid_argument, {}}};
  if (!amount) {
    wrong(name, "decimal text of US dollars such as \"12.50\" is due, of at most six decimals");
    return std::nullopt;
  }
  return *amount;
}

std::optional<TimePoint> BodyFields::time(std::string_view name) {
  const Json* value = read(name);
  if (value == nullptr) {
    return std::nullopt;
  }
  std::string text;
  if (value->is_string()) {
    text = value->get_string();
  } else if (value->is_int64()) {
    text = std::to_string(value->get_int64());
  }
  const auto time = parse_time(text);
  if (!time) {
    wrong(name, "milliseconds since 1970, a date, or RFC 3339 such as 2026-01-30T07:22:24Z is due");
    return std::nullopt;
  }
  return *time;
}

void BodyFields::missing(std::string_view name) {
  errors_.push_back(
      {40002, "missing_parameter", fmt::format("{} is required", name), std::string{name}, {}, {}});
}

void BodyFields::wrong(std::string_view name, std::string_view due) {
  errors_.push_back(invalid_parameter(std::string{name}, fmt::format("{}: {}", name, due)));
}

std::optional<ApiError> BodyFields::error() const {
  std::vector<ApiError> errors = errors_;
  for (const auto& member : object_) {
    if (!known_.contains(std::string_view{member.key()})) {
      const bool is_short = member.key().size() <= kMostNameBytes;
      const std::string name{is_short ? std::string_view{member.key()} : "a member"};
      errors.push_back(invalid_parameter(name, fmt::format("{}: there is no such member", name)));
    }
  }
  if (errors.empty()) {
    return std::nullopt;
  }
  ApiError first = errors.front();
  for (const ApiError& error : errors) {
    first.violations.push_back(
        {{"code", error.code}, {"param", error.parameter}, {"message", error.message}});
  }
  return first;
}

}  // namespace kirin::api
