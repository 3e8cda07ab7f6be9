#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"
#include "sound/synth/throat.h"

namespace kirin::sound {
namespace {

struct Range {
  float low, high;
};

/// A cry: what tells one animal of its kind from another, and a cry from the next.
struct Cry {
  Range pitch_hz;    ///< of the animals of this kind
  float varies = 0;  ///< how far one cry is off its animal's pitch, as a part of it
  Range seconds;
  Call call;  ///< its pitch is a part of the animal's, its length that above
};

// Returns where the cry ends.
std::size_t add_cry(Channel& out, const Strike& strike, Random& random, Cry cry) {
  Random animal(strike.source);
  float pitch = animal.between(cry.pitch_hz.low, cry.pitch_hz.high);
  if (cry.varies > 0) {
    pitch *= random.between(1 - cry.varies, 1 + cry.varies);
  }
  cry.call.seconds = random.between(cry.seconds.low, cry.seconds.high);
  cry.call.pitch_hz = cry.call.pitch_hz.times(pitch);
  return add_call(out, strike.at, cry.call, strike.strength, random);
}

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
  add_cry(out, strike, random,  // m – i – a – o
          {.pitch_hz = {520, 640},
           .varies = 0.06F,
           .seconds = {0.65F, 0.95F},
           .call = {.pitch_hz = {{0, 0.85F}, {0.3F, 1.18F}, {0.6F, 1.1F}, {1, 0.72F}},
                    .level = {{0, 0.18F}, {0.2F, 0.5F}, {0.45F, 1}, {0.75F, 0.7F}, {1, 0}},
                    .formants = {{{{0, 380}, {0.25F, 620}, {0.5F, 1150}, {1, 560}}, 4, 1},
                                 {{{0, 1900}, {0.25F, 2600}, {0.5F, 1900}, {1, 1050}}, 6, 0.8F},
                                 {3900, 6, 0.35F}},
                    .breath = 0.06F,
                    .vibrato_hz = 6,
                    .vibrato_depth = 0.01F,
                    .brightness_hz = 3500}});
}

void strike_horse(Channel& out, const Strike& strike, Random& random) {
  const std::size_t end =
      add_cry(out, strike, random,  // a neigh: high, falling, ever more shaken
              {.pitch_hz = {760, 900},
               .seconds = {1.2F, 1.5F},
               .call = {.pitch_hz = {{0, 0.7F}, {0.12F, 1.35F}, {0.5F, 1}, {1, 0.5F}},
                        .level = {{0, 0.3F}, {0.1F, 1}, {0.7F, 0.7F}, {1, 0}},
                        .formants = {{1000, 3, 1}, {1900, 4, 0.7F}, {3300, 5, 0.4F}},
                        .breath = 0.25F,
                        .growl = 0.7F,
                        .growl_hz = 11.5F,
                        .vibrato_hz = 11.5F,
                        .vibrato_depth = 0.09F,
                        .jitter = 0.03F}});
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
  add_cry(out, strike, random,
          {.pitch_hz = {105, 135},
           .seconds = {1.4F, 1.8F},
           .call = {.pitch_hz = {{0, 0.75F}, {0.3F, 1.1F}, {0.75F, 1.18F}, {1, 0.8F}},
                    .level = {{0, 0.3F}, {0.25F, 0.8F}, {0.7F, 1}, {1, 0}},
                    .formants = {{{{0, 240}, {0.4F, 480}, {0.8F, 560}, {1, 380}}, 4, 1},
                                 {{{0, 700}, {0.5F, 950}, {1, 800}}, 5, 0.6F},
                                 {2300, 6, 0.15F}},
                    .breath = 0.08F,
                    .growl = 0.25F,
                    .growl_hz = 26,
                    .jitter = 0.012F,
                    .brightness_hz = 1800}});
}

void strike_sheep(Channel& out, const Strike& strike, Random& random) {
  add_cry(out, strike, random,  // a bleat trembles some nine times a second
          {.pitch_hz = {200, 290},
           .seconds = {0.75F, 1.05F},
           .call = {.pitch_hz = {{0, 1.05F}, {0.15F, 1.12F}, {1, 0.88F}},
                    .level = {{0, 0.4F}, {0.08F, 1}, {0.8F, 0.75F}, {1, 0}},
                    .formants = {{820, 4, 1}, {1750, 5, 0.8F}, {2900, 6, 0.5F}},
                    .breath = 0.15F,
                    .growl = 0.85F,
                    .growl_hz = 9,
                    .vibrato_hz = 9,
                    .vibrato_depth = 0.05F,
                    .jitter = 0.02F}});
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
  add_cry(out, strike, random,
          {.pitch_hz = {85, 115},
           .seconds = {1.5F, 2},
           .call = {.pitch_hz = {{0, 0.8F}, {0.25F, 1.7F}, {0.6F, 1.4F}, {1, 0.6F}},
                    .level = {{0, 0.35F}, {0.2F, 1}, {0.55F, 0.85F}, {1, 0}},
                    .formants = {{{{0, 260}, {0.3F, 480}, {1, 260}}, 2, 1},
                                 {{{0, 700}, {0.3F, 1000}, {1, 650}}, 3, 0.7F},
                                 {1900, 3, 0.3F}},
                    .breath = 2.0F,
                    .growl = 0.8F,
                    .growl_hz = 34,
                    .jitter = 0.12F,
                    .brightness_hz = 2600}});
}

void strike_elephant(Channel& out, const Strike& strike, Random& random) {
  add_cry(out, strike, random,  // blown through the trunk like a trumpet
          {.pitch_hz = {380, 460},
           .seconds = {0.9F, 1.3F},
           .call = {.pitch_hz = {{0, 0.7F}, {0.2F, 1.15F}, {0.6F, 1.3F}, {1, 0.75F}},
                    .level = {{0, 0.4F}, {0.1F, 1}, {0.75F, 0.85F}, {1, 0}},
                    .formants = {{900, 2, 0.8F}, {1700, 2, 1}, {2900, 3, 0.9F}, {4300, 3, 0.5F}},
                    .breath = 0.8F,
                    .growl = 0.5F,
                    .growl_hz = 62,
                    .jitter = 0.05F,
                    .brightness_hz = 6500}});
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

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "dog",
     .description = "a dog barks",
     .level_db = 0,
     .strike = strike_dog,
     .rhythm = {0.8F, 0.42F, 1.3F},
     .wet = 0.4F},
    {.name = "cat",
     .description = "a cat miaows",
     .level_db = -4,
     .strike = strike_cat,
     .rhythm = {0.9F, 1.6F, 2.8F}},
    {.name = "horse",
     .description = "a horse neighs and snorts",
     .level_db = -1,
     .strike = strike_horse,
     .rhythm = {0.9F, 2.8F, 4.5F},
     .wet = 0.4F},
    {.name = "cow",
     .description = "a cow lows",
     .level_db = -1,
     .strike = strike_cow,
     .rhythm = {0.8F, 2.6F, 4},
     .wet = 0.4F},
    {.name = "sheep",
     .description = "sheep bleat",
     .level_db = -3,
     .strike = strike_sheep,
     .sources = 2,
     .rhythm = {1.2F, 1.8F, 3.2F},
     .wet = 0.35F},
    {.name = "wolf",
     .description = "a wolf howls",
     .level_db = -2,
     .strike = strike_wolf,
     .rhythm = {0.6F, 3.6F, 5},
     .wet = 1},
    {.name = "lion",
     .description = "a lion roars",
     .level_db = 1,
     .strike = strike_lion,
     .rhythm = {0.6F, 2.6F, 4},
     .wet = 0.5F},
    {.name = "elephant",
     .description = "an elephant trumpets",
     .level_db = 1,
     .strike = strike_elephant,
     .rhythm = {0.7F, 2.4F, 4},
     .wet = 0.5F},
    {.name = "monkey",
     .description = "a monkey calls, louder and louder",
     .level_db = -2,
     .strike = strike_monkey,
     .rhythm = {0.6F, 2.2F, 3.5F},
     .wet = 0.5F},
    {.name = "frog",
     .description = "frogs croak",
     .level_db = -6,
     .strike = strike_frog,
     .sources = 3,
     .rhythm = {0.8F, 0.8F, 1.7F},
     .wet = 0.3F},
});

}  // namespace

std::span<const Effect> animal_effects() { return kShelf; }

}  // namespace kirin::sound
