#include "cli/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace kirin::cli {
namespace {

constexpr int kCells = 28;
constexpr std::chrono::seconds kLineInterval{5};

std::string bar(double fraction) {
  const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kCells);
  std::string cells;
  for (int i = 0; i < kCells; ++i) {
    cells += i < full ? "█" : "░";
  }
  return cells;
}

}  // namespace

ProgressBar::ProgressBar(std::string label, bool silent)
    : label_(std::move(label)),
      silent_(silent),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      started_at_(std::chrono::steady_clock::now()) {}

void ProgressBar::show(double fraction, std::string_view phase) {
  const auto now = std::chrono::steady_clock::now();
  if (silent_ || (!on_terminal_ && phase == shown_phase_ && now - shown_at_ < kLineInterval)) {
    return;
  }
  shown_at_ = now;
  shown_phase_ = phase;
  const double seconds = std::chrono::duration<double>(now - started_at_).count();
  const std::string line = fmt::format("{} {} {:>3.0f} % {:<8} {:>5.1f} s", label_, bar(fraction),
                                       fraction * 100, phase, seconds);
  std::fputs(on_terminal_ ? fmt::format("\r\033[K{}", line).c_str() : (line + "\n").c_str(),
             stderr);
  std::fflush(stderr);
}

void ProgressBar::finish(std::string_view note) {
  if (silent_) {
    return;
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started_at_).count();
  std::fputs(
      fmt::format("{}{} {} ({:.1f} s)\n", on_terminal_ ? "\r\033[K" : "", label_, note, seconds)
          .c_str(),
      stderr);
}

}  // namespace kirin::cli
