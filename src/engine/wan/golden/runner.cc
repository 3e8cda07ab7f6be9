#include "engine/wan/golden/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "engine/wan/golden/checks.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {
namespace {

/// "t999.blocks.12.ffn" → "t*.blocks.*.ffn".
std::string group_name(std::string_view name) {
  std::string group;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (!digit) {
      group += name[i];
    } else if (group.empty() || group.back() != '*') {
      group += '*';
    }
  }
  return group;
}

/// How bad a line is: beyond 1 it fails.
double badness(const Comparison::Line& line) {
  if (!line.problem.empty()) {
    return std::numeric_limits<double>::infinity();
  }
  if (line.tolerance > 0) {
    return line.error / line.tolerance;
  }
  return line.error > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

std::vector<GoldenGroup> grouped(const std::vector<Comparison::Line>& lines) {
  std::vector<GoldenGroup> groups;
  for (const auto& line : lines) {
    const std::string name = group_name(line.name);
    auto group = std::ranges::find(groups, name, &GoldenGroup::name);
    if (group == groups.end()) {
      groups.push_back({name, 0, line});
      group = std::prev(groups.end());
    }
    ++group->tensors;
    if (badness(line) > badness(group->worst)) {
      group->worst = line;
    }
  }
  return groups;
}

Result<void> run(const GoldenCase& golden, GoldenReport& report) {
  const CheckedKind* kind = find_checked_kind(golden.kind());
  if (kind == nullptr) {
    return Error{ErrorCode::unimplemented,
                 fmt::format("nothing here runs cases of the kind \"{}\"", golden.kind())};
  }
  Comparison comparison(golden.outputs(),
                        [&](std::string_view name) { return kind->tolerance(golden, name); });
  const auto checked = kind->check(golden, comparison);
  report.groups = grouped(comparison.lines());
  report.missing = comparison.missing();
  if (const auto* difference = comparison.first_difference()) {
    report.first_difference = *difference;
  }
  return checked;
}

}  // namespace

Result<std::vector<std::filesystem::path>> find_golden_cases(
    const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> folders;
  std::error_code failure;
  if (std::filesystem::exists(directory / "case.json", failure)) {
    folders.push_back(directory);
  }
  for (std::filesystem::recursive_directory_iterator entry(directory, failure), end;
       !failure && entry != end; entry.increment(failure)) {
    if (entry->is_directory() && std::filesystem::exists(entry->path() / "case.json")) {
      folders.push_back(entry->path());
    }
  }
  if (failure) {
    return Error{ErrorCode::not_found,
                 fmt::format("{}: {}", directory.string(), failure.message())};
  }
  if (folders.empty()) {
    return Error{ErrorCode::not_found,
                 fmt::format("no folder with a case.json at or under {}", directory.string())};
  }
  std::ranges::sort(folders);
  return folders;
}

GoldenReport run_golden_case(const std::filesystem::path& folder) {
  GoldenReport report;
  report.name = folder.filename().string();
  try {
    const auto golden = GoldenCase::open(folder);
    if (!golden) {
      report.problem = golden.error().message;
      return report;
    }
    report.kind = golden->kind();
    if (const auto done = run(*golden, report); !done) {
      report.problem = done.error().message;
    }
  } catch (const std::exception& failure) {
    report.problem = failure.what();
  }
  return report;
}

}  // namespace kirin::wan
