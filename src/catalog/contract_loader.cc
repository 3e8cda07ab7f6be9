#include "catalog/contract_loader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "catalog/contract_consistency.h"
#include "catalog/field_reader.h"

namespace kirin::catalog {
namespace {

constexpr std::int64_t kMaxSide = 8192;  // pixels
constexpr std::int64_t kMaxFps = 120;

template <typename T, std::size_t kCount>
T one_of(FieldReader& fields, std::string_view name,
         const std::array<std::pair<std::string_view, T>, kCount>& words) {
  const std::string word = fields.text(name);
  const auto found = std::ranges::find(words, word, &std::pair<std::string_view, T>::first);
  if (found == words.end()) {
    fields.complain(name, "is none of the words this field takes");
    return words.front().second;
  }
  return found->second;
}

constexpr std::array kTypes{std::pair{std::string_view{"string"}, ValueType::string},
                            std::pair{std::string_view{"number"}, ValueType::number},
                            std::pair{std::string_view{"integer"}, ValueType::integer},
                            std::pair{std::string_view{"boolean"}, ValueType::boolean},
                            std::pair{std::string_view{"object"}, ValueType::object},
                            std::pair{std::string_view{"array"}, ValueType::array}};
constexpr std::array kFormats{std::pair{std::string_view{"text"}, TextFormat::text},
                              std::pair{std::string_view{"choice"}, TextFormat::choice},
                              std::pair{std::string_view{"image"}, TextFormat::image},
                              std::pair{std::string_view{"url"}, TextFormat::url},
                              std::pair{std::string_view{"identifier"}, TextFormat::identifier}};
constexpr std::array kKinds{
    std::pair{std::string_view{"missing"}, ViolationKind::missing},
    std::pair{std::string_view{"invalid_value"}, ViolationKind::invalid_value},
    std::pair{std::string_view{"unsupported_combination"}, ViolationKind::unsupported_combination},
    std::pair{std::string_view{"bad_image"}, ViolationKind::bad_image}};

std::int64_t integer_within(FieldReader& fields, std::string_view name, std::int64_t low,
                            std::int64_t high) {
  const std::int64_t value = fields.integer(name);
  if (value < low || value > high) {
    fields.complain(name, "is out of range");
    return low;
  }
  return value;
}

std::size_t count(FieldReader& fields, std::string_view name) {
  return static_cast<std::size_t>(
      integer_within(fields, name, 1, std::numeric_limits<std::int32_t>::max()));
}

std::size_t optional_count(FieldReader& fields, std::string_view name) {
  return fields.has(name) ? count(fields, name) : 0;
}

PixelSize read_size(FieldReader fields) {
  const PixelSize size{static_cast<int>(integer_within(fields, "width", 2, kMaxSide)),
                       static_cast<int>(integer_within(fields, "height", 2, kMaxSide))};
  for (const auto& [name, side] : {std::pair{"width", size.width}, {"height", size.height}}) {
    if (side % 2 != 0) {
      fields.complain(name, "must be even");
    }
  }
  fields.expect_no_others();
  return size;
}

ImageRules read_image_rules(FieldReader fields) {
  ImageRules rules;
  rules.max_bytes = count(fields, "max_bytes");
  rules.min_side = static_cast<int>(integer_within(fields, "min_side", 1, kMaxSide));
  if (fields.has("max_aspect")) {
    rules.max_aspect = fields.number("max_aspect");
    if (rules.max_aspect < 1) {
      fields.complain("max_aspect", "must be at least 1: the longer side over the shorter");
    }
  }
  fields.expect_no_others();
  return rules;
}

void read_string_constraints(FieldReader& fields, ParameterSpec& spec) {
  spec.format = one_of(fields, "format", kFormats);
  switch (spec.format) {
    case TextFormat::choice:
      spec.choices = fields.texts("enum");
      if (spec.choices.empty()) {
        fields.complain("enum", "is missing");
      }
      break;
    case TextFormat::image:
      spec.image = read_image_rules(fields.object("image"));
      break;
    case TextFormat::text:
    case TextFormat::url:
    case TextFormat::identifier:
      spec.min_length = optional_count(fields, "min_length");
      spec.max_length = count(fields, "max_length");
      if (spec.format == TextFormat::identifier) {
        spec.known = fields.optional_text("known");
      }
      break;
  }
}

ParameterSpec read_parameter(FieldReader& fields) {
  ParameterSpec spec;
  spec.name = fields.text("name");
  fields.text("label");
  fields.text("description");
  spec.type = one_of(fields, "type", kTypes);
  spec.required = fields.flag("required");
  fields.optional_flag("extension");
  if (const Json* value = fields.value("default")) {
    spec.default_value = *value;
  }
  if (spec.type == ValueType::string) {
    read_string_constraints(fields, spec);
  } else if (spec.type == ValueType::number) {
    spec.minimum = fields.number("min");
    spec.maximum = fields.number("max");
  } else if (spec.type == ValueType::integer) {
    spec.min_integer = fields.integer("min");
    spec.max_integer = fields.integer("max");
  } else if (spec.type == ValueType::array) {
    spec.min_items = optional_count(fields, "min_items");
    spec.max_items = count(fields, "max_items");
  }
  if (spec.type == ValueType::array || spec.type == ValueType::object) {
    for (FieldReader& child : fields.objects("children", true)) {
      spec.children.push_back(read_parameter(child));
    }
    spec.bare = fields.optional_text("bare");
  }
  fields.expect_no_others();
  return spec;
}

std::vector<Condition> read_conditions(FieldReader& fields, std::string_view name) {
  std::vector<Condition> result;
  for (FieldReader& item : fields.objects(name, false)) {
    Condition condition{item.text("parameter"), Condition::Test::given, {}};
    if (item.has("is")) {
      condition.test = Condition::Test::is;
      condition.value = item.text("is");
    } else if (item.has("references_voice")) {
      condition.test = Condition::Test::references_voice;
      item.flag("references_voice");
    } else if (!item.flag("given")) {
      condition.test = Condition::Test::absent;
    }
    item.expect_no_others();
    result.push_back(std::move(condition));
  }
  return result;
}

Effect read_effect(FieldReader& fields, std::vector<Condition> when) {
  Effect effect{std::move(when), {}, fields.text("warning")};
  const Json* changes = fields.value("set");
  if (!changes->is_object() || changes->get_object().empty()) {
    fields.complain("set", "must be an object of choices");
    return effect;
  }
  for (const auto& member : changes->get_object()) {
    if (!member.value().is_string()) {
      fields.complain("set", "must be an object of texts");
      continue;
    }
    effect.changes.emplace_back(member.key(), member.value().get_string());
  }
  return effect;
}

Demand read_demand(FieldReader& fields, std::vector<Condition> when) {
  Demand demand;
  demand.when = std::move(when);
  demand.needs = read_conditions(fields, "requires");
  for (std::string& name : fields.texts("forbids")) {
    demand.needs.push_back({std::move(name), Condition::Test::absent, {}});
  }
  demand.at_least_one = fields.texts("at_least_one");
  demand.voices_within = fields.optional_text("voices_within");
  demand.violation = {one_of(fields, "kind", kKinds), fields.text("parameter"),
                      fields.text("message")};
  if (demand.needs.empty() && demand.at_least_one.empty() && demand.voices_within.empty()) {
    fields.complain("requires", "is missing, and so are forbids, at_least_one and voices_within");
  }
  return demand;
}

void read_rules(FieldReader& contract, ContractModel& model) {
  for (FieldReader& fields : contract.objects("rules", true)) {
    fields.text("name");
    std::vector<Condition> when = read_conditions(fields, "when");
    if (fields.has("set")) {
      model.effects.push_back(read_effect(fields, std::move(when)));
    } else {
      model.demands.push_back(read_demand(fields, std::move(when)));
    }
    fields.expect_no_others();
  }
}

ModeOutput read_mode_output(FieldReader& fields, bool size_follows_image) {
  ModeOutput output;
  fields.text("resolution");
  output.fps = static_cast<int>(integer_within(fields, "fps", 1, kMaxFps));
  if (size_follows_image) {
    output.pixel_budget = read_size(fields.object("pixel_budget"));
  } else {
    for (auto& [ratio, size] : fields.object("sizes").members()) {
      output.sizes.emplace_back(ratio, read_size(size));
    }
  }
  fields.expect_no_others();
  return output;
}

void read_output(FieldReader fields, ContractModel& model) {
  const std::string followed = fields.text("size_follows");
  model.size_follows_image = followed == "image";
  if (followed != "image" && followed != "aspect_ratio") {
    fields.complain("size_follows", "must be image or aspect_ratio");
  }
  FieldReader modes = fields.object("modes");
  for (auto& [name, output] : modes.members()) {
    const auto mode = mode_from_string(name);
    if (!mode) {
      modes.complain(name, "is not a mode: std or pro");
      continue;
    }
    model.outputs.emplace(*mode, read_mode_output(output, model.size_follows_image));
  }
  fields.expect_no_others();
}

std::optional<Mode> optional_mode(FieldReader& fields) {
  if (!fields.has("mode")) {
    return std::nullopt;
  }
  const auto mode = mode_from_string(fields.text("mode"));
  if (!mode) {
    fields.complain("mode", "must be std or pro");
  }
  return mode;
}

std::optional<int> optional_seconds(FieldReader& fields) {
  const std::string text = fields.optional_text("duration");
  if (text.empty()) {
    return std::nullopt;
  }
  const auto seconds = whole_seconds(text);
  if (!seconds) {
    fields.complain("duration", "must be a text of digits: whole seconds");
  }
  return seconds;
}

void read_prices(FieldReader fields, ContractModel& model) {
  if (fields.text("currency") != "USD") {
    fields.complain("currency", "must be USD");
  }
  for (FieldReader& tier : fields.objects("tiers", true)) {
    const std::string price = tier.text("unit_price");
    const auto money = Money::parse(price);
    if (!money || money->micros < 0) {
      tier.complain("unit_price", "must be an amount in decimal text, such as \"0.70\"");
    }
    model.tiers.push_back({tier.text("tier"), optional_mode(tier), optional_seconds(tier),
                           tier.optional_flag("sound"), tier.optional_flag("voice"),
                           money ? *money : Money{}});
    tier.expect_no_others();
  }
  fields.expect_no_others();
}

void read_errors(FieldReader fields, ContractModel& model) {
  model.error_prefix = fields.text("prefix");
  const bool digits =
      std::ranges::all_of(model.error_prefix, [](char c) { return c >= '0' && c <= '9'; });
  if (model.error_prefix.size() != 6 || !digits) {
    fields.complain("prefix", "must be six digits");
  }
  fields.optional_text("note");
  FieldReader causes = fields.object("causes");
  for (const std::string_view suffix : {"095", "096", "097", "098", "099"}) {
    causes.text(suffix);
  }
  causes.expect_no_others();
  fields.expect_no_others();
}

// A name that stands in URLs and file names as it is.
bool is_model_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::ranges::all_of(name, fits);
}

void read_names(FieldReader& fields, ContractModel& model) {
  model.id = fields.text("id");
  if (!is_model_name(model.id)) {
    fields.complain("id", "must be lower-case letters, digits and underscores");
  }
  model.aliases = fields.texts("aliases");
  if (!std::ranges::all_of(model.aliases, is_model_name)) {
    fields.complain("aliases", "must be lower-case letters, digits and underscores");
  }
}

void read_modalities(FieldReader fields) {
  for (const std::string_view name : {"input", "output"}) {
    if (fields.texts(name).empty()) {
      fields.complain(name, "must name at least one modality");
    }
  }
  fields.expect_no_others();
}

}  // namespace

Result<ContractModel> read_contract(const Json& document) {
  FirstProblem problem;
  FieldReader fields{document, "", problem};
  ContractModel model;
  fields.optional_text("$schema");
  read_names(fields, model);
  model.display_name = fields.text("display_name");
  model.description = fields.text("description");
  fields.text("vendor");
  read_modalities(fields.object("modalities"));
  for (FieldReader& parameter : fields.objects("parameters", true)) {
    model.parameters.push_back(read_parameter(parameter));
  }
  read_rules(fields, model);
  read_output(fields.object("output"), model);
  read_prices(fields.object("prices"), model);
  read_errors(fields.object("errors"), model);
  fields.expect_no_others();
  if (!problem.found()) {
    find_inconsistency(model, problem);
  }
  RETURN_IF_ERROR(problem.result());
  return model;
}

}  // namespace kirin::catalog
