#include "catalog/contract_consistency.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "catalog/request_fields.h"

namespace kirin::catalog {
namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::string> choices_of(const ContractModel& model, std::string_view parameter,
                                    std::vector<std::string> where_absent) {
  const ParameterSpec* spec = find_parameter(model.parameters, parameter);
  return spec == nullptr ? std::move(where_absent) : spec->choices;
}

// The choices whose meaning the program must know.
bool is_understood(std::string_view parameter, std::string_view choice) {
  if (parameter == "mode") {
    return mode_from_string(choice).has_value();
  }
  if (parameter == "duration") {
    return whole_seconds(choice).has_value();
  }
  return parameter != "sound" || choice == "on" || choice == "off";
}

bool is_allowed_default(const ParameterSpec& spec) {
  const Json& value = spec.default_value;
  switch (spec.type) {
    case ValueType::string:
      return spec.format == TextFormat::choice && value.is_string() &&
             contains(spec.choices, value.get_string());
    case ValueType::number: {
      boost::system::error_code ec;
      const double number = value.to_number<double>(ec);
      return !ec && number >= spec.minimum && number <= spec.maximum;
    }
    case ValueType::integer:
      return value.is_int64() && value.get_int64() >= spec.min_integer &&
             value.get_int64() <= spec.max_integer;
    case ValueType::boolean:
      return value.is_bool();
    case ValueType::object:
    case ValueType::array:
      return false;
  }
  return false;
}

void examine_parameter(const ParameterSpec& spec, const std::string& place, FirstProblem& problem) {
  if (!spec.default_value.is_null() && !is_allowed_default(spec)) {
    problem.add(place + "/default", "is not a value that this parameter takes");
  }
  if (spec.minimum > spec.maximum || spec.min_integer > spec.max_integer) {
    problem.add(place + "/min", "is greater than max");
  }
  if (spec.min_length > spec.max_length || spec.min_items > spec.max_items) {
    problem.add(place, "allows nothing: its least is greater than its most");
  }
  if (!spec.bare.empty() && find_parameter(spec.children, spec.bare) == nullptr) {
    problem.add(place + "/bare", "names no child");
  }
  for (std::size_t i = 0; i < spec.children.size(); ++i) {
    examine_parameter(spec.children[i], fmt::format("{}/children/{}", place, i), problem);
  }
}

void examine_parameters(const ContractModel& model, FirstProblem& problem) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const ParameterSpec& spec = model.parameters[i];
    const std::string place = fmt::format("/parameters/{}", i);
    const std::string_view due = field_signature(spec.name);
    if (due.empty()) {
      problem.add(place + "/name", "is a parameter that requests have no place for");
    } else if (due != signature(spec)) {
      problem.add(place, fmt::format("{} must have the form {}", spec.name, due));
    }
    if (!names.insert(spec.name).second) {
      problem.add(place + "/name", "stands twice");
    }
    for (const std::string& choice : spec.choices) {
      if (!is_understood(spec.name, choice)) {
        problem.add(place + "/enum", fmt::format("{} is not understood", choice));
      }
    }
    examine_parameter(spec, place, problem);
  }
}

// Rules are told apart by what they say, not by a number: demands and effects stand mixed in the
// file.
std::string place_of(const Demand& demand) { return "/rules (" + demand.violation.message + ")"; }
std::string place_of(const Effect& effect) { return "/rules (" + effect.warning + ")"; }

void examine_name(const ContractModel& model, std::string_view name, const std::string& place,
                  FirstProblem& problem) {
  if (find_parameter(model.parameters, name) == nullptr) {
    problem.add(place, fmt::format("{} is not a parameter of this model", name));
  }
}

void examine_list(const ContractModel& model, std::string_view name, const std::string& place,
                  FirstProblem& problem) {
  examine_name(model, name, place, problem);
  const ParameterSpec* spec = find_parameter(model.parameters, name);
  if (spec != nullptr && spec->type != ValueType::array) {
    problem.add(place, fmt::format("{} is not a list", name));
  }
}

