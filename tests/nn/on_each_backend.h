/// \file
/// Runs a test of an operator on every backend that is built, in every number format it computes
/// in.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <vector>

#include "nn/device.h"
#include "nn/dtype.h"
#include "nn/parallel.h"
#include "nn/tensor.h"

namespace kirin::nn {

/// A device and the type of x and y there. `tolerance` bounds max|y - exact| / max|exact| of an
/// operator whose sums are f32 and whose result is rounded to `type` once.
struct Backend {
  Device device = Device::cpu;
  DType type = DType::f32;
  double tolerance = 0;

  /// The same device in f32.
  Backend in_f32() const { return {device, DType::f32, 2e-6}; }
};

inline std::ostream& operator<<(std::ostream& out, const Backend& backend) {
  return out << "cpu_" << to_string(backend.type);
}

class OnEachBackend : public testing::TestWithParam<Backend> {};

/// As many threads as asked for, until the end of the scope.
class ComputeThreads {
 public:
  explicit ComputeThreads(int threads) { set_compute_threads(threads); }
  ~ComputeThreads() { set_compute_threads(usable_cpus()); }
  ComputeThreads(const ComputeThreads&) = delete;
  ComputeThreads& operator=(const ComputeThreads&) = delete;
};

/// Whether `compute` gives the same bits with one thread and with several.
template <typename Compute>
bool is_independent_of_threads(const Compute& compute) {
  std::vector<std::vector<float>> results;
  for (const int threads : {1, 2, 5}) {
    const ComputeThreads of_scope(threads);
    results.push_back(compute().values());
  }
  return results[0] == results[1] && results[0] == results[2];
}

}  // namespace kirin::nn
