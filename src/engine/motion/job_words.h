/// \file
/// What the engine understands of a job's words, for people and for programs.
#pragma once

#include "engine/engine.h"

namespace kirin::engine::motion {

/// The scene that the words describe (story/) where the job has no pictures, and what they say of
/// the camera (camera/). `facts` has "scene" (null with pictures) and "camera": its plan and how
/// each word was read.
Explanation explain_words(const JobWords& words);

}  // namespace kirin::engine::motion
