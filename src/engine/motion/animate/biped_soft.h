/// \file
/// What follows late: hair, capes, skirts and wings.
///
/// A spring that is overdamped follows where its root was a moment ago. So the poses of a few
/// earlier moments are made as well and weighed like the spring's impulse response: still a
/// function of time alone, with no state between frames.
#pragma once

#include <span>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/biped_puppet.h"

namespace kirin::engine::motion::animate {

inline constexpr float kSoftStep = 0.055F;  ///< seconds between the earlier moments
inline constexpr int kSoftMoments = 3;

/// An earlier moment: how the body was, and where.
struct Earlier {
  Puppet puppet;
  world::Affine offset;
};

/// Turns the soft bones of `now`. `drift` is how far the body moved forwards in a kSoftStep,
/// metres.
void hang_softly(Puppet& now, const world::Affine& offset, std::span<const Earlier> earlier,
                 float drift, float seconds, const Manner& manner);

}  // namespace kirin::engine::motion::animate
