#include <array>
#include <cmath>

#include "sound/effects/makers.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"
#include "sound/synth/throat.h"

namespace kirin::sound {
namespace {

struct Cricket {
  float hz;
  float pulse_seconds;
  int pulses;
  float rest_seconds;
  float gain;
};

// A chirp is a few strokes of a toothed wing, each a short tone with next to no harmonics (Bennet-
// Clark, "Songs and the physics of sound production", 1989).
void add_cricket(Channel& out, Random& random, const Cricket& cricket) {
  const std::size_t pulse = samples_of(cricket.pulse_seconds);
  std::size_t at = samples_of(random.uniform() * cricket.rest_seconds);
  while (at < out.size()) {
    for (int i = 0; i < cricket.pulses; ++i) {
      for (std::size_t k = 0; k < pulse && at + k < out.size(); ++k) {
        const float envelope = sine(0.5F * static_cast<float>(k) / static_cast<float>(pulse));
        out[at + k] += cricket.gain * envelope * envelope *
                       sine(cricket.hz * static_cast<float>(k) / kSampleRate);
      }
      at += pulse + pulse / 2;
    }
    at += samples_of(cricket.rest_seconds * random.between(0.9F, 1.15F));
  }
}

}  // namespace

void strike_dog(Channel& out, const Strike& strike, Random& random) {
  Random dog(strike.source);
  const float size = dog.between(0.8F, 1.25F);  // a small dog, a large one
  const float pitch = 430 / size * random.between(0.95F, 1.06F);
  add_call(out, strike.at,
           {.seconds = random.between(0.2F, 0.27F),
            .pitch_hz = Curve{{0, 0.75F}, {0.25F, 1.3F}, {0.55F, 1.1F}, {1, 0.6F}}.times(pitch),
            .level = {{0, 0.5F}, {0.08F, 1}, {0.5F, 0.7F}, {1, 0}},
            .formants = {{Curve{{0, 500}, {0.3F, 900}, {1, 550}}.times(1 / size), 3, 1},
                         {Curve{{0, 1100}, {0.3F, 1500}, {1, 1200}}.times(1 / size), 4, 0.8F},
                         {2700 / size, 5, 0.3F}},
            .breath = 0.35F,
            .growl = 0.55F,
            .growl_hz = 75,
            .jitter = 0.05F,
            .brightness_hz = 2600},
           strike.strength, random);
}

void strike_cat(Channel& out, const Strike& strike, Random& random) {
  Random cat(strike.source);
  const float pitch = cat.between(520, 640) * random.between(0.94F, 1.06F);
  add_call(out, strike.at,  // m – i – a – o
           {.seconds = random.between(0.65F, 0.95F),
            .pitch_hz = Curve{{0, 0.85F}, {0.3F, 1.18F}, {0.6F, 1.1F}, {1, 0.72F}}.times(pitch),
            .level = {{0, 0.18F}, {0.2F, 0.5F}, {0.45F, 1}, {0.75F, 0.7F}, {1, 0}},
            .formants = {{{{0, 380}, {0.25F, 620}, {0.5F, 1150}, {1, 560}}, 4, 1},
                         {{{0, 1900}, {0.25F, 2600}, {0.5F, 1900}, {1, 1050}}, 6, 0.8F},
                         {3900, 6, 0.35F}},
            .breath = 0.06F,
            .vibrato_hz = 6,
            .vibrato_depth = 0.01F,
            .brightness_hz = 3500},
           strike.strength, random);
}

void strike_horse(Channel& out, const Strike& strike, Random& random) {
  Random horse(strike.source);
  const float pitch = horse.between(760, 900);
  const std::size_t end =
      add_call(out, strike.at,  // a neigh: high, falling, ever more shaken
               {.seconds = random.between(1.2F, 1.5F),
                .pitch_hz = Curve{{0, 0.7F}, {0.12F, 1.35F}, {0.5F, 1}, {1, 0.5F}}.times(pitch),
                .level = {{0, 0.3F}, {0.1F, 1}, {0.7F, 0.7F}, {1, 0}},
                .formants = {{1000, 3, 1}, {1900, 4, 0.7F}, {3300, 5, 0.4F}},
                .breath = 0.25F,
                .growl = 0.7F,
                .growl_hz = 11.5F,
                .vibrato_hz = 11.5F,
                .vibrato_depth = 0.09F,
                .jitter = 0.03F},
               strike.strength, random);
  for (int i = 0; i < 5; ++i) {  // and a snort through fluttering lips
    add_burst(out, end + samples_of(0.035F * static_cast<float>(i)),
              {.attack_seconds = 0.006F,
               .decay_seconds = 0.02F,
               .colour = Biquad::band_pass(700, 0.7F),
               .gain = 0.9F * strike.strength},
              random);
  }
}

void strike_cow(Channel& out, const Strike& strike, Random& random) {
  Random cow(strike.source);
  const float pitch = cow.between(105, 135);
  add_call(out, strike.at,
           {.seconds = random.between(1.4F, 1.8F),
            .pitch_hz = Curve{{0, 0.75F}, {0.3F, 1.1F}, {0.75F, 1.18F}, {1, 0.8F}}.times(pitch),
            .level = {{0, 0.3F}, {0.25F, 0.8F}, {0.7F, 1}, {1, 0}},
            .formants = {{{{0, 240}, {0.4F, 480}, {0.8F, 560}, {1, 380}}, 4, 1},
                         {{{0, 700}, {0.5F, 950}, {1, 800}}, 5, 0.6F},
                         {2300, 6, 0.15F}},
            .breath = 0.08F,
            .growl = 0.25F,
            .growl_hz = 26,
            .jitter = 0.012F,
            .brightness_hz = 1800},
           strike.strength, random);
}

void strike_sheep(Channel& out, const Strike& strike, Random& random) {
  Random sheep(strike.source);
  const float pitch = sheep.between(200, 290);
  add_call(out, strike.at,  // a bleat trembles some nine times a second
           {.seconds = random.between(0.75F, 1.05F),
            .pitch_hz = Curve{{0, 1.05F}, {0.15F, 1.12F}, {1, 0.88F}}.times(pitch),
            .level = {{0, 0.4F}, {0.08F, 1}, {0.8F, 0.75F}, {1, 0}},
            .formants = {{820, 4, 1}, {1750, 5, 0.8F}, {2900, 6, 0.5F}},
            .breath = 0.15F,
            .growl = 0.85F,
            .growl_hz = 9,
            .vibrato_hz = 9,
            .vibrato_depth = 0.05F,
            .jitter = 0.02F},
           strike.strength, random);
}

void strike_wolf(Channel& out, const Strike& strike, Random& random) {
  Random wolf(strike.source);
  const float pitch = wolf.between(480, 600);
  add_hoot(
      out, strike.at,
      {.seconds = random.between(2.6F, 3.4F),
       .pitch_hz =
           Curve{{0, 0.55F}, {0.14F, 1.02F}, {0.22F, 0.96F}, {0.7F, 1}, {1, 0.62F}}.times(pitch),
       .level = {{0, 0.2F}, {0.12F, 0.8F}, {0.5F, 1}, {0.8F, 0.6F}, {1, 0}},
       .second = 0.35F,
       .third = 0.12F,
       .breath = 0.04F,
       .vibrato_hz = 4.5F,
       .vibrato_depth = 0.012F},
      strike.strength, random);
}

void strike_lion(Channel& out, const Strike& strike, Random& random) {
  Random lion(strike.source);
  const float pitch = lion.between(85, 115);
  add_call(out, strike.at,
           {.seconds = random.between(1.5F, 2),
            .pitch_hz = Curve{{0, 0.8F}, {0.25F, 1.7F}, {0.6F, 1.4F}, {1, 0.6F}}.times(pitch),
            .level = {{0, 0.35F}, {0.2F, 1}, {0.55F, 0.85F}, {1, 0}},
            .formants = {{{{0, 260}, {0.3F, 480}, {1, 260}}, 2, 1},
                         {{{0, 700}, {0.3F, 1000}, {1, 650}}, 3, 0.7F},
                         {1900, 3, 0.3F}},
            .breath = 2.0F,
            .growl = 0.8F,
            .growl_hz = 34,
            .jitter = 0.12F,
            .brightness_hz = 2600},
           strike.strength, random);
}

void strike_elephant(Channel& out, const Strike& strike, Random& random) {
  Random elephant(strike.source);
  const float pitch = elephant.between(380, 460);
  add_call(out, strike.at,  // blown through the trunk like a trumpet
           {.seconds = random.between(0.9F, 1.3F),
            .pitch_hz = Curve{{0, 0.7F}, {0.2F, 1.15F}, {0.6F, 1.3F}, {1, 0.75F}}.times(pitch),
            .level = {{0, 0.4F}, {0.1F, 1}, {0.75F, 0.85F}, {1, 0}},
            .formants = {{900, 2, 0.8F}, {1700, 2, 1}, {2900, 3, 0.9F}, {4300, 3, 0.5F}},
            .breath = 0.8F,
            .growl = 0.5F,
            .growl_hz = 62,
            .jitter = 0.05F,
            .brightness_hz = 6500},
           strike.strength, random);
}

void strike_monkey(Channel& out, const Strike& strike, Random& random) {
  Random monkey(strike.source);
  const float pitch = monkey.between(330, 430);
  std::size_t at = strike.at;
  for (int i = 0; i < 6; ++i) {  // u-u-u, louder and higher: a-a!
    const float x = static_cast<float>(i) / 5;
    const bool is_scream = i >= 4;
    const std::size_t end = add_call(
        out, at,
        {.seconds = is_scream ? 0.2F : 0.13F,
         .pitch_hz = Curve{{0, 0.9F}, {0.4F, 1.2F}, {1, 0.95F}}.times(pitch * (1 + 1.2F * x * x)),
         .level = {{0, 0.5F}, {0.2F, 1}, {1, 0}},
         .formants = {{is_scream ? 1300.0F : 480.0F, 4, 1},
                      {is_scream ? 2600.0F : 1000.0F, 4, 0.5F}},
         .breath = 0.25F,
         .jitter = 0.03F},
        strike.strength * (0.4F + 0.6F * x), random);
    at = end + samples_of(0.07F);
  }
}

void strike_frog(Channel& out, const Strike& strike, Random& random) {
  Random frog(strike.source);
  const float hz = frog.between(620, 980);
  std::size_t at = strike.at;
  for (const float seconds : {0.11F, 0.17F}) {  // rib – bit: trains of pulses
    const float rate = seconds > 0.15F ? 62.0F : 48.0F;
    const int pulses = static_cast<int>(seconds * rate);
    for (int i = 0; i < pulses; ++i) {
      const float x = static_cast<float>(i) / static_cast<float>(pulses);
      const std::array<Mode, 3> croak{{{hz * (1 + 0.15F * x), 0.006F, 1},
                                       {hz * 1.9F, 0.004F, 0.5F},
                                       {hz * 3.1F, 0.003F, 0.3F}}};
      add_modes(out, at + samples_of(static_cast<float>(i) / rate), croak,
                strike.strength * (0.5F + 0.5F * x) * random.between(0.9F, 1), 0.001F);
    }
    at += samples_of(seconds + 0.06F);
  }
}

void add_crickets(Channel& out, Flow flow) {
  Biquad band = Biquad::band_pass(400, 0.4F);
  for (float& sample : out) {  // the air of the night
    sample += 0.02F * band(flow.own.bipolar());
  }
  for (int i = 0; i < 4; ++i) {
    add_cricket(out, flow.own,
                {.hz = flow.own.between(3900, 5000),
                 .pulse_seconds = flow.own.between(0.012F, 0.02F),
                 .pulses = 3 + flow.own.index(2),
                 .rest_seconds = flow.own.between(0.28F, 0.6F),
                 .gain = flow.own.between(0.1F, 0.5F)});
  }
}

}  // namespace kirin::sound
