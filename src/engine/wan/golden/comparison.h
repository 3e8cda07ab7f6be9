/// \file
/// Our tensors beside the reference's, by name.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nn/tensor.h"
#include "nn/trace.h"
#include "nn/weights/weights.h"

namespace kirin::wan {

/// Compares what a run produces with the expected tensors of a case. The measure of a tensor is
/// max|ours - theirs| / max|theirs|; a number that is not finite, another count of numbers, or an
/// expected tensor that was never seen is a failure.
class Comparison {
 public:
  /// The tolerance of the tensor of that name; 0 asks for equality.
  using Tolerance = std::function<double(std::string_view name)>;

  Comparison(const nn::Weights& expected, Tolerance tolerance)
      : expected_(expected), tolerance_(std::move(tolerance)) {}

  /// Compares where a tensor of that name is expected and was not compared before; else does
  /// nothing. Shapes must hold the same numbers in the same order (extents of 1 may differ).
  void see(const std::string& name, const nn::Tensor& ours);
  /// As `see`, but against the first rows of ours: the reference keeps only the first rows of some
  /// tensors whose further rows repeat (last axis channels, the one before rows).
  void see_first_rows(const std::string& name, const nn::Tensor& ours);
  /// For pictures in bytes: the error is the largest difference in levels, the tolerance too.
  void see_levels(const std::string& name, const nn::Tensor& ours);
  /// For the names that are not tensors of a run (tables, ids): equality of numbers.
  void see_numbers(const std::string& name, const std::vector<double>& ours);
  /// An observer for models: `see` of every name with `prefix` before it.
  nn::Trace trace(std::string prefix = {});
  /// Adds an expected tensor that the case keeps elsewhere than in its outputs.
  void expect(const std::string& name, nn::Tensor theirs);
  /// The same for numbers, of which `see_numbers` compares.
  void expect_numbers(const std::string& name, const std::vector<double>& theirs);
  /// Names that need not be seen: say why where it is called.
  void leave_out(const std::string& name) { left_out_.insert(name); }
  bool expects(std::string_view name) const { return expected_.has(name); }
  /// The expected tensor itself, for a step that continues from the reference's numbers.
  const nn::Weights& expected() const { return expected_; }

  /// One tensor, in the order of the run.
  struct Line {
    std::string name;
    double error = 0;
    double tolerance = 0;
    std::string problem;  ///< what is wrong beside the numbers, or empty
    bool passed() const { return problem.empty() && error <= tolerance; }
  };
  const std::vector<Line>& lines() const { return lines_; }
  /// Expected tensors that were neither seen nor left out.
  std::vector<std::string> missing() const;
  bool passed() const;
  /// The first tensor of the run that differs too much, or null.
  const Line* first_difference() const;

 private:
  enum class Measure { relative, absolute };
  void compare(const std::string& name, const nn::Tensor& theirs, const nn::Tensor& ours,
               Measure measure = Measure::relative);

  nn::Weights expected_;
  Tolerance tolerance_;
  std::set<std::string, std::less<>> seen_;
  std::set<std::string, std::less<>> left_out_;
  std::vector<Line> lines_;
};

}  // namespace kirin::wan