void examine_choice(const ContractModel& model, std::string_view name, std::string_view choice,
                    const std::string& place, FirstProblem& problem) {
  if (!contains(choices_of(model, name, {}), choice)) {
    problem.add(place, fmt::format("{} is not a choice of {}", choice, name));
  }
}

void examine_conditions(const ContractModel& model, const std::vector<Condition>& conditions,
                        const std::string& place, FirstProblem& problem) {
  for (const Condition& condition : conditions) {
    examine_name(model, condition.parameter, place, problem);
    if (condition.test == Condition::Test::is) {
      examine_choice(model, condition.parameter, condition.value, place, problem);
    }
  }
}

void examine_rules(const ContractModel& model, FirstProblem& problem) {
  for (const Demand& demand : model.demands) {
    const std::string place = place_of(demand);
    examine_name(model, demand.violation.parameter, place, problem);
    examine_conditions(model, demand.when, place, problem);
    examine_conditions(model, demand.needs, place, problem);
    for (const std::string& name : demand.at_least_one) {
      examine_name(model, name, place, problem);
    }
    if (!demand.voices_within.empty()) {
      examine_list(model, demand.voices_within, place, problem);
    }
  }
  for (const Effect& effect : model.effects) {
    const std::string place = place_of(effect);
    examine_conditions(model, effect.when, place, problem);
    for (const auto& [name, choice] : effect.changes) {
      examine_choice(model, name, choice, place, problem);
    }
  }
}

void examine_outputs(const ContractModel& model, FirstProblem& problem) {
  for (const std::string& name : choices_of(model, "mode", {"std"})) {
    const auto found = model.outputs.find(*mode_from_string(name));
    if (found == model.outputs.end()) {
      problem.add("/output/modes", fmt::format("{} is missing", name));
      return;
    }
    for (const std::string& ratio : choices_of(model, "aspect_ratio", {})) {
      const auto& sizes = found->second.sizes;
      const bool known =
          std::ranges::any_of(sizes, [&](const auto& s) { return s.first == ratio; });
      if (!model.size_follows_image && !known) {
        problem.add(fmt::format("/output/modes/{}/sizes", name),
                    fmt::format("{} is missing", ratio));
      }
    }
    if (!model.size_follows_image && found->second.sizes.empty()) {
      problem.add(fmt::format("/output/modes/{}/sizes", name), "is empty");
    }
  }
  if (model.size_follows_image && find_parameter(model.parameters, "image") == nullptr) {
    problem.add("/output/size_follows", "there is no image to follow");
  }
}

void examine_price(const ContractModel& model, const PricedFacts& facts, FirstProblem& problem) {
  if (find_tier(model.tiers, facts) == nullptr) {
    problem.add("/prices/tiers",
                fmt::format("no price for mode {}, {} seconds, {}{}", to_string(facts.mode),
                            facts.duration_seconds, facts.sound ? "with sound" : "silent",
                            facts.voice ? " and a voice of choice" : ""));
  }
}

void examine_prices(const ContractModel& model, FirstProblem& problem) {
  const bool has_sound = find_parameter(model.parameters, "sound") != nullptr;
  const bool has_voice = find_parameter(model.parameters, "voice_list") != nullptr;
  for (const std::string& mode : choices_of(model, "mode", {"std"})) {
    for (const std::string& duration : choices_of(model, "duration", {"5"})) {
      PricedFacts facts{*mode_from_string(mode), *whole_seconds(duration), false, false};
      examine_price(model, facts, problem);
      facts.sound = has_sound;
      examine_price(model, facts, problem);
      facts.voice = has_voice;
      examine_price(model, facts, problem);
    }
  }
}

}  // namespace

std::optional<int> whole_seconds(std::string_view text) {
  constexpr std::size_t kMaxDigits = 3;
  int seconds = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool ok = ec == std::errc{} && end == text.data() + text.size() &&
                  text.size() <= kMaxDigits && text.front() >= '1';
  return ok ? std::optional{seconds} : std::nullopt;
}

void find_inconsistency(const ContractModel& model, FirstProblem& problem) {
  examine_parameters(model, problem);
  if (problem.found()) {
    return;
  }
  examine_rules(model, problem);
  examine_outputs(model, problem);
  examine_prices(model, problem);
}

}  // namespace kirin::catalog
