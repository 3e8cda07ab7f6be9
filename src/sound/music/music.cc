#include "sound/music/music.h"

#include <algorithm>
#include <cmath>

#include "sound/effects/stage.h"
#include "sound/synth/reverb.h"

namespace kirin::sound {
namespace {

constexpr float kLateSeconds = 0.009F;  // hands are never quite together
constexpr Place kHall{.decay_seconds = 1.7F, .dull_hz = 4200, .gain = 0.16F};

// The bars that there is time for, and how long each is.
struct Bars {
  int count;
  float seconds;
};

Bars bars_of(const Mood& mood, float seconds) {
  const int count = std::max(1, static_cast<int>(std::lround(seconds / mood.bar_seconds)));
  const float fitting = seconds / static_cast<float>(count);
  return {count, std::clamp(fitting, mood.bar_seconds * 0.875F, mood.bar_seconds * 1.125F)};
}

// The last bar is home, and the one before it leads there.
const Chord& chord_of(const Mood& mood, int bar, int count) {
  if (bar == count - 1 || bar == 0) {
    return mood.chords.front();
  }
  if (bar == count - 2 && count > 2) {
    return mood.cadence;
  }
  return mood.chords[static_cast<std::size_t>(bar) % mood.chords.size()];
}

// One part while it plays: where its hands are.
class Player {
 public:
  Player(const Part& part, const MusicBrief& brief, float tonic_hz, Channel& out, Random random)
      : part_(part),
        mood_(*brief.mood),
        play_(part.is_lead && brief.lead != nullptr ? brief.lead : part.play),
        tonic_hz_(tonic_hz),
        out_(out),
        random_(random) {}

  void play_bar(const Chord& chord, const Chord& next, float begin, float seconds) {
    if (part_.role == Role::hold) {
      for (const int tone : chord.tones) {
        sound(tone, begin, seconds, 1);
      }
      return;
    }
    const auto steps = static_cast<float>(part_.pattern.size());
    const float step = seconds / steps;
    for (std::size_t i = 0; i < part_.pattern.size(); ++i) {
      if (part_.pattern[i] == '.') {
        continue;
      }
      const bool is_strong = part_.pattern[i] == 'x';
      const float late = i % 2 == 1 ? mood_.swing * step : 0;
      strike(chord, next, is_strong, begin + static_cast<float>(i) * step + late,
             until_next(i) * step);
    }
  }

 private:
  // Steps from stroke `i` to the next one in the pattern or the bar's end.
  float until_next(std::size_t i) const {
    std::size_t k = i + 1;
    while (k < part_.pattern.size() && part_.pattern[k] == '.') {
      ++k;
    }
    return static_cast<float>(k - i);
  }

  void strike(const Chord& chord, const Chord& next, bool is_strong, float at, float seconds) {
    const float level = is_strong ? 1.0F : 0.62F;
    switch (part_.role) {
      case Role::hold:
        return;
      case Role::comp:
        for (const int tone : chord.tones) {
          sound(tone, at, seconds * 0.8F, level);
        }
        return;
      case Role::arpeggio:
        sound(chord.tones[static_cast<std::size_t>(rung(is_strong))], at, seconds * 2.2F, level);
        return;
      case Role::pulse:
        sound(chord.tones.front(), at, seconds * 0.7F, level);
        return;
      case Role::bass:
        sound(chord.bass, at, seconds, level);
        return;
      case Role::walk:
        sound(walking(chord, next), at, seconds, level);
        return;
      case Role::tune:
        sound(melodic(chord, is_strong), at, seconds * 0.95F, level);
        return;
      case Role::drum:
        sound(0, at, 0.5F, level);
        return;
    }
  }

  // The next tone of the chord, up to the top and down again.
  int rung(bool is_strong) {
    constexpr std::array<int, 6> kLadder{0, 1, 2, 3, 2, 1};
    rung_ = is_strong ? 0 : rung_ + 1;
    return kLadder[static_cast<std::size_t>(rung_) % kLadder.size()];
  }

  int walking(const Chord& chord, const Chord& next) {
    const int stride = rung_++ % 4;
    if (stride == 3) {
      return next.bass + (random_.index(2) == 0 ? 1 : -1);  // leads into it from next door
    }
    const int tone = stride == 0 ? chord.bass : chord.tones[static_cast<std::size_t>(stride)] - 12;
    return tone > chord.bass + 12 ? tone - 12 : tone;
  }

  // On strong strokes the chord tone nearest to where the tune is; else a step along the scale.
  int melodic(const Chord& chord, bool is_strong) {
    if (is_strong) {
      int best = chord.tones.front();
      const int wish = tune_ + random_.index(9) - 4;
      for (const int tone : chord.tones) {
        best = std::abs(tone - wish) < std::abs(best - wish) ? tone : best;
      }
      tune_ = best;
      return tune_;
    }
    const int way = tune_ > 10 ? -1 : tune_ < 0 ? 1 : random_.index(2) * 2 - 1;
    for (int k = 1; k <= 3; ++k) {
      const int candidate = tune_ + way * k;
      if (std::ranges::find(mood_.scale, (candidate % 12 + 12) % 12) != mood_.scale.end()) {
        tune_ = candidate;
        break;
      }
    }
    return tune_;
  }

  void sound(int semitones, float at, float seconds, float level) {
    const float hz = tonic_hz_ * std::exp2(static_cast<float>(semitones + 12 * part_.octave) / 12);
    const float when =
        std::max(0.0F, at + kLateSeconds * (random_.bipolar() + random_.bipolar()) * 0.7F);
    play_(out_,
          {.at = samples_of(when),
           .hz = hz,
           .seconds = seconds,
           .gain = part_.gain * level * random_.between(0.88F, 1)},
          random_);
  }

  const Part& part_;
  const Mood& mood_;
  AddNote play_;
  float tonic_hz_;
  Channel& out_;
  Random random_;
  int rung_ = 0;
  int tune_ = 4;
};

}  // namespace

Stereo music_bed(const MusicBrief& brief, std::size_t length, Random random) {
  const Mood& mood = *brief.mood;
  const float tonic_hz = mood.lowest_tonic_hz * std::exp2(static_cast<float>(random.index(6)) / 12);
  const Bars bars = bars_of(mood, static_cast<float>(length) / kSampleRate);
  Stereo dry(length);
  for (const Part& part : mood.parts) {
    Channel channel(length);
    Player player(part, brief, tonic_hz, channel, Random(random.next()));
    for (int bar = 0; bar < bars.count; ++bar) {
      player.play_bar(chord_of(mood, bar, bars.count), chord_of(mood, bar + 1, bars.count),
                      static_cast<float>(bar) * bars.seconds, bars.seconds);
    }
    add_source(dry, 0, channel, {part.pan, part.pan});
  }
  Stereo out = dry;
  add_reverb(out, dry, kHall);
  return out;
}

}  // namespace kirin::sound
