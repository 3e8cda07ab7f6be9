#include "api/generation/price_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/file.h"

namespace kirin::api::generation {
namespace {

using testing::MatchesRegex;

std::string hash_of(std::string_view json, std::string_view model = "kirin_v1_i2v") {
  return price_hash(model, parse_json(json)->as_object(), SpilledStrings{}).value();
}

// The same from a document whose long strings were kept on disk.
std::string hash_from_disk(std::string_view json) {
  const auto file = anonymous_file(testing::TempDir()).value();
  EXPECT_TRUE(write_all(file.get(), json));
  const auto read = parse_json_file(file.get(), testing::TempDir());
  EXPECT_TRUE(read);
  return price_hash("kirin_v1_i2v", read->document.as_object(), read->strings).value();
}

TEST(PriceHashTest, IsTheSameForTheSameRequest) {
  EXPECT_THAT(hash_of(R"({"prompt": "x"})"), MatchesRegex("v1:[0-9a-f]{64}"));
  EXPECT_EQ(hash_of(R"({"a": 1, "b": [{"x": 1, "y": 2}]})"),
            hash_of(R"({"b": [{"y": 2, "x": 1}], "a": 1})"));
}

TEST(PriceHashTest, TellsRequestsApart) {
  const std::string hash = hash_of(R"({"a": "x"})");
  EXPECT_NE(hash, hash_of(R"({"a": "y"})"));
  EXPECT_NE(hash, hash_of(R"({"b": "x"})"));
  EXPECT_NE(hash, hash_of(R"({"a": ["x"]})"));
  EXPECT_NE(hash, hash_of(R"({"a": "x", "b": null})"));
  EXPECT_NE(hash, hash_of(R"({"a": "x"})", "kirin_v2_6_t2v"));
  EXPECT_NE(hash_of(R"({"a": ["1", "2"]})"), hash_of(R"({"a": ["2", "1"]})"));
  EXPECT_NE(hash_of(R"({"a": ["1,", "2"]})"), hash_of(R"({"a": ["1", ",2"]})"));
  EXPECT_NE(hash_of(R"({"a": 1})"), hash_of(R"({"a": "1"})"));
}

TEST(PriceHashTest, ReadsLongStringsWhereverTheyAreKept) {
  const std::string long_text(200'000, 'x');
  const std::string json = R"({"image": ")" + long_text + R"("})";

  EXPECT_EQ(hash_from_disk(json), hash_from_disk(json));
  EXPECT_EQ(hash_from_disk(json),
            price_hash("kirin_v1_i2v", {{"image", long_text}}, SpilledStrings{}).value());
  EXPECT_NE(hash_from_disk(json), hash_from_disk(R"({"image": ")" + long_text + R"(y"})"));
}

}  // namespace
}  // namespace kirin::api::generation
