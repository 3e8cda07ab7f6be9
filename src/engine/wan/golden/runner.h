/// \file
/// Runs golden cases and says how near we come.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/wan/golden/comparison.h"

namespace kirin::wan {

/// Tensors of one module over blocks, steps and chunks: names that differ only in their numbers.
struct GoldenGroup {
  std::string name;  ///< the shared name, each number as "*"
  std::size_t tensors = 0;
  Comparison::Line
      worst;  ///< by error as a share of its tolerance; one that fails before all others
};

struct GoldenReport {
  std::string name;
  std::string kind;
  /// Why the case could not be run, or empty.
  std::string problem;
  std::vector<GoldenGroup> groups;
  std::vector<std::string> missing;
  /// The first tensor of the run that differs too much; its name is empty where none does.
  Comparison::Line first_difference;

  bool passed() const {
    return problem.empty() && missing.empty() && first_difference.name.empty() && !groups.empty();
  }
};

/// The folders at or under `directory` that hold a case.json, in order of their names. not_found
/// where there is none.
Result<std::vector<std::filesystem::path>> find_golden_cases(
    const std::filesystem::path& directory);

/// Runs one case. Never fails itself: what went wrong stands in the report.
GoldenReport run_golden_case(const std::filesystem::path& folder);

}  // namespace kirin::wan
