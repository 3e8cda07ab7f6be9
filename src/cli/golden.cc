#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <iostream>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "engine/wan/golden/runner.h"

namespace kirin::cli {
namespace {

using wan::GoldenGroup;
using wan::GoldenReport;

void print_group(const GoldenGroup& group) {
  const auto& worst = group.worst;
  std::cout << fmt::format("  {}  {:<52} {:>4}  {:9.2e}  <= {:7.1e}{}\n",
                           worst.passed() ? "ok  " : "FAIL", group.name, group.tensors, worst.error,
                           worst.tolerance,
                           worst.problem.empty() ? "" : "  " + worst.name + " " + worst.problem);
}

void print_report(const GoldenReport& report) {
  std::cout << fmt::format("{} {} ({})\n", report.passed() ? "PASS" : "FAIL", report.name,
                           report.kind.empty() ? "no kind" : report.kind);
  for (const GoldenGroup& group : report.groups) {
    print_group(group);
  }
  if (!report.problem.empty()) {
    std::cout << fmt::format("  could not be run: {}\n", report.problem);
  }
  if (!report.first_difference.name.empty()) {
    const auto& first = report.first_difference;
    std::cout << fmt::format("  first to differ: {} ({:.2e}, at most {:.1e} is due)\n", first.name,
                             first.error, first.tolerance);
  }
  if (!report.missing.empty()) {
    std::cout << fmt::format("  never made: {} of the expected tensors, such as {}\n",
                             report.missing.size(), report.missing.front());
  }
  std::cout.flush();
}

JsonObject json_of(const GoldenReport& report) {
  JsonArray groups;
  for (const GoldenGroup& group : report.groups) {
    groups.push_back(JsonObject{{"group", group.name},
                                {"tensors", group.tensors},
                                {"worst", group.worst.name},
                                {"error", group.worst.error},
                                {"tolerance", group.worst.tolerance},
                                {"passed", group.worst.passed()}});
  }
  JsonArray missing(report.missing.begin(), report.missing.end());
  return {{"case", report.name},
          {"kind", report.kind},
          {"passed", report.passed()},
          {"problem", report.problem},
          {"first_difference", report.first_difference.name},
          {"missing", std::move(missing)},
          {"groups", std::move(groups)}};
}

}  // namespace

int check_golden(const GoldenArguments& arguments) {
  const auto cases = wan::find_golden_cases(arguments.directory);
  if (!cases) {
    std::cerr << "kirin golden: " << cases.error().message << "\n";
    return kExitFailure;
  }
  std::size_t passed = 0;
  JsonArray all;
  for (const auto& folder : *cases) {
    const GoldenReport report = wan::run_golden_case(folder);
    passed += report.passed() ? 1 : 0;
    if (arguments.as_json) {
      all.push_back(json_of(report));
    } else {
      print_report(report);
    }
  }
  if (arguments.as_json) {
    std::cout << boost::json::serialize(all) << "\n";
  } else {
    std::cout << fmt::format("{} of {} cases passed\n", passed, cases->size());
  }
  return passed == cases->size() ? kExitOk : kExitFailure;
}

}  // namespace kirin::cli
