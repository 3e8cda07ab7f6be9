/// \file
/// The effects by what makes them sound, a shelf a file: each has its recipes, from noise, sines
/// and resonances alone (no recording is in this program), and the rows that name them. A new
/// effect is a recipe and a row of its shelf.
#pragma once

#include <span>

#include "sound/effects/effects.h"

namespace kirin::sound {

std::span<const Effect> air_effects();      ///< wind, leaves, rooms, what passes through the air
std::span<const Effect> water_effects();    ///< rain, surf, streams, splashes
std::span<const Effect> blast_effects();    ///< fire, rockets, thunder, explosions
std::span<const Effect> people_effects();   ///< crowds, laughter, applause, a heart
std::span<const Effect> step_effects();     ///< feet, hooves and balls on the ground
std::span<const Effect> animal_effects();   ///< throats of beasts
std::span<const Effect> insect_effects();   ///< wings that chirp and hum
std::span<const Effect> bird_effects();     ///< songs and calls, wings
std::span<const Effect> vehicle_effects();  ///< engines, sirens, horns, spaceships and their space
std::span<const Effect> thing_effects();    ///< bells, keys, doors, drums, strings

}  // namespace kirin::sound
