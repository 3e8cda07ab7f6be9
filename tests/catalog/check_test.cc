// check_cases.json: every row of the parameter tables and of the decision table, and every sentence
// of the reference pages that constrains a request. Each row names its source.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "catalog/catalog.h"
#include "catalog/shorthand.h"

namespace kirin::catalog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

CheckOptions options(bool strict) {
  return {strict, [](std::string_view text) { return text == kSpilledToken; }};
}

std::string_view to_string(ViolationKind kind) {
  switch (kind) {
    case ViolationKind::missing:
      return "missing";
    case ViolationKind::invalid_value:
      return "invalid_value";
    case ViolationKind::unsupported_combination:
      return "unsupported_combination";
    case ViolationKind::bad_image:
      return "bad_image";
  }
  return "";
}

using KindAndParameter = std::pair<std::string, std::string>;

std::vector<KindAndParameter> violations_of(const CheckOutcome& outcome) {
  std::vector<KindAndParameter> result;
  if (const auto* violations = std::get_if<std::vector<Violation>>(&outcome)) {
    for (const Violation& violation : *violations) {
      result.emplace_back(to_string(violation.kind), violation.parameter);
      EXPECT_THAT(violation.message, testing::Not(IsEmpty()));
    }
  }
  return result;
}

void expect_violations(const CheckOutcome& outcome, const Json& expected) {
  std::vector<KindAndParameter> due;
  for (const Json& each : expected.as_array()) {
    due.emplace_back(each.at(0).as_string(), each.at(1).as_string());
  }
  EXPECT_EQ(violations_of(outcome), due);
}

void expect_request(const CheckOutcome& outcome, const Json& row) {
  ASSERT_THAT(violations_of(outcome), IsEmpty());
  const auto& request = std::get<GenerationRequest>(outcome);
  const JsonObject actual = to_json(request);
  for (const auto& member : row.at("request").as_object()) {
    const Json* value = actual.if_contains(member.key());
    EXPECT_EQ(value == nullptr ? Json(nullptr) : *value, expanded(member.value())) << member.key();
  }
  if (const Json* warnings = row.as_object().if_contains("warnings")) {
    ASSERT_EQ(request.warnings.size(), warnings->as_array().size());
    for (std::size_t i = 0; i < request.warnings.size(); ++i) {
      EXPECT_THAT(request.warnings[i], HasSubstr(std::string{warnings->at(i).as_string()}));
    }
  }
}

void run(const Json& row) {
  const Contract* contract = Catalog::embedded().find(row.at("model").as_string());
  ASSERT_NE(contract, nullptr);
  const bool strict = row.as_object().contains("strict");

  const CheckOutcome outcome =
      check(*contract, contract->id(), expanded(row.at("params")).as_object(), options(strict));

  if (const Json* expected = row.as_object().if_contains("violations")) {
    expect_violations(outcome, *expected);
  } else {
    expect_request(outcome, row);
  }
}

TEST(CheckTest, DecidesEveryRowOfTheTable) {
  const Json rows = table("check_cases.json");
  EXPECT_GT(rows.as_array().size(), 600U);
  std::map<std::string, int> per_model;
  for (const Json& row : rows.as_array()) {
    SCOPED_TRACE(std::string{row.at("name").as_string()} + " from " +
                 std::string{row.at("source").as_string()});
    ++per_model[std::string{row.at("model").as_string()}];
    run(row);
  }
  EXPECT_EQ(per_model.size(), 5U);
}

TEST(CheckTest, KeepsTheNameTheCallerUsed) {
  const Contract* contract = Catalog::embedded().find("kling_v2_6_t2v");
  ASSERT_NE(contract, nullptr);

  const CheckOutcome outcome =
      check(*contract, "kling_v2_6_t2v", {{"prompt", "A kite"}, {"model", "kling_v2_6_t2v"}});

  const auto& request = std::get<GenerationRequest>(outcome);
  EXPECT_EQ(request.model, "kirin_v2_6_t2v");
  EXPECT_EQ(request.requested_model, "kling_v2_6_t2v");
}

TEST(CheckTest, SaysWhatIsAllowed) {
  const Contract* contract = Catalog::embedded().find("kirin_v1_i2v");
  const CheckOutcome outcome = check(
      *contract, "kirin_v1_i2v",
      {{"image", "iVBORw0KGgo="}, {"mode", "ultra"}, {"cfg_scale", 3}, {"image_tail", "AAAA"}});

  const auto& violations = std::get<std::vector<Violation>>(outcome);
  std::vector<std::string> messages;
  for (const Violation& violation : violations) {
    messages.push_back(violation.message);
  }
  EXPECT_THAT(messages, ElementsAre("mode must be std or pro, not \"ultra\"",
                                    "cfg_scale must be a number from 0 to 1, not 3"));
}

TEST(CheckTest, NamesOnlyTheFirstOfManyUnknownParameters) {
  JsonObject parameters{{"prompt", "A kite"}};
  for (int i = 0; i < 5000; ++i) {
    parameters["unknown_" + std::to_string(i) + std::string(900, 'x')] = i;
  }
  const Contract* contract = Catalog::embedded().find("kirin_v2_6_t2v");

  const CheckOutcome outcome = check(*contract, "kirin_v2_6_t2v", parameters);

  const auto& warnings = std::get<GenerationRequest>(outcome).warnings;
  ASSERT_EQ(warnings.size(), 17U);
  EXPECT_LT(warnings.front().size(), 120U);
  EXPECT_EQ(warnings.back(), "4984 more unknown parameters were ignored");
}

}  // namespace
}  // namespace kirin::catalog
