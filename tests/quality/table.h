/// \file
/// Rows of the quality table: what was measured, and the limit it must keep.
#pragma once

#include <string>

namespace kirin::quality {

enum class Limit { at_least, at_most };

struct Row {
  std::string law;      ///< "first–last: gain over cross-fade"
  std::string subject;  ///< "stream, pan"
  double measured = 0;
  Limit direction = Limit::at_least;
  double limit = 0;
  std::string unit;  ///< "dB"; may be empty
};

/// Prints the row, appends it to the file named by KIRIN_QUALITY_TABLE where that is set, and fails
/// the running test where the limit is not kept.
void check(const Row& row);

}  // namespace kirin::quality
