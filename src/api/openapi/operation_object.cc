#include "api/openapi/operation_object.h"

#include <fmt/format.h>

#include <set>

#include "api/openapi/common_parts.h"
#include "api/openapi/error_schemas.h"
#include "api/openapi/model_schemas.h"

namespace kirin::api::openapi {
namespace {

JsonObject parameter_object(const Parameter& parameter, const char* place) {
  return {{"name", parameter.name},
          {"in", place},
          {"description", parameter.description},
          {"required", parameter.required},
          {"schema", parameter.schema}};
}

JsonObject common_parameter(const char* name) {
  return {{"$ref", fmt::format("#/components/parameters/{}", name)}};
}

JsonArray parameters_of(const Operation& operation) {
  JsonArray parameters;
  for (const Parameter& each : operation.path) {
    parameters.push_back(parameter_object(each, "path"));
  }
  for (const Parameter& each : operation.query) {
    parameters.push_back(parameter_object(each, "query"));
  }
  for (const Parameter& each : operation.headers) {
    parameters.push_back(parameter_object(each, "header"));
  }
  if (operation.scope && operation.effect == Effect::creates) {
    parameters.push_back(common_parameter("IdempotencyKey"));
  }
  if (operation.error_form != ErrorForm::problem) {
    parameters.push_back(common_parameter("Source"));
  }
  parameters.push_back(common_parameter("RequestId"));
  parameters.push_back(common_parameter("TraceParent"));
  return parameters;
}

// The name of "#/components/schemas/NAME", or empty.
std::string_view referred_schema(const JsonObject& schema) {
  constexpr std::string_view kPrefix = "#/components/schemas/";
  const Json* reference = schema.if_contains("$ref");
  if (reference == nullptr) {
    return {};
  }
  std::string_view name = reference->as_string();
  name.remove_prefix(kPrefix.size());
  return name;
}

JsonObject request_body(const Operation& operation, const catalog::Catalog& catalog) {
  JsonObject content;
  for (const BodySchema& body : operation.bodies) {
    JsonObject media{{"schema", body.schema}};
    JsonObject examples = body_examples(catalog, referred_schema(body.schema));
    if (!examples.empty()) {
      media["examples"] = std::move(examples);
    } else if (!body.example.empty()) {
      media["example"] = body.example;
    }
    content[body.content_type] = std::move(media);
  }
  return {{"required", true}, {"content", std::move(content)}};
}

JsonObject answer_headers(const Operation& operation, int status) {
  JsonObject headers{{"X-Request-Id", header_ref("X-Request-Id")},
                     {"traceparent", header_ref("traceparent")}};
  if (operation.scope) {
    headers["RateLimit"] = header_ref("RateLimit");
    headers["RateLimit-Policy"] = header_ref("RateLimit-Policy");
  }
  if (operation.scope && operation.effect == Effect::creates && status < 300) {
    headers["Idempotency-Replayed"] = header_ref("Idempotency-Replayed");
  }
  if (status == 503) {
    headers["Retry-After"] = header_ref("Retry-After");
  }
  return headers;
}

// Two schemas for one content type: either fits.
void add_schema(JsonObject& content, const std::string& type, const JsonObject& schema) {
  if (!content.contains(type)) {
    content[type] = {{"schema", schema}};
    return;
  }
  JsonObject& media = content.at(type).as_object();
  media["schema"] = {{"anyOf", JsonArray{media.at("schema"), schema}}};
}

void add_answer(const Operation& operation, const Answer& answer, JsonObject& responses) {
  const std::string status = std::to_string(answer.status);
  if (!responses.contains(status)) {
    responses[status] = {{"description", answer.description},
                         {"headers", answer_headers(operation, answer.status)}};
  } else {
    Json& description = responses.at(status).at("description");
    description =
        fmt::format("{} {}", std::string_view{description.as_string()}, answer.description);
  }
  if (answer.content_type.empty()) {
    return;
  }
  JsonObject& response = responses.at(status).as_object();
  if (!response.contains("content")) {
    response["content"] = JsonObject{};
  }
  add_schema(response.at("content").as_object(), answer.content_type, answer.schema);
}

// The statuses of errors: the operation's own, and those of what the gate does for it.
std::set<int> error_statuses(const Operation& operation) {
  std::set<int> statuses(operation.errors.begin(), operation.errors.end());
  if (!operation.query.empty()) {
    statuses.insert(400);
  }
  if (operation.scope) {
    statuses.insert({401, 403, 429});
  }
  if (operation.effect == Effect::creates) {
    statuses.insert({400, 409, 422, 503});
  }
  // The queue answers with 422 what other surfaces refuse with 400.
  if (operation.error_form == ErrorForm::queue && statuses.contains(400)) {
    statuses.insert(422);
  }
  return statuses;
}

// Where an operation answers itself with a status that is also an error's, both may come.
void add_error(const Operation& operation, int status, JsonObject& responses, JsonObject& shared) {
  const JsonObject error = error_response_object(operation.error_form, status);
  const std::string key = status == 0 ? "default" : std::to_string(status);
  if (!responses.contains(key)) {
    const std::string name = error_response_name(operation.error_form, status);
    shared[name] = error;
    responses[key] = {{"$ref", fmt::format("#/components/responses/{}", name)}};
    return;
  }
  for (const auto& [type, media] : error.at("content").as_object()) {
    add_answer(operation,
               {status, std::string{error.at("description").as_string()}, std::string{type},
                media.at("schema").as_object()},
               responses);
  }
}

JsonObject responses_of(const Operation& operation, JsonObject& shared) {
  JsonObject responses;
  for (const Answer& answer : operation.answers) {
    add_answer(operation, answer, responses);
  }
  for (const int status : error_statuses(operation)) {
    add_error(operation, status, responses, shared);
  }
  add_error(operation, 0, responses, shared);
  return responses;
}

std::string description_of(const Operation& operation) {
  std::string text = operation.description;
  if (operation.scope) {
    text += fmt::format("{}Needs a key that is good for `{}`.", text.empty() ? "" : "\n\n",
                        tasks::to_string(*operation.scope));
  }
  return text;
}

}  // namespace

JsonObject operation_object(const Operation& operation, const catalog::Catalog& catalog,
                            JsonObject& responses) {
  JsonObject object{{"operationId", operation.id},
                    {"tags", JsonArray{Json(operation.tag)}},
                    {"summary", operation.summary}};
  const std::string description = description_of(operation);
  if (!description.empty()) {
    object["description"] = description;
  }
  object["security"] = operation.scope ? any_key() : JsonArray{};
  object["parameters"] = parameters_of(operation);
  if (!operation.bodies.empty()) {
    object["requestBody"] = request_body(operation, catalog);
  }
  object["responses"] = responses_of(operation, responses);
  return object;
}

}  // namespace kirin::api::openapi
