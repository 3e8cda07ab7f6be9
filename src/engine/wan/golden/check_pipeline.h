/// \file
/// Golden cases from token ids to the video: every task, from end to end.
#pragma once

#include "engine/wan/golden/comparison.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {

/// Kinds "e2e_t2v" and "e2e_t2v_a14b".
Result<void> check_text_to_video(const GoldenCase& golden, Comparison& comparison);
/// Kinds "e2e_i2v", "e2e_i2v_a14b" and "e2e_flf2v".
Result<void> check_image_to_video(const GoldenCase& golden, Comparison& comparison);
/// Kind "e2e_ti2v": the 5B model with a first frame ("i2v.*") and without ("t2v.*").
Result<void> check_first_frame_5b(const GoldenCase& golden, Comparison& comparison);
/// Kind "e2e_vace".
Result<void> check_vace(const GoldenCase& golden, Comparison& comparison);
/// Kind "e2e_phantom".
Result<void> check_phantom(const GoldenCase& golden, Comparison& comparison);

/// Finals ("video…") have the case's tolerance, latents and predictions that of the kind, tables
/// none.
double pipeline_tolerance(const GoldenCase& golden, std::string_view name);

}  // namespace kirin::wan
