/// \file
/// The start of a safetensors file.
#pragma once

#include <string>
#include <vector>

#include "nn/weights/safetensors.h"
#include "nn/weights/tensor_file_writer.h"

namespace kirin::nn {

/// Length and header, padded so that data begins at a multiple of 8; the tensors' bytes follow in
/// the plan's order.
std::string safetensors_start(const std::vector<TensorPlan>& plan);

}  // namespace kirin::nn
