#include "catalog/contract_model.h"

#include <algorithm>

namespace kirin::catalog {
namespace {

template <typename T>
bool fits(const std::optional<T>& demanded, const T& actual) {
  return !demanded || *demanded == actual;
}

}  // namespace

const ParameterSpec* find_parameter(const std::vector<ParameterSpec>& parameters,
                                    std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &ParameterSpec::name);
  return found == parameters.end() ? nullptr : &*found;
}

std::string_view to_string(Mode mode) { return mode == Mode::professional ? "pro" : "std"; }

std::optional<Mode> mode_from_string(std::string_view text) {
  if (text == "std") {
    return Mode::standard;
  }
  if (text == "pro") {
    return Mode::professional;
  }
  return std::nullopt;
}

const PriceTier* find_tier(const std::vector<PriceTier>& tiers, const PricedFacts& facts) {
  const auto found = std::ranges::find_if(tiers, [&](const PriceTier& tier) {
    return fits(tier.mode, facts.mode) && fits(tier.duration_seconds, facts.duration_seconds) &&
           fits(tier.sound, facts.sound) && fits(tier.voice, facts.voice);
  });
  return found == tiers.end() ? nullptr : &*found;
}

}  // namespace kirin::catalog
