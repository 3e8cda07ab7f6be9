/// \file
/// The noise that a clip begins as.
#pragma once

#include <cstdint>

#include "nn/tensor.h"

namespace kirin::wan {

/// Independent normally distributed numbers, f32. Number i depends on the seed and i alone, so that
/// neither threads nor machines change it. Philox4x32-10 (Salmon et al., "Parallel Random Numbers:
/// As Easy as 1, 2, 3", 2011) and Box and Muller's transform (1958). PyTorch's generators give
/// other numbers for the same seed.
nn::Tensor gaussian_noise(nn::Shape shape, std::uint64_t seed);

}  // namespace kirin::wan
