#include "api/generation/body.h"

#include <gtest/gtest.h>

namespace kirin::api::generation {
namespace {

std::variant<CreateBody, ApiError> read(std::string_view json, std::string_view header = {}) {
  return read_create_body(*parse_json(json), header);
}

struct Shape {
  const char* json;
  const char* path;
};

class AcceptedShape : public testing::TestWithParam<Shape> {};

TEST_P(AcceptedShape, LeadsToTheSameParameters) {
  const auto outcome = read(GetParam().json);
  const auto* body = std::get_if<CreateBody>(&outcome);
  ASSERT_NE(body, nullptr) << std::get<ApiError>(outcome).message;
  EXPECT_EQ(body->model, "m");
  EXPECT_EQ(body->path, GetParam().path);
  EXPECT_EQ(body->parameters, (JsonObject{{"prompt", "p"}, {"mode", "pro"}}));
}

// API.md §1.2, the ruling on accepted shapes, (a) to (d).
INSTANTIATE_TEST_SUITE_P(
    Ruling, AcceptedShape,
    testing::Values(
        Shape{R"({"model":"m","input":[{"params":{"prompt":"p","mode":"pro"}}]})",
              "input[0].params"},
        Shape{R"({"model":"m","input":[{"prompt":"p","mode":"pro"}]})", "input[0]"},
        Shape{R"({"model":"m","input":{"params":{"prompt":"p","mode":"pro"}}})", "input.params"},
        Shape{R"({"model":"m","input":{"prompt":"p","mode":"pro"}})", "input"},
        Shape{R"({"model":"m","prompt":"p","mode":"pro","moderation":true,"metadata":{}})", ""},
        Shape{R"({"model":"m","data":{"prompt":"p","mode":"pro"}})", "data"},
        Shape{R"({"model":"m","input":[{"params":{"data":{"prompt":"p","mode":"pro"}}}]})",
              "input[0].params.data"}));

TEST(BodyTest, TheModelMayComeFromTheHeader) {
  const auto outcome = read(R"({"input":[{"params":{"prompt":"p"}}]})", " kirin_v2_6_t2v ");
  EXPECT_EQ(std::get<CreateBody>(outcome).model, "kirin_v2_6_t2v");
  EXPECT_TRUE(std::holds_alternative<CreateBody>(read(R"({"model":"m","prompt":"p"})", "m")));
}

TEST(BodyTest, WhatTheCallerTellsBesideIsKept) {
  const auto outcome = read(
      R"({"model":"m","prompt":"p","metadata":{"trace_id":"t"},"options":{"priority":"normal"},"dash_scope":true})");
  EXPECT_EQ(std::get<CreateBody>(outcome).envelope,
            (JsonObject{{"metadata", {{"trace_id", "t"}}},
                        {"options", {{"priority", "normal"}}},
                        {"dash_scope", true}}));
}

struct Refusal {
  const char* json;
  const char* header;
  int code;
};

class RefusedBody : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedBody, HasItsCode) {
  const auto outcome = read(GetParam().json, GetParam().header);
  const auto* error = std::get_if<ApiError>(&outcome);
  ASSERT_NE(error, nullptr) << GetParam().json;
  EXPECT_EQ(error->code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedBody,
    testing::Values(Refusal{"[]", "", 40001}, Refusal{"\"text\"", "", 40001},
                    Refusal{R"({"model":"m","input":[]})", "", 40001},
                    Refusal{R"({"model":"m","input":[{"params":{}},{"params":{}}]})", "", 40001},
                    Refusal{R"({"model":"m","input":["x"]})", "", 40001},
                    Refusal{R"({"model":"m","input":7})", "", 40001},
                    Refusal{R"({"model":"m","input":[{"params":"x"}]})", "", 40001},
                    Refusal{R"({"prompt":"p"})", "", 40002}, Refusal{R"({"model":7})", "", 40003},
                    Refusal{R"({"model":"a","prompt":"p"})", "b", 40006}));

}  // namespace
}  // namespace kirin::api::generation
