/// \file
/// A contract as the program holds it: what contract_loader.h reads and what the rest of the room
/// works on.
///
/// The format of the files is in catalog/contract.schema.json; the names here are those of the
/// files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/money.h"
#include "catalog/catalog.h"

namespace kirin::catalog {

enum class ValueType { string, number, integer, boolean, object, array };
/// What a string means.
enum class TextFormat { text, choice, image, url, identifier };

/// One parameter, or one field of an object or of an array's items.
struct ParameterSpec {
  std::string name;
  ValueType type = ValueType::string;
  TextFormat format = TextFormat::text;
  bool required = false;
  std::vector<std::string> choices;  ///< of a choice; of an identifier: those known, empty: any
  std::string known;                 ///< of an identifier: what the server calls those it knows
  Json default_value;                ///< null where there is none
  double minimum = 0;                ///< of a number, inclusive
  double maximum = 0;
  std::int64_t min_integer = 0;  ///< of an integer, inclusive
  std::int64_t max_integer = 0;
  std::size_t min_length = 0;  ///< code points of a text
  std::size_t max_length = std::numeric_limits<std::size_t>::max();
  std::size_t min_items = 0;
  std::size_t max_items = 0;
  std::vector<ParameterSpec> children;  ///< of an object, or of each item of an array
  std::string bare;                     ///< the child that a bare value stands for; empty: none
  ImageRules image;
};

struct Condition {
  enum class Test { given, absent, is, references_voice };
  std::string parameter;
  Test test = Test::given;
  std::string value;  ///< of `is`
};

/// Where all of `when` holds, all of `needs`, one of `at_least_one`, and enough voices must be
/// there too.
struct Demand {
  std::vector<Condition> when;
  std::vector<Condition> needs;
  std::vector<std::string> at_least_one;
  std::string
      voices_within;  ///< a list; each <<<voice_n>>> of the blamed text must have an item in it
  Violation violation;
};

/// Where all of `when` holds, choices change and the caller is told.
struct Effect {
  std::vector<Condition> when;
  std::vector<std::pair<std::string, std::string>> changes;  ///< choice parameter, its new value
  std::string warning;
};

/// A price, and what a request must be to have it; what is empty may be anything.
struct PriceTier {
  std::string tier;
  std::optional<Mode> mode;
  std::optional<int> duration_seconds;
  std::optional<bool> sound;
  std::optional<bool> voice;
  Money unit_price;
};

/// What a price depends on.
struct PricedFacts {
  Mode mode = Mode::standard;
  int duration_seconds = 5;
  bool sound = false;
  bool voice = false;
};

/// What clips of one mode are like: a size for each aspect ratio, or a number of pixels.
struct ModeOutput {
  int fps = 0;
  std::vector<std::pair<std::string, PixelSize>> sizes;
  PixelSize pixel_budget;
};

struct ContractModel {
  std::string id;
  std::string display_name;
  std::string description;
  std::vector<std::string> aliases;
  std::vector<ParameterSpec> parameters;
  std::vector<Demand> demands;
  std::vector<Effect> effects;
  bool size_follows_image = false;
  std::map<Mode, ModeOutput> outputs;
  std::vector<PriceTier> tiers;
  std::string error_prefix;
};

/// The spec of that name, or null. A pointer into `parameters`.
const ParameterSpec* find_parameter(const std::vector<ParameterSpec>& parameters,
                                    std::string_view name);

/// "std" and "pro", and back.
std::string_view to_string(Mode mode);
std::optional<Mode> mode_from_string(std::string_view text);

/// The first tier that fits, or null.
const PriceTier* find_tier(const std::vector<PriceTier>& tiers, const PricedFacts& facts);

}  // namespace kirin::catalog
