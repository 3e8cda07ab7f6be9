#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"

namespace kirin::sound {
namespace {

// How far a breaker of this age is: 0..1 and down again, steep at its crash (0.42 of its life).
float swell(float age) {
  if (age < 0 || age > 1) {
    return 0;
  }
  const float rise = age / 0.42F;
  const float fall = (1 - age) / 0.58F;
  return rise < 1 ? rise * rise * rise : fall * fall;
}

// A breaker: a deep surge, and a hiss of foam that comes with the crash and runs out after it.
void add_breaker(Channel& out, Random& random, float begin, float length, float gain) {
  Biquad surge = Biquad::low_pass(420);
  Biquad body = Biquad::band_pass(900, 0.5F);
  Biquad foam = Biquad::high_pass(2600);
  Wander fizz(random, 22);
  const auto last = std::min(std::ssize(out), static_cast<std::ptrdiff_t>(begin + length));
  for (auto i = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(begin)); i < last; ++i) {
    const float age = (static_cast<float>(i) - begin) / length;
    const float now = swell(age);
    const float foaming = swell(age * 0.85F - 0.02F) * (0.7F + 0.3F * fizz.next());
    const float noise = random.bipolar();
    out[static_cast<std::size_t>(i)] +=
        gain *
        (1.1F * surge(noise) * now + 0.7F * body(noise) * now + 0.22F * foam(noise) * foaming);
  }
}

void add_murmur(Channel& out, Random& random, float hz, float gain) {
  Biquad band = Biquad::band_pass(hz, 0.5F);
  Wander flow(random, 1.5F);
  for (float& sample : out) {
    sample += gain * band(random.bipolar()) * (0.6F + 0.4F * flow.next());
  }
}

struct Bubbling {
  float a_second;
  float small_metres;  ///< radii
  float large_metres;
  float rise;  ///< the most
  float gain;
};

void add_bubbling(Channel& out, Random& random, const Bubbling& bubbling) {
  at_random_times(out.size(), bubbling.a_second, random, [&](std::size_t at) {
    // Small ones are many: their number falls with a power of the radius (van den Doel).
    const float x = random.uniform() * random.uniform();
    const float radius =
        bubbling.small_metres * std::pow(bubbling.large_metres / bubbling.small_metres, x);
    add_bubble(out, at, radius, random.between(0, bubbling.rise),
               bubbling.gain * (0.2F + x) * random.uniform());
  });
}

// Drops on something hard: each a ping of a few milliseconds.
void add_drops(Channel& out, Random& random, float a_second) {
  at_random_times(out.size(), a_second, random, [&](std::size_t at) {
    const float size = random.uniform();
    const Mode ping{random.between(1800, 6500), random.between(0.001F, 0.004F), 1};
    add_modes(out, at, {&ping, 1}, 0.03F + 0.22F * size * size * size);
  });
}

void add_rain(Channel& out, Flow flow) {
  Random& random = flow.own;
  Biquad high = Biquad::high_pass(1100);
  Biquad low = Biquad::low_pass(9500);
  Wander density(flow.shared, 0.7F);
  for (float& sample : out) {
    sample += 0.15F * low(high(random.bipolar())) * (0.75F + 0.25F * density.next());
  }
  add_drops(out, random, 90);
  add_bubbling(out, random,
               {.a_second = 25,
                .small_metres = 0.0009F,
                .large_metres = 0.003F,
                .rise = 0.05F,
                .gain = 0.12F});
}

void add_surf(Channel& out, Flow flow) {
  Biquad low = Biquad::low_pass(500);
  Wander heave(flow.shared, 0.4F);
  for (float& sample : out) {
    sample += 0.3F * low(flow.own.bipolar()) * (0.5F + 0.5F * heave.next());
  }
  const auto end = static_cast<float>(out.size());
  // The first breaker is on its way already, so that even a short clip hears one crash.
  float begin = -flow.shared.between(0.5F, 1.5F) * kSampleRate;
  while (begin < end) {
    const float length = flow.shared.between(4.5F, 6.5F) * kSampleRate;
    const float shift = flow.own.between(0, 0.12F) * kSampleRate;  // it runs along the shore
    add_breaker(out, flow.own, begin + shift, length, flow.shared.between(0.7F, 1));
    begin += length * flow.shared.between(0.5F, 0.75F);
  }
}

void add_stream(Channel& out, Flow flow) {
  add_murmur(out, flow.own, flow.own.between(650, 850), 0.1F);
  add_bubbling(out, flow.own,
               {.a_second = 95,
                .small_metres = 0.0011F,
                .large_metres = 0.008F,
                .rise = 0.12F,
                .gain = 0.7F});
}

void add_waterfall(Channel& out, Flow flow) {
  PinkNoise pink;
  Biquad low = Biquad::low_pass(3800, 0.5F);
  Biquad thunder = Biquad::low_pass(170);
  Wander sway(flow.shared, 2);
  for (float& sample : out) {
    const float noise = pink(flow.own);
    sample += (low(noise) + 0.9F * thunder(noise)) * (0.85F + 0.15F * sway.next());
  }
  add_bubbling(out, flow.own,
               {.a_second = 120,
                .small_metres = 0.002F,
                .large_metres = 0.012F,
                .rise = 0.03F,
                .gain = 0.25F});
}

void add_bubbles(Channel& out, Flow flow) {
  const auto end = static_cast<float>(out.size());
  float at = flow.own.between(0, 0.05F) * kSampleRate;
  while (at < end) {  // strings of bubbles, each string of about one size
    const float radius = flow.own.between(0.0035F, 0.009F);
    const int count = 2 + flow.own.index(6);
    for (int i = 0; i < count; ++i) {
      add_bubble(out, static_cast<std::size_t>(at), radius * flow.own.between(0.85F, 1.2F),
                 flow.own.between(0.06F, 0.25F), flow.own.between(0.3F, 1));
      at += flow.own.between(0.035F, 0.11F) * kSampleRate;
    }
    at += flow.own.between(0.05F, 0.3F) * kSampleRate;
  }
}

void add_pour(Channel& out, Flow flow) {
  Channel water(out.size());
  add_bubbling(water, flow.own,
               {.a_second = 240,
                .small_metres = 0.0011F,
                .large_metres = 0.007F,
                .rise = 0.15F,
                .gain = 0.6F});
  add_murmur(water, flow.own, 1500, 0.25F);
  // The column of air over the water shortens as the vessel fills, and its note rises (Cabe and
  // Pittenger, "Human sensitivity to acoustic information from vessel filling", 2000).
  Biquad vessel = Biquad::band_pass(420, 5);
  Biquad overtone = Biquad::band_pass(1260, 6);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % 64 == 0) {
      const float full = static_cast<float>(i) / static_cast<float>(out.size());
      const float hz = 420 / (1 - 0.68F * full);
      vessel.tune(Biquad::band_pass(hz, 5));
      overtone.tune(Biquad::band_pass(hz * 3, 6));
    }
    out[i] += 0.2F * water[i] + 2.2F * vessel(water[i]) + 1.3F * overtone(water[i]);
  }
}

