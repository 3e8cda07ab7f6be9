#include "api/operation.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

Operation with_query(std::vector<Parameter> query) {
  Operation operation{
      .method = "GET", .pattern = "/x", .id = "x", .tag = "X", .summary = "X", .description = {}};
  operation.query = std::move(query);
  return operation;
}

const Operation kOperation = with_query(
    {{"limit", "", {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 20}}},
     {"status", "", {{"type", "string"}, {"enum", JsonArray{"open", "done"}}}},
     {"deep", "", {{"type", "boolean"}}},
     {"name", "", {{"type", "string"}, {"maxLength", 4}}}});

std::variant<QueryValues, ApiError> read(std::map<std::string, std::string, std::less<>> query) {
  net::Request request;
  request.query = std::move(query);
  return read_query(kOperation, request);
}

TEST(OperationTest, QueryValuesHaveTheTypesOfTheTable) {
  const auto outcome =
      read({{"limit", "7"}, {"status", "open"}, {"deep", "TRUE"}, {"name", "äöü"}});
  const auto& values = std::get<QueryValues>(outcome);
  EXPECT_EQ(values.integer("limit"), 7);
  EXPECT_EQ(values.text("status"), "open");
  EXPECT_EQ(values.boolean("deep"), true);
  EXPECT_EQ(values.text("name"), "äöü");
}

TEST(OperationTest, WhatIsNotGivenHasItsDefaultOrNothing) {
  const auto outcome = read({{"status", ""}, {"unknown", "1"}});
  const auto& values = std::get<QueryValues>(outcome);
  EXPECT_EQ(values.integer("limit"), 20);
  EXPECT_EQ(values.text("status"), std::nullopt);
  EXPECT_EQ(values.boolean("deep"), std::nullopt);
}

TEST(OperationTest, WhatBreaksTheTableIsNamed) {
  const std::pair<const char*, const char*> cases[] = {
      {"limit", "0"},    {"limit", "101"}, {"limit", "1.5"},  {"limit", "x"},  {"status", "OPEN"},
      {"status", "all"}, {"deep", "yes"},  {"name", "abcde"}, {"name", "\xff"}};
  for (const auto& [name, value] : cases) {
    const auto outcome = read({{name, value}});
    const auto* error = std::get_if<ApiError>(&outcome);
    ASSERT_NE(error, nullptr) << name << "=" << value;
    EXPECT_EQ(error->code, 40003);
    EXPECT_EQ(error->parameter, name);
  }
}

TEST(OperationTest, ARequiredParameterIsAskedFor) {
  const Operation operation = with_query({Parameter{"q", "", {{"type", "string"}}, true}});
  const auto outcome = read_query(operation, net::Request{});
  ASSERT_TRUE(std::holds_alternative<ApiError>(outcome));
  EXPECT_EQ(std::get<ApiError>(outcome).parameter, "q");
}

}  // namespace
}  // namespace kirin::api
