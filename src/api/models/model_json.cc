#include "api/models/model_json.h"

#include <fmt/format.h>

#include "api/models/skill_text.h"
#include "base/text.h"
#include "catalog/client_schema.h"
#include "catalog/example.h"

namespace kirin::api::models {
namespace {

// The clients of model discovery read exactly this version.
constexpr const char* kContractVersion = "model-contract.v1";
constexpr const char* kExampleImage = "https://example.org/cat.png";

JsonObject endpoint(const char* method, std::string path) {
  return {{"method", method}, {"path", std::move(path)}};
}

JsonObject queue_endpoints(std::string_view model) {
  const std::string submit = fmt::format("/model/v1/queue/{}", model);
  const std::string request = submit + "/requests/{request_id}";
  return {{"submit", endpoint("POST", submit)},
          {"status", endpoint("GET", request + "/status")},
          {"result", endpoint("GET", request + "/response")},
          {"cancel", endpoint("PUT", request + "/cancel")}};
}

std::string joined_modalities(const ModelView& model, std::string_view side) {
  std::string text;
  for (const Json& each : modalities_of(model.contract, side)) {
    text += (text.empty() ? "" : ",") + to_lower(each.as_string());
  }
  return text;
}

}  // namespace

JsonObject list_item_json(const ModelView& model, bool with_curl) {
  const std::string& id = model.contract.id();
  JsonObject item{{"id", id},
                  {"model_id", model.name},
                  {"name", model.contract.display_name()},
                  {"type", type_of(model.contract)},
                  {"provider", vendor_of(model.contract)},
                  {"source_collection", "kirin"},
                  {"original_model_id", id},
                  {"model_subtype", subtype_of(model.contract)},
                  {"description", model.contract.description()},
                  {"input_modalities", modalities_of(model.contract, "input")},
                  {"output_modalities", modalities_of(model.contract, "output")},
                  {"source_id", id},
                  {"has_spec", true},
                  {"spec_protocol", kContractVersion}};
  if (with_curl) {
    item["curl"] = create_command(model);
  }
  return item;
}

JsonObject spec_json(const ModelView& model) {
  return {{"model_id", model.name},
          {"name", model.contract.display_name()},
          {"vendor", vendor_of(model.contract)},
          {"type", type_of(model.contract)},
          {"description", model.contract.description()},
          {"api",
           {{"endpoint", fmt::format("{}/model/v1/generation", model.base_url)},
            {"method", "POST"},
            {"headers",
             {{"Authorization", "Bearer {{API_KEY}}"}, {"Content-Type", "application/json"}}}}},
          {"parameters", catalog::spec_parameters(model.contract)},
          {"agent_prompt", agent_prompt(model)}};
}

JsonObject contract_json(const ModelView& model) {
  return {{"schema_version", kContractVersion},
          {"revision", catalog::revision(model.contract)},
          {"model_id", model.name},
          {"display_name", model.contract.display_name()},
          {"family", vendor_of(model.contract)},
          {"kind", "multimodal"},
          {"protocol", "queue"},
          {"body_mode", "raw_json"},
          {"endpoints", queue_endpoints(model.name)},
          {"input_schema", catalog::input_schema(model.contract)},
          {"input_rules", catalog::input_rules(model.contract)},
          {"examples",
           {{{"name", "basic"},
             {"input", catalog::example_parameters(model.contract, kExampleImage)}}}}};
}

JsonObject hit_json(const ModelView& model) {
  const std::string subtype = subtype_of(model.contract);
  const std::string type = type_of(model.contract);
  return {{"id", model.contract.id()},
          {"name", model.contract.display_name()},
          {"provider", vendor_of(model.contract)},
          {"input", joined_modalities(model, "input")},
          {"output", joined_modalities(model, "output")},
          {"media_type", type},
          {"tags", {subtype, type}},
          {"tags_abbr", subtype},
          {"skill_content", skill_text(model)}};
}

}  // namespace kirin::api::models
