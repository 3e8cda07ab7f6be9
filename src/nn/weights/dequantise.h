/// \file
/// Weights in 8 bits whose scales stand beside them, as plain weights.
///
/// Repackaged files keep E4M3 numbers in `X.weight` and what multiplies them in `X.scale_weight`
/// (ComfyUI's "scaled fp8") or `X.weight_scale`: one number, or one for each row.
#pragma once

#include <string>

#include "base/result.h"
#include "nn/weights/weights.h"

namespace kirin::nn {

/// The tensor with its scale applied, in bf16, and the scale taken out of `tensors`; a tensor
/// without a scale as it is. not_found, or failed_precondition where the scale fits neither way.
Result<Tensor> dequantised(Weights::Tensors& tensors, const std::string& name);

/// The same weights with every scale applied that layers do not take: those of rows, those of
/// tensors that `is_linear` (given the module's name) says are no linear layers, and markers
/// (`scaled_fp8`) and scales of activations (`X.scale_input`, `X.input_scale`) left out.
Result<Weights> without_row_scales(const Weights& weights,
                                   bool (*is_linear)(std::string_view module));

}  // namespace kirin::nn
