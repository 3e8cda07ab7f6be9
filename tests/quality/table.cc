#include "quality/table.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace kirin::quality {

void check(const Row& row) {
  const bool is_kept =
      row.direction == Limit::at_least ? row.measured >= row.limit : row.measured <= row.limit;
  const std::string line = fmt::format(
      "| {} | {} | {:.3g}{} | {} {:.3g}{} | {} |", row.law, row.subject, row.measured,
      row.unit.empty() ? "" : " " + row.unit, row.direction == Limit::at_least ? "≥" : "≤",
      row.limit, row.unit.empty() ? "" : " " + row.unit, is_kept ? "kept" : "**broken**");
  std::cout << line << '\n';
  if (const char* path = std::getenv("KIRIN_QUALITY_TABLE"); path != nullptr) {
    std::ofstream(path, std::ios::app) << line << '\n';
  }
  EXPECT_TRUE(is_kept) << line;
}

}  // namespace kirin::quality
