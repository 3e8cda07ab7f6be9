#pragma once

#include "nn/device.h"

namespace kirin::nn {

/// Whether the device has instructions that multiply bf16 numbers and sum in f32: then a network in
/// bf16 is faster than one in f32.
bool multiplies_bf16(Device device);

}  // namespace kirin::nn
