/// \file
/// From what the prompt asks for to where everything stands.
#pragma once

#include <cstdint>

#include "engine/motion/scene/stage.h"
#include "media/image.h"

namespace kirin::engine::motion::scene {

/// Lays out the brief for a frame of that shape. The composition follows the aspect ratio; nothing
/// is cropped.
ScenePlan plan_scene(const SceneBrief& brief, const CameraPlan& camera, std::uint64_t seed,
                     media::Size size, double seconds);

/// Where the camera is at `progress` (0 to 1) of the clip.
View view_at(const ScenePlan& plan, media::Size size, float progress);

}  // namespace kirin::engine::motion::scene
