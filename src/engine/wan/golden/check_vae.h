#pragma once

#include "engine/wan/golden/checks.h"

namespace kirin::wan {

/// Both autoencoders: a clip, one with leftover frames and an image encoded, a latent decoded,
/// round trips, and the layers of the first two, chunk by chunk.
Result<void> check_vae(const GoldenCase& golden, Comparison& comparison);

/// Latents 2e-5, decoded clips the case's own tolerance, layers 3e-5.
double vae_tolerance(const GoldenCase& golden, std::string_view name);

}  // namespace kirin::wan
