#include "catalog/parameter_schema.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "catalog/document.h"
#include "catalog/parameter_reader.h"
#include "catalog/rule_schema.h"
#include "catalog/source_shape.h"

namespace kirin::catalog {
namespace {

// ECMA-262 regular expressions, as JSON Schema has them. No text may hold U+0000.
constexpr const char* kAnyText = "^[^\\u0000]*$";
constexpr const char* kTextNotBlank = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$";
constexpr const char* kIdentifier =
    "^[^\\s\\u0000-\\u001f\\u007f]([^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f])?$";
constexpr const char* kWebAddress =
    "^https?://[A-Za-z0-9.-]+(:[1-9][0-9]{0,3})?([/?#][^\\s\\u0000-\\u001f\\u007f]*)?$";
constexpr const char* kBase64 =
    "^(data:image/(png|jpeg|jpg);base64,)?([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/"
    "]{3}=)?$";

JsonObject schema_of(const JsonObject& parameter);

JsonObject choice_schema(const JsonObject& parameter) {
  JsonArray numbers;
  for (const Json& choice : parameter.at("enum").as_array()) {
    if (const auto number = choice_as_number(choice.as_string())) {
      numbers.emplace_back(*number);
    }
  }
  JsonArray values = parameter.at("enum").as_array();
  if (numbers.empty()) {
    return {{"type", "string"}, {"enum", std::move(values)}};
  }
  values.insert(values.end(), numbers.begin(), numbers.end());
  return {{"type", JsonArray{"string", "integer"}}, {"enum", std::move(values)}};
}

JsonObject image_schema() {
  return {{"anyOf", JsonArray{JsonObject{{"title", "URL"},
                                         {"type", "string"},
                                         {"format", "uri"},
                                         {"pattern", kWebAddress},
                                         {"maxLength", kMaxUrlBytes}},
                              JsonObject{{"title", "Base64"},
                                         {"type", "string"},
                                         {"contentEncoding", "base64"},
                                         {"pattern", kBase64}}}}};
}

JsonObject text_schema(const JsonObject& parameter) {
  JsonObject schema{{"type", "string"}};
  copy_member(parameter, "min_length", schema, "minLength");
  copy_member(parameter, "max_length", schema, "maxLength");
  const std::string_view format = format_of(parameter);
  if (format == "url") {
    schema["format"] = "uri";
    schema["pattern"] = kWebAddress;
  } else if (format == "identifier") {
    schema["pattern"] = kIdentifier;
    copy_member(parameter, "enum", schema, "enum");
  } else {
    const bool may_be_blank = !is_required(parameter) && !parameter.contains("min_length");
    schema["pattern"] = may_be_blank ? kAnyText : kTextNotBlank;
  }
  return schema;
}

JsonObject string_schema(const JsonObject& parameter) {
  const std::string_view format = format_of(parameter);
  if (format == "choice") {
    return choice_schema(parameter);
  }
  return format == "image" ? image_schema() : text_schema(parameter);
}

JsonObject number_schema(const JsonObject& parameter) {
  JsonObject schema{{"type", parameter.at("type")}};
  if (type_of(parameter) == "integer") {
    schema["format"] = "int64";
  }
  schema["minimum"] = parameter.at("min");
  schema["maximum"] = parameter.at("max");
  return schema;
}

JsonObject fields_schema(const JsonArray& parameters) {
  JsonObject properties;
  JsonArray required;
  for (const Json& each : parameters) {
    const JsonObject& parameter = each.as_object();
    properties[name_of(parameter)] = schema_of(parameter);
    if (is_required(parameter)) {
      required.push_back(parameter.at("name"));
    }
  }
  JsonObject schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) {
    schema["required"] = std::move(required);
  }
  return schema;
}

JsonObject any_of(JsonArray forms) {
  return forms.size() == 1 ? forms.front().as_object() : JsonObject{{"anyOf", std::move(forms)}};
}

// A flag as text, alone or within the JSON text of its object.
JsonObject flag_text_schema(std::string_view name) {
  return {{"type", "string"},
          {"pattern",
           fmt::format(R"(^\s*(true|false|\{{\s*("{}"\s*:\s*(true|false)\s*)?\}})\s*$)", name)},
          {"examples", {fmt::format(R"({{"{}":true}})", name)}}};
}

// An object, or what clients write for one: its only field, a list of it, the JSON text of it.
JsonObject object_schema(const JsonObject& parameter) {
  const JsonObject fields = fields_schema(children_of(parameter));
  JsonArray forms{fields};
  if (const JsonObject* child = bare_child_of(parameter)) {
    forms.push_back(schema_of(*child));
    if (type_of(*child) == "boolean") {
      forms.push_back(flag_text_schema(name_of(*child)));
    }
  }
  forms.push_back(JsonObject{{"type", "array"}, {"items", fields}, {"maxItems", 1}});
  return any_of(std::move(forms));
}

JsonObject array_schema(const JsonObject& parameter) {
  JsonArray forms{fields_schema(children_of(parameter))};
  if (const JsonObject* child = bare_child_of(parameter)) {
    forms.push_back(schema_of(*child));
  }
  JsonObject schema{{"type", "array"}, {"items", any_of(std::move(forms))}};
  if (parameter.contains("min_items") || is_required(parameter)) {
    const Json* least = parameter.if_contains("min_items");
    schema["minItems"] = least == nullptr ? Json(1) : *least;
  }
  schema["maxItems"] = parameter.at("max_items");
  return schema;
}

JsonObject shape_of(const JsonObject& parameter) {
  const std::string_view type = type_of(parameter);
  if (type == "string") {
    return string_schema(parameter);
  }
  if (type == "object") {
    return object_schema(parameter);
  }
  if (type == "array") {
    return array_schema(parameter);
  }
  return type == "boolean" ? JsonObject{{"type", "boolean"}} : number_schema(parameter);
}

JsonObject schema_of(const JsonObject& parameter) {
  JsonObject schema{{"title", parameter.at("label")}, {"description", parameter.at("description")}};
  for (auto& member : shape_of(parameter)) {
    schema[member.key()] = std::move(member.value());
  }
  copy_member(parameter, "default", schema, "default");
  return schema;
}

std::string description_of(const JsonObject& document) {
  std::string text{document.at("description").as_string()};
  const std::vector<std::string> rules = rule_sentences(document);
  if (!rules.empty()) {
    text += "\n\nRules between parameters:\n";
  }
  for (const std::string& rule : rules) {
    text += fmt::format("\n- {}", rule);
  }
  return text;
}

// Clients that list the model among the parameters mean the one they call.
JsonObject model_rule(const Contract& contract) {
  JsonArray names{Json(contract.id())};
  for (const std::string& alias : contract.aliases()) {
    names.emplace_back(alias);
  }
  return {{"description", "model may be repeated among the parameters, and must be the one called"},
          {"properties", {{kModelParameter, {{"enum", std::move(names)}}}}}};
}

}  // namespace

JsonObject parameter_schema(const Contract& contract) {
  const JsonObject& document = contract.document();
  JsonObject schema{{"title", contract.display_name()}, {"description", description_of(document)}};
  for (auto& member : fields_schema(parameters_of(document))) {
    schema[member.key()] = std::move(member.value());
  }
  JsonArray rules = rule_schemas(document);
  rules.push_back(model_rule(contract));
  schema["allOf"] = std::move(rules);
  return schema;
}

}  // namespace kirin::catalog
