/// \file
/// Simple music beds by mood: chords, parts for several instruments, a tune, hands that are human.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sound/music/instruments.h"
#include "sound/random.h"
#include "sound/stereo.h"

namespace kirin::sound {

/// A chord in semitones above the key's tonic.
struct Chord {
  int bass;
  std::array<int, 4> tones;
};

/// What a part plays of the chords.
enum class Role {
  hold,      ///< all tones, as long as the chord lasts
  comp,      ///< all tones, at the pattern's strokes
  arpeggio,  ///< one tone after the other, up and down
  pulse,     ///< the lowest tone, again and again
  bass,      ///< the bass
  walk,      ///< the bass, walking through the chord's tones to the next chord
  tune,      ///< a melody: chord tones on the strong strokes, steps between them
  drum,
};

struct Part {
  AddNote play;
  Role role;
  /// A bar in equal steps: 'x' a stroke, 'o' a soft one, '.' none.
  std::string_view pattern;
  int octave = 0;
  float gain = 0.2F;
  float pan = 0;
  bool is_lead = false;  ///< another instrument takes this part where a prompt names one
};

struct Mood {
  std::string_view name;
  std::string_view description;  ///< one line for people
  float bar_seconds;             ///< a chord lasts a bar
  float lowest_tonic_hz;         ///< the key is this or up to five semitones higher
  std::array<int, 7> scale;
  std::array<Chord, 4> chords;  ///< the progression; it begins and ends with the first
  Chord cadence;                ///< leads back to it
  float swing;                  ///< how late every second step is, as a part of a step
  std::vector<Part> parts;
};
std::span<const Mood> music_moods();

/// An instrument that a prompt may name.
struct Lead {
  std::string_view name;
  AddNote play;
};
std::span<const Lead> music_leads();

struct MusicBrief {
  const Mood* mood;
  AddNote lead = nullptr;  ///< null: the mood's own
};

/// What a name such as "music_calm" or "music_sad:piano" asks for; nothing where it is no such
/// name.
std::optional<MusicBrief> music_of(std::string_view name);

/// Music of this length, at any level. It plays whole bars (up to an eighth quicker or slower than
/// the mood likes, so that they fit) and comes home to its tonic at the end.
Stereo music_bed(const MusicBrief& brief, std::size_t length, Random random);

}  // namespace kirin::sound
