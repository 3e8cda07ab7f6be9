/// \file
/// How each sound is made, from noise and sines alone: no recording is in this program.
#pragma once

#include "sound/random.h"
#include "sound/stereo.h"

namespace kirin::sound {

// Air and fire.
void add_wind(Stereo& out, Random random);       ///< gusts of band-passed noise
void add_soft_wind(Stereo& out, Random random);  ///< low and steady, as over snow
void add_leaves(Stereo& out, Random random);     ///< rustle
void add_fire(Stereo& out, Random random);       ///< roar and crackle

// Water.
void add_surf(Stereo& out, Random random);        ///< breakers that swell, crash and hiss away
void add_rain(Stereo& out, Random random);        ///< hiss and drops
void add_thunder(Stereo& out, Random random);     ///< a crack and its rumble, early in the stretch
void add_stream(Stereo& out, Random random);      ///< rising bubbles over a murmur
void add_underwater(Stereo& out, Random random);  ///< muffled, with bubbles

// What lives.
void add_birds(Stereo& out, Random random);     ///< each bird repeats its own motif
void add_crickets(Stereo& out, Random random);  ///< pulse trains
void add_crowd(Stereo& out, Random random);     ///< a babble no word of which is understood

// Places.
void add_traffic(Stereo& out, Random random);  ///< hum, and cars that pass
void add_drone(Stereo& out, Random random);    ///< deep and beating: space
void add_room(Stereo& out, Random random);     ///< the tone of a quiet room

// Music: slow chords, in a key of the seed's choice.
void add_calm_music(Stereo& out, Random random);
void add_bright_music(Stereo& out, Random random);
void add_dark_music(Stereo& out, Random random);

}  // namespace kirin::sound
