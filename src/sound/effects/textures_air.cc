#include <algorithm>
#include <cmath>

#include "sound/effects/textures.h"
#include "sound/filters.h"

namespace kirin::sound {
namespace {

// Filters that move are tuned this often: every 1.3 ms, too fine to hear as steps.
constexpr std::size_t kTuneEvery = 64;

struct Gusts {
  float low_hz;
  float high_hz;
  float rate;  ///< changes a second
  float calm;  ///< gain between the gusts
};

// Noise through a band-pass that rises and falls together with its gain: faster air whistles
// higher.
void add_gusts(std::vector<float>& channel, Random random, Wander strength, const Gusts& gusts) {
  Biquad whistle = Biquad::band_pass(gusts.low_hz, 0.8F);
  Biquad rumble = Biquad::low_pass(160);
  for (std::size_t i = 0; i < channel.size(); ++i) {
    const float s = strength.next();
    if (i % kTuneEvery == 0) {
      whistle.tune(
          Biquad::band_pass(gusts.low_hz + (gusts.high_hz - gusts.low_hz) * s, 0.8F + 0.6F * s));
    }
    const float noise = random.bipolar();
    channel[i] +=
        whistle(noise) * (gusts.calm + (1 - gusts.calm) * s * s) + 0.5F * rumble(noise) * s;
  }
}

void add_gusts(Stereo& out, Random& random, const Gusts& gusts) {
  const Wander strength(random, gusts.rate);  // one weather for both ears, each with its own noise
  add_gusts(out.left, Random(random.next()), strength, gusts);
  add_gusts(out.right, Random(random.next()), strength, gusts);
}

void add_rustle(std::vector<float>& channel, Random random, Wander strength) {
  Biquad high = Biquad::high_pass(2200);
  Biquad low = Biquad::low_pass(8500);
  Wander flutter(random, 18);
  for (float& sample : channel) {
    const float s = strength.next();
    sample += low(high(random.bipolar())) * s * s * (0.4F + 0.6F * flutter.next());
  }
}

void add_roar(std::vector<float>& channel, Random random) {
  Biquad low = Biquad::low_pass(220);
  Biquad hiss = Biquad::band_pass(1800, 0.6F);
  Wander flicker(random, 7);
  for (float& sample : channel) {
    const float noise = random.bipolar();
    sample += (0.8F * low(noise) + 0.05F * hiss(noise)) * (0.5F + 0.5F * flicker.next());
  }
}

// One snap of burning wood: a burst of noise that is over in a few milliseconds.
void add_snap(Stereo& out, Random& random, std::size_t at) {
  const float loudness = std::pow(random.uniform(), 3.0F);
  const float pan = random.between(-0.7F, 0.7F);
  const float decay = random.between(0.0006F, 0.004F) * kSampleRate;
  Biquad tone = Biquad::band_pass(random.between(1200, 6000), 1.2F);
  const auto length = static_cast<std::size_t>(decay * 6);
  for (std::size_t i = 0; i < length; ++i) {
    const float envelope = std::exp(-static_cast<float>(i) / decay);
    out.add(at + i, tone(random.bipolar()) * envelope * (0.1F + 1.6F * loudness), pan);
  }
}

}  // namespace

void add_wind(Stereo& out, Random random) {
  add_gusts(out, random, {.low_hz = 220, .high_hz = 780, .rate = 0.55F, .calm = 0.3F});
}

void add_soft_wind(Stereo& out, Random random) {
  add_gusts(out, random, {.low_hz = 160, .high_hz = 420, .rate = 0.3F, .calm = 0.55F});
}

void add_leaves(Stereo& out, Random random) {
  const Wander strength(random, 0.9F);
  add_rustle(out.left, Random(random.next()), strength);
  add_rustle(out.right, Random(random.next()), strength);
}

void add_fire(Stereo& out, Random random) {
  add_roar(out.left, Random(random.next()));
  add_roar(out.right, Random(random.next()));
  const auto end = static_cast<float>(out.length());
  for (float at = 0; at < end; at += 1 + random.waiting_time(kSampleRate / 16.0F)) {
    add_snap(out, random, static_cast<std::size_t>(at));
  }
}

}  // namespace kirin::sound
