/// \file
/// What is to be run for a job, decided before anything is: task, sizes, passes, settings.
#pragma once

#include "base/result.h"
#include "engine/engine.h"
#include "engine/wan/condition/video_size.h"
#include "engine/wan/pipeline/model_parts.h"
#include "engine/wan/pipeline/wan_settings.h"

namespace kirin::wan {

struct ClipPlan {
  Task task = Task::text;
  Family family = Family::text;
  Method method = Method::plain;
  Recipe recipe;         ///< with the operator's settings and the job's strength in it
  VideoSize size;        ///< of what the model makes
  nn::Index frames = 0;  ///< of one pass; 1 more than a multiple of 4
  int passes = 1;        ///< later ones go on from the last frame of the one before

  nn::Index latent_frames() const { return 1 + (frames - 1) / 4; }
};

/// What the pictures of a job ask for.
Task task_of(const engine::GenerationJob& job);
/// Whether such a model can do that task; `clip_passes` > 1 needs that it takes a first frame or
/// makes long clips at once.
bool can_do(Family family, Method method, Task task);
/// The tasks that it can do, for people: "text to video, first frame".
std::string tasks_of(Family family, Method method);

/// failed_precondition where the model cannot do what the job asks, saying what to configure.
Result<ClipPlan> plan_clip(const engine::GenerationJob& job, Family family,
                           const WanSettings& settings);

}  // namespace kirin::wan
