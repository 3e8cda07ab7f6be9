#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"

namespace kirin {
namespace {

using testing::HasSubstr;

UniqueFd file_with(std::string_view text) {
  auto fd = anonymous_file("/tmp");
  EXPECT_TRUE(fd.has_value());
  EXPECT_TRUE(write_all(fd->get(), text).has_value());
  return *std::move(fd);
}

std::string string_at(const SpilledStrings& strings, FileSlice slice) {
  std::string text(slice.size_bytes, '\0');
  EXPECT_TRUE(read_exactly_at(strings.fd(), std::as_writable_bytes(std::span{text}), slice.offset));
  return text;
}

TEST(JsonTest, RoundTripsADocument) {
  const std::string text =
      R"({"a":[1,-2,1.5E0,true,null,"x\u00e9"],"b":{"c":18446744073709551615}})";
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(*parsed, boost::json::parse(text));
}

TEST(JsonTest, RefusesWhatIsNotOneDocument) {
  for (const char* text :
       {"", " ", "{", "[1,]", "{} {}", "nul", "{\"a\" 1}", "\"\\ud800\"", "\"\xff\""}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
}

TEST(JsonTest, NamesTheDuplicateKey) {
  const auto parsed = parse_json(R"({"a":1,"b":{"a":2},"a":3})");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(parsed.error().message, HasSubstr("\"a\" stands twice"));
}

TEST(JsonTest, RefusesDepthAndCountBeyondTheLimits) {
  EXPECT_FALSE(parse_json(std::string(40, '[') + std::string(40, ']')));
  std::string many = "[0";
  for (int i = 0; i < 30'000; ++i) {
    many += ",0";
  }
  EXPECT_FALSE(parse_json(many + "]"));
  EXPECT_FALSE(parse_json("\"" + std::string(std::size_t{65} << 10, 'a') + "\""));
}

TEST(JsonTest, LongStringsOfAFileSpillUnescaped) {
  const std::string image(300'000, 'A');
  const std::string escaped = std::string(100'000, 'B') + R"(\/)" + std::string(200'000, 'C');
  const UniqueFd fd =
      file_with(R"({"prompt":"short","image":")" + image + R"(","tail":")" + escaped + "\"}");

  const auto parsed = parse_json_file(fd.get(), "/tmp");

  ASSERT_TRUE(parsed) << parsed.error().message;
  const JsonObject& object = parsed->document.as_object();
  EXPECT_EQ(object.at("prompt").as_string(), "short");
  EXPECT_FALSE(parsed->strings.find("short"));
  const auto slice = parsed->strings.find(object.at("image").as_string());
  ASSERT_TRUE(slice);
  EXPECT_EQ(string_at(parsed->strings, *slice), image);
  const auto tail = parsed->strings.find(object.at("tail").as_string());
  ASSERT_TRUE(tail);
  EXPECT_EQ(string_at(parsed->strings, *tail),
            std::string(100'000, 'B') + "/" + std::string(200'000, 'C'));
}

TEST(JsonTest, DoublesAreReadExactly) {
  // 17 digits round-trip any double (IEEE 754); the sum of these two differs in the last place if
  // one is off.
  const auto parsed =
      parse_json("[0.30000000000000004, 123456789.12345678, 5e-324, 1.7976931348623157e308]");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->at(0).as_double(), 0.1 + 0.2);
  EXPECT_EQ(parsed->at(1).as_double(), 123456789.12345678);
  EXPECT_EQ(parsed->at(2).as_double(), 5e-324);
  EXPECT_EQ(parsed->at(3).as_double(), 1.7976931348623157e308);
  EXPECT_FALSE(parse_json("1e999"));
}

TEST(JsonTest, AnEmptyFileIsAnError) {
  const UniqueFd fd = file_with("");
  EXPECT_FALSE(parse_json_file(fd.get(), "/tmp"));
}

}  // namespace
}  // namespace kirin
