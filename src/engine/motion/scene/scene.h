/// \file
/// Text to video of the embedded engine: a prompt in, a painted scene in motion out.
///
/// The words choose a setting, an hour, a weather and a few figures (`scene_brief.h`); the brief
/// and the seed lay out a scene of layers for the job's aspect ratio (`scene_planner.h`); every
/// frame is painted from that layout and its time alone (`settings.h`), so frames may be made
/// in any order and by any thread. A prompt in which nothing is understood still yields a landscape
/// or an abstract scene that follows from its words.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// Sends exactly `job.frame_count` frames of `job.size`, in order. The same prompt, negative
/// prompt, seed, size and frame count give the same pixels, whatever `job.threads` is.
///
/// `report.facts["scene"]` says what was understood: {"setting": "beach", "time": "dusk",
/// "weather": "clear", "windy": true, "season": null, "beside": [], "lights": [],
/// "camera": "drift (default)", "subjects": [{"kind": "kite", "count": 1, "color": "red"}],
/// "understood": true}; a warning where no word was understood. canceled where `stop` asks for it;
/// the sink's error where it refuses a frame; invalid_argument for no frames or less than 16
/// pixels.
Result<GenerationReport> generate_scene(const GenerationJob& job, FrameSink& frames,
                                        ProgressSink& progress, std::stop_token stop);

}  // namespace kirin::engine::motion
