#include "sound/synth/grains.h"

#include <algorithm>
#include <cmath>

#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

constexpr float kSilentAfter = 8;  // decays: e^-8 is -69 dB
constexpr std::size_t kTuneEvery = 32;

std::size_t end_of(const Channel& out, std::size_t at, float seconds) {
  return at >= out.size() ? at : std::min(out.size(), at + samples_of(seconds));
}

}  // namespace

std::size_t samples_of(float seconds) {
  return seconds <= 0 ? 0 : static_cast<std::size_t>(seconds * kSampleRate);
}

void add_modes(Channel& out, std::size_t at, std::span<const Mode> modes, float gain,
               float attack_seconds) {
  const float attack = std::max(1.0F, attack_seconds * kSampleRate);
  for (const Mode& mode : modes) {
    const std::size_t end = end_of(out, at, mode.decay_seconds * kSilentAfter);
    const double w = 2 * 3.14159265358979 * mode.hz / kSampleRate;
    const double r = std::exp(-1.0 / (static_cast<double>(mode.decay_seconds) * kSampleRate));
    const double c1 = 2 * r * std::cos(w);
    const double c2 = r * r;
    double now = 0;
    double before = -std::sin(w) / r;
    const auto step = [&] {
      const double next = c1 * now - c2 * before;
      before = now;
      now = next;
    };
    const float level = gain * mode.gain;
    std::size_t i = at;
    for (; i < end && static_cast<float>(i - at) < attack; ++i) {
      out[i] += level * static_cast<float>(i - at) / attack * static_cast<float>(now);
      step();
    }
    for (; i < end; ++i) {
      out[i] += level * static_cast<float>(now);
      step();
    }
  }
}

void add_burst(Channel& out, std::size_t at, Burst burst, Random& random) {
  const std::size_t end =
      end_of(out, at, burst.attack_seconds + burst.decay_seconds * kSilentAfter);
  const float fall = std::exp(-1 / (burst.decay_seconds * kSampleRate));
  const float attack = std::max(1.0F, burst.attack_seconds * kSampleRate);
  float level = burst.gain;
  for (std::size_t i = at; i < end; ++i) {
    const float x = static_cast<float>(i - at) / attack;
    level *= x < 1 ? 1 : fall;
    out[i] += level * std::min(1.0F, x) * burst.colour(random.bipolar());
  }
}

void add_sweep(Channel& out, std::size_t at, const Sweep& sweep, Random& random) {
  const std::size_t end = end_of(out, at, sweep.seconds);
  Biquad band = Biquad::band_pass(sweep.from_hz, sweep.q);
  for (std::size_t i = at; i < end; ++i) {
    const float x = static_cast<float>(i - at) / (sweep.seconds * kSampleRate);
    const float side = x < sweep.peak_at ? x / sweep.peak_at : (1 - x) / (1 - sweep.peak_at);
    if ((i - at) % kTuneEvery == 0) {
      const float other = x < sweep.peak_at ? sweep.from_hz : sweep.to_hz;
      band.tune(Biquad::band_pass(other * std::pow(sweep.middle_hz / other, side), sweep.q));
    }
    out[i] += sweep.gain * side * side * (3 - 2 * side) * band(random.bipolar());
  }
}

void add_bubble(Channel& out, std::size_t at, float radius_metres, float rise, float gain) {
  const float hz = 3.26F / radius_metres;
  const float damping =
      0.13F / radius_metres + 0.0072F / (radius_metres * std::sqrt(radius_metres));
  const std::size_t end = end_of(out, at, kSilentAfter / damping);
  const float fall = std::exp(-damping / kSampleRate);
  float level = gain;
  Phase phase;
  for (std::size_t i = at; i < end; ++i) {
    const float t = static_cast<float>(i - at) / kSampleRate;
    const float onset = std::min(1.0F, t / 0.0008F);
    phase.advance(std::min(0.45F, hz * (1 + rise * damping * t) / kSampleRate));
    out[i] += level * onset * sine(phase.turns);
    level *= fall;
  }
}

void add_crunch(Channel& out, std::size_t at, const Crunch& crunch, Random& random) {
  for (int i = 0; i < crunch.grains; ++i) {
    const float x = random.uniform();
    const float when = i == 0 ? 0 : x * x * crunch.seconds;  // more of them at the beginning
    const float size = random.uniform();
    add_burst(
        out, at + samples_of(when),
        {.attack_seconds = 0.0003F,
         .decay_seconds = crunch.grain_seconds * random.between(0.5F, 1.5F),
         .colour = Biquad::band_pass(
             crunch.low_hz * std::pow(crunch.high_hz / crunch.low_hz, random.uniform()), crunch.q),
         .gain = crunch.gain * (0.15F + size * size) * (1 - 0.7F * x)},
        random);
  }
}

void add_hum(Channel& out, Random& random, float cutoff_hz, float gain) {
  Biquad low = Biquad::low_pass(cutoff_hz);
  Biquad dull = Biquad::low_pass(cutoff_hz * 2);
  Wander tide(random, 0.5F);
  for (float& sample : out) {
    sample += gain * dull(low(random.bipolar())) * (0.7F + 0.3F * tide.next());
  }
}

float PinkNoise::operator()(Random& random) {
  const float white = random.bipolar();
  slow_ = 0.99765F * slow_ + white * 0.0990460F;
  middle_ = 0.96300F * middle_ + white * 0.2965164F;
  quick_ = 0.57000F * quick_ + white * 1.0526913F;
  return 0.25F * (slow_ + middle_ + quick_ + white * 0.1848F);
}

}  // namespace kirin::sound
