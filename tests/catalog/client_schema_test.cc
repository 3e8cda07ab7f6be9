#include "catalog/client_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "catalog/loaded_contract.h"

namespace kirin::catalog {
namespace {

const Contract& contract(std::string_view name) { return *Catalog::embedded().find(name); }

JsonObject spec(std::string_view model, std::string_view parameter) {
  const JsonArray specs = spec_parameters(contract(model));
  const auto found = std::ranges::find_if(
      specs, [&](const Json& each) { return each.at("name") == Json(parameter); });
  EXPECT_NE(found, specs.end()) << parameter;
  return found->as_object();
}

JsonObject constraints(std::string_view model, std::string_view parameter) {
  return spec(model, parameter).at("constraints").as_object();
}

Json input(std::string_view model, std::string_view parameter) {
  return input_schema(contract(model)).at("properties").at(parameter);
}

bool has_rule(std::string_view model, const JsonObject& expected) {
  const JsonArray rules = input_rules(contract(model));
  return std::ranges::any_of(rules, [&](const Json& each) {
    JsonObject rule = each.as_object();
    rule.erase("notes");
    return rule == expected;
  });
}

TEST(SpecParametersTest, NamePathsAndTypes) {
  const JsonObject list = spec("kirin_v1_6_multi_i2v", "image_list");
  EXPECT_EQ(list.at("path"), Json("input[0].params.image_list"));
  EXPECT_EQ(list.at("type"), Json("array"));
  EXPECT_EQ(list.at("required"), Json(true));
  EXPECT_EQ(list.at("constraints"), Json(JsonObject{{"max_items", 4}}));
  EXPECT_EQ(list.at("children").at(0).at("path"), Json("image"));
  EXPECT_EQ(spec("kirin_v2_6_t2v", "watermark_info").at("type"), Json("object"));
}

TEST(SpecParametersTest, ChoicesAreTexts) {
  const JsonObject choices = constraints("kirin_v2_6_t2v", "duration");
  EXPECT_EQ(choices.at("enum"), Json(JsonArray{"5", "10"}));
  EXPECT_EQ(choices.at("default"), Json("5"));
  EXPECT_TRUE(constraints("kirin_v1_i2v", "cfg_scale").at("max").is_number());
}

// The clients count bytes, the server characters.
TEST(SpecParametersTest, LengthsAllowForAnyCharacters) {
  EXPECT_EQ(constraints("kirin_v2_6_t2v", "prompt").at("max_length"), Json(10'000));
  EXPECT_FALSE(spec("kirin_v1_i2v", "image").contains("constraints"));
}

TEST(InputSchemaTest, HasOneTypeForEachParameter) {
  const JsonObject schema = input_schema(contract("kirin_v1_i2v"));
  EXPECT_EQ(schema.at("additionalProperties"), Json(false));
  EXPECT_EQ(schema.at("required"), Json(JsonArray{"image"}));
  EXPECT_EQ(input("kirin_v1_i2v", "duration").at("type"), Json("string"));
  EXPECT_EQ(input("kirin_v1_i2v", "duration").at("default"), Json("5"));
  EXPECT_EQ(input("kirin_v1_i2v", "cfg_scale").at("maximum"), Json(1));
  EXPECT_EQ(input("kirin_v1_i2v", "watermark_info").at("type"), Json("object"));
}

TEST(InputSchemaTest, LetsClientsSendImagesFromDisk) {
  EXPECT_EQ(input("kirin_v1_i2v", "image").at("format"), Json("image"));
  EXPECT_FALSE(input("kirin_v1_i2v", "image").as_object().contains("maxLength"));
  EXPECT_EQ(input("kirin_v1_6_multi_i2v", "image_list")
                .at("items")
                .at("properties")
                .at("image")
                .at("format"),
            Json("image"));
}

TEST(InputRulesTest, SayWhatExcludesEachOther) {
  EXPECT_TRUE(has_rule(
      "kirin_v1_i2v", {{"kind", "mutually_exclusive"}, {"fields", {"static_mask", "image_tail"}}}));
  EXPECT_TRUE(has_rule("kirin_v1_i2v", {{"kind", "mutually_exclusive"},
                                        {"fields", {"dynamic_masks", "image_tail"}}}));
}

TEST(InputRulesTest, SayThatOneOfSeveralIsNeeded) {
  EXPECT_TRUE(
      has_rule("kirin_v2_6_i2v", {{"kind", "at_least_one"}, {"fields", {"image", "image_tail"}}}));
}

TEST(InputRulesTest, SayWhichChoiceSomethingNeeds) {
  EXPECT_TRUE(has_rule("kirin_v1_i2v", {{"kind", "mutually_exclusive"},
                                        {"fields", {"image_tail", "duration"}},
                                        {"when", {{"duration", "10"}}}}));
  EXPECT_TRUE(has_rule("kirin_v2_6_i2v", {{"kind", "mutually_exclusive"},
                                          {"fields", {"image", "image_tail"}},
                                          {"when", {{"mode", "std"}}}}));
  EXPECT_TRUE(has_rule("kirin_v2_6_t2v", {{"kind", "mutually_exclusive"},
                                          {"fields", {"sound", "mode"}},
                                          {"when", {{"sound", "on"}, {"mode", "std"}}}}));
}

// What the clients have no kind of rule for is left to the server, and not told wrongly.
TEST(InputRulesTest, LeaveOutWhatCannotBeSaid) {
  for (const auto& each : Catalog::embedded().contracts()) {
    for (const Json& rule : input_rules(*each)) {
      const std::string_view kind = rule.at("kind").as_string();
      EXPECT_TRUE(kind == "mutually_exclusive" || kind == "at_least_one" || kind == "requires");
      EXPECT_FALSE(rule.at("notes").as_string().empty());
      if (kind == "mutually_exclusive") {
        EXPECT_EQ(rule.at("fields").as_array().size(), 2U);
      }
    }
  }
  EXPECT_EQ(input_rules(contract("kirin_v2_6_t2v")).size(), 1U);
}

TEST(RevisionTest, FollowsTheContent) {
  const Contract& one = contract("kirin_v1_i2v");
  JsonObject changed = one.document();
  changed["description"] = "Something else.";
  const auto other = parse_contract("test", boost::json::serialize(changed));
  const auto same = parse_contract("test", boost::json::serialize(one.document()));
  ASSERT_TRUE(other.has_value());
  ASSERT_TRUE(same.has_value());
  EXPECT_EQ(revision(one), revision(**same));
  EXPECT_NE(revision(one), revision(**other));
}

}  // namespace
}  // namespace kirin::catalog
