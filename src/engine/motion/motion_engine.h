/// \file
/// The embedded engine: computer graphics on the CPU, no weights.
///
/// What the job holds decides: brushes move what they paint; a first and a last frame are joined;
/// one of them alone is what the camera leaves or arrives at; references become one scene; nothing
/// but words becomes a painted scene. It moves cameras and things that are there. It never invents
/// what living beings would do.
#pragma once

#include "engine/engine.h"

namespace kirin::engine::motion {

class MotionEngine final : public Engine {
 public:
  std::string_view name() const override { return "motion"; }
  /// As Engine::generate. `facts["mode"]` says which of the above it was.
  Result<GenerationReport> generate(const GenerationJob& job, FrameSink& frames,
                                    ProgressSink& progress, std::stop_token stop) override;
  /// As Engine::debug_sheet: a sheet for each picture, one below the other.
  Result<media::Image> debug_sheet(const GenerationJob& job) override;
  /// As Engine::explain: the scene (where there are no pictures) and the camera.
  Result<Explanation> explain(const JobWords& words) override;
};

}  // namespace kirin::engine::motion
