#include "engine/wan/wan_engine.h"

#include "engine/wan/pipeline/open_model.h"
#include "engine/wan/pipeline/wan_clip.h"
#include "nn/parallel.h"

namespace kirin::wan {

Result<std::unique_ptr<WanEngine>> WanEngine::open(const WanSettings& settings) {
  ASSIGN_OR_RETURN(ModelParts model, open_model(settings));
  ASSIGN_OR_RETURN(Replay replay, Replay::open(settings));
  return std::make_unique<WanEngine>(settings, std::move(model), std::move(replay));
}

WanEngine::WanEngine(WanSettings settings, ModelParts model, Replay replay)
    : settings_(std::move(settings)), model_(std::move(model)), replay_(std::move(replay)) {}

WanEngine::~WanEngine() = default;

Result<engine::GenerationReport> WanEngine::generate(const engine::GenerationJob& job,
                                                     engine::FrameSink& frames,
                                                     engine::ProgressSink& progress,
                                                     std::stop_token stop) {
  nn::set_compute_threads(std::max(1, job.threads));
  WanClip clip({job, model_, settings_, replay_, progress, std::move(stop)});
  return clip.make(frames);
}

}  // namespace kirin::wan
