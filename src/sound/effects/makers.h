/// \file
/// How each effect is made, from noise, sines and resonances alone: no recording is in this
/// program.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sound/random.h"
#include "sound/synth/grains.h"

namespace kirin::sound {

/// One strike of a struck effect.
struct Strike {
  std::size_t at = 0;        ///< sample; the sound is there within 10 ms
  float strength = 1;        ///< (0, 1]
  int index = 0;             ///< counts the strikes: left foot, right foot; tick, tock
  std::uint64_t source = 0;  ///< which dog, whose shoe: the same for all strikes of one source
};
using AddStrike = void (*)(Channel& out, const Strike& strike, Random& random);

/// A continuous effect over the whole of `out`, at any level.
struct Flow {
  float speed = 0;  ///< 0 in its place, 1 for what crosses the picture in a second or two
  Random shared;    ///< what both ears hear alike: gusts, breakers
  Random own;       ///< what each ear hears for itself: the noise
};
using AddFlow = void (*)(Channel& out, Flow flow);

// air.cc
void add_wind(Channel& out, Flow flow);
void add_soft_wind(Channel& out, Flow flow);
void add_leaves(Channel& out, Flow flow);
void add_room(Channel& out, Flow flow);
void strike_whoosh(Channel& out, const Strike& strike, Random& random);

// water.cc
void add_rain(Channel& out, Flow flow);
void add_surf(Channel& out, Flow flow);
void add_stream(Channel& out, Flow flow);
void add_waterfall(Channel& out, Flow flow);
void add_bubbles(Channel& out, Flow flow);
void add_pour(Channel& out, Flow flow);
void add_underwater(Channel& out, Flow flow);
void strike_splash(Channel& out, const Strike& strike, Random& random);

// blasts.cc
void add_fire(Channel& out, Flow flow);
void add_rocket(Channel& out, Flow flow);
void strike_thunder(Channel& out, const Strike& strike, Random& random);
void strike_explosion(Channel& out, const Strike& strike, Random& random);
void strike_fireworks(Channel& out, const Strike& strike, Random& random);

// people.cc
void add_crowd(Channel& out, Flow flow);
void add_laughter(Channel& out, Flow flow);
void add_applause(Channel& out, Flow flow);
void strike_clap(Channel& out, const Strike& strike, Random& random);
void strike_heartbeat(Channel& out, const Strike& strike, Random& random);

// steps.cc
void strike_footstep(Channel& out, const Strike& strike, Random& random);
void strike_footstep_snow(Channel& out, const Strike& strike, Random& random);
void strike_footstep_gravel(Channel& out, const Strike& strike, Random& random);
void strike_footstep_wood(Channel& out, const Strike& strike, Random& random);
void strike_footstep_grass(Channel& out, const Strike& strike, Random& random);
void strike_footstep_sand(Channel& out, const Strike& strike, Random& random);
void strike_hoof(Channel& out, const Strike& strike, Random& random);
void strike_bounce(Channel& out, const Strike& strike, Random& random);

// animals.cc
void strike_dog(Channel& out, const Strike& strike, Random& random);
void strike_cat(Channel& out, const Strike& strike, Random& random);
void strike_horse(Channel& out, const Strike& strike, Random& random);
void strike_cow(Channel& out, const Strike& strike, Random& random);
void strike_sheep(Channel& out, const Strike& strike, Random& random);
void strike_wolf(Channel& out, const Strike& strike, Random& random);
void strike_lion(Channel& out, const Strike& strike, Random& random);
void strike_elephant(Channel& out, const Strike& strike, Random& random);
void strike_monkey(Channel& out, const Strike& strike, Random& random);
void strike_frog(Channel& out, const Strike& strike, Random& random);
void add_crickets(Channel& out, Flow flow);

// birds.cc
void add_bird(Channel& out, Flow flow);
void strike_seagull(Channel& out, const Strike& strike, Random& random);
void strike_owl(Channel& out, const Strike& strike, Random& random);
void strike_duck(Channel& out, const Strike& strike, Random& random);
void strike_rooster(Channel& out, const Strike& strike, Random& random);
void strike_wing(Channel& out, const Strike& strike, Random& random);

// vehicles.cc
void add_traffic(Channel& out, Flow flow);
void add_engine(Channel& out, Flow flow);
void add_train(Channel& out, Flow flow);
void add_plane(Channel& out, Flow flow);
void add_helicopter(Channel& out, Flow flow);
void add_spaceship(Channel& out, Flow flow);
void add_space(Channel& out, Flow flow);
void add_siren(Channel& out, Flow flow);
void strike_horn(Channel& out, const Strike& strike, Random& random);

// things.cc
void strike_bell(Channel& out, const Strike& strike, Random& random);
void strike_bicycle_bell(Channel& out, const Strike& strike, Random& random);
void strike_clock(Channel& out, const Strike& strike, Random& random);
void strike_key(Channel& out, const Strike& strike, Random& random);
void strike_door(Channel& out, const Strike& strike, Random& random);
void strike_drum(Channel& out, const Strike& strike, Random& random);
void strike_guitar(Channel& out, const Strike& strike, Random& random);
void strike_piano(Channel& out, const Strike& strike, Random& random);
void strike_sparkle(Channel& out, const Strike& strike, Random& random);

}  // namespace kirin::sound
