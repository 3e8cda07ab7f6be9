#include "api/models/schemas.h"

#include "api/schema.h"

namespace kirin::api::models {
namespace {

using schema::array_of;
using schema::boolean;
using schema::integer;
using schema::number;
using schema::object_of;
using schema::text;
using schema::word;

JsonObject envelope_of(JsonObject data) {
  return object_of({{"status", schema::ok_status()}, {"data", std::move(data)}});
}

JsonObject model_schema() {
  return object_of({{"id", text({})},
                    {"model_id", text("The id, or the other name it was looked for by.")},
                    {"name", text({})},
                    {"type", text("What it makes, such as video.")},
                    {"provider", text("Whose protocol it comes from.")},
                    {"source_collection", text({})},
                    {"original_model_id", text({})},
                    {"model_subtype", text("What it makes it of, such as i2v or t2v.")},
                    {"description", text({})},
                    {"input_modalities", array_of(text({}))},
                    {"output_modalities", array_of(text({}))},
                    {"source_id", text({})},
                    {"has_spec", boolean({})},
                    {"spec_protocol", text({})},
                    {"curl", text("A command, where `include_curl` asks for it.")}},
                   {"curl"});
}

JsonObject list_schema() {
  return envelope_of(object_of({{"models", array_of(schema_ref("Model"))},
                                {"total", integer({})},
                                {"page", integer({})},
                                {"page_size", integer({})},
                                {"total_pages", integer({})}}));
}

JsonObject constraints_schema() {
  return object_of({{"enum", array_of(text({}))},
                    {"default", {{"type", JsonArray{"string", "number", "boolean"}}}},
                    {"min", number({})},
                    {"max", number({})},
                    {"min_length", integer({})},
                    {"max_length", integer("In bytes.")},
                    {"max_items", integer({})}},
                   {"enum", "default", "min", "max", "min_length", "max_length", "max_items"});
}

JsonObject parameter_schema() {
  return object_of({{"name", text({})},
                    {"path", text("Where it stands in the body of a create call.")},
                    {"type", text({})},
                    {"required", boolean({})},
                    {"description", text({})},
                    {"constraints", constraints_schema()},
                    {"children", array_of(schema_ref("ModelParameter"))}},
                   {"constraints", "children"});
}

JsonObject spec_schema() {
  return envelope_of(object_of(
      {{"model_id", text("The model as the caller named it.")},
       {"name", text({})},
       {"vendor", text({})},
       {"type", text({})},
       {"description", text({})},
       {"api", object_of({{"endpoint", text("An absolute URL.")},
                          {"method", text({})},
                          {"headers", {{"type", "object"}, {"additionalProperties", text({})}}}})},
       {"parameters", array_of(schema_ref("ModelParameter"))},
       {"agent_prompt", text("Markdown: how to make a video with the model.")}}));
}

JsonObject contract_schema() {
  const JsonObject endpoint = object_of({{"method", text({})}, {"path", text({})}});
  return envelope_of(object_of(
      {{"schema_version", word({}, {"model-contract.v1"})},
       {"revision", text("Another for another content.")},
       {"model_id", text("The model as the caller named it.")},
       {"display_name", text({})},
       {"family", text({})},
       {"kind", text({})},
       {"protocol", text({})},
       {"body_mode", text({})},
       {"endpoints", object_of({{"submit", endpoint},
                                {"status", endpoint},
                                {"result", endpoint},
                                {"cancel", endpoint}})},
       {"input_schema", {{"type", "object"}, {"description", "A JSON Schema."}}},
       {"input_rules", array_of(object_of({{"kind", text({})},
                                           {"fields", array_of(text({}))},
                                           {"when", {{"type", "object"}}},
                                           {"required", array_of(text({}))},
                                           {"notes", text({})}},
                                          {"fields", "when", "required"}))},
       {"examples", array_of(object_of({{"name", text({})}, {"input", {{"type", "object"}}}}))}}));
}

JsonObject search_schema() {
  const JsonObject hit = object_of({{"id", text({})},
                                    {"name", text({})},
                                    {"provider", text({})},
                                    {"input", text("What it takes, divided by commas.")},
                                    {"output", text({})},
                                    {"media_type", text({})},
                                    {"tags", array_of(text({}))},
                                    {"tags_abbr", text({})},
                                    {"skill_content", text("Markdown.")}});
  return object_of({{"hits", array_of(hit)},
                    {"query", text({})},
                    {"limit", integer({})},
                    {"offset", integer({})},
                    {"estimatedTotalHits", integer({})},
                    {"processingTimeMs", integer({})}});
}

}  // namespace

void add_schemas(OperationTable& table) {
  table.add_schema("Model", model_schema());
  table.add_schema("ModelList", list_schema());
  table.add_schema("ModelParameter", parameter_schema());
  table.add_schema("ModelSpec", spec_schema());
  table.add_schema("ModelContract", contract_schema());
  table.add_schema("SkillSearch", search_schema());
}

}  // namespace kirin::api::models
