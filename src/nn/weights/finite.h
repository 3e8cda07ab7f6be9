/// \file
/// Whether numbers are numbers.
#pragma once

#include "nn/tensor.h"

namespace kirin::nn {

/// How many elements of a contiguous tensor are infinite or NaN. Reads all of it, on all threads;
/// integers are always finite.
Index count_not_finite(const Tensor& tensor);

}  // namespace kirin::nn
