#include "catalog/rules.h"

#include <algorithm>

#include "catalog/voice_references.h"

namespace kirin::catalog {
namespace {

std::vector<std::uint32_t> references(const JsonObject& values, std::string_view parameter) {
  const Json* text = values.if_contains(parameter);
  return text != nullptr && text->is_string() ? voice_references(text->get_string())
                                              : std::vector<std::uint32_t>{};
}

bool holds(const Condition& condition, const JsonObject& values) {
  const Json* value = values.if_contains(condition.parameter);
  switch (condition.test) {
    case Condition::Test::given:
      return value != nullptr;
    case Condition::Test::absent:
      return value == nullptr;
    case Condition::Test::is:
      return value != nullptr && value->is_string() && value->get_string() == condition.value;
    case Condition::Test::references_voice:
      return !references(values, condition.parameter).empty();
  }
  return false;
}

bool all_hold(const std::vector<Condition>& conditions, const JsonObject& values) {
  return std::ranges::all_of(conditions, [&](const Condition& c) { return holds(c, values); });
}

bool voices_are_there(const Demand& demand, const JsonObject& values) {
  if (demand.voices_within.empty()) {
    return true;
  }
  const Json* list = values.if_contains(demand.voices_within);
  const std::size_t count = list == nullptr ? 0 : list->as_array().size();
  return std::ranges::all_of(references(values, demand.violation.parameter),
                             [&](std::uint32_t n) { return n >= 1 && n <= count; });
}

bool is_met(const Demand& demand, const JsonObject& values) {
  const bool one_given = demand.at_least_one.empty() ||
                         std::ranges::any_of(demand.at_least_one, [&](const std::string& name) {
                           return values.contains(name);
                         });
  return !all_hold(demand.when, values) ||
         (all_hold(demand.needs, values) && one_given && voices_are_there(demand, values));
}

bool speaks_of_broken(const Demand& demand, const ReadParameters& read) {
  const auto broken = [&](const std::string& name) { return read.broken.contains(name); };
  return std::ranges::any_of(demand.when, broken, &Condition::parameter) ||
         std::ranges::any_of(demand.needs, broken, &Condition::parameter) ||
         std::ranges::any_of(demand.at_least_one, broken) || broken(demand.voices_within);
}

std::vector<std::string> absent_needs(const Demand& demand, const JsonObject& values) {
  std::vector<std::string> result;
  for (const Condition& need : demand.needs) {
    if (need.test == Condition::Test::given && !values.contains(need.parameter)) {
      result.push_back(need.parameter);
    }
  }
  return result;
}

}  // namespace

std::vector<BrokenDemand> broken_demands(const ContractModel& model, const ReadParameters& read) {
  std::vector<BrokenDemand> result;
  for (const Demand& demand : model.demands) {
    if (!speaks_of_broken(demand, read) && !is_met(demand, read.values)) {
      result.push_back({&demand, absent_needs(demand, read.values)});
    }
  }
  return result;
}

void apply_effects(const ContractModel& model, ReadParameters& read) {
  for (const Effect& effect : model.effects) {
    if (!all_hold(effect.when, read.values)) {
      continue;
    }
    for (const auto& [name, choice] : effect.changes) {
      read.values[name] = choice;
    }
    read.warnings.push_back(effect.warning);
  }
}

}  // namespace kirin::catalog
