// What must hold for any request, against a second statement of the rules written from the decision
// table of the wire contract, and for any JSON at all.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/shorthand.h"

namespace kirin::catalog {
namespace {

// Every value a parameter takes in the enumeration; null leaves it out.
using Values = std::vector<Json>;
using Space = std::vector<std::pair<std::string, Values>>;

const Json kImage("iVBORw0KGgo=");
const Json kAbsent(nullptr);

Values brushes() {
  const Json point{{"x", 1}, {"y", 2}};
  return {kAbsent, JsonArray{JsonObject{{"mask", kImage}, {"trajectories", {point, point}}}}};
}

Space space() {
  return {{"image", {kAbsent, kImage}},
          {"image_tail", {kAbsent, kImage}},
          {"image_list", {kAbsent, JsonArray{kImage}}},
          {"prompt", {kAbsent, "a", "<<<voice_1>>> a", "<<<voice_2>>> a"}},
          {"mode", {kAbsent, "std", "pro"}},
          {"duration", {kAbsent, "5", 10}},
          {"sound", {kAbsent, "on", "off"}},
          {"voice_list", {kAbsent, JsonArray{"amber"}, JsonArray{"amber", "basil"}}},
          {"static_mask", {kAbsent, kImage}},
          {"dynamic_masks", brushes()}};
}

bool knows(const Contract& contract, const std::string& name) {
  for (const Json& parameter : contract.document().at("parameters").as_array()) {
    if (parameter.at("name").as_string() == name) {
      return true;
    }
  }
  return false;
}

bool given(const JsonObject& parameters, std::string_view name) {
  return parameters.contains(name);
}

bool is(const JsonObject& parameters, std::string_view name, const Json& value) {
  const Json* found = parameters.if_contains(name);
  return found != nullptr && *found == value;
}

// Whether the decision table lets a request pass, stated by hand and not from the contracts.
bool is_allowed(const std::string& model, const JsonObject& p) {
  const bool pro = is(p, "mode", "pro");
  const bool ten = is(p, "duration", 10);
  const bool sound = is(p, "sound", "on");
  const bool both = given(p, "image") && given(p, "image_tail");
  if (model == "kirin_v2_6_t2v") {
    return given(p, "prompt") && (!sound || pro);
  }
  if (model == "kirin_v1_6_multi_i2v") {
    return given(p, "prompt") && given(p, "image_list");
  }
  if (model == "kirin_v2_5_turbo_i2v") {
    return given(p, "image") && (!both || pro);
  }
  if (model == "kirin_v1_i2v") {
    const bool masks = given(p, "static_mask") || given(p, "dynamic_masks");
    const bool tail = given(p, "image_tail");
    return given(p, "image") && !(tail && ten) && !(masks && ten) && !(masks && tail);
  }
  const bool first = is(p, "prompt", "<<<voice_1>>> a");
  const bool second = is(p, "prompt", "<<<voice_2>>> a");
  const std::size_t voices = given(p, "voice_list") ? p.at("voice_list").as_array().size() : 0;
  const bool voiced = first || second || voices > 0;
  return (given(p, "image") || given(p, "image_tail")) && (!both || pro) && (!sound || pro) &&
         (!voiced || sound) && (!first || voices >= 1) && (!second || voices >= 2);
}

void expect_consistent(const GenerationRequest& request, const JsonObject& p) {
  EXPECT_EQ(request.mode == Mode::professional, is(p, "mode", "pro"));
  EXPECT_EQ(request.duration_seconds, is(p, "duration", 10) ? 10 : 5);
  EXPECT_EQ(request.sound, is(p, "sound", "on") && !given(p, "image_tail"));
  EXPECT_EQ(request.image.has_value(), given(p, "image"));
  EXPECT_EQ(request.image_tail.has_value(), given(p, "image_tail"));
  EXPECT_EQ(request.static_mask.has_value(), given(p, "static_mask"));
  EXPECT_EQ(request.dynamic_masks.size(), given(p, "dynamic_masks") ? 1U : 0U);
  EXPECT_EQ(request.image_list.size(), given(p, "image_list") ? 1U : 0U);
}

struct Tally {
  int accepted = 0;
  int refused = 0;
};

void judge(const Contract& contract, const JsonObject& parameters, Tally& tally) {
  const CheckOutcome outcome = check(contract, contract.id(), parameters);
  const auto* request = std::get_if<GenerationRequest>(&outcome);
  ASSERT_EQ(request != nullptr, is_allowed(contract.id(), parameters))
      << contract.id() << ": " << boost::json::serialize(parameters);
  if (request == nullptr) {
    ++tally.refused;
    ASSERT_FALSE(std::get<std::vector<Violation>>(outcome).empty());
    return;
  }
  ++tally.accepted;
  expect_consistent(*request, parameters);
  EXPECT_GT(contract.quote(*request).unit_price.micros, 0);
  EXPECT_GT(contract.fps(*request), 0);
}

// All combinations of the values of the parameters that the model knows, from `index` on.
void enumerate(const Contract& contract, const Space& values, std::size_t index,
               JsonObject& parameters, Tally& tally) {
  if (index == values.size()) {
    judge(contract, parameters, tally);
    return;
  }
  const auto& [name, choices] = values[index];
  for (const Json& value : choices) {
    if (!value.is_null()) {
      if (!knows(contract, name)) {
        continue;
      }
      parameters[name] = value;
    }
    enumerate(contract, values, index + 1, parameters, tally);
    parameters.erase(name);
  }
}

TEST(CheckPropertyTest, AcceptsExactlyWhatTheDecisionTableAllows) {
  const Space values = space();
  for (const auto& contract : Catalog::embedded().contracts()) {
    JsonObject parameters;
    Tally tally;
    enumerate(*contract, values, 0, parameters, tally);
    EXPECT_GT(tally.accepted, 0) << contract->id();
    EXPECT_GT(tally.refused, 0) << contract->id();
  }
}

class RandomJson {
 public:
  explicit RandomJson(std::uint32_t seed) : random_(seed) {}

