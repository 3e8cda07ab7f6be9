/// \file
/// The camera in a world: where it stands for a cast, and how it moves as the prompt says.
#pragma once

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/direct/actor.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::direct {

/// How the first frame is composed.
struct Framing {
  world::Vec3 focus = {};  ///< what the camera looks at, metres
  float distance = 9;      ///< from there
  float height = 0;        ///< of the eye above the focus
  float fov_y = 0.7F;      ///< radians
  float shift_y = 0;       ///< frame heights that the focus is above the frame's middle
  float blur = 0;          ///< of the lens, as CameraState's
  std::function<float(float x, float z)> ground = {};  ///< the eye keeps above it
  float farthest = 60;  ///< no further from the focus than this, metres
};

/// What the words ask of the camera in a world; where they ask nothing, a gentle default. The one
/// plan that a film follows and that its explanation tells. As `read_camera`.
CameraPlan plan_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed, double seconds, double aspect = 16.0 / 9);

/// The path of the camera: `focus_at` is what it keeps looking at (a follow goes all the way with
/// it, otherwise `follow_share` of its way), the plan's moves come on top. Thread-safe.
/// The moves of a default go a small part of their way.
///
/// Ordinary moves: pan 20°, tilt 11°, truck and pedestal 0.35 of the frame's width or height at
/// the focus, crane as a pedestal that keeps its eye on the focus, push 1.6 times nearer, pull as
/// much back, zoom 1.5, orbit 42°, roll 8°; each times the planned size.
std::function<world::CameraState(double seconds)> camera_path(
    const Framing& framing, const CameraPlan& plan, double seconds, float follow_share,
    std::function<world::Vec3(double seconds)> focus_at);

}  // namespace kirin::engine::motion::direct
