/// \file
/// The true-peak limiter.
#pragma once

#include "sound/stereo.h"

namespace kirin::sound {

/// Keeps the curve through the samples (four times oversampled: what a converter makes of them)
/// within ±`ceiling_db`: the gain goes down smoothly over the 5 ms before a peak and up again after
/// it. Sound below the ceiling is unchanged. Returns by how many decibels the highest peak came
/// down.
double limit(Stereo& sound, double ceiling_db);

}  // namespace kirin::sound
