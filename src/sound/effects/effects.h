/// \file
/// The sounds of things, by name: what a `Cue` or a prompt's ambience may call for.
///
/// A struck effect is made of single strikes: a cue's `beats` say when, and without beats it
/// strikes as the thing does by nature (a clock ticks each half second), the first time when the
/// cue starts. A continuous effect lasts from a cue's start to its end. Effects named after
/// another with a suffix (`footsteps_snow`) are kinds of it. docs/sound.md lists them all.
///
/// Loudness is relative: `level_db` is how loud an effect is beside others when it is near; the mix
/// measures what was made and brings its loudest 400 ms there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sound/random.h"
#include "sound/stereo.h"
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

/// All effects.
std::span<const Effect> effects();

/// The effect of that name, or null.
const Effect* find_effect(std::string_view name);

/// The name up to its first underscore where a kind of that effect is meant: "footsteps" of
/// "footsteps_snow"; else the name itself.
std::string_view family_of(std::string_view name);

}  // namespace kirin::sound
