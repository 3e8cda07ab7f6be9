#include <gtest/gtest.h>

#include <filesystem>

#include "engine/wan/golden/runner.h"

namespace kirin::wan {
namespace {

std::vector<std::filesystem::path> cases() {
  const auto found = find_golden_cases(std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden");
  EXPECTS(found.has_value());
  return *found;
}

/// Every reference case, every tensor of it, at the tolerances of the reference data.
class GoldenTest : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(GoldenTest, EveryTensorIsTheReferences) {
  const GoldenReport report = run_golden_case(GetParam());

  EXPECT_EQ(report.problem, "");
  EXPECT_TRUE(report.missing.empty())
      << "the first of " << report.missing.size() << ": " << report.missing.front();
  const auto& first = report.first_difference;
  EXPECT_EQ(first.name, "") << first.error << " > " << first.tolerance << " " << first.problem;
  EXPECT_TRUE(report.passed());
}

INSTANTIATE_TEST_SUITE_P(Cases, GoldenTest, testing::ValuesIn(cases()),
                         [](const auto& golden) { return golden.param.filename().string(); });

}  // namespace
}  // namespace kirin::wan
