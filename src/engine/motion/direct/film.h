/// \file
/// Text to video of the embedded engine: a prompt in, a film of a world made of its words out.
///
/// The words are understood (`story/`), a place is built (`places/`), the cast gets models, motions
/// and marks to stand on (`casting.h`, `blocking.h`), a camera is set up (`framing.h`,
/// `camera_path.h`), and every frame is drawn from that world and its time alone (`render/`), so
/// frames may be made in any order and by any thread.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "engine/engine.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/direct/blocking.h"
#include "engine/motion/direct/casting.h"
#include "engine/motion/places/places.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::direct {

/// All that a clip shows; made once, then only read. Does not move in memory: the world's nodes
/// refer to the cast.
struct Film {
  story::SceneDescription scene;
  CameraPlan camera;
  Casting casting;
  places::Place place;
  Stage stage;
  world::World world;
  std::vector<sound::Cue> cues;
  double step_seconds = 0;  ///< styles that are made pose by pose hold each that long; 0: none do

  /// The moment that frame `index` shows.
  double seconds_of(int index, int fps) const;
};

/// Prepares the film of a job that has words only.
std::unique_ptr<const Film> make_film(const GenerationJob& job);

/// Sends exactly `job.frame_count` frames of `job.size`, in order. The same prompt, negative
/// prompt, seed, size and frame count give the same pixels, whatever `job.threads` is.
///
/// `report.facts["scene"]` is what was understood (story's to_json) with "camera" beside it;
/// `report.cues` what is heard; a warning where no word was understood. canceled where `stop` asks
/// for it; the sink's error where it refuses a frame; invalid_argument for no frames or less than
/// 16 pixels.
Result<GenerationReport> film_scene(const GenerationJob& job, FrameSink& frames,
                                    ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion::direct
