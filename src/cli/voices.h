/// \file
/// The voices of an installation, as its API shows them.
#pragma once

#include "api/context.h"
#include "base/config.h"
#include "cli/house.h"

namespace kirin::cli {

/// Built-in voices and those of `sound.speech.voices`; samples are spoken in a confined process.
/// The house must outlive the result.
api::Voices voices_of(const Config& config, const House& house);

}  // namespace kirin::cli
