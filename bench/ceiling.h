/// \file
/// What this machine can do at all, measured in the same run as what is compared with it.
#pragma once

#include <functional>

#include "nn/dtype.h"

namespace kirin::bench {

/// CPU time of this process, all threads together.
double cpu_seconds();

/// CPU seconds of the fastest of at least three runs, after one that is not counted.
double fastest(const std::function<void()>& run);

/// GFLOP/s of one thread in oneDNN's best matrix product of f32 or bf16 numbers, with weights in
/// its own order and nothing else to do.
double product_ceiling(nn::DType type);

/// GB/s of one thread, read and written bytes together, far beyond the caches.
double copy_ceiling();

struct Ceilings {
  double f32 = product_ceiling(nn::DType::f32);
  double bf16 = product_ceiling(nn::DType::bf16);
  double copy = copy_ceiling();
  double of(nn::DType type) const { return type == nn::DType::bf16 ? bf16 : f32; }
};

}  // namespace kirin::bench
