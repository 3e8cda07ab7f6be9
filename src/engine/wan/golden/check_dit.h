#pragma once

#include "engine/wan/golden/checks.h"

namespace kirin::wan {

/// Kind "dit_forward": forwards at one timestep each, with or without image conditions. Names with
/// "bf16emu." are those of a run in half precision.
Result<void> check_dit_forward(const GoldenCase& golden, Comparison& comparison);
/// Kind "dit_forward_per_token_t": the first frame's tokens at time 0.
Result<void> check_dit_per_token(const GoldenCase& golden, Comparison& comparison);
/// Kind "dit_forward_vace": a control branch at several scales.
Result<void> check_dit_vace(const GoldenCase& golden, Comparison& comparison);
double dit_tolerance(const GoldenCase& golden, std::string_view name);

/// Kind "embeddings": rotary tables, their application, and the sinusoid of times.
Result<void> check_embeddings(const GoldenCase& golden, Comparison& comparison);
double embeddings_tolerance(const GoldenCase& golden, std::string_view name);

}  // namespace kirin::wan
