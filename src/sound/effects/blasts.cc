#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

namespace kirin::sound {
namespace {

struct Boom {
  float seconds;     ///< decay to 1/e
  float from_hz;     ///< where its noise ends at first
  float to_hz;       ///< and later
  float closing;     ///< seconds in which the one becomes the other, to 1/e
  float roll_rate;   ///< how often the rumble swells a second
  float roll_depth;  ///< in [0, 1]
  float gain;
};

// Noise that grows dull while it dies: what a blast leaves after kilometres of air.
void add_boom(Channel& out, std::size_t at, const Boom& boom, Random& random) {
  Biquad low = Biquad::low_pass(boom.from_hz);
  Biquad lower = Biquad::low_pass(boom.from_hz);
  Wander roll(random, boom.roll_rate);
  const std::size_t end = std::min(out.size(), at + samples_of(boom.seconds * 7));
  for (std::size_t i = at; i < end; ++i) {
    const float t = static_cast<float>(i - at) / kSampleRate;
    if ((i - at) % 32 == 0) {
      const float hz = boom.to_hz + (boom.from_hz - boom.to_hz) * std::exp(-t / boom.closing);
      low.tune(Biquad::low_pass(hz));
      lower.tune(Biquad::low_pass(hz));
    }
    const float level = std::min(1.0F, t / 0.003F) * std::exp(-t / boom.seconds) *
                        (1 - boom.roll_depth + boom.roll_depth * roll.next());
    out[i] += boom.gain * level * lower(low(random.bipolar()));
  }
}

// A deep note that falls: the body of a blast.
void add_thump(Channel& out, std::size_t at, float hz, float seconds, float gain) {
  const std::size_t end = std::min(out.size(), at + samples_of(seconds * 7));
  Phase phase;
  for (std::size_t i = at; i < end; ++i) {
    const float t = static_cast<float>(i - at) / kSampleRate;
    phase.advance(hz * (0.55F + 0.9F * std::exp(-t / 0.06F)) / kSampleRate);
    out[i] += gain * std::min(1.0F, t / 0.002F) * std::exp(-t / seconds) * sine(phase.turns);
  }
}

// One snap of burning wood: a burst of noise that is over in a few milliseconds.
void add_snap(Channel& out, Random& random, std::size_t at) {
  const float loudness = std::pow(random.uniform(), 4.0F);
  add_burst(out, at,
            {.attack_seconds = 0.0001F,
             .decay_seconds = random.between(0.0006F, 0.004F),
             .colour = Biquad::band_pass(random.between(1200, 6000), 1.2F),
             .gain = 0.12F + 1.0F * loudness},
            random);
}

void add_fire(Channel& out, Flow flow) {
  Biquad low = Biquad::low_pass(220);
  Biquad hiss = Biquad::band_pass(1800, 0.6F);
  Wander flicker(flow.shared, 7);
  for (float& sample : out) {
    const float noise = flow.own.bipolar();
    sample += (0.7F * low(noise) + 0.05F * hiss(noise)) * (0.5F + 0.5F * flicker.next());
  }
  // Crackle comes in flurries: sap boils in one log, then in another.
  Wander flurry(flow.shared, 1.5F);
  std::size_t last = 0;
  float now = 0.5F;
  at_random_times(out.size(), 26, flow.own, [&](std::size_t at) {
    for (; last < at; ++last) {
      now = flurry.next();
    }
    if (flow.own.uniform() < 0.25F + now) {
      add_snap(out, flow.own, at);
    }
  });
}

void add_rocket(Channel& out, Flow flow) {
  Biquad low = Biquad::low_pass(150);
  Biquad body = Biquad::band_pass(75, 0.6F);
  Biquad tear = Biquad::high_pass(900);
  Biquad top = Biquad::low_pass(6000);
  Wander surge(flow.own, 28);
  const float grow = std::max(1.0F, 0.6F * kSampleRate);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const float noise = flow.own.bipolar();
    const float roar = 1.6F * low(noise) + 1.8F * body(noise);
    // Supersonic jets crackle: their pressure is skewed, sharp up and slow down (Ffowcs Williams,
    // Simson and Virchis, "Crackle: an annoying component of jet noise", 1975).
    const float skewed = std::max(0.0F, roar) * std::max(0.0F, roar) * 14;
    const float rise = std::min(1.0F, 0.25F + static_cast<float>(i) / grow);
    out[i] += rise * (0.4F + 0.6F * surge.next()) *
              (roar + top(tear(skewed * 2 + 0.7F * noise * (0.2F + std::abs(roar)))));
  }
}

void strike_thunder(Channel& out, const Strike& strike, Random& random) {
  // The channel of the lightning is a crooked line of kilometres: its pieces are heard one after
  // the other as bangs, each duller than the one before (Ribner and Roy, "Acoustics of thunder: a
  // quasilinear model for tortuous lightning", 1982).
  const float nearness = strike.strength * random.between(0.5F, 1);
  for (int i = 0; i < 26; ++i) {
    const float x = random.uniform();
    const float late = i == 0 ? 0 : 3.2F * x * x;
    add_boom(out, strike.at + samples_of(late),
             {.seconds = 0.05F + 0.12F * random.uniform() + 0.05F * late,
              .from_hz = (i == 0 ? 3500 : 1400) * nearness / (1 + 2.5F * late) + 160,
              .to_hz = 150,
              .closing = 0.05F,
              .roll_rate = 12,
              .roll_depth = 0.5F,
              .gain = (i == 0 ? 1.5F : 1.9F) * strike.strength * random.between(0.4F, 1) /
                      (1 + 0.6F * late)},
             random);
  }
  add_boom(out, strike.at,
           {.seconds = 1.9F,
            .from_hz = 260,
            .to_hz = 95,
            .closing = 0.8F,
            .roll_rate = 3.5F,
            .roll_depth = 0.75F,
            .gain = 7.5F * strike.strength},
           random);
}

void strike_explosion(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength;
  add_burst(out, strike.at,
            {.attack_seconds = 0.0004F,
             .decay_seconds = 0.012F,
             .colour = Biquad::high_pass(300),
             .gain = 1.4F * g},
            random);
  add_thump(out, strike.at, 78, 0.22F, 1.1F * g);
  add_boom(out, strike.at,
           {.seconds = 0.6F,
            .from_hz = 5200,
            .to_hz = 210,
            .closing = 0.16F,
            .roll_rate = 14,
            .roll_depth = 0.35F,
            .gain = 5.5F * g},
           random);
  add_boom(out, strike.at + samples_of(0.12F),  // its echo from what stands around
           {.seconds = 1.1F,
            .from_hz = 700,
            .to_hz = 130,
            .closing = 0.5F,
            .roll_rate = 6,
            .roll_depth = 0.6F,
            .gain = 2.6F * g},
           random);
  for (int i = 0; i < 45; ++i) {  // debris comes down
    const float x = random.uniform();
    const Mode stone{random.between(500, 3200), random.between(0.003F, 0.012F), 1};
    add_modes(out, strike.at + samples_of(0.45F + 1.7F * x), {&stone, 1},
              0.3F * g * (1 - x) * random.uniform());
  }
}

void strike_fireworks(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength;
  add_thump(out, strike.at, 105, 0.07F, 0.8F * g);
  add_boom(out, strike.at,
           {.seconds = 0.13F,
            .from_hz = 2600,
            .to_hz = 260,
            .closing = 0.05F,
            .roll_rate = 20,
            .roll_depth = 0.2F,
            .gain = 4.0F * g},
           random);
  const bool crackles = strike.index % 2 == 0;
  for (int i = 0; i < (crackles ? 130 : 40); ++i) {  // its stars burst, each with a snap
    const float x = 0.5F * (random.uniform() + random.uniform());
    add_burst(out, strike.at + samples_of(0.3F + 1.3F * x),
              {.attack_seconds = 0.0002F,
               .decay_seconds = random.between(0.001F, 0.004F),
               .colour = Biquad::band_pass(random.between(2200, 7500), 1.5F),
               .gain = g * (0.3F + 1.9F * random.uniform())},
              random);
  }
  add_sweep(out, strike.at + samples_of(0.15F),  // embers fizz as they fall
            {.seconds = 1.5F,
             .from_hz = 3500,
             .middle_hz = 6500,
             .to_hz = 4200,
             .q = 0.8F,
             .peak_at = 0.3F,
             .gain = 0.35F * g},
            random);
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "thunder",
     .description = "a bang and its rumble that rolls on",
     .level_db = 4,
     .strike = strike_thunder,
     .rhythm = {1.6F, 4, 7},
     .wet = 0.6F},
    {.name = "fire",
     .description = "a roar that flickers, and crackling wood",
     .level_db = -2,
     .flow = add_fire,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "explosion",
     .description = "a blast, its echo, debris",
     .level_db = 7,
     .strike = strike_explosion,
     .rhythm = {0.6F, 2, 3.5F},
     .wet = 0.6F},
    {.name = "fireworks",
     .description = "a bang in the sky, stars that crackle",
     .level_db = 3,
     .strike = strike_fireworks,
     .sources = 2,
     .rhythm = {0.6F, 1.2F, 2.2F},
     .wet = 0.7F},
    {.name = "rocket",
     .description = "a roar that tears and crackles",
     .level_db = 4,
     .flow = add_rocket,
     .wet = 0.4F},
});

}  // namespace

std::span<const Effect> blast_effects() { return kShelf; }

}  // namespace kirin::sound
