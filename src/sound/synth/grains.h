/// \file
/// Short sounds that textures are made of: damped sines, bursts of noise, bubbles.
///
/// Each is added to one channel at 48 kHz from sample `at` on; what would lie beyond the channel's
/// end is left out.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sound/filters.h"
#include "sound/random.h"
#include "sound/stereo.h"

namespace kirin::sound {

/// One channel at 48 kHz.
using Channel = std::vector<float>;

std::size_t samples_of(float seconds);

/// Calls `event(sample)` now and then, on average `a_second` times (a Poisson process), the first
/// time at 0.
template <typename Event>
void at_random_times(std::size_t length, float a_second, Random& random, Event event) {
  const auto end = static_cast<float>(length);
  for (float at = 0; at < end; at += 1 + random.waiting_time(kSampleRate / a_second)) {
    event(static_cast<std::size_t>(at));
  }
}

/// A resonance of a struck body (modal synthesis: Adrien, "The Missing Link: Modal Synthesis",
/// 1991).
struct Mode {
  float hz;
  float decay_seconds;  ///< until 1/e
  float gain;
};

/// A body struck at `at`: its modes, all in phase, with an attack of `attack_seconds`.
void add_modes(Channel& out, std::size_t at, std::span<const Mode> modes, float gain,
               float attack_seconds = 0.0006F);

/// Noise through `colour` that rises within `attack_seconds` and falls to 1/e in `decay_seconds`.
struct Burst {
  float attack_seconds = 0.0005F;
  float decay_seconds = 0.01F;
  Biquad colour = {};
  float gain = 1;
};
void add_burst(Channel& out, std::size_t at, Burst burst, Random& random);

/// Noise through a band that moves: `level` and `hz` over [0, 1] of its time.
struct Sweep {
  float seconds;
  float from_hz, middle_hz, to_hz;
  float q;
  float peak_at;  ///< when it is loudest, in (0, 1)
  float gain;
};
void add_sweep(Channel& out, std::size_t at, const Sweep& sweep, Random& random);

/// A bubble of air in water that rings: Minnaert, "On musical air-bubbles and the sounds of running
/// water" (1933), f = 3.26 / r; damping and rising pitch as van den Doel, "Physically based models
/// for liquid sounds" (2005), f(t) = f (1 + rise · d · t), d = 0.13 / r + 0.0072 r^-1.5.
void add_bubble(Channel& out, std::size_t at, float radius_metres, float rise, float gain);

/// Many small noises as grains rub on each other, all within `seconds`, ever fewer of them (Cook,
/// "Physically Informed Sonic Modeling (PhISM)", 1997): a foot on gravel, on snow.
struct Crunch {
  float seconds;
  int grains;
  float low_hz, high_hz;  ///< where the grains ring
  float q;
  float grain_seconds;  ///< decay of one
  float gain;
};
void add_crunch(Channel& out, std::size_t at, const Crunch& crunch, Random& random);

/// Noise below `cutoff_hz` that swells a little: what is left of machines and streets far away.
void add_hum(Channel& out, Random& random, float cutoff_hz, float gain);

/// Noise that falls by 3 dB an octave (P. Kellet's economical filter of white noise).
class PinkNoise {
 public:
  float operator()(Random& random);

 private:
  float slow_ = 0, middle_ = 0, quick_ = 0;
};

}  // namespace kirin::sound
