/// \file
/// How bipeds go: cadence and stride from leg length and speed, feet that stay where they were put.
///
/// Dynamic similarity (Alexander 1989): bodies of different size move alike at equal Froude number
/// v² / (g · leg); strides grow as 2.3 · leg · Froude^0.3. Hips ride over the standing leg as an
/// inverted pendulum in walking (Cavagna 1976) and bounce in running; arms and chest turn against
/// the legs.
#pragma once

#include <string_view>
#include <vector>

#include "engine/motion/animate/animate.h"
#include "engine/motion/animate/biped_puppet.h"

namespace kirin::engine::motion::animate {

/// What makes one gait look different from another.
struct GaitStyle {
  std::string_view action;
  float froude = 0.2F;      ///< at its natural speed
  float duty = 0.62F;       ///< share of the stride that a foot stands; below 0.5 both fly
  float lift = 0.10F;       ///< of the swinging foot, in legs
  float crouch = 0.0F;      ///< how far the hips stay down, in legs
  float lean = 0.03F;       ///< of the trunk, radians forwards
  float arm_swing = 0.36F;  ///< radians either way
  float elbow = 0.26F;
  float bounce = 0;       ///< of the hips, in legs, beside what the legs demand
  float heel_up = 0.75F;  ///< pitch of the foot when it leaves the ground
  float toes_up = 0.28F;  ///< when it lands
  float width = 0.6F;     ///< of the track, in hips
  float stride = 1;       ///< factor on the natural stride
};

/// The gait `action` is done with, or null where it is none.
const GaitStyle* gait_of(std::string_view action);

/// Cadence and reach of one body at one speed.
struct Stride {
  float speed = 0;      ///< metres per second over the ground
  float frequency = 1;  ///< strides (two steps) per second
  float length = 0;     ///< metres that a stride covers: speed / frequency
};
Stride stride_of(const BipedRig& rig, const GaitStyle& style, double pace, double speed);
/// Metres per second.
double natural_speed(const BipedRig& rig, const GaitStyle& style, double pace);

/// Legs, hips, trunk and arms at `phase` strides after the left foot came down.
void go(Puppet& puppet, const GaitStyle& style, const Stride& stride, double phase);

/// The moments in [0, seconds) when a foot comes down, for a gait that begins at `phase` strides.
std::vector<double> footfalls(const Stride& stride, double phase, double seconds);

}  // namespace kirin::engine::motion::animate
