/// \file
/// The instruments of the music beds, and of guitars, pianos and bells that a scene shows.
#pragma once

#include <cstddef>

#include "sound/random.h"
#include "sound/synth/grains.h"

namespace kirin::sound {

struct Note {
  std::size_t at = 0;    ///< sample
  float hz = 440;        ///< drums have their own pitch and take no notice
  float seconds = 0.5F;  ///< until it is let go
  float gain = 1;
};
using AddNote = void (*)(Channel& out, const Note& note, Random& random);

// Strings that are struck or plucked.
/// Stiff strings: partials stretched by inharmonicity, each with a quick and a slow decay (Fletcher
/// and Rossing, "The Physics of Musical Instruments", 1998, §12).
void add_piano(Channel& out, const Note& note, Random& random);
/// A delay line that loses its treble: Karplus and Strong, "Digital Synthesis of Plucked-String and
/// Drum Timbres" (1983), tuned as by Jaffe and Smith (1983).
void add_guitar(Channel& out, const Note& note, Random& random);
void add_harp(Channel& out, const Note& note, Random& random);
void add_bass(Channel& out, const Note& note, Random& random);

// Sustained notes.
void add_strings(Channel& out, const Note& note, Random& random);   ///< detuned saws, slow bows
void add_spiccato(Channel& out, const Note& note, Random& random);  ///< the same, short
void add_brass(Channel& out, const Note& note, Random& random);     ///< brighter as it is louder
void add_flute(Channel& out, const Note& note, Random& random);
void add_pad(Channel& out, const Note& note, Random& random);  ///< soft and wide

// Frequency modulation (Chowning, "The Synthesis of Complex Audio Spectra by Means of Frequency
// Modulation", 1973).
void add_celesta(Channel& out, const Note& note, Random& random);
void add_electric_piano(Channel& out, const Note& note, Random& random);

/// A church bell by the partials of its profile (Rossing, "Science of Percussion Instruments",
/// 2000): hum, prime, tierce, quint, nominal. `hz` is the prime.
void add_church_bell(Channel& out, const Note& note, Random& random);

// Drums.
void add_taiko(Channel& out, const Note& note, Random& random);
void add_brush(Channel& out, const Note& note, Random& random);
void add_ride(Channel& out, const Note& note, Random& random);
void add_shaker(Channel& out, const Note& note, Random& random);
void add_clap(Channel& out, const Note& note, Random& random);
void add_sleigh(Channel& out, const Note& note, Random& random);
void add_snare(Channel& out, const Note& note, Random& random);

}  // namespace kirin::sound
