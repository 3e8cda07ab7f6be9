#include "net/target.h"

#include <gtest/gtest.h>

namespace kirin::net {
namespace {

struct GoodTarget {
  std::string text;
  std::string path;
  std::vector<std::string> segments;
};

class GoodTargets : public testing::TestWithParam<GoodTarget> {};

TEST_P(GoodTargets, AreSplitThenDecoded) {
  const auto target = parse_target(GetParam().text);

  ASSERT_TRUE(target) << target.error().describe();
  EXPECT_EQ(target->path, GetParam().path);
  EXPECT_EQ(target->segments, GetParam().segments);
}

INSTANTIATE_TEST_SUITE_P(
    Table, GoodTargets,
    testing::Values(GoodTarget{"/", "/", {""}}, GoodTarget{"/a/b", "/a/b", {"a", "b"}},
                    GoodTarget{"/a/", "/a/", {"a", ""}}, GoodTarget{"//a", "//a", {"", "a"}},
                    GoodTarget{"/a%2Fb/c", "/a%2Fb/c", {"a/b", "c"}},
                    GoodTarget{"/a%252Fb", "/a%2Fb", {"a%2Fb"}},
                    GoodTarget{"/%e4%bd%a0", "/\xe4\xbd\xa0", {"\xe4\xbd\xa0"}},
                    GoodTarget{"/a+b", "/a+b", {"a+b"}}, GoodTarget{"/...", "/...", {"..."}},
                    GoodTarget{"/a?b/../c", "/a", {"a"}},
                    GoodTarget{"http://example.org/a", "/a", {"a"}},
                    GoodTarget{"HTTP://example.org:80", "/", {""}}));

TEST(TargetTest, QueryIsDecodedLikeAForm) {
  const auto target = parse_target("/?a=1+2&b=%26%3d&c&=x&&a=3&d==");

  ASSERT_TRUE(target);
  const std::map<std::string, std::string, std::less<>> expected{
      {"a", "3"}, {"b", "&="}, {"c", ""}, {"d", "="}};
  EXPECT_EQ(target->query, expected);
}

TEST(TargetTest, AbsoluteTargetNamesItsAuthority) {
  const auto target = parse_target("http://example.org:8080/a?b=c");

  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "example.org:8080");
  EXPECT_EQ(target->query.at("b"), "c");
}

class BadTargets : public testing::TestWithParam<std::string> {};

TEST_P(BadTargets, AreRefused) {
  const auto target = parse_target(GetParam());

  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().code, ErrorCode::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(Table, BadTargets,
                         testing::Values("", "*", "a/b", "example.org:443", "ftp://example.org/",
                                         "http:///a", "http://user@example.org/", "/%", "/%4",
                                         "/%4g", "/%g4", "/a%00b", "/a%0ab", "/a%7f", "/?a=%00",
                                         "/?a=%", "/?%zz=1", "/.", "/..", "/a/../b", "/a/%2e%2e/b",
                                         "/a/.%2E", "/..%2fetc", "/a%2f..%2fb", "/..%5cetc",
                                         "/a\\..\\b", "/%ff", "/?a=%c0%80", "/a#b", "/\xe4\xbd\xa0",
                                         "/a b", std::string{"/a\0b", 4}));

}  // namespace
}  // namespace kirin::net
