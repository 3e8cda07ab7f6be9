#include "catalog/client_schema.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "base/hash.h"
#include "catalog/document.h"

namespace kirin::catalog {
namespace {

constexpr std::int64_t kMaxUtf8Bytes = 4;  // of one code point
constexpr std::size_t kRevisionDigits = 16;

void copy_length(const JsonObject& from, std::string_view name, std::int64_t factor, JsonObject& to,
                 std::string_view as) {
  if (const Json* length = from.if_contains(name)) {
    to[as] = length->to_number<std::int64_t>() * factor;
  }
}

JsonObject constraints_of(const JsonObject& parameter) {
  JsonObject constraints;
  for (const std::string_view name : {"enum", "default", "min", "max", "max_items"}) {
    copy_member(parameter, name, constraints, name);
  }
  copy_length(parameter, "min_length", 1, constraints, "min_length");
  copy_length(parameter, "max_length", kMaxUtf8Bytes, constraints, "max_length");
  return constraints;
}

JsonArray spec_of(const JsonArray& parameters, std::string_view place) {
  JsonArray result;
  for (const Json& each : parameters) {
    const JsonObject& parameter = each.as_object();
    JsonObject spec{{"name", parameter.at("name")},
                    {"path", fmt::format("{}{}", place, name_of(parameter))},
                    {"type", parameter.at("type")},
                    {"required", parameter.at("required")},
                    {"description", parameter.at("description")}};
    JsonObject constraints = constraints_of(parameter);
    if (!constraints.empty()) {
      spec["constraints"] = std::move(constraints);
    }
    if (parameter.contains("children")) {
      spec["children"] = spec_of(children_of(parameter), "");
    }
    result.push_back(std::move(spec));
  }
  return result;
}

JsonObject input_fields(const JsonArray& parameters);

JsonObject input_of(const JsonObject& parameter) {
  const std::string_view type = type_of(parameter);
  if (type == "object") {
    return input_fields(children_of(parameter));
  }
  JsonObject schema{{"type", type}};
  if (type == "array") {
    schema["items"] = input_fields(children_of(parameter));
    copy_member(parameter, "min_items", schema, "minItems");
    copy_member(parameter, "max_items", schema, "maxItems");
  }
  const std::string_view format = format_of(parameter);
  if (format == "image") {
    schema["format"] = "image";  // "uri" would keep the clients from sending base64
  } else if (format == "url") {
    schema["format"] = "uri";
  }
  copy_member(parameter, "enum", schema, "enum");
  copy_member(parameter, "min", schema, "minimum");
  copy_member(parameter, "max", schema, "maximum");
  copy_length(parameter, "min_length", 1, schema, "minLength");
  copy_length(parameter, "max_length", kMaxUtf8Bytes, schema, "maxLength");
  copy_member(parameter, "default", schema, "default");
  return schema;
}

JsonObject input_fields(const JsonArray& parameters) {
  JsonObject properties;
  JsonArray required;
  for (const Json& each : parameters) {
    const JsonObject& parameter = each.as_object();
    JsonObject schema = input_of(parameter);
    schema["description"] = parameter.at("description");
    properties[name_of(parameter)] = std::move(schema);
    if (is_required(parameter)) {
      required.push_back(parameter.at("name"));
    }
  }
  return {{"type", "object"},
          {"required", std::move(required)},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

// The clients know three kinds of rule, each with equalities that must hold for it to apply:
// "at_least_one" and "requires" of fields that must be there, and "mutually_exclusive" of fields of
// which two must not be there together. That the choice C must be c wherever A is there they can be
// told as: where C is another, A and C exclude each other.
class RuleWriter {
 public:
  RuleWriter(const JsonArray& parameters, const JsonObject& rule)
      : parameters_(parameters), rule_(rule) {
    if (const Json* conditions = rule.if_contains("when")) {
      read_conditions(conditions->as_array());
    }
  }

  JsonArray write() && {
    if (!can_be_told_) {
      return {};
    }
    if (const Json* names = rule_.if_contains("at_least_one")) {
      add("at_least_one", choices_, {{"fields", *names}});
    } else if (const Json* forbidden = rule_.if_contains("forbids")) {
      for (const Json& name : forbidden->as_array()) {
        JsonArray fields = subjects();
        fields.push_back(name);
        exclude(std::move(fields), choices_);
      }
    } else if (const Json* needs = rule_.if_contains("requires")) {
      for (const Json& need : needs->as_array()) {
        require(need.as_object());
      }
    }
    return std::move(rules_);
  }

 private:
  void read_conditions(const JsonArray& conditions) {
    for (const Json& each : conditions) {
      const JsonObject& condition = each.as_object();
      if (const Json* choice = condition.if_contains("is")) {
        choices_[condition.at("parameter").as_string()] = *choice;
      } else if (condition.contains("given") && condition.at("given").as_bool()) {
        given_.push_back(condition.at("parameter"));
      } else {
        can_be_told_ = false;
      }
    }
  }

  void add(const char* kind, const JsonObject& when, JsonObject what) {
    JsonObject rule{{"kind", kind}};
    for (auto& member : what) {
      rule[member.key()] = std::move(member.value());
    }
    if (!when.empty()) {
      rule["when"] = when;
    }
    rule["notes"] = rule_.at("message");
    rules_.push_back(std::move(rule));
  }

  // What the rule is about: what must be there, or else a choice, which always is.
  JsonArray subjects() const {
    return given_.empty() && !choices_.empty() ? JsonArray{Json(choices_.begin()->key())} : given_;
  }

  void exclude(JsonArray fields, const JsonObject& when) {
    if (fields.size() == 2) {
      add("mutually_exclusive", when, {{"fields", std::move(fields)}});
    }
  }

  void require(const JsonObject& need) {
    const std::string_view name = need.at("parameter").as_string();
    if (const Json* choice = need.if_contains("is")) {
      for (const Json& other : parameter_named(parameters_, name).at("enum").as_array()) {
        if (other != *choice) {
          JsonObject when = choices_;
          when[name] = other;
          JsonArray fields = subjects();
          if (fields.size() == 1) {
            fields.push_back(Json(name));
          }
          exclude(std::move(fields), when);
        }
      }
    } else if (need.contains("given") && need.at("given").as_bool() && given_.empty()) {
      add("requires", choices_, {{"required", JsonArray{Json(name)}}});
    }
  }

  const JsonArray& parameters_;
  const JsonObject& rule_;
  JsonObject choices_;  // what must be chosen for the rule to apply
  JsonArray given_;     // what must be there for it
  bool can_be_told_ = true;
  JsonArray rules_;
};

}  // namespace

JsonArray spec_parameters(const Contract& contract) {
  return spec_of(parameters_of(contract.document()), "input[0].params.");
}

JsonObject input_schema(const Contract& contract) {
  return input_fields(parameters_of(contract.document()));
}

JsonArray input_rules(const Contract& contract) {
  const JsonObject& document = contract.document();
  JsonArray result;
  for (const Json& rule : document.at("rules").as_array()) {
    JsonArray told = RuleWriter{parameters_of(document), rule.as_object()}.write();
    result.insert(result.end(), told.begin(), told.end());
  }
  return result;
}

std::string revision(const Contract& contract) {
  return sha256_hex(boost::json::serialize(contract.document())).substr(0, kRevisionDigits);
}

}  // namespace kirin::catalog
