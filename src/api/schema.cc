#include "api/schema.h"

#include <algorithm>

namespace kirin::api::schema {
namespace {

JsonObject typed(std::string_view type, std::string_view description) {
  JsonObject schema{{"type", type}};
  if (!description.empty()) {
    schema["description"] = description;
  }
  return schema;
}

JsonArray texts(std::initializer_list<std::string_view> words) {
  JsonArray array;
  for (const std::string_view word : words) {
    array.push_back(Json(word));
  }
  return array;
}

}  // namespace

JsonObject text(std::string_view description) { return typed("string", description); }

JsonObject word(std::string_view description, std::initializer_list<std::string_view> words) {
  JsonObject schema = typed("string", description);
  schema["enum"] = texts(words);
  return schema;
}

JsonObject integer(std::string_view description, std::optional<std::int64_t> minimum,
                   std::optional<std::int64_t> maximum) {
  JsonObject schema = typed("integer", description);
  if (minimum) {
    schema["minimum"] = *minimum;
  }
  if (maximum) {
    schema["maximum"] = *maximum;
  }
  return schema;
}

JsonObject number(std::string_view description) { return typed("number", description); }

JsonObject boolean(std::string_view description) { return typed("boolean", description); }

JsonObject time(std::string_view description) { return typed("integer", description); }

JsonObject money(std::string_view description) {
  JsonObject schema = typed("string", description);
  schema["pattern"] = R"(^-?[0-9]{1,12}(\.[0-9]{1,6})?$)";
  return schema;
}

JsonObject or_null(JsonObject schema) {
  schema["type"] = JsonArray{schema.at("type"), "null"};
  if (Json* words = schema.if_contains("enum")) {
    words->as_array().push_back(nullptr);
  }
  return schema;
}

JsonObject array_of(JsonObject items, std::string_view description) {
  JsonObject schema = typed("array", description);
  schema["items"] = std::move(items);
  return schema;
}

JsonObject object_of(JsonObject properties, std::initializer_list<std::string_view> optional) {
  JsonArray required;
  for (const auto& property : properties) {
    if (std::find(optional.begin(), optional.end(), property.key()) == optional.end()) {
      required.push_back(Json(property.key()));
    }
  }
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

JsonObject body_of(JsonObject properties, std::initializer_list<std::string_view> required) {
  JsonObject schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (required.size() > 0) {
    schema["required"] = texts(required);
  }
  return schema;
}

JsonObject ok_status() { return object_of({{"code", integer("200")}, {"message", text("ok")}}); }

JsonObject page_of(JsonObject items) {
  return object_of({{"data", array_of(std::move(items))},
                    {"has_more", boolean("Whether there are more.")},
                    {"next", or_null(text("Give it as `after` for the next page."))}});
}

}  // namespace kirin::api::schema
