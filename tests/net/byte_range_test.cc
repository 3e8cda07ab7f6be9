#include "net/byte_range.h"

#include <gtest/gtest.h>

#include <string>

namespace kirin::net {
namespace {

using Ranges = std::optional<std::vector<ByteRange>>;

struct Case {
  std::string field;
  std::uint64_t size_bytes;
  Ranges expected;
};

class ByteRangeTable : public testing::TestWithParam<Case> {};

TEST_P(ByteRangeTable, FollowsTheStandard) {
  EXPECT_EQ(parse_byte_ranges(GetParam().field, GetParam().size_bytes), GetParam().expected);
}

const Ranges kIgnored = std::nullopt;
const Ranges kUnsatisfiable = std::vector<ByteRange>{};

Ranges ranges(std::vector<ByteRange> list) { return list; }

// The first rows are the examples of RFC 9110 §14.1.2.
INSTANTIATE_TEST_SUITE_P(
    Table, ByteRangeTable,
    testing::Values(
        Case{"bytes=0-499", 10'000, ranges({{0, 499}})},
        Case{"bytes=500-999", 10'000, ranges({{500, 999}})},
        Case{"bytes=-500", 10'000, ranges({{9500, 9999}})},
        Case{"bytes=9500-", 10'000, ranges({{9500, 9999}})},
        Case{"bytes=0-0,-1", 10'000, ranges({{0, 0}, {9999, 9999}})},
        Case{"bytes= 0-999, 4500-5499, -1000", 10'000,
             ranges({{0, 999}, {4500, 5499}, {9000, 9999}})},
        Case{"bytes=500-700,601-999", 10'000, ranges({{500, 700}, {601, 999}})},
        Case{"BYTES=0-1", 10, ranges({{0, 1}})}, Case{"bytes=,0-1,,", 10, ranges({{0, 1}})},
        Case{"bytes=5-100", 10, ranges({{5, 9}})}, Case{"bytes=-100", 10, ranges({{0, 9}})},
        Case{"bytes=5-99999999999999999999999", 10, ranges({{5, 9}})},
        Case{"bytes=20-30,5-6", 10, ranges({{5, 6}})}, Case{"bytes=10-", 10, kUnsatisfiable},
        Case{"bytes=99999999999999999999999-", 10, kUnsatisfiable},
        Case{"bytes=-0", 10, kUnsatisfiable}, Case{"bytes=0-", 0, kUnsatisfiable},
        Case{"bytes=5-4", 10, kIgnored}, Case{"bytes=", 10, kIgnored},
        Case{"bytes=,", 10, kIgnored}, Case{"bytes=a-b", 10, kIgnored},
        Case{"bytes=1", 10, kIgnored}, Case{"bytes=-", 10, kIgnored},
        Case{"bytes=--1", 10, kIgnored}, Case{"bytes=+1-2", 10, kIgnored},
        Case{"bytes=1-2x", 10, kIgnored}, Case{"bytes 0-1", 10, kIgnored},
        Case{"items=0-1", 10, kIgnored}, Case{"", 10, kIgnored},
        Case{"bytes=0-0,1-1,2-2,3-3,4-4,5-5,6-6,7-7,8-8", 10, kIgnored},
        Case{"bytes=0-9,0-9", 10, kIgnored}));

}  // namespace
}  // namespace kirin::net