  Json value(int depth) {
    switch (below(depth > 0 ? 11 : 9)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return static_cast<std::int64_t>(random_()) - (std::int64_t{1} << 31);
      case 3:
        return std::uint64_t{random_()} << 32 | 0x8000000000000000ULL;
      case 4:
        return std::ldexp(static_cast<double>(random_()), static_cast<int>(below(2000)) - 1000);
      case 5:
        return Json(bytes());
      case 6:
        return static_cast<std::int64_t>(below(12));
      case 7:
      case 8:
        return Json(kTexts[below(kTexts.size())]);
      case 9: {
        JsonArray array;
        for (auto n = below(5); n > 0; --n) {
          array.push_back(value(depth - 1));
        }
        return array;
      }
      default: {
        JsonObject object;
        for (auto n = below(5); n > 0; --n) {
          object[kNames[below(kNames.size())]] = value(depth - 1);
        }
        return object;
      }
    }
  }

  JsonObject parameters(const JsonArray& specs) {
    JsonObject object;
    for (const Json& spec : specs) {
      if (below(2) == 0) {
        object[spec.at("name").as_string()] = value(4);
      }
    }
    if (below(4) == 0) {
      object[bytes()] = value(2);
    }
    return object;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string bytes() {
    std::string text(below(20), '\0');
    for (char& c : text) {
      c = static_cast<char>(below(256));
    }
    return text;
  }

  const std::vector<std::string> kTexts{
      "",    "std", "pro", "on",   "5",         "10",  "iVBORw0KGgo=", "https://example.org/a.png",
      "1:1", "nan", "1e9", "true", "{\"x\":1}", "[{}", "[[[]]]",       "<<<voice_1>>>",
      "{",   "inf", "-0",  "0x10"};
  const std::vector<std::string> kNames{"mask",  "trajectories", "x",       "y",
                                        "image", "voice_id",     "enabled", "other"};
  std::mt19937 random_;
};

TEST(CheckPropertyTest, SurvivesAnyJson) {
  constexpr int kRounds = 4000;
  RandomJson random{20'260'601};
  for (const auto& contract : Catalog::embedded().contracts()) {
    const JsonArray& specs = contract->document().at("parameters").as_array();
    for (int i = 0; i < kRounds; ++i) {
      const JsonObject parameters = random.parameters(specs);
      const CheckOutcome outcome =
          check(*contract, contract->id(), parameters, {.refuse_unknown_parameters = i % 2 == 0});
      if (const auto* request = std::get_if<GenerationRequest>(&outcome)) {
        EXPECT_GT(contract->quote(*request).unit_price.micros, 0);
        EXPECT_TRUE(request_from_json(to_json(*request)).has_value());
      } else {
        EXPECT_FALSE(std::get<std::vector<Violation>>(outcome).empty());
      }
    }
  }
}

// One parameter at a time is random in a request that is otherwise valid, so that its reader is
// reached and the rest does not hide what it does.
TEST(CheckPropertyTest, BlamesTheOneParameterThatIsRandom) {
  constexpr int kRounds = 3000;
  RandomJson random{7};
  const Contract& contract = *Catalog::embedded().find("kirin_v1_i2v");
  for (const std::string name : {"prompt", "cfg_scale", "seed", "watermark_info", "callback_url",
                                 "external_task_id", "negative_prompt"}) {
    int refused = 0;
    for (int i = 0; i < kRounds; ++i) {
      const CheckOutcome outcome =
          check(contract, contract.id(), {{"image", kImage}, {name, random.value(3)}});
      if (const auto* violations = std::get_if<std::vector<Violation>>(&outcome)) {
        ++refused;
        for (const Violation& violation : *violations) {
          EXPECT_TRUE(violation.parameter.starts_with(name)) << violation.parameter;
        }
      }
    }
    EXPECT_GT(refused, 0) << name;
    EXPECT_LT(refused, kRounds) << name;
  }
}

}  // namespace
}  // namespace kirin::catalog
