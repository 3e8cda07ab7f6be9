/// \file
/// Golden cases of trajectories: Wan-Move and ATI.
#pragma once

#include "engine/wan/golden/comparison.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {

/// Kind "trajectory_copy" (Wan-Move), the pipeline's conditioning included.
Result<void> check_copied_tracks(const GoldenCase& golden, Comparison& comparison);

/// Kind "trajectory_gauss" (ATI).
Result<void> check_splatted_tracks(const GoldenCase& golden, Comparison& comparison);

}  // namespace kirin::wan
