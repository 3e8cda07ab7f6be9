#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

#include "api/api_fixture.h"
#include "api/health/metrics.h"
#include "api/openapi/document.h"
#include "api/openapi/error_schemas.h"
#include "api/openapi/model_schemas.h"
#include "api/table.h"
#include "base/text.h"

namespace kirin::api::openapi {
namespace {

using testing::ElementsAre;
using testing::IsSupersetOf;

using Names = std::set<std::string>;

std::string text_of(const Json& json) { return std::string{json.as_string()}; }

// What `$ref` names within `document`, or null.
const Json* resolved(const JsonObject& document, std::string_view reference) {
  const Json* at = nullptr;
  const JsonObject* object = &document;
  for (reference.remove_prefix(2); !reference.empty();) {
    const std::string_view step = reference.substr(0, reference.find('/'));
    at = object->if_contains(step);
    if (at == nullptr || !at->is_object()) {
      return at;
    }
    object = &at->get_object();
    reference.remove_prefix(std::min(step.size() + 1, reference.size()));
  }
  return at;
}

void collect_references(const Json& json, Names& found) {
  if (json.is_array()) {
    for (const Json& item : json.get_array()) {
      collect_references(item, found);
    }
  } else if (json.is_object()) {
    for (const auto& [name, value] : json.get_object()) {
      if (name == "$ref") {
        found.insert(text_of(value));
      }
      collect_references(value, found);
    }
  }
}

// "query limit", "path id"; references resolved.
Names parameters_of(const JsonObject& document, const JsonObject& operation) {
  Names names;
  for (const Json& each : operation.at("parameters").as_array()) {
    const Json* reference = each.as_object().if_contains("$ref");
    const Json& parameter = reference == nullptr ? each : *resolved(document, text_of(*reference));
    names.insert(text_of(parameter.at("in")) + " " + text_of(parameter.at("name")));
  }
  return names;
}

class OpenApiTest : public testing::Test {
 protected:
  JsonObject document() {
    return openapi_document(table_, house_.context().catalog, "http://here");
  }
  const JsonObject& operation(const JsonObject& document, const OperationTable::Row& row) {
    return document.at("paths")
        .at(openapi_path(row.operation.pattern))
        .at(to_lower(row.operation.method))
        .as_object();
  }