void add_underwater(Channel& out, Flow flow) {
  add_murmur(out, flow.own, 85, 0.4F);
  const auto end = static_cast<float>(out.size());
  for (float at = flow.shared.between(0.2F, 0.7F) * kSampleRate; at < end;
       at += flow.shared.between(1.2F, 2.6F) * kSampleRate) {
    float when = at;
    for (int i = 0; i < 8 + flow.own.index(8); ++i) {  // a cloud of bubbles on its way up
      add_bubble(out, static_cast<std::size_t>(when), flow.own.between(0.006F, 0.014F),
                 flow.own.between(0.1F, 0.3F), flow.own.between(0.08F, 0.25F));
      when += flow.own.between(0.02F, 0.09F) * kSampleRate;
    }
  }
}

void strike_splash(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength;
  add_burst(out, strike.at,  // the slap
            {.attack_seconds = 0.002F,
             .decay_seconds = 0.045F,
             .colour = Biquad::band_pass(900, 0.5F),
             .gain = 1.6F * g},
            random);
  add_burst(out, strike.at + samples_of(0.02F),  // the sheet of spray
            {.attack_seconds = 0.05F,
             .decay_seconds = 0.22F,
             .colour = Biquad::high_pass(2200),
             .gain = 0.8F * g},
            random);
  // The hole closes over air: one deep gulp.
  add_bubble(out, strike.at + samples_of(random.between(0.07F, 0.11F)), 0.011F, 0.1F, 0.45F * g);
  for (int i = 0; i < 110; ++i) {  // what was thrown up falls back
    const float x = random.uniform();
    add_bubble(out, strike.at + samples_of(0.12F + 0.9F * x * x),
               0.0012F * std::pow(5.0F, random.uniform() * random.uniform()), 0.1F,
               0.75F * g * (1 - x) * random.uniform());
  }
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "rain",
     .description = "the hiss of rain and its single drops",
     .level_db = -1,
     .flow = add_rain,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "surf",
     .description = "breakers that swell, crash and hiss away",
     .level_db = 0,
     .flow = add_surf,
     .spread = Spread::diffuse,
     .wet = 0},
    {.name = "stream",
     .description = "a brook: bubbles over a murmur",
     .level_db = -4,
     .flow = add_stream,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "waterfall",
     .description = "a broad roar with spray",
     .level_db = 0,
     .flow = add_waterfall,
     .spread = Spread::diffuse,
     .wet = 0.1F},
    {.name = "splash",
     .description = "something falls into water",
     .level_db = -1,
     .strike = strike_splash,
     .rhythm = {1, 1.5F, 3}},
    {.name = "bubbles",
     .description = "strings of rising bubbles",
     .level_db = -7,
     .flow = add_bubbles,
     .sources = 2},
    {.name = "pour",
     .description = "liquid fills a vessel, its note rising",
     .level_db = -5,
     .flow = add_pour,
     .wet = 0.2F},
    {.name = "underwater",
     .description = "muffled depth, clouds of bubbles",
     .level_db = -3,
     .flow = add_underwater,
     .spread = Spread::diffuse,
     .wet = 0.2F},
});

}  // namespace

std::span<const Effect> water_effects() { return kShelf; }

}  // namespace kirin::sound
