/// \file
/// The wave trains of a water at one moment: what all its points share.
#pragma once

#include <array>
#include <cstddef>

#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// Sines that run over the water: at (x, z) their phase is x · turns_x + z · turns_z − phase.
struct WaveTrain {
  float turns_x = 0;  ///< per metre
  float turns_z = 0;
  float phase = 0;  ///< turns
  float bend = 0;   ///< how far noise bends the train, turns
  float x = 1;      ///< the way it runs, length 1
  float z = 0;
  float length = 1;  ///< metres
  float slope = 0;   ///< its steepest
  float height = 0;  ///< its share of Waves::height
};

struct WaveTrains {
  std::array<WaveTrain, 7> trains = {};
};

/// Seven trains about the wind's direction with the speed of deep-water waves (Airy 1845).
WaveTrains wave_trains(const world::Water& water, world::Vec3 wind, double seconds);

}  // namespace kirin::engine::motion::render
