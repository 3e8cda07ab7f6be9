#include <array>
#include <cmath>
#include <vector>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"
#include "sound/synth/throat.h"

namespace kirin::sound {
namespace {

/// One note of a songbird: a sine that sweeps and warbles (frequency modulation).
struct Chirp {
  float from_hz;
  float to_hz;
  float seconds;
  float warble_hz;
  float warble_depth;  ///< as a part of the frequency
  float pause_after;   ///< seconds
};

// Returns where the chirp ends.
std::size_t add_chirp(Channel& out, std::size_t at, const Chirp& chirp, float gain) {
  const std::size_t length = samples_of(chirp.seconds);
  Phase phase;
  for (std::size_t i = 0; i < length && at + i < out.size(); ++i) {
    const float x = static_cast<float>(i) / static_cast<float>(length);
    const float t = static_cast<float>(i) / kSampleRate;
    const float sweep = chirp.from_hz + (chirp.to_hz - chirp.from_hz) * x * x;
    phase.advance(sweep * (1 + chirp.warble_depth * sine(chirp.warble_hz * t)) / kSampleRate);
    const float envelope = sine(0.5F * x);
    out[at + i] += gain * envelope * envelope * (sine(phase.turns) + 0.12F * sine(2 * phase.turns));
  }
  return at + length;
}

std::vector<Chirp> make_motif(Random& random) {
  std::vector<Chirp> motif;
  const float home = random.between(2300, 4600);
  const int notes = 2 + random.index(4);
  const bool is_trill = random.index(3) == 0;
  for (int i = 0; i < notes; ++i) {
    Chirp chirp{.from_hz = home * random.between(0.8F, 1.25F),
                .to_hz = home * random.between(0.75F, 1.35F),
                .seconds = random.between(0.05F, 0.16F),
                .warble_hz = random.between(18, 45),
                .warble_depth = random.between(0, 0.07F),
                .pause_after = random.between(0.03F, 0.11F)};
    if (is_trill && i > 0) {
      chirp = motif.front();
    }
    motif.push_back(chirp);
  }
  return motif;
}

void add_bird(Channel& out, Flow flow) {
  Random& random = flow.own;
  const std::vector<Chirp> motif = make_motif(random);
  const float gain = random.between(0.3F, 1);
  std::size_t at = samples_of(random.between(0.05F, 1.3F));
  while (at < out.size()) {
    for (const Chirp& chirp : motif) {
      at = add_chirp(out, at, chirp, gain) + samples_of(chirp.pause_after);
    }
    at += samples_of(random.between(0.9F, 2.6F));
  }
}

void strike_seagull(Channel& out, const Strike& strike, Random& random) {
  Random gull(strike.source);
  const float pitch = gull.between(1000, 1250);
  std::size_t at = strike.at;
  const int cries = 2 + random.index(3);
  for (int i = 0; i < cries; ++i) {  // the long call: cries that shorten and fall
    const float x = static_cast<float>(i) / static_cast<float>(cries);
    at = add_call(out, at,
                  {.seconds = 0.42F - 0.18F * x,
                   .pitch_hz = Curve{{0, 0.75F}, {0.2F, 1.3F}, {0.5F, 1.2F}, {1, 0.8F}}.times(
                       pitch * (1.08F - 0.12F * x)),
                   .level = {{0, 0.4F}, {0.15F, 1}, {0.7F, 0.8F}, {1, 0}},
                   .formants = {{1700, 3, 1}, {3100, 4, 0.8F}, {4800, 5, 0.4F}},
                   .breath = 0.15F,
                   .growl = 0.25F,
                   .growl_hz = 90,
                   .jitter = 0.02F,
                   .brightness_hz = 6000},
                  strike.strength * (1 - 0.3F * x), random) +
         samples_of(random.between(0.08F, 0.16F));
  }
}

void strike_owl(Channel& out, const Strike& strike, Random& random) {
  Random owl(strike.source);
  const float pitch = owl.between(320, 390);
  const auto hoot = [&](float when, float seconds, float gain) {
    add_hoot(out, strike.at + samples_of(when),
             {.seconds = seconds,
              .pitch_hz = Curve{{0, 0.9F}, {0.15F, 1.02F}, {0.8F, 1}, {1, 0.9F}}.times(pitch),
              .level = {{0, 0.25F}, {0.2F, 1}, {0.7F, 0.8F}, {1, 0}},
              .second = 0.07F,
              .third = 0.02F,
              .breath = 0.05F,
              .vibrato_hz = 12,
              .vibrato_depth = seconds > 0.5F ? 0.02F : 0.0F},
             gain * strike.strength, random);
  };
  hoot(0, 0.4F, 0.9F);  // hoo … hu, hooo (a tawny owl)
  hoot(0.75F, 0.12F, 0.5F);
  hoot(0.95F, 0.75F, 1);
}

void strike_duck(Channel& out, const Strike& strike, Random& random) {
  Random duck(strike.source);
  const float pitch = duck.between(210, 270);
  std::size_t at = strike.at;
  const int quacks = 2 + random.index(3);
  for (int i = 0; i < quacks; ++i) {
    const float x = static_cast<float>(i) / static_cast<float>(quacks);
    at = add_call(out, at,
                  {.seconds = 0.17F,
                   .pitch_hz = Curve{{0, 1.1F}, {1, 0.82F}}.times(pitch),
                   .level = {{0, 0.6F}, {0.12F, 1}, {0.6F, 0.8F}, {1, 0}},
                   .formants = {{{{0, 1050}, {1, 850}}, 5, 0.8F},
                                {{{0, 2300}, {1, 1900}}, 6, 1},
                                {3300, 6, 0.5F}},
                   .breath = 0.3F,
                   .growl = 0.3F,
                   .growl_hz = 110,
                   .jitter = 0.03F,
                   .brightness_hz = 6000},
                  strike.strength * (1 - 0.5F * x), random) +
         samples_of(random.between(0.06F, 0.11F));
  }
}

void strike_goose(Channel& out, const Strike& strike, Random& random) {
  Random goose(strike.source);
  const float pitch = goose.between(330, 400);
  std::size_t at = strike.at;
  const int honks = 1 + random.index(3);
  for (int i = 0; i < honks; ++i) {  // ha-onk: the voice breaks upwards
    at = add_call(out, at,
                  {.seconds = random.between(0.26F, 0.34F),
                   .pitch_hz =
                       Curve{{0, 0.8F}, {0.28F, 0.85F}, {0.36F, 1.35F}, {0.8F, 1.3F}, {1, 1}}.times(
                           pitch),
                   .level = {{0, 0.5F}, {0.2F, 0.6F}, {0.4F, 1}, {0.8F, 0.8F}, {1, 0}},
                   .formants = {{950, 4, 1}, {1750, 5, 0.9F}, {3000, 6, 0.4F}},
                   .breath = 0.15F,
                   .growl = 0.2F,
                   .growl_hz = 70,
                   .jitter = 0.02F,
                   .brightness_hz = 5000},
                  strike.strength * (i == 0 ? 1 : 0.75F), random) +
         samples_of(random.between(0.1F, 0.25F));
  }
}

void strike_hen(Channel& out, const Strike& strike, Random& random) {
  Random hen(strike.source);
  const float pitch = hen.between(430, 520);
  std::size_t at = strike.at;
  const int clucks = 2 + random.index(4);
  const auto cluck = [&](float seconds, float higher, float gain) {
    at = add_call(out, at,
                  {.seconds = seconds,
                   .pitch_hz = Curve{{0, 1.15F}, {0.3F, 1}, {1, 0.7F}}.times(pitch * higher),
                   .level = {{0, 0.7F}, {0.15F, 1}, {0.6F, 0.6F}, {1, 0}},
                   .formants = {{900, 4, 1}, {1900, 5, 0.6F}},
                   .breath = 0.25F,
                   .jitter = 0.03F,
                   .brightness_hz = 3500},
                  gain * strike.strength, random);
  };
  for (int i = 0; i < clucks; ++i) {  // buk, buk, buk
    cluck(random.between(0.05F, 0.075F), 1, 0.8F);
    at += samples_of(random.between(0.11F, 0.2F));
  }
  if (strike.index % 2 == 0) {
    cluck(0.32F, 1.5F, 1);  // ba-gawk
  }
}

void strike_rooster(Channel& out, const Strike& strike, Random& random) {
  Random rooster(strike.source);
  const float pitch = rooster.between(640, 740);
  struct Syllable {
    float when, seconds, from, top, to;
  };
  constexpr Syllable kCrow[] = {{0, 0.16F, 0.7F, 0.95F, 0.9F},
                                {0.24F, 0.12F, 1.0F, 1.15F, 1.1F},
                                {0.42F, 0.24F, 1.05F, 1.3F, 1.15F},
                                {0.74F, 0.95F, 1.2F, 1.42F, 0.72F}};
  for (const Syllable& each : kCrow) {
    add_call(
        out, strike.at + samples_of(each.when),
        {.seconds = each.seconds,
         .pitch_hz =
             Curve{{0, each.from}, {0.35F, each.top}, {0.7F, each.top}, {1, each.to}}.times(pitch),
         .level = {{0, 0.5F}, {0.15F, 1}, {0.75F, 0.8F}, {1, 0}},
         .formants = {{1000, 3, 0.8F}, {2100, 4, 1}, {3400, 5, 0.5F}},
         .breath = 0.15F,
         .growl = 0.2F,
         .growl_hz = 55,
         .jitter = 0.015F,
         .brightness_hz = 5000},
        strike.strength, random);
  }
}

void strike_wing(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength * (strike.index % 2 == 0 ? 1 : 0.8F);
  add_burst(out, strike.at,  // the downstroke, and feathers that brush each other
            {.attack_seconds = 0.009F,
             .decay_seconds = 0.03F,
             .colour = Biquad::band_pass(random.between(380, 480), 0.7F),
             .gain = 1.6F * g},
            random);
  add_burst(out, strike.at + samples_of(0.008F),
            {.attack_seconds = 0.015F,
             .decay_seconds = 0.022F,
             .colour = Biquad::band_pass(3000, 0.6F),
             .gain = 0.22F * g},
            random);
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "birds",
     .description = "songbirds, each with its own motif",
     .level_db = -5,
     .flow = add_bird,
     .sources = 4,
     .wet = 0.5F},
    {.name = "seagull",
     .description = "gulls cry",
     .level_db = -5,
     .strike = strike_seagull,
     .sources = 2,
     .rhythm = {0.9F, 2, 3.6F},
     .wet = 0.4F},
    {.name = "owl",
     .description = "an owl hoots",
     .level_db = -6,
     .strike = strike_owl,
     .rhythm = {0.8F, 2.6F, 4},
     .wet = 0.9F},
    {.name = "duck",
     .description = "ducks quack",
     .level_db = -4,
     .strike = strike_duck,
     .sources = 2,
     .rhythm = {0.9F, 1.3F, 2.6F}},
    {.name = "goose",
     .description = "geese honk",
     .level_db = -3,
     .strike = strike_goose,
     .sources = 2,
     .rhythm = {0.9F, 1.4F, 2.8F},
     .wet = 0.4F},
    {.name = "hen",
     .description = "a hen clucks",
     .level_db = -6,
     .strike = strike_hen,
     .rhythm = {0.6F, 1.6F, 2.8F}},
    {.name = "rooster",
     .description = "a rooster crows",
     .level_db = -2,
     .strike = strike_rooster,
     .rhythm = {0.6F, 3.2F, 4.5F},
     .wet = 0.5F},
    {.name = "wings",
     .description = "wings flap",
     .level_db = -4,
     .strike = strike_wing,
     .rhythm = {0.3F, 0.15F, 0.18F},
     .wet = 0.1F},
});

}  // namespace

std::span<const Effect> bird_effects() { return kShelf; }

}  // namespace kirin::sound
