#include "api/openapi/document.h"

#include <algorithm>
#include <array>
#include <set>

#include "api/openapi/callback_schema.h"
#include "api/openapi/common_parts.h"
#include "api/openapi/error_schemas.h"
#include "api/openapi/model_schemas.h"
#include "api/openapi/operation_object.h"
#include "base/text.h"

namespace kirin::api::openapi {
namespace {

constexpr const char* kDescription =
    "Kirin makes videos from text and images. Create a task with `POST /model/v1/generation`, then "
    "query it, stream it, or be called back.\n\n"
    "Every call but those of discovery and health carries an API key: `Authorization: Bearer …`, "
    "`Authorization: Key …` or `x-api-key: …`.";

struct TagText {
  std::string_view name;
  std::string_view description;
};

constexpr std::array kTags{
    TagText{"Generation", "Tasks that make videos."},
    TagText{"Queue",
            "The same tasks by the queue protocol; the body is the parameter object itself."},
    TagText{"Model discovery", "Which models there are, and what they take."},
    TagText{"Voices", "Who may speak, and what it sounds like."},
    TagText{"Files", "Inputs to upload, results to download."},
    TagText{"Account", "Balance and billing."},
    TagText{"Callbacks", "What was sent to callback URLs, and the secrets that sign it."},
    TagText{"Administration", "Keys and accounts of everybody."},
    TagText{"Health", "For orchestrators and monitors."},
    TagText{"Documentation", "This document."},
};

// The tags that are used, in the order above; others at the end.
JsonArray tags_of(const OperationTable& table) {
  std::set<std::string> used;
  for (const auto& row : table.rows()) {
    used.insert(row.operation.tag);
  }
  JsonArray tags;
  for (const TagText& tag : kTags) {
    if (used.erase(std::string{tag.name}) > 0) {
      tags.push_back(JsonObject{{"name", tag.name}, {"description", tag.description}});
    }
  }
  for (const std::string& name : used) {
    tags.push_back(JsonObject{{"name", name}});
  }
  return tags;
}

bool has_schema(const OperationTable& table, const char* name) {
  return table.schemas().contains(name);
}

JsonObject schemas_of(const OperationTable& table, const catalog::Catalog& catalog) {
  JsonObject schemas;
  for (const auto& [name, schema] : table.schemas()) {
    schemas[name] = schema;
  }
  add_model_schemas(catalog, schemas);
  add_error_schemas(schemas);
  if (has_schema(table, "Task")) {
    add_callback_schema(schemas);
  }
  return schemas;
}

// Every reference to a component in `json`, as "/schemas/Task".
void collect_references(const Json& json, std::set<std::string>& found) {
  constexpr std::string_view kComponents = "#/components";
  if (json.is_array()) {
    for (const Json& item : json.get_array()) {
      collect_references(item, found);
    }
  } else if (json.is_object()) {
    for (const auto& [name, value] : json.get_object()) {
      const bool is_reference = name == "$ref" && value.is_string();
      if (is_reference && value.get_string().starts_with(kComponents)) {
        found.insert(std::string{value.get_string()}.substr(kComponents.size()));
      }
      collect_references(value, found);
    }
  }
}

// Leaves out components that nothing refers to: a table without a queue needs no errors of it.
void drop_unused(JsonObject& document) {
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    std::set<std::string> used;
    collect_references(Json(document), used);
    JsonObject& components = document.at("components").as_object();
    for (const char* kind : {"schemas", "responses", "parameters", "headers"}) {
      JsonObject& parts = components.at(kind).as_object();
      JsonObject kept;
      for (auto& [name, part] : parts) {
        if (used.contains("/" + std::string{kind} + "/" + std::string{name})) {
          kept[name] = std::move(part);
        }
      }
      has_changed |= kept.size() != parts.size();
      parts = std::move(kept);
    }
  }
}

JsonObject paths_of(const OperationTable& table, const catalog::Catalog& catalog,
                    JsonObject& responses) {
  JsonObject paths;
  for (const auto& row : table.rows()) {
    const std::string path = openapi_path(row.operation.pattern);
    if (!paths.contains(path)) {
      paths[path] = JsonObject{};
    }
    paths.at(path).as_object()[to_lower(row.operation.method)] =
        operation_object(row.operation, catalog, responses);
  }
  return paths;
}

}  // namespace

JsonObject openapi_document(const OperationTable& table, const catalog::Catalog& catalog,
                            std::string_view base_url) {
  JsonObject responses;
  JsonObject document{{"openapi", "3.1.0"},
                      {"info",
                       {{"title", "Kirin"},
                        {"version", KIRIN_VERSION},
                        {"summary", "A self-hosted video-generation server"},
                        {"description", kDescription},
                        {"license", {{"name", "Apache 2.0"}, {"identifier", "Apache-2.0"}}}}},
                      {"servers", {{{"url", base_url}}}},
                      {"tags", tags_of(table)},
                      {"paths", paths_of(table, catalog, responses)}};
  if (has_schema(table, "Task")) {
    document["webhooks"] = webhooks();
  }
  document["components"] = {{"securitySchemes", security_schemes()},
                            {"parameters", common_parameters()},
                            {"headers", common_headers()},
                            {"responses", std::move(responses)},
                            {"schemas", schemas_of(table, catalog)}};
  drop_unused(document);
  return document;
}

std::string openapi_path(std::string_view pattern) {
  std::string path{pattern};
  const auto rest = path.find("...}");
  return rest == std::string::npos ? path : path.erase(rest, 3);
}

}  // namespace kirin::api::openapi
