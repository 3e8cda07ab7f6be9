/// \file
/// Golden cases of pictures: CLIP, and the resizes of every task.
#pragma once

#include "engine/wan/golden/comparison.h"
#include "engine/wan/golden/golden_case.h"

namespace kirin::wan {

/// Kind "clip_visual": imageN_u8 [height, width, 3].
Result<void> check_image_encoder(const GoldenCase& golden, Comparison& comparison);

/// Kind "image_prep": image_u8 in the sizes that the outputs' names end with, and the tables of
/// video sizes in case.json.
Result<void> check_image_preparation(const GoldenCase& golden, Comparison& comparison);

}  // namespace kirin::wan
