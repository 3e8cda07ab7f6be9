/// \file
/// Where a tensor lives and where an operator runs.
#pragma once

#include <cstdint>

namespace kirin::nn {

enum class Device : std::uint8_t { cpu };

/// Tag that selects an operator's implementation in `nn/cpu/`.
struct Cpu {};

}  // namespace kirin::nn
