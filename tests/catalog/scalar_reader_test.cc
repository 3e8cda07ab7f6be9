#include "catalog/scalar_reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace kirin::catalog {
namespace {

TEST(ScalarReaderTest, TextOfNumbers) {
  EXPECT_EQ(text_of(Json("a")), "a");
  EXPECT_EQ(text_of(Json(5)), "5");
  EXPECT_EQ(text_of(Json(5.0)), "5");
  EXPECT_EQ(text_of(Json(-0.5)), "-0.5");
  EXPECT_EQ(text_of(Json(std::numeric_limits<std::uint64_t>::max())), "18446744073709551615");
  EXPECT_EQ(text_of(Json(true)), std::nullopt);
  EXPECT_EQ(text_of(Json(JsonObject{})), std::nullopt);
  EXPECT_EQ(text_of(Json(nullptr)), std::nullopt);
}

TEST(ScalarReaderTest, Numbers) {
  EXPECT_EQ(number_of(Json(5)), 5);
  EXPECT_EQ(number_of(Json(" 0.5 ")), 0.5);
  EXPECT_EQ(number_of(Json("1e2")), 100);
  for (const char* text :
       {"", "x", "5s", "nan", "inf", "-inf", "1e999", "0x10", "1,5", "+1", "1 2"}) {
    EXPECT_EQ(number_of(Json(text)), std::nullopt) << text;
  }
  EXPECT_EQ(number_of(Json(true)), std::nullopt);
}

TEST(ScalarReaderTest, Integers) {
  constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(integer_of(Json(kLargest)), kLargest);
  EXPECT_EQ(integer_of(Json("9223372036854775807")), kLargest);
  EXPECT_EQ(integer_of(Json("-9223372036854775808")), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(integer_of(Json(7.0)), 7);
  EXPECT_EQ(integer_of(Json("7.0")), 7);
  EXPECT_EQ(integer_of(Json("9223372036854775808")), std::nullopt);
  EXPECT_EQ(integer_of(Json(9223372036854775808.0)), std::nullopt);
  EXPECT_EQ(integer_of(Json(std::uint64_t{9223372036854775808U})), std::nullopt);
  EXPECT_EQ(integer_of(Json(7.5)), std::nullopt);
  EXPECT_EQ(integer_of(Json("")), std::nullopt);
}

TEST(ScalarReaderTest, Booleans) {
  for (const Json& yes :
       {Json(true), Json("true"), Json("True"), Json(" TRUE "), Json(1), Json("1")}) {
    EXPECT_EQ(boolean_of(yes), true) << yes;
  }
  for (const Json& no : {Json(false), Json("false"), Json(0), Json(0.0), Json("0")}) {
    EXPECT_EQ(boolean_of(no), false) << no;
  }
  for (const Json& neither : {Json("yes"), Json(2), Json(""), Json(nullptr), Json(JsonArray{})}) {
    EXPECT_EQ(boolean_of(neither), std::nullopt) << neither;
  }
}

TEST(ScalarReaderTest, ShowsLongTextsCutBetweenCharacters) {
  EXPECT_EQ(shown(Json("ultra")), "\"ultra\"");
  EXPECT_EQ(shown(Json("\xff")), "a text that is not UTF-8");
  EXPECT_EQ(shown(Json(JsonArray{1})), "an array");
  EXPECT_EQ(shown(Json(false)), "false");
  EXPECT_EQ(shown(Json(0.5)), "0.5");
  // 39 bytes, then characters of two bytes: the cut at 40 falls into the first of them.
  const std::string text = std::string(39, 'a') + "жж";
  EXPECT_EQ(shown(std::string_view{text}), "\"" + std::string(39, 'a') + "…\"");
}

}  // namespace
}  // namespace kirin::catalog
