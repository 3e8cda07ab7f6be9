#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/music/instruments.h"

namespace kirin::sound {
namespace {

float hz_of(int semitones, float root_hz) {
  return root_hz * std::exp2(static_cast<float>(semitones) / 12);
}

void strike_bell(Channel& out, const Strike& strike, Random& random) {
  Random bell(strike.source);
  add_church_bell(out, {.at = strike.at, .hz = bell.between(290, 420), .gain = strike.strength},
                  random);
}

void strike_bicycle_bell(Channel& out, const Strike& strike, Random& random) {
  Random bell(strike.source);
  const float hz = bell.between(2300, 2800);
  constexpr int kHits = 11;
  for (int ring = 0; ring < 2; ++ring) {  // dring, dring: a cog throws the clapper again and again
    for (int i = 0; i < kHits; ++i) {
      // Each hit stops what the one before has left ringing.
      const float ringing = i + 1 < kHits ? 0.035F : 0.2F;
      const std::array<Mode, 4> cup{{{hz, ringing, 1},
                                     {hz * 1.007F, ringing, 0.6F},
                                     {hz * 2.36F, 0.4F * ringing, 0.5F},
                                     {hz * 4.1F, 0.2F * ringing, 0.25F}}};
      const float x = static_cast<float>(i) / kHits;
      const float when = 0.42F * static_cast<float>(ring) + 0.25F * x * (0.8F + 0.2F * x);
      add_modes(out, strike.at + samples_of(when), cup,
                0.4F * strike.strength * (1 - 0.5F * x) * random.between(0.8F, 1));
    }
  }
}

void strike_clock(Channel& out, const Strike& strike, Random& random) {
  const bool is_tock = strike.index % 2 == 1;
  const float hz = is_tock ? 1750.0F : 2250.0F;
  const std::array<Mode, 4> works{{{hz, 0.006F, 1},
                                   {hz * 1.71F, 0.004F, 0.6F},
                                   {hz * 0.36F, 0.012F, 0.6F},
                                   {hz * 2.9F, 0.002F, 0.4F}}};
  add_modes(out, strike.at, works, strike.strength, 0.0003F);
  add_modes(out, strike.at + samples_of(0.013F), works, 0.3F * strike.strength, 0.0003F);
  add_burst(out, strike.at,
            {.decay_seconds = 0.0015F,
             .colour = Biquad::band_pass(4500, 1),
             .gain = 0.4F * strike.strength},
            random);
}

void strike_key(Channel& out, const Strike& strike, Random& random) {
  const float hz = random.between(1700, 2600);
  const auto click = [&](std::size_t at, float gain, float higher) {
    add_burst(out, at,
              {.attack_seconds = 0.0002F,
               .decay_seconds = 0.0022F,
               .colour = Biquad::band_pass(hz * higher, 1.6F),
               .gain = gain},
              random);
    const Mode plate{random.between(280, 360), 0.006F, 0.14F};
    add_modes(out, at, {&plate, 1}, gain, 0.0004F);
  };
  click(strike.at, strike.strength, 1);
  click(strike.at + samples_of(random.between(0.06F, 0.09F)), 0.4F * strike.strength, 1.6F);
}

void strike_door(Channel& out, const Strike& strike, Random& random) {
  const std::array<Mode, 5> leaf{{{62, 0.09F, 1},
                                  {104, 0.07F, 0.8F},
                                  {171, 0.05F, 0.5F},
                                  {288, 0.03F, 0.4F},
                                  {455, 0.02F, 0.25F}}};
  add_modes(out, strike.at, leaf, strike.strength, 0.002F);
  add_burst(out, strike.at,
            {.attack_seconds = 0.001F,
             .decay_seconds = 0.02F,
             .colour = Biquad::band_pass(600, 0.6F),
             .gain = 1.8F * strike.strength},
            random);
  for (const float late : {0.018F, 0.055F, 0.08F}) {  // the latch
    const std::array<Mode, 3> latch{
        {{1650, 0.008F, 0.35F}, {2730, 0.006F, 0.3F}, {4100, 0.004F, 0.2F}}};
    add_modes(out, strike.at + samples_of(late), latch,
              2 * strike.strength * random.between(0.5F, 1));
  }
}

void strike_drum(Channel& out, const Strike& strike, Random& random) {
  add_taiko(out, {.at = strike.at, .gain = strike.strength}, random);
}

void strike_guitar(Channel& out, const Strike& strike, Random& random) {
  constexpr std::array<std::array<int, 5>, 4> kChords{
      {{0, 7, 12, 16, 19}, {-5, 2, 7, 11, 14}, {-3, 4, 9, 12, 16}, {-7, 0, 5, 9, 12}}};
  const auto& chord = kChords[static_cast<std::size_t>(strike.index) % kChords.size()];
  const bool is_up = strike.index % 2 == 1;
  float late = 0;
  for (std::size_t i = 0; i < chord.size(); ++i) {  // strummed, down and up
    const int semitones = chord[is_up ? chord.size() - 1 - i : i];
    add_guitar(out,
               {.at = strike.at + samples_of(late),
                .hz = hz_of(semitones, 130.81F),
                .seconds = 1.6F,
                .gain = 0.5F * strike.strength * random.between(0.8F, 1)},
               random);
    late += random.between(0.012F, 0.022F);
  }
}

void strike_piano(Channel& out, const Strike& strike, Random& random) {
  constexpr std::array<int, 8> kTune{0, 4, 7, 12, 9, 7, 4, 2};
  const int note = kTune[static_cast<std::size_t>(strike.index) % kTune.size()];
  add_piano(out,
            {.at = strike.at, .hz = hz_of(note, 261.63F), .seconds = 1.1F, .gain = strike.strength},
            random);
  if (strike.index % 4 == 0) {
    for (const int bass : {-12, -5}) {
      add_piano(out,
                {.at = strike.at,
                 .hz = hz_of(bass, 261.63F),
                 .seconds = 1.8F,
                 .gain = 0.5F * strike.strength},
                random);
    }
  }
}

void strike_sparkle(Channel& out, const Strike& strike, Random& random) {
  constexpr std::array<int, 5> kPentatonic{0, 2, 4, 7, 9};
  float late = 0;
  const int count = 13 + random.index(5);
  for (int i = 0; i < count; ++i) {  // a run of tiny bells, upwards
    const int degree = i * 2 / 3 + random.index(2);
    const int note = kPentatonic[static_cast<std::size_t>(degree % 5)] + 12 * (degree / 5);
    const float x = static_cast<float>(i) / static_cast<float>(count);
    add_celesta(out,
                {.at = strike.at + samples_of(late),
                 .hz = hz_of(note, 1568),
                 .seconds = 0.6F,
                 .gain = 0.4F * strike.strength * (1 - 0.6F * x)},
                random);
    late += random.between(0.035F, 0.075F);
  }
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "bicycle_bell",
     .description = "dring, dring",
     .level_db = -5,
     .strike = strike_bicycle_bell,
     .rhythm = {0.7F, 1.8F, 3}},
    {.name = "typing",
     .description = "fingers on a keyboard",
     .level_db = -6,
     .strike = strike_key,
     .rhythm = {0.3F, 0.09F, 0.3F},
     .wet = 0.2F},
    {.name = "clock",
     .description = "tick, tock",
     .level_db = -7,
     .strike = strike_clock,
     .rhythm = {0.3F, 0.5F, 0.5F}},
    {.name = "door",
     .description = "a door falls shut",
     .level_db = -2,
     .strike = strike_door,
     .rhythm = {1, 2.5F, 4},
     .wet = 0.5F},
    {.name = "bell",
     .description = "a church bell",
     .level_db = -2,
     .strike = strike_bell,
     .rhythm = {0.4F, 1.6F, 1.7F},
     .wet = 0.6F},
    {.name = "drum",
     .description = "a large drum",
     .level_db = 0,
     .strike = strike_drum,
     .rhythm = {0.3F, 0.5F, 0.5F},
     .wet = 0.4F},
    {.name = "guitar",
     .description = "a guitar is strummed",
     .level_db = -3,
     .strike = strike_guitar,
     .rhythm = {0.3F, 0.6F, 0.6F},
     .wet = 0.4F},
    {.name = "piano",
     .description = "notes on a piano",
     .level_db = -3,
     .strike = strike_piano,
     .rhythm = {0.3F, 0.4F, 0.4F},
     .wet = 0.5F},
    {.name = "sparkle",
     .description = "a run of tiny bells, as for magic",
     .level_db = -6,
     .strike = strike_sparkle,
     .rhythm = {0.5F, 1.6F, 2.8F},
     .wet = 0.8F},
});

}  // namespace

std::span<const Effect> thing_effects() { return kShelf; }

}  // namespace kirin::sound
