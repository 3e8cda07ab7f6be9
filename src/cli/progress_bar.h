/// \file
/// A progress bar on standard error: redrawn in place on a terminal, a line now and then elsewhere.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace kirin::cli {

class ProgressBar {
 public:
  /// `label` stands before the bar; `silent` draws nothing.
  ProgressBar(std::string label, bool silent);

  /// `fraction` in [0, 1], `phase` in a word.
  void show(double fraction, std::string_view phase);
  /// Ends the line with `note` in place of the bar.
  void finish(std::string_view note);

 private:
  std::string label_;
  bool silent_;
  bool on_terminal_;
  std::chrono::steady_clock::time_point started_at_;
  std::chrono::steady_clock::time_point shown_at_;
  std::string shown_phase_;
};

}  // namespace kirin::cli
