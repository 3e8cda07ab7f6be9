#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/textures.h"
#include "sound/filters.h"

namespace kirin::sound {
namespace {

void add_hum(std::vector<float>& channel, Random random, float cutoff_hz, float gain) {
  Biquad low = Biquad::low_pass(cutoff_hz);
  Biquad dull = Biquad::low_pass(cutoff_hz * 2);
  Wander tide(random, 0.5F);
  for (float& sample : channel) {
    sample += gain * dull(low(random.bipolar())) * (0.7F + 0.3F * tide.next());
  }
}

// A car that comes, passes at `middle` and goes: tyres, louder and brighter while it is near.
void add_car(Stereo& out, Random& random, float middle, float width, float direction) {
  Biquad tyres = Biquad::band_pass(random.between(600, 1000), 0.6F);
  Biquad engine = Biquad::low_pass(random.between(130, 200));
  const float gain = random.between(0.4F, 1);
  const auto begin = static_cast<std::size_t>(std::max(0.0F, middle - 3 * width));
  const auto end = static_cast<std::size_t>(
      std::clamp(middle + 3 * width, 0.0F, static_cast<float>(out.length())));
  for (std::size_t i = begin; i < end; ++i) {
    const float x = (static_cast<float>(i) - middle) / width;
    const float near = 1 / (1 + x * x * x * x);
    const float noise = random.bipolar();
    const float pan = direction * x / std::sqrt(1 + x * x);
    out.add(i, gain * near * (0.55F * tyres(noise) + 1.6F * engine(noise)), 0.85F * pan);
  }
}

void add_beating_tone(Stereo& out, Random& random, float hz, float gain) {
  const float detune = random.between(0.08F, 0.5F);
  Wander breath(random, 0.25F);
  for (std::size_t i = 0; i < out.length(); ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    const float level = gain * (0.5F + 0.5F * breath.next());
    out.left[i] += level * std::sin(2 * kPi * (hz - detune) * t);
    out.right[i] += level * std::sin(2 * kPi * (hz + detune) * t);
  }
}

}  // namespace

void add_traffic(Stereo& out, Random random) {
  add_hum(out.left, Random(random.next()), 170, 1.4F);
  add_hum(out.right, Random(random.next()), 180, 1.4F);
  const auto length = static_cast<float>(out.length());
  for (float middle = random.between(0.5F, 1.8F) * kSampleRate; middle < length + kSampleRate;
       middle += random.between(1.3F, 2.8F) * kSampleRate) {
    add_car(out, random, middle, random.between(0.5F, 0.9F) * kSampleRate,
            random.index(2) == 0 ? -1.0F : 1.0F);
  }
}

void add_drone(Stereo& out, Random random) {
  // A root with octave, fifth and a faint ninth: wide open and without a mood.
  const float root = random.between(52, 60);
  for (const auto& [ratio, gain] :
       {std::pair{1.0F, 0.5F}, {1.5F, 0.25F}, {2.0F, 0.22F}, {3.0F, 0.1F}, {4.5F, 0.05F}}) {
    add_beating_tone(out, random, root * ratio, gain);
  }
  add_hum(out.left, Random(random.next()), 240, 0.5F);
  add_hum(out.right, Random(random.next()), 260, 0.5F);
}

void add_room(Stereo& out, Random random) {
  add_hum(out.left, Random(random.next()), 420, 1);
  add_hum(out.right, Random(random.next()), 430, 1);
}

}  // namespace kirin::sound
