#include "catalog/rule_schema.h"

#include <fmt/format.h>

#include <string_view>

#include "catalog/document.h"

namespace kirin::catalog {
namespace {

// A <<<voice_n>>> of any number; leading zeros do not count.
constexpr const char* kAnyVoice = "<<<voice_[0-9]+>>>";

JsonObject with_property(std::string_view name, JsonObject schema) {
  return {{"required", JsonArray{Json(name)}}, {"properties", {{name, std::move(schema)}}}};
}

JsonObject negation(JsonObject schema) { return {{"not", std::move(schema)}}; }

// What each kind of rule and condition is in the terms of JSON Schema.
class Translator {
 public:
  explicit Translator(const JsonObject& document) : parameters_(parameters_of(document)) {}

  JsonObject rule(const JsonObject& rule) const {
    JsonObject schema{{"description", rule.at("message")}};
    const Json* when = rule.if_contains("when");
    if (when == nullptr) {
      for (auto& member : demanded(rule)) {
        schema[member.key()] = std::move(member.value());
      }
      return schema;
    }
    schema["if"] = all(when->as_array());
    schema["then"] = demanded(rule);
    return schema;
  }

 private:
  // Blank text and empty lists count as not given.
  JsonObject given(std::string_view name) const {
    const JsonObject& parameter = parameter_named(parameters_, name);
    if (type_of(parameter) == "array") {
      return with_property(name, {{"minItems", 1}});
    }
    return type_of(parameter) == "string" ? with_property(name, {{"pattern", "\\S"}})
                                          : with_property(name, {});
  }

  // A default holds where nothing is given.
  JsonObject chosen(std::string_view name, std::string_view choice) const {
    JsonArray values{Json(choice)};
    if (const auto number = choice_as_number(choice)) {
      values.emplace_back(*number);
    }
    JsonObject schema = with_property(name, {{"enum", std::move(values)}});
    const Json* otherwise = parameter_named(parameters_, name).if_contains("default");
    if (otherwise != nullptr && *otherwise == Json(choice)) {
      schema.erase("required");
    }
    return schema;
  }

  JsonObject condition(const JsonObject& condition) const {
    const std::string_view name = condition.at("parameter").as_string();
    if (const Json* choice = condition.if_contains("is")) {
      return chosen(name, choice->as_string());
    }
    if (condition.contains("references_voice")) {
      return with_property(name, {{"pattern", kAnyVoice}});
    }
    return condition.at("given").as_bool() ? given(name) : negation(given(name));
  }

  JsonObject all(const JsonArray& conditions) const {
    JsonArray schemas;
    for (const Json& each : conditions) {
      schemas.push_back(condition(each.as_object()));
    }
    return schemas.size() == 1 ? schemas.front().as_object()
                               : JsonObject{{"allOf", std::move(schemas)}};
  }

  // At least one of `names` is given.
  JsonObject any_given(const JsonArray& names) const {
    JsonArray schemas;
    for (const Json& name : names) {
      JsonObject schema = given(name.as_string());
      // Some validators take an alternative with properties for a whole object otherwise.
      schema["additionalProperties"] = true;
      schemas.push_back(std::move(schema));
    }
    return {{"anyOf", std::move(schemas)}};
  }

  // The n-th voice that the text calls for has n items in the list; no list is longer than its
  // limit, so no text may call for more.
  JsonObject voices_within(std::string_view text, std::string_view list) const {
    const std::int64_t most =
        parameter_named(parameters_, list).at("max_items").to_number<std::int64_t>();
    JsonArray schemas;
    std::string known;
    for (std::int64_t n = 1; n <= most; ++n) {
      known += fmt::format("{}{}", known.empty() ? "" : "|", n);
      schemas.push_back(
          JsonObject{{"if", with_property(text, {{"pattern", fmt::format("<<<voice_0*{}>>>", n)}})},
                     {"then", with_property(list, {{"minItems", n}})}});
    }
    const std::string others = fmt::format("<<<voice_(?!0*({})>>>)[0-9]+>>>", known);
    schemas.push_back(negation(with_property(text, {{"pattern", others}})));
    return {{"allOf", std::move(schemas)}};
  }

  JsonObject demanded(const JsonObject& rule) const {
    if (const Json* conditions = rule.if_contains("requires")) {
      return all(conditions->as_array());
    }
    if (const Json* names = rule.if_contains("forbids")) {
      return negation(any_given(names->as_array()));
    }
    if (const Json* names = rule.if_contains("at_least_one")) {
      return any_given(names->as_array());
    }
    return voices_within(rule.at("parameter").as_string(), rule.at("voices_within").as_string());
  }

  const JsonArray& parameters_;
};

}  // namespace

JsonArray rule_schemas(const JsonObject& document) {
  const Translator translator{document};
  JsonArray schemas;
  for (const Json& each : document.at("rules").as_array()) {
    if (!each.as_object().contains("set")) {
      schemas.push_back(translator.rule(each.as_object()));
    }
  }
  return schemas;
}

std::vector<std::string> rule_sentences(const JsonObject& document) {
  std::vector<std::string> sentences;
  for (const Json& each : document.at("rules").as_array()) {
    const JsonObject& rule = each.as_object();
    const char* text = rule.contains("set") ? "warning" : "message";
    sentences.emplace_back(rule.at(text).as_string());
  }
  return sentences;
}

}  // namespace kirin::catalog
