/// \file
/// What the camera does where the prompt does not say.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/motion/camera/layout.h"

namespace kirin::engine::motion {

/// A gentle move that suits the picture: towards a face or a subject, along a wide landscape, up or
/// down a tall picture, a mere zoom for what is flat, a push with a hint of a turn in a world.
/// `seed` chooses the side. Nothing of `forbidden` is in it: static, if nothing is left.
std::vector<MoveGroup> fit_default(const PictureFacts& facts, const std::set<CameraMove>& forbidden,
                                   std::uint64_t seed);

}  // namespace kirin::engine::motion
