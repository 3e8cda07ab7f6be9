#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
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
  at_random_times(out.size(), 45, flow.own, [&](std::size_t at) {
    add_burst(out, at,
              {.decay_seconds = flow.own.between(0.001F, 0.004F),
               .colour = Biquad::band_pass(flow.own.between(2500, 7000), 2),
               .gain = 0.35F * flow.own.uniform()},
              flow.own);
  });
}

void add_room(Channel& out, Flow flow) {
  add_hum(out, flow.own, 420, 1);
  Phase mains;
  for (float& sample : out) {
    sample += 0.004F * sine(2 * mains.advance(50.0F / kSampleRate));
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

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "wind",
     .description = "gusts that rise and whistle",
     .level_db = -3,
     .flow = add_wind,
     .spread = Spread::diffuse,
     .wet = 0},
    {.name = "soft_wind",
     .description = "low and steady, as over snow",
     .level_db = -5,
     .flow = add_soft_wind,
     .spread = Spread::diffuse,
     .wet = 0},
    {.name = "leaves",
     .description = "foliage that rustles",
     .level_db = -8,
     .flow = add_leaves,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "whoosh",
     .description = "something passes quickly",
     .level_db = -4,
     .strike = strike_whoosh,
     .rhythm = {0.6F, 1.2F, 2.2F},
     .wet = 0.2F},
    {.name = "room",
     .description = "the tone of a quiet room",
     .level_db = -14,
     .flow = add_room,
     .spread = Spread::diffuse,
     .wet = 0},
});

}  // namespace

std::span<const Effect> air_effects() { return kShelf; }

}  // namespace kirin::sound
