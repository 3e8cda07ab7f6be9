#include "base/result.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <memory>

namespace kirin {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return Error{ErrorCode::invalid_argument, "odd"};
  }
  return number / 2;
}

Result<int> quarter(int number) {
  ASSIGN_OR_RETURN(const int once, half(number));
  ASSIGN_OR_RETURN(const int twice, half(once));
  return twice;
}

TEST(ResultTest, MacrosPassValuesAndErrorsOn) {
  EXPECT_EQ(*quarter(8), 2);
  EXPECT_EQ(quarter(6).error().message, "odd");
}

TEST(ResultTest, CarriesWhatOnlyMoves) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
  const std::unique_ptr<int> value = *std::move(result);
  EXPECT_EQ(*value, 3);
}

TEST(ResultTest, ErrorsSayWhere) {
  const Error error = system_error("opening x", ENOENT).within("reading the weights");
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_EQ(error.message, "reading the weights: opening x: No such file or directory");
}

TEST(ResultDeathTest, ReadingTheMissingSideAborts) {
  EXPECT_DEATH((void)half(1).value(), "expected has_value");
}

}  // namespace
}  // namespace kirin
