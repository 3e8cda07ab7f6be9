/// \file
/// What things give off: flames, smoke, sparks, steam, splashes, fireworks, bubbles.
///
/// Each function returns a source of sprites that is a function of time alone: every particle has a
/// number, its birth, way and looks follow from the number and the seed in closed form (ballistics
/// with drag, turbulence from noise), so that any frame can be drawn without the one before.
#pragma once

#include <cstdint>
#include <functional>

#include "engine/motion/world/world.h"

namespace kirin::engine::motion::animate {

/// Where something is at a time, in the world; thread-safe.
using MovingPoint = std::function<world::Vec3(double seconds)>;

/// What all sources are told.
struct Emission {
  MovingPoint at = [](double) { return world::Vec3{}; };  ///< where it comes from
  double start = 0;                                       ///< seconds; nothing is born before
  double end = 1e9;                                       ///< or after
  float scale = 1;                 ///< 1: of the size that its function names
  world::Light colour{1, 1, 1};    ///< factor on its natural colour
  world::Vec3 wind{0, 0, 0};       ///< metres per second
  world::Vec3 direction{0, 1, 0};  ///< of what is thrown or blown, length 1
  std::uint64_t seed = 0;
  float floor = -1e9F;  ///< height below which nothing falls
};

// --- Fire and smoke. The height is that at scale 1.
world::SpriteSource flame(Emission emission);  ///< 1 m high, 0.45 m wide, with embers
world::SpriteSource smoke(Emission emission);  ///< a grey column that spreads, 0.5 m puffs
world::SpriteSource steam(Emission emission);  ///< white, soon gone: from cups and pots, 0.25 m
world::SpriteSource chimney_smoke(Emission emission);  ///< thin, slow and long
world::SpriteSource train_smoke(
    Emission emission);  ///< big puffs that stay behind where they were born
world::SpriteSource exhaust(Emission emission);  ///< little grey puffs along `direction`
world::SpriteSource rocket_jet(
    Emission emission);  ///< a roaring flame along `direction`, 3 m, and smoke
world::SpriteSource sparks(Emission emission);  ///< glowing, falling, 0.6 m
world::SpriteSource embers(Emission emission);  ///< few, slow, rising

// --- Bursts: all at `start`.
world::SpriteSource explosion(Emission emission);  ///< flash, fireball, smoke, sparks: 2 m
/// A rocket that climbs from `at(start)` to `at(start) + 22 m · scale` along `direction` in 1.1 s
/// and bursts there into a ball of stars 7 m wide, in the form that the seed chooses.
world::SpriteSource firework(Emission emission);
/// The burst alone, at `at(start)`.
world::SpriteSource firework_burst(Emission emission);
world::SpriteSource splash(Emission emission);    ///< a crown of drops and spray, 0.6 m high
world::SpriteSource dust(Emission emission);      ///< a cloud along the ground, 0.7 m
world::SpriteSource confetti(Emission emission);  ///< a burst of coloured paper that flutters down

// --- Streams.
world::SpriteSource fountain(Emission emission);  ///< jets that rise 1.5 m and fall back to `floor`
world::SpriteSource pour_stream(Emission emission);   ///< a thin stream from `at` down to `floor`
world::SpriteSource bubbles(Emission emission);       ///< rising, wobbling, 3 cm
world::SpriteSource soap_bubbles(Emission emission);  ///< slow and large, with a rainbow, 8 cm
world::SpriteSource dust_trail(Emission emission);    ///< behind wheels, hooves and feet
world::SpriteSource snow_spray(Emission emission);    ///< behind skis and sleds
world::SpriteSource wake(Emission emission);          ///< foam behind a boat, at the height of `at`
world::SpriteSource magic_sparkle(Emission emission);    ///< twinkling stars about `at`, 0.6 m
world::SpriteSource musical_shimmer(Emission emission);  ///< soft coloured lights that drift up

}  // namespace kirin::engine::motion::animate
