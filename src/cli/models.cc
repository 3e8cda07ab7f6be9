#include <fmt/format.h>

#include <iostream>

#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/exit_status.h"

namespace kirin::cli {
namespace {

using catalog::Catalog;
using catalog::Contract;

std::string text_at(const JsonObject& object, std::string_view key) {
  const Json* value = object.if_contains(key);
  if (value == nullptr) {
    return {};
  }
  return value->is_string() ? std::string{value->get_string()} : boost::json::serialize(*value);
}

void print_all() {
  for (const auto& contract : Catalog::embedded().contracts()) {
    std::cout << fmt::format("{:<24} {}\n", contract->id(), contract->display_name());
  }
  std::cout << "\n'kirin models ID' shows a model's parameters.\n";
}

void print_one(const Contract& contract) {
  std::cout << fmt::format("{} ({})\n{}\n\n", contract.display_name(), contract.id(),
                           contract.description());
  const Json* parameters = contract.document().if_contains("parameters");
  for (const Json& value :
       parameters != nullptr && parameters->is_array() ? parameters->get_array() : JsonArray{}) {
    const JsonObject& parameter = value.as_object();
    const Json* required = parameter.if_contains("required");
    const bool must = required != nullptr && required->is_bool() && required->get_bool();
    std::string notes = text_at(parameter, "type");
    if (must) {
      notes += ", required";
    }
    if (parameter.contains("enum")) {
      notes += ", one of " + text_at(parameter, "enum");
    }
    if (parameter.contains("default")) {
      notes += ", default " + text_at(parameter, "default");
    }
    std::cout << fmt::format("  {:<18} {}\n  {:<18} {}\n", text_at(parameter, "name"), notes, "",
                             text_at(parameter, "description"));
  }
}

}  // namespace

int list_models(const std::string& model, bool as_json) {
  if (model.empty() && !as_json) {
    print_all();
    return kExitOk;
  }
  if (model.empty()) {
    JsonArray all;
    for (const auto& contract : Catalog::embedded().contracts()) {
      all.push_back(contract->document());
    }
    std::cout << boost::json::serialize(all) << '\n';
    return kExitOk;
  }
  const Contract* contract = Catalog::embedded().find(model);
  if (contract == nullptr) {
    std::cerr << fmt::format("kirin models: there is no model '{}'; 'kirin models' lists them\n",
                             model);
    return kExitUsage;
  }
  if (as_json) {
    std::cout << boost::json::serialize(contract->document()) << '\n';
  } else {
    print_one(*contract);
  }
  return kExitOk;
}

}  // namespace kirin::cli
