/// \file
/// The reference cases in tests/golden as tests.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/wan/golden/runner.h"

namespace kirin::wan {

inline std::string golden_folder(const std::string& name) {
  return std::string(KIRIN_SOURCE_DIR) + "/tests/golden/" + name;
}

/// Expects every tensor of the case within its tolerance, and says which is the first that is not.
inline void expect_golden(const std::string& name) {
  const GoldenReport report = run_golden_case(golden_folder(name));
  EXPECT_EQ(report.problem, "");
  EXPECT_FALSE(report.groups.empty());
  EXPECT_TRUE(report.missing.empty())
      << report.missing.size() << " tensors not seen, the first is " << report.missing.front();
  EXPECT_EQ(report.first_difference.name, "")
      << report.first_difference.error << " where " << report.first_difference.tolerance
      << " is allowed " << report.first_difference.problem;
}

}  // namespace kirin::wan
