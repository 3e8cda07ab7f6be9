/// \file
/// The extents of a tensor as a stranger's file claims them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "nn/dtype.h"
#include "nn/tensor.h"

namespace kirin::nn {

struct Extents {
  Shape shape;
  std::uint64_t size_bytes = 0;
};

/// The shape and the bytes it takes, or nothing where it has more than 8 axes or its size (or,
/// where an extent is 0, that of the others, of which strides are made) does not fit into 63 bits.
std::optional<Extents> checked_extents(std::span<const std::uint64_t> extents, DType type);

}  // namespace kirin::nn
