#include "engine/motion/scene/scene.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/frame_pipeline.h"
#include "engine/motion/scene/row_kernels.h"
#include "engine/motion/scene/scene_brief.h"
#include "engine/motion/scene/scene_planner.h"
#include "engine/motion/scene/settings.h"

namespace kirin::engine::motion {
namespace {

/// What one thread paints with.
struct Easel {
  explicit Easel(media::Size size) : canvas(size) {}
  scene::Canvas canvas;
  scene::Scratch scratch;
};

void finish(scene::Canvas& canvas, media::Image& out) {
  const media::Size size = canvas.size();
  scene::FinishLook look;
  look.vignette = 0.30F;
  look.center_y = 0.5F * static_cast<float>(size.height);
  look.half_width = 0.5F * static_cast<float>(size.width);
  look.half_height = 0.5F * static_cast<float>(size.height);
  for (int y = 0; y < size.height; ++y) {
    scene::finish_row(look, y, canvas.row(y), out.row(y), size.width);
  }
}

std::vector<std::string> warnings_of(const scene::SceneBrief& brief) {
  if (brief.understood) {
    return {};
  }
  return {
      "No word of the prompt names something the scene painter can show; the clip is a scene "
      "chosen by its letters."};
}

}  // namespace

Result<GenerationReport> generate_scene(const GenerationJob& job, FrameSink& frames,
                                        ProgressSink& progress, std::stop_token stop) {
  if (job.size.width < 16 || job.size.height < 16 || job.frame_count < 1 || job.fps < 1) {
    return Error{ErrorCode::invalid_argument,
                 "a scene needs at least 16 by 16 pixels, one frame and one frame a second"};
  }
  const scene::SceneBrief brief = scene::read_brief(job.prompt, job.negative_prompt);
  const double seconds = static_cast<double>(job.frame_count) / job.fps;
  PictureFacts picture;
  picture.aspect = static_cast<double>(job.size.width) / job.size.height;
  const CameraPlan camera =
      read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed, seconds, picture);
  const scene::ScenePlan plan =
      scene::plan_scene(brief, camera, job.seed, job.size, camera.seconds);

  const int threads = std::clamp(job.threads, 1, job.frame_count);
  std::vector<std::unique_ptr<Easel>> easels;
  for (int i = 0; i < threads; ++i) {
    easels.push_back(std::make_unique<Easel>(job.size));
  }
  const auto paint = [&](int index, int worker, media::Image& out) {
    Easel& easel = *easels[static_cast<std::size_t>(worker)];
    const float time = static_cast<float>(index) / static_cast<float>(job.fps);
    const float along = job.frame_count == 1
                            ? 0.0F
                            : static_cast<float>(index) / static_cast<float>(job.frame_count - 1);
    scene::Stage stage{plan, scene::view_at(plan, job.size, along), time, easel.canvas,
                       easel.scratch};
    scene::paint_scene(stage);
    finish(easel.canvas, out);
  };
  RETURN_IF_ERROR(send_frames({job.frame_count, job.size, threads}, paint, frames, progress, stop));

  GenerationReport report;
  JsonObject facts = scene::to_json(brief);
  facts["camera"] = camera.is_from_prompt ? describe(camera) : "drift (default)";
  report.facts["scene"] = std::move(facts);
  report.warnings = warnings_of(brief);
  return report;
}

}  // namespace kirin::engine::motion
