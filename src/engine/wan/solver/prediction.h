/// \file
/// The predictions of the clean latent that multistep solvers remember.
#pragma once

#include "engine/wan/solver/log_snr.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// latent - sigma · velocity, a new tensor.
nn::Tensor predicted_clean(double sigma, const nn::Tensor& velocity, const nn::Tensor& latent);

/// latent = x_factor · latent + newest · clean + previous · before; `before` is not read where its
/// factor is 0.
void advance(const SecondOrderStep& factors, const nn::Tensor& clean, const nn::Tensor& before,
             nn::Tensor& latent);

}  // namespace kirin::wan
