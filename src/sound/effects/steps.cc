/// \file
/// What meets the ground. Walking: heel, then sole (Cook, "Modeling Bill's Gait: Analysis and
/// Parametric Synthesis of Walking Sounds", 2002).
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"

namespace kirin::sound {
namespace {

constexpr float kHeelToToe = 0.085F;  // seconds, at a walk

// The weight on the ground: felt rather than heard.
void add_weight(Channel& out, std::size_t at, float gain) {
  const std::array<Mode, 2> modes{{{84, 0.014F, 1}, {150, 0.011F, 0.8F}}};
  add_modes(out, at, modes, gain, 0.003F);
}

float foot(const Strike& strike) {  // no two feet are alike
  return strike.index % 2 == 0 ? 1.0F : 0.93F;
}

void strike_footstep(Channel& out, const Strike& strike, Random& random) {
  Random shoe(strike.source);
  const float hz = shoe.between(900, 1500) * foot(strike);
  const float g = strike.strength * random.between(0.85F, 1);
  add_weight(out, strike.at, 0.55F * g);
  add_burst(out, strike.at,
            {.attack_seconds = 0.0006F,
             .decay_seconds = 0.007F,
             .colour = Biquad::band_pass(hz, 1.1F),
             .gain = 2.4F * g},
            random);
  add_burst(out, strike.at + samples_of(kHeelToToe * random.between(0.9F, 1.1F)),
            {.attack_seconds = 0.004F,
             .decay_seconds = 0.016F,
             .colour = Biquad::band_pass(hz * 1.7F, 0.7F),
             .gain = 0.8F * g},
            random);
}

void strike_footstep_snow(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength * foot(strike);
  add_weight(out, strike.at, 0.12F * g);
  add_crunch(out, strike.at,
             {.seconds = 0.17F,
              .grains = 150,
              .low_hz = 1300,
              .high_hz = 4200,
              .q = 2.5F,
              .grain_seconds = 0.0022F,
              .gain = 0.8F * g},
             random);
  // The snow's squeak as it packs: a creak of a fixed pitch under the sole.
  add_crunch(out, strike.at + samples_of(0.05F),
             {.seconds = 0.12F,
              .grains = 60,
              .low_hz = 620,
              .high_hz = 780,
              .q = 7,
              .grain_seconds = 0.004F,
              .gain = 0.7F * g},
             random);
}

void strike_footstep_gravel(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength * foot(strike);
  add_weight(out, strike.at, 0.15F * g);
  add_crunch(out, strike.at,
             {.seconds = 0.26F,
              .grains = 48,
              .low_hz = 1500,
              .high_hz = 6500,
              .q = 5,
              .grain_seconds = 0.005F,
              .gain = 1.0F * g},
             random);
}

void strike_footstep_wood(Channel& out, const Strike& strike, Random& random) {
  Random floor(strike.source);
  const float hz = floor.between(92, 128) * foot(strike) * random.between(0.97F, 1.03F);
  const std::array<Mode, 5> boards{{{hz, 0.06F, 1},
                                    {hz * 2.1F, 0.045F, 0.7F},
                                    {hz * 3.4F, 0.03F, 0.45F},
                                    {hz * 5.2F, 0.018F, 0.3F},
                                    {hz * 8.6F, 0.01F, 0.2F}}};
  const float g = strike.strength;
  add_modes(out, strike.at, boards, g, 0.001F);
  add_modes(out, strike.at + samples_of(kHeelToToe), boards, 0.35F * g, 0.003F);
  add_burst(out, strike.at,
            {.decay_seconds = 0.004F, .colour = Biquad::band_pass(1900, 1), .gain = 0.5F * g},
            random);
}

void strike_footstep_grass(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength * foot(strike);
  add_weight(out, strike.at, 0.2F * g);
  add_burst(out, strike.at,
            {.attack_seconds = 0.006F,
             .decay_seconds = 0.035F,
             .colour = Biquad::band_pass(3200, 0.6F),
             .gain = 0.5F * g},
            random);
  add_sweep(out, strike.at + samples_of(0.03F),
            {.seconds = 0.2F,
             .from_hz = 3000,
             .middle_hz = 6000,
             .to_hz = 3800,
             .q = 0.7F,
             .peak_at = 0.35F,
             .gain = 0.4F * g},
            random);
}

void strike_footstep_sand(Channel& out, const Strike& strike, Random& random) {
  const float g = strike.strength * foot(strike);
  add_weight(out, strike.at, 0.25F * g);
  add_burst(out, strike.at,
            {.attack_seconds = 0.008F,
             .decay_seconds = 0.05F,
             .colour = Biquad::low_pass(1100),
             .gain = 1.0F * g},
            random);
  add_crunch(out, strike.at + samples_of(0.02F),
             {.seconds = 0.18F,
              .grains = 220,
              .low_hz = 500,
              .high_hz = 1500,
              .q = 1.2F,
              .grain_seconds = 0.0012F,
              .gain = 0.1F * g},
             random);
}

void strike_hoof(Channel& out, const Strike& strike, Random& random) {
  Random horse(strike.source);
  constexpr std::array<float, 4> kLegs{1, 0.84F, 0.93F, 0.78F};
  const float hz = horse.between(700, 880) * kLegs[static_cast<std::size_t>(strike.index) % 4] *
                   random.between(0.97F, 1.03F);
  // A hollow shell on hard ground: the cavity under the hoof rings for a moment.
  const std::array<Mode, 4> hoof{{{hz, 0.014F, 1},
                                  {hz * 1.52F, 0.01F, 0.6F},
                                  {hz * 2.4F, 0.006F, 0.4F},
                                  {hz * 3.9F, 0.003F, 0.25F}}};
  add_modes(out, strike.at, hoof, strike.strength);
  add_weight(out, strike.at, 0.22F * strike.strength);
  add_burst(out, strike.at + samples_of(0.01F),
            {.attack_seconds = 0.004F,
             .decay_seconds = 0.02F,
             .colour = Biquad::band_pass(2600, 0.8F),
             .gain = 0.15F * strike.strength},
            random);
}

void strike_hoof_on_grass(Channel& out, const Strike& strike, Random& random) {
  constexpr std::array<float, 4> kLegs{1, 0.86F, 0.94F, 0.8F};
  const float g = strike.strength * kLegs[static_cast<std::size_t>(strike.index) % 4];
  // Turf gives way: a deep thud, and blades that swish as the hoof leaves.
  const std::array<Mode, 3> turf{
      {{68 * random.between(0.95F, 1.05F), 0.03F, 1}, {121, 0.022F, 0.8F}, {205, 0.014F, 0.45F}}};
  add_modes(out, strike.at, turf, g, 0.002F);
  add_burst(out, strike.at,
            {.attack_seconds = 0.002F,
             .decay_seconds = 0.018F,
             .colour = Biquad::low_pass(700),
             .gain = 0.9F * g},
            random);
  add_burst(out, strike.at + samples_of(0.03F),
            {.attack_seconds = 0.02F,
             .decay_seconds = 0.03F,
             .colour = Biquad::band_pass(3400, 0.6F),
             .gain = 0.1F * g},
            random);
}

void strike_bounce(Channel& out, const Strike& strike, Random& random) {
  Random ball(strike.source);
  const float hz = ball.between(150, 210);
  const std::array<Mode, 4> rubber{{{hz, 0.035F, 1},
                                    {hz * 1.43F, 0.03F, 0.55F},
                                    {hz * 2.7F, 0.02F, 0.3F},
                                    {hz * 4.6F, 0.01F, 0.15F}}};
  add_modes(out, strike.at, rubber, strike.strength, 0.0015F);
  add_burst(out, strike.at,
            {.attack_seconds = 0.0006F,
             .decay_seconds = 0.005F,
             .colour = Biquad::band_pass(1300, 0.9F),
             .gain = 0.45F * strike.strength},
            random);
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "footsteps",
     .description = "shoes on hard ground",
     .level_db = -3,
     .strike = strike_footstep,
     .rhythm = {0.3F, 0.52F, 0.56F}},
    {.name = "footsteps_snow",
     .description = "snow that crunches and squeaks",
     .level_db = -3,
     .strike = strike_footstep_snow,
     .rhythm = {0.3F, 0.6F, 0.64F},
     .wet = 0.1F},
    {.name = "footsteps_gravel",
     .description = "stones that grind",
     .level_db = -3,
     .strike = strike_footstep_gravel,
     .rhythm = {0.3F, 0.54F, 0.58F},
     .wet = 0.15F},
    {.name = "footsteps_wood",
     .description = "boards that boom",
     .level_db = -2,
     .strike = strike_footstep_wood,
     .rhythm = {0.3F, 0.52F, 0.56F},
     .wet = 0.5F},
    {.name = "footsteps_grass",
     .description = "blades that swish",
     .level_db = -6,
     .strike = strike_footstep_grass,
     .rhythm = {0.3F, 0.54F, 0.58F},
     .wet = 0.1F},
    {.name = "footsteps_sand",
     .description = "a soft shuffle",
     .level_db = -6,
     .strike = strike_footstep_sand,
     .rhythm = {0.3F, 0.58F, 0.62F},
     .wet = 0.05F},
    {.name = "hooves",
     .description = "hooves on hard ground",
     .level_db = -1,
     .strike = strike_hoof,
     .rhythm = {0.3F, 0.26F, 0.3F}},
    {.name = "hooves_grass",
     .description = "hooves thud on soft ground",
     .level_db = -2,
     .strike = strike_hoof_on_grass,
     .rhythm = {0.3F, 0.26F, 0.3F},
     .wet = 0.15F},
    {.name = "bounce",
     .description = "a ball bounces",
     .level_db = -5,
     .strike = strike_bounce,
     .rhythm = {0.5F, 0.12F, 0.85F, true}},
});

}  // namespace

std::span<const Effect> step_effects() { return kShelf; }

}  // namespace kirin::sound
