#include "sound/synth/throat.h"

#include <algorithm>
#include <cmath>

#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kControlEvery = 32;
constexpr float kSmoothing = 0.006F;    // a time constant of 3.5 ms
constexpr float kEdgeSeconds = 0.004F;  // softens the beginning and the end of any level

float edge(float t, float seconds) {
  return std::clamp(std::min(t, seconds - t) / kEdgeSeconds, 0.0F, 1.0F);
}

}  // namespace

std::size_t add_call(Channel& out, std::size_t at, const Call& call, float gain, Random& random) {
  const std::size_t length = samples_of(call.seconds);
  std::vector<Biquad> mouth(call.formants.size());
  Biquad tilt = Biquad::low_pass(call.brightness_hz, 0.6F);
  Wander unsteady(random, 25);
  Phase throat{random.uniform()};
  Phase roughness;
  Phase vibrato;
  float pitch = 0;
  float level = 0;
  float smooth = 0;  // the level without the corners of its curve
  for (std::size_t i = 0; i < length && at + i < out.size(); ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    const float wander = unsteady.next() * 2 - 1;
    if (i % kControlEvery == 0) {
      const float x = t / call.seconds;
      const float swing = 1 + call.vibrato_depth * sine(vibrato.turns) + call.jitter * wander;
      pitch = call.pitch_hz.at(x) * swing;
      level = call.level.at(x);
      for (std::size_t k = 0; k < mouth.size(); ++k) {
        mouth[k].tune(Biquad::band_pass(call.formants[k].hz.at(x), call.formants[k].q));
      }
    }
    vibrato.advance(call.vibrato_hz / kSampleRate);
    roughness.advance(call.growl_hz * (1 + 0.2F * wander) / kSampleRate);
    const float step = pitch / kSampleRate;
    const float buzz = saw(throat.advance(step), step);
    const float rough = 1 - call.growl * (0.5F + 0.5F * sine(roughness.turns));
    const float source = tilt(buzz * rough + call.breath * random.bipolar());
    float voiced = 0;
    for (std::size_t k = 0; k < mouth.size(); ++k) {
      voiced += call.formants[k].gain * mouth[k](source);
    }
    smooth += kSmoothing * (level - smooth);
    out[at + i] += gain * smooth * edge(t, call.seconds) * voiced;
  }
  return at + length;
}

std::size_t add_hoot(Channel& out, std::size_t at, const Hoot& hoot, float gain, Random& random) {
  const std::size_t length = samples_of(hoot.seconds);
  Phase phase;
  Phase vibrato;
  Biquad air;
  float pitch = 0;
  float level = 0;
  float smooth = 0;  // the level without the corners of its curve
  for (std::size_t i = 0; i < length && at + i < out.size(); ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    if (i % kControlEvery == 0) {
      const float x = t / hoot.seconds;
      pitch = hoot.pitch_hz.at(x) * (1 + hoot.vibrato_depth * sine(vibrato.turns));
      level = hoot.level.at(x);
      air.tune(Biquad::band_pass(pitch, 2));
    }
    vibrato.advance(hoot.vibrato_hz / kSampleRate);
    const float p = phase.advance(pitch / kSampleRate);
    const float tone = sine(p) + hoot.second * sine(2 * p) + hoot.third * sine(3 * p) +
                       hoot.breath * air(random.bipolar());
    smooth += kSmoothing * (level - smooth);
    out[at + i] += gain * smooth * edge(t, hoot.seconds) * tone;
  }
  return at + length;
}

}  // namespace kirin::sound
