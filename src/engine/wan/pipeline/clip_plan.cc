#include "engine/wan/pipeline/clip_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::wan {
namespace {

/// A quarter of 480p: no model was trained for it, and all are quick to look at.
constexpr double kArea240p = 240.0 * 416;
constexpr double kArea480p = 480.0 * 832;
constexpr double kArea720p = 720.0 * 1280;
constexpr double kArea5b = 704.0 * 1280;
/// Shapes nearer than this to one that the models were trained with take that one.
constexpr double kSameShape = 1.03;

constexpr std::array kTasks{Task::text,       Task::image,      Task::last_image,
                            Task::first_last, Task::references, Task::brush};

double area_of(Family family, const WanSettings& settings) {
  if (settings.resolution == "240p") {
    return kArea240p;
  }
  if (family == Family::first_frame_5b) {
    return kArea5b;
  }
  return settings.resolution == "720p" ? kArea720p : kArea480p;
}

/// The size for words alone: the trained one where the shape is near, else by area.
VideoSize text_size(media::Size clip, Family family, double area, nn::Index step) {
  const double shape = static_cast<double>(clip.width) / clip.height;
  const VideoSize wide = area < kArea480p                   ? VideoSize{416, 240}
                         : family == Family::first_frame_5b ? VideoSize{1280, 704}
                         : area > kArea480p                 ? VideoSize{1280, 720}
                                                            : VideoSize{832, 480};
  for (const VideoSize trained : {wide, VideoSize{wide.height, wide.width}}) {
    const double other = static_cast<double>(trained.width) / static_cast<double>(trained.height);
    const bool fits = trained.width % step == 0 && trained.height % step == 0;
    if (fits && std::max(shape / other, other / shape) <= kSameShape) {
      return trained;
    }
  }
  return image_video_size({clip.width, clip.height}, area, step);
}

VideoSize size_for(const engine::GenerationJob& job, Family family, const Recipe& recipe) {
  if (!job.first_frame && !job.last_frame) {
    return text_size(job.size, family, recipe.area, recipe.size_step);
  }
  const media::Size picture = job.first_frame ? job.first_frame->size() : job.last_frame->size();
  const VideoSize size{picture.width, picture.height};
  return family == Family::first_frame_5b ? image_video_size_5b(size, recipe.area)
                                          : image_video_size(size, recipe.area, recipe.size_step);
}

void apply(const WanSettings& settings, double prompt_strength, Recipe& recipe) {
  DenoiseSettings& denoise = recipe.denoise;
  if (settings.steps > 0) {
    denoise.steps = settings.steps;
  }
  if (settings.shift > 0) {
    denoise.shift = settings.shift;
  }
  if (!settings.solver.empty()) {
    denoise.solver = settings.solver;
  }
  if (settings.guidance > 0) {
    denoise.guidance.low = settings.guidance;
    denoise.guidance.high = settings.guidance;
  }
  if (settings.guidance_high_noise > 0) {
    denoise.guidance.high = settings.guidance_high_noise;
  }
  if (settings.boundary > 0) {
    recipe.boundary = settings.boundary;
  }
  denoise.guidance.low = guidance_for(prompt_strength, denoise.guidance.low);
  denoise.guidance.high = guidance_for(prompt_strength, denoise.guidance.high);
  denoise.reference_guidance.text = denoise.reference_guidance.text * 2 * prompt_strength;
  denoise.reuse_threshold = settings.reuse_threshold;
}

}  // namespace

Task task_of(const engine::GenerationJob& job) {
  if (!job.brushes.empty()) {
    return Task::brush;
  }
  if (!job.references.empty()) {
    return Task::references;
  }
  if (job.first_frame && job.last_frame) {
    return Task::first_last;
  }
  if (job.first_frame) {
    return Task::image;
  }
  return job.last_frame ? Task::last_image : Task::text;
}

bool can_do(Family family, Method method, Task task) {
  const bool image_model = family == Family::image || family == Family::image_experts;
  switch (task) {
    case Task::text:
      return method == Method::plain && !image_model && family != Family::first_last;
    case Task::image:
      return image_model || family == Family::vace || family == Family::first_frame_5b;
    case Task::last_image:
      return image_model || family == Family::vace;
    case Task::first_last:
      return image_model || family == Family::vace || family == Family::first_last;
    case Task::references:
      return family == Family::vace || (family == Family::text && method == Method::phantom);
    case Task::brush:
      return image_model && (method == Method::wan_move || method == Method::ati);
  }
  EXPECTS(false);
}

std::string tasks_of(Family family, Method method) {
  std::string all;
  for (const Task task : kTasks) {
    if (can_do(family, method, task)) {
      all += (all.empty() ? "" : ", ") + std::string(to_string(task));
    }
  }
  return all;
}

Result<ClipPlan> plan_clip(const engine::GenerationJob& job, Family family,
                           const WanSettings& settings) {
  ClipPlan plan;
  plan.task = task_of(job);
  plan.family = family;
  plan.method = settings.method;
  if (!can_do(family, plan.method, plan.task)) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("{} in {} does not make clips from {}; it does: {}. Configure weights "
                             "that do under [engine.wan], or engine.default = \"motion\"",
                             to_string(family), settings.weights, to_string(plan.task),
                             tasks_of(family, plan.method))};
  }
  plan.recipe = recipe_for(family, plan.method, area_of(family, settings));
  apply(settings, job.prompt_strength, plan.recipe);
  plan.size = size_for(job, family, plan.recipe);
  const double seconds = static_cast<double>(job.frame_count) / job.fps;
  const auto needed = static_cast<nn::Index>(std::ceil(seconds * plan.recipe.fps - 1e-9)) + 1;
  // A later pass begins with the last frame of the one before, which it does not add again.
  const nn::Index once = plan.recipe.frames;
  const bool goes_on = can_do(family, plan.method, Task::image) && plan.task != Task::first_last &&
                       plan.task != Task::last_image && plan.task != Task::brush;
  plan.passes =
      goes_on && needed > once ? static_cast<int>((needed - 2 + once - 1) / (once - 1)) : 1;
  const nn::Index of_pass =
      plan.passes == 1 ? needed : 1 + (needed - 1 + plan.passes - 1) / plan.passes;
  plan.frames = 1 + (of_pass - 1 + 3) / 4 * 4;
  return plan;
}

}  // namespace kirin::wan
