// Prints, as one JSON object, the parameter schemas and examples of all models, and the cases of
// check_cases.json written out: what parameter_schema_test.py reads.
#include <iostream>

#include "catalog/catalog.h"
#include "catalog/client_schema.h"
#include "catalog/example.h"
#include "catalog/parameter_schema.h"
#include "catalog/shorthand.h"

namespace kirin::catalog {
namespace {

JsonObject models() {
  JsonObject result;
  for (const auto& contract : Catalog::embedded().contracts()) {
    const JsonObject example = example_parameters(*contract, "https://example.org/cat.png");
    result[contract->id()] = {{"schema", parameter_schema(*contract)},
                              {"input_schema", input_schema(*contract)},
                              {"example", example}};
  }
  return result;
}

// Cases that need a token for a long string, or bytes that are no JSON, are not for a schema.
bool is_plain(const Json& row) {
  const std::string text = boost::json::serialize(row);
  return text.find("$spilled") == std::string::npos && text.find("$bad_utf8") == std::string::npos;
}

JsonArray cases() {
  JsonArray result;
  const Json rows = table("check_cases.json");
  for (const Json& row : rows.as_array()) {
    const Contract* contract =
        Catalog::embedded().find(std::string_view{row.at("model").as_string()});
    if (contract == nullptr || !is_plain(row)) {
      continue;
    }
    const JsonObject params = expanded(row.at("params")).as_object();
    JsonArray violations;
    const CheckOutcome outcome = check(*contract, contract->id(), params);
    if (const auto* found = std::get_if<std::vector<Violation>>(&outcome)) {
      for (const Violation& violation : *found) {
        violations.push_back(
            Json(violation.kind == ViolationKind::bad_image ? "bad_image" : "rule"));
      }
    }
    result.push_back(JsonObject{{"name", row.at("name")},
                                {"model", contract->id()},
                                {"params", params},
                                {"violations", std::move(violations)}});
  }
  return result;
}

}  // namespace
}  // namespace kirin::catalog

int main() {
  std::cout << boost::json::serialize(kirin::JsonObject{{"models", kirin::catalog::models()},
                                                        {"cases", kirin::catalog::cases()}})
            << '\n';
}
