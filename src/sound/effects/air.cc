#include <algorithm>
#include <cmath>

#include "sound/effects/makers.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

// Filters that move are tuned this often: every 1.3 ms, too fine to hear as steps.
constexpr std::size_t kTuneEvery = 64;

struct Gusts {
  float low_hz;
  float high_hz;
  float rate;     ///< changes a second
  float calm;     ///< gain between the gusts
  float whistle;  ///< gain of a narrow whistle, as at an edge
};

// Noise through a band-pass that rises and falls together with its gain: faster air whistles
// higher (the aeolian tone's pitch is proportional to speed: Strouhal, 1878).
void add_gusts(Channel& out, Flow& flow, const Gusts& gusts) {
  Wander strength(flow.shared, gusts.rate);
  Wander puffs(flow.shared, gusts.rate * 2.7F);
  Wander turbulence(flow.own, 5);
  Biquad body = Biquad::band_pass(gusts.low_hz, 0.8F);
  Biquad whistle = Biquad::band_pass(gusts.low_hz * 2, 14);
  Biquad rumble = Biquad::low_pass(140);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const float s = 0.62F * strength.next() + 0.38F * puffs.next();
    const float swirl = 0.75F + 0.25F * turbulence.next();
    if (i % kTuneEvery == 0) {
      const float hz = gusts.low_hz + (gusts.high_hz - gusts.low_hz) * s;
      body.tune(Biquad::band_pass(hz, 0.8F + 0.6F * s));
      whistle.tune(Biquad::band_pass(hz * 1.9F, 14));
    }
    const float noise = flow.own.bipolar();
    const float level = (gusts.calm + (1 - gusts.calm) * s * s) * swirl;
    out[i] +=
        body(noise) * level + gusts.whistle * whistle(noise) * s * s * s + 0.5F * rumble(noise) * s;
  }
}

}  // namespace

void add_wind(Channel& out, Flow flow) {
  add_gusts(out, flow,
            {.low_hz = 240, .high_hz = 1150, .rate = 0.95F, .calm = 0.18F, .whistle = 1.6F});
}

void add_soft_wind(Channel& out, Flow flow) {
  add_gusts(out, flow,
            {.low_hz = 230, .high_hz = 560, .rate = 0.35F, .calm = 0.4F, .whistle = 0.25F});
}

void add_leaves(Channel& out, Flow flow) {
  Wander strength(flow.shared, 0.9F);
  Wander flutter(flow.own, 18);
  Biquad high = Biquad::high_pass(2200);
  Biquad low = Biquad::low_pass(8500);
  for (float& sample : out) {
    const float s = strength.next();
    sample += low(high(flow.own.bipolar())) * (0.08F + s * s) * (0.4F + 0.6F * flutter.next());
  }
  // Single leaves that tick against each other.
  for (float at = 0; at < static_cast<float>(out.size());
       at += 1 + flow.own.waiting_time(kSampleRate / 45.0F)) {
    add_burst(out, static_cast<std::size_t>(at),
              {.decay_seconds = flow.own.between(0.001F, 0.004F),
               .colour = Biquad::band_pass(flow.own.between(2500, 7000), 2),
               .gain = 0.35F * flow.own.uniform()},
              flow.own);
  }
}

void add_room(Channel& out, Flow flow) {
  Biquad low = Biquad::low_pass(420);
  Biquad dull = Biquad::low_pass(840);
  Wander tide(flow.own, 0.5F);
  Phase mains;
  for (float& sample : out) {
    const float hum = 0.004F * sine(2 * mains.advance(50.0F / kSampleRate));
    sample += dull(low(flow.own.bipolar())) * (0.7F + 0.3F * tide.next()) + hum;
  }
}

void strike_whoosh(Channel& out, const Strike& strike, Random& random) {
  const float peak_hz = random.between(1500, 2600);
  const float seconds = random.between(0.4F, 0.65F);
  for (const float ratio : {1.0F, 1.7F}) {
    add_sweep(out, strike.at,
              {.seconds = seconds,
               .from_hz = 300 * ratio,
               .middle_hz = peak_hz * ratio,
               .to_hz = 350 * ratio,
               .q = 1.4F,
               .peak_at = 0.4F,
               .gain = strike.strength},
              random);
  }
  add_burst(out, strike.at,
            {.attack_seconds = 0.004F,
             .decay_seconds = 0.05F,
             .colour = Biquad::band_pass(420, 0.8F),
             .gain = 0.35F * strike.strength},
            random);
}

}  // namespace kirin::sound