  ApiFixture house_;
  health::ServerMetrics metrics_;
  OperationTable table_ =
      full_table(house_.context(), {[] { return false; }, [] { return 1; }, 1}, metrics_);
};

TEST_F(OpenApiTest, HasEveryRouteAndNothingElse) {
  Names served;
  for (const auto& row : table_.rows()) {
    served.insert(to_lower(row.operation.method) + " " + openapi_path(row.operation.pattern));
  }
  Names described;
  const JsonObject made = document();
  for (const auto& [path, methods] : made.at("paths").as_object()) {
    for (const auto& method : methods.as_object()) {
      described.insert(std::string{method.key()} + " " + std::string{path});
    }
  }
  EXPECT_EQ(described, served);
  EXPECT_GT(served.size(), 30U);
}

TEST_F(OpenApiTest, HasEveryParameterOfTheTableAndThoseOfTheGate) {
  const JsonObject made = document();
  for (const auto& row : table_.rows()) {
    const Operation& due = row.operation;
    Names names{"header X-Request-Id", "header traceparent"};
    for (const auto& [place, parameters] :
         {std::pair{"path ", &due.path}, {"query ", &due.query}, {"header ", &due.headers}}) {
      for (const Parameter& parameter : *parameters) {
        names.insert(place + parameter.name);
      }
    }
    if (due.scope && due.effect == Effect::creates) {
      names.insert("header Idempotency-Key");
    }
    if (due.error_form != ErrorForm::problem) {
      names.insert("header X-Source");
    }
    EXPECT_EQ(parameters_of(made, operation(made, row)), names) << due.id;
  }
}

TEST_F(OpenApiTest, SaysWhatEachOperationTakesAndAnswers) {
  const JsonObject made = document();
  Names ids;
  for (const auto& row : table_.rows()) {
    const JsonObject& described = operation(made, row);
    EXPECT_TRUE(ids.insert(text_of(described.at("operationId"))).second) << row.operation.id;
    EXPECT_FALSE(text_of(described.at("summary")).empty()) << row.operation.id;
    EXPECT_EQ(described.at("security").as_array().empty(), !row.operation.scope);
    EXPECT_EQ(described.contains("requestBody"), !row.operation.bodies.empty());
    for (const Answer& answer : row.operation.answers) {
      EXPECT_TRUE(described.at("responses").as_object().contains(std::to_string(answer.status)));
    }
    for (const int status : row.operation.errors) {
      EXPECT_TRUE(described.at("responses").as_object().contains(std::to_string(status)));
    }
    EXPECT_TRUE(described.at("responses").as_object().contains("default"));
  }
}

TEST_F(OpenApiTest, RefersOnlyToWhatIsThereAndHoldsOnlyWhatIsReferredTo) {
  const JsonObject made = document();
  Names references;
  collect_references(Json(made), references);
  for (const std::string& reference : references) {
    EXPECT_NE(resolved(made, reference), nullptr) << reference;
  }
  for (const char* kind : {"schemas", "responses", "parameters", "headers"}) {
    for (const auto& part : made.at("components").at(kind).as_object()) {
      const std::string name = std::string{"#/components/"} + kind + "/" + std::string{part.key()};
      EXPECT_TRUE(references.contains(name)) << name;
    }
  }
}

TEST_F(OpenApiTest, DescribesEveryModelsParameters) {
  const JsonObject made = document();
  const Json& schemas = made.at("components").at("schemas");
  const Json& forms = schemas.at("CreateRequest").at("oneOf");
  EXPECT_EQ(forms.as_array().size(), house_.context().catalog.contracts().size());
  for (const auto& contract : house_.context().catalog.contracts()) {
    const std::string name = camel_case(contract->id());
    const JsonObject& properties = schemas.at(name + "Parameters").at("properties").as_object();
    for (const Json& parameter : contract->document().at("parameters").as_array()) {
      EXPECT_TRUE(properties.contains(text_of(parameter.at("name"))));
    }
    EXPECT_EQ(schemas.at("CreateRequest").at("discriminator").at("mapping").at(contract->id()),
              Json("#/components/schemas/" + name + "Request"));
  }
}

TEST_F(OpenApiTest, ShowsARequestForEachModel) {
  const JsonObject made = document();
  const Json& body = made.at("paths").at("/model/v1/generation").at("post").at("requestBody");
  const JsonObject& examples = body.at("content").at("application/json").at("examples").as_object();
  EXPECT_EQ(examples.size(), house_.context().catalog.contracts().size());
  EXPECT_EQ(examples.at("kirin_v1_i2v").at("value").at("model"), Json("kirin_v1_i2v"));
}

TEST_F(OpenApiTest, TellsHowErrorsOfEachSurfaceLook) {
  const JsonObject made = document();
  const auto types_of = [&](const char* path, const char* method, const char* status) {
    const Json& response =
        made.at("paths").at(path).at(method).at("responses").at(status).at("$ref");
    Names types;
    for (const auto& media : resolved(made, text_of(response))->at("content").as_object()) {
      types.insert(std::string{media.key()});
    }
    return types;
  };
  EXPECT_THAT(types_of("/model/v1/generation", "post", "402"),
              ElementsAre("application/json", "application/problem+json"));
  EXPECT_THAT(types_of("/admin/v1/keys", "get", "401"), ElementsAre("application/problem+json"));
}

TEST_F(OpenApiTest, IsServedBelowWhereTheServerWasAsked) {
  MountedTable api{house_.context(), std::move(table_)};
  net::Request request = ApiFixture::request("GET", "/openapi.json", "");
  request.headers.set("Host", "kirin.example.org:8080");
  const JsonObject served = json_of(api.answer(std::move(request)));
  EXPECT_EQ(served.at("servers"), Json(JsonArray{{{"url", "http://kirin.example.org:8080"}}}));
  EXPECT_TRUE(served.at("paths").as_object().contains("/openapi.json"));
}

TEST(OpenApiPathTest, WritesPatternsOfTheRestOfAPath) {
  EXPECT_EQ(openapi_path("/files/{key...}"), "/files/{key}");
  EXPECT_EQ(openapi_path("/model/v1/generation/task/{id}"), "/model/v1/generation/task/{id}");
}

TEST(CamelCaseTest, NamesComponents) {
  EXPECT_EQ(camel_case("kirin_v1_6_multi_i2v"), "KirinV16MultiI2v");
}

}  // namespace
}  // namespace kirin::api::openapi
