#include "api/openapi/model_schemas.h"

#include "api/operation.h"
#include "api/schema.h"
#include "catalog/example.h"
#include "catalog/parameter_schema.h"

namespace kirin::api::openapi {
namespace {

using catalog::Catalog;
using catalog::Contract;

constexpr const char* kExampleImage = "https://example.org/cat.png";

std::string parameters_name(const Contract& contract) {
  return camel_case(contract.id()) + "Parameters";
}

std::string request_name(const Contract& contract) { return camel_case(contract.id()) + "Request"; }

JsonObject model_names(const Contract& contract) {
  JsonArray names{Json(contract.id())};
  for (const std::string& alias : contract.aliases()) {
    names.emplace_back(alias);
  }
  return {{"type", "string"}, {"enum", std::move(names)}};
}

// What a create body may hold besides the model and its parameters.
void add_envelope(JsonObject& properties) {
  properties["moderation"] = schema::boolean(
      "Kept and shown with the task. The operator's policy holds whatever it says.");
  properties["metadata"] =
      JsonObject{{"type", "object"}, {"description", "Kept and shown with the task."}};
  properties["options"] = JsonObject{
      {"type", "object"},
      {"description", "Kept and shown with the task."},
      {"properties",
       {{"priority",
         schema::word("Which of your tasks are begun first.", {"low", "normal", "high"})}}}};
}

JsonObject request_schema(const Contract& contract) {
  JsonObject element = schema::object_of({{"params", schema_ref(parameters_name(contract))}});
  JsonObject input = schema::array_of(std::move(element));
  input["minItems"] = 1;
  input["maxItems"] = 1;
  JsonObject properties{{"model", model_names(contract)}, {"input", std::move(input)}};
  add_envelope(properties);
  JsonObject schema =
      schema::object_of(std::move(properties), {"moderation", "metadata", "options"});
  schema["title"] = contract.display_name();
  return schema;
}

JsonObject create_schema(const Catalog& catalog) {
  JsonArray forms;
  JsonObject mapping;
  for (const auto& contract : catalog.contracts()) {
    const JsonObject reference = schema_ref(request_name(*contract));
    forms.push_back(reference);
    mapping[contract->id()] = reference.at("$ref");
    for (const std::string& alias : contract->aliases()) {
      mapping[alias] = reference.at("$ref");
    }
  }
  return {{"description",
           "The parameters stand in `input[0].params`. Accepted too: `input` as an object, and the "
           "parameters at the top level. The model may be named in the header `X-Model` instead."},
          {"oneOf", std::move(forms)},
          {"discriminator", {{"propertyName", "model"}, {"mapping", std::move(mapping)}}}};
}

JsonObject queue_schema(const Catalog& catalog) {
  JsonArray forms;
  for (const auto& contract : catalog.contracts()) {
    forms.push_back(schema_ref(parameters_name(*contract)));
  }
  return {{"description", "The parameters of the model that the address names."},
          {"anyOf", std::move(forms)}};
}

}  // namespace

std::string camel_case(std::string_view model) {
  std::string name;
  bool is_start = true;
  for (const char c : model) {
    if (c == '_') {
      is_start = true;
    } else {
      name += is_start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      is_start = false;
    }
  }
  return name;
}

void add_model_schemas(const Catalog& catalog, JsonObject& schemas) {
  for (const auto& contract : catalog.contracts()) {
    schemas[parameters_name(*contract)] = catalog::parameter_schema(*contract);
    schemas[request_name(*contract)] = request_schema(*contract);
  }
  schemas[kCreateRequest] = create_schema(catalog);
  schemas[kQueueRequest] = queue_schema(catalog);
}

JsonObject body_examples(const Catalog& catalog, std::string_view body) {
  JsonObject examples;
  if (body != kCreateRequest && body != kQueueRequest) {
    return examples;
  }
  for (const auto& contract : catalog.contracts()) {
    JsonObject value = catalog::example_parameters(*contract, kExampleImage);
    if (body == kCreateRequest) {
      JsonArray input{JsonObject{{"params", std::move(value)}}};
      value = {{"model", contract->id()}, {"input", std::move(input)}};
    }
    examples[contract->id()] = {{"summary", contract->display_name()}, {"value", std::move(value)}};
  }
  return examples;
}

}  // namespace kirin::api::openapi
