#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/expects.h"
#include "catalog/catalog.h"
#include "catalog/loaded_contract.h"
#include "catalog/parameter_reader.h"
#include "catalog/request_fields.h"
#include "catalog/rules.h"
#include "catalog/scalar_reader.h"

namespace kirin::catalog {
namespace {

// Clients that list the model among the parameters mean the one they call; another name is a
// mistake.
std::vector<Violation> check_model_parameter(const ContractModel& model,
                                             std::string_view requested_model,
                                             const JsonObject& parameters) {
  const Json* value = parameters.if_contains(kModelParameter);
  if (value == nullptr || value->is_null()) {
    return {};
  }
  const auto text = text_of(*value);
  const bool same = text && (*text == model.id || *text == requested_model ||
                             std::ranges::find(model.aliases, *text) != model.aliases.end());
  if (same) {
    return {};
  }
  return {{ViolationKind::invalid_value, std::string{kModelParameter},
           fmt::format("model must be {}, not {}", model.id, shown(*value))}};
}

// A rule that says why a parameter is needed here makes the plain "is required" superfluous.
void add_broken_demands(const std::vector<BrokenDemand>& broken,
                        std::vector<Violation>& violations) {
  std::set<std::string, std::less<>> explained;
  for (const BrokenDemand& each : broken) {
    explained.insert(each.absent.begin(), each.absent.end());
  }
  std::erase_if(violations, [&](const Violation& v) {
    return v.kind == ViolationKind::missing && explained.contains(v.parameter);
  });
  for (const BrokenDemand& each : broken) {
    violations.push_back(each.demand->violation);
  }
}

}  // namespace

CheckOutcome check(const Contract& contract, std::string_view requested_model,
                   const JsonObject& parameters, const CheckOptions& options) {
  const auto* loaded = dynamic_cast<const LoadedContract*>(&contract);
  EXPECTS(loaded != nullptr);
  const ContractModel& model = loaded->model();

  std::vector<Violation> violations = check_model_parameter(model, requested_model, parameters);
  ReadParameters read = read_parameters(model.parameters, parameters, options);
  violations.insert(violations.end(), read.violations.begin(), read.violations.end());
  add_broken_demands(broken_demands(model, read), violations);
  if (!violations.empty()) {
    return violations;
  }

  apply_effects(model, read);
  GenerationRequest request;
  request.model = model.id;
  request.requested_model = requested_model;
  fill_request(request, read.values);
  request.warnings = std::move(read.warnings);
  return request;
}

}  // namespace kirin::catalog
