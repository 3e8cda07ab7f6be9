/// \file
/// How things move: gaits and actions for every rig, as functions of time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/motion/world/model.h"

namespace kirin::engine::motion::animate {

/// The way an action is done.
struct Manner {
  double pace = 1;       ///< 0.5 slowly … 1.7 fast; changes cadence and reach
  double speed = 0;      ///< metres per second over the ground, where the action goes somewhere
  double seconds = 1e9;  ///< how long the action lasts, for those with an end (open, rise, explode)
  std::uint64_t seed = 0;  ///< so that a crowd does not move as one
  float wind = 0.3F;       ///< [0, 1]
};

/// What an action does to the model at one moment, beside what carries it over the ground.
struct Movement {
  world::Pose pose = {};      ///< a joint for each bone of the model
  world::Affine offset = {};  ///< in the model's frame: the height of a jump, the lean into a turn
  float opacity = 1;
  float glow = 1;
};

/// The action `action` ("walk", "bloom"; empty: being there, which is never quite still) of the
/// model `seconds` after it began. An action that the rig cannot do is done by the whole body
/// (offset).
Movement perform(const world::Model& model, std::string_view action, double seconds,
                 const Manner& manner);

/// The speed over the ground at which the action looks natural for this model, metres per second; 0
/// for what is done on the spot.
double natural_speed(const world::Model& model, std::string_view action, double pace);

/// The moments in [0, manner.seconds) at which the action strikes: feet, hooves, bounces, wing
/// beats, claps.
std::vector<double> beats(const world::Model& model, std::string_view action, const Manner& manner);

/// `a` where `amount` is 0, `b` where it is 1: for going from one action to the next.
Movement mix(const Movement& a, const Movement& b, float amount);

}  // namespace kirin::engine::motion::animate
