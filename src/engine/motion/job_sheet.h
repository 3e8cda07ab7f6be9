/// \file
/// What the engine sees in a job's pictures, and what it would do with it, as a picture for people.
#pragma once

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// The debug sheet (understanding/debug_sheet.h) of each picture of the job, one below the other,
/// with the camera's plan and what moves by itself. First and last frame are seen as the clip shows
/// them, references whole. invalid_argument where there is no picture.
Result<media::Image> job_sheet(const GenerationJob& job);

}  // namespace kirin::engine::motion
