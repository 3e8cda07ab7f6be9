/// \file
/// What the cast makes heard: footsteps in time with the gait, voices of animals, engines,
/// splashes.
#pragma once

#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/motion/direct/casting.h"
#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/world.h"
#include "sound/sound.h"

namespace kirin::engine::motion::direct {

/// The cues of a clip of that length; panned by where `camera` sees each actor in a frame `aspect`
/// wide. At most 24, the nearest actors first.
std::vector<sound::Cue> cues_of(const story::SceneDescription& scene, const Casting& casting,
                                const std::function<world::CameraState(double)>& camera,
                                float aspect, double seconds);

/// Every sound that a cue may call for.
std::set<std::string_view> sounds_of_casts();

}  // namespace kirin::engine::motion::direct
