/// \file
/// The sounds of things, by name: what a `Cue` or a prompt's ambience may call for.
///
/// A struck effect (S) is made of single strikes: a cue's `beats` say when, and without beats it
/// strikes as the thing does by nature (a clock ticks each half second), the first time when the
/// cue starts. A continuous effect (C) lasts from a cue's start to its end. Effects named after
/// another with a suffix (`footsteps_snow`) are kinds of it.
///
///   weather    wind C, soft_wind C, leaves C, rain C, thunder S
///   water      surf C, stream C, waterfall C, splash S, bubbles C, pour C, underwater C
///   fire       fire C, explosion S, fireworks S
///   people     crowd C, laughter C, applause C S, heartbeat S, footsteps S, footsteps_snow S,
///              footsteps_gravel S, footsteps_wood S, footsteps_grass S, footsteps_sand S
///   animals    hooves S, dog S, cat S, horse S, cow S, sheep S, wolf S, lion S, elephant S,
///              monkey S, frog S, crickets C
///   birds      birds C, seagull S, owl S, duck S, rooster S, wings S
///   machines   traffic C, engine C, train C, plane C, helicopter C, rocket C, spaceship C,
///              horn S, siren C, bicycle_bell S, typing S, clock S, door S
///   struck     bell S, drum S, guitar S, piano S, bounce S
///   made up    whoosh S, sparkle S, space C
///   rooms      room C
///
/// Loudness is relative: `level_db` is how loud an effect is beside others when it is near; the mix
/// measures what was made and brings its loudest 400 ms there.
#pragma once

#include <span>
#include <string_view>

#include "sound/effects/makers.h"
#include "sound/stereo.h"

namespace kirin::sound {

/// Where an effect is when it belongs to the place rather than to a thing in the picture.
enum class Spread {
  diffuse,    ///< all around: each ear hears its own
  scattered,  ///< several sources, each somewhere
};

/// When a struck effect strikes by nature, in seconds.
struct Rhythm {
  float first_at_most = 1;  ///< the first strike of a bed
  float least_pause = 1;    ///< from one strike to the next
  float most_pause = 2;
  bool is_bouncing = false;  ///< each pause shorter than the one before; weaker with it
};

struct Effect {
  std::string_view name;
  std::string_view description;  ///< one line for people
  float level_db;
  AddFlow flow = nullptr;      ///< continuous effects
  AddStrike strike = nullptr;  ///< struck effects, and what cues with beats have of others
  Spread spread = Spread::scattered;
  int sources = 1;  ///< of a scattered bed
  Rhythm rhythm = {};
  float wet = 0.3F;  ///< how much of it the place gives back, [0, 1]
  float half_path_metres =
      0;  ///< from the middle of the picture to its edge for what drives or flies
};

/// All effects, in the order of the table above.
std::span<const Effect> effects();

/// The effect of that name, or null.
const Effect* find_effect(std::string_view name);

/// The name up to its first underscore where a kind of that effect is meant: "footsteps" of
/// "footsteps_snow"; else the name itself.
std::string_view family_of(std::string_view name);

}  // namespace kirin::sound
