#include <algorithm>
#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"
#include "sound/synth/throat.h"

namespace kirin::sound {
namespace {

// A talker nobody understands: a buzzing throat behind two formants that change with each syllable.
void add_talker(Channel& out, Random random) {
  constexpr std::array<std::array<float, 2>, 5> kVowels{{{730, 1090},
                                                         {530, 1840},
                                                         {270, 2290},
                                                         {570, 840},
                                                         {300, 870}}};  // Peterson and Barney, 1952
  const float nearness = random.between(0.3F, 1);
  const float pitch = random.between(95, 230);
  Biquad first = Biquad::band_pass(600, 5);
  Biquad second = Biquad::band_pass(1400, 7);
  Phase throat{random.uniform()};
  for (std::size_t at = 0; at < out.size();) {
    const auto& vowel = kVowels[static_cast<std::size_t>(random.index(5))];
    first.tune(Biquad::band_pass(vowel[0], 5));
    second.tune(Biquad::band_pass(vowel[1], 7));
    const auto length = samples_of(random.between(0.1F, 0.26F));
    const bool is_pause = random.index(6) == 0;
    const float step = pitch * random.between(0.85F, 1.2F) / kSampleRate;
    for (std::size_t i = 0; i < length && at + i < out.size(); ++i) {
      const float x = static_cast<float>(i) / static_cast<float>(length);
      const float envelope = is_pause ? 0 : sine(x * 0.5F);
      const float buzz = (throat.advance(step) - 0.5F + 0.15F * random.bipolar()) * envelope;
      out[at + i] += nearness * (first(buzz) + 0.5F * second(buzz));
    }
    at += length;
  }
}

// Bouts of "ha-ha-ha", some five a second, each weaker than the one before (Bachorowski, Smoski
// and Owren, "The acoustic features of human laughter", 2001).
void add_laugher(Channel& out, Random& random) {
  const float pitch = random.between(190, 420);
  const float size = random.between(0.95F, 1.2F);
  const float gain = random.between(0.4F, 1);
  std::size_t at = samples_of(random.between(0, 0.8F));
  while (at < out.size()) {
    const int calls = 4 + random.index(6);
    const float period = random.between(0.17F, 0.22F);
    for (int i = 0; i < calls; ++i) {
      const float x = static_cast<float>(i) / static_cast<float>(calls);
      add_call(
          out, at,
          {.seconds = period * 0.62F,
           .pitch_hz = Curve{{0, 1}, {0.3F, 1.15F}, {1, 0.9F}}.times(pitch * (1.1F - 0.3F * x)),
           .level = {{0, 0.2F}, {0.25F, 1}, {1, 0}},
           .formants = {{750 * size, 4, 1}, {1250 * size, 6, 0.6F}, {2700 * size, 8, 0.25F}},
           .breath = 0.5F},
          gain * (1 - 0.7F * x), random);
      at += samples_of(period * random.between(0.95F, 1.05F));
    }
    at += samples_of(random.between(0.5F, 2));
  }
}

void add_crowd(Channel& out, Flow flow) {
  for (int i = 0; i < 8; ++i) {
    add_talker(out, Random(flow.own.next()));
  }
  Biquad band = Biquad::band_pass(500, 0.7F);  // and those too far away to tell apart
  Wander tide(flow.shared, 1);
  for (float& sample : out) {
    sample += 0.25F * band(flow.own.bipolar()) * (0.6F + 0.4F * tide.next());
  }
}

void add_laughter(Channel& out, Flow flow) {
  for (int i = 0; i < 4; ++i) {
    add_laugher(out, flow.own);
  }
}

void add_applause(Channel& out, Flow flow) {
  // Each of the audience claps three to five times a second; each clap is a short burst whose pitch
  // depends on how the hands are held (Repp, "The sound of two hands clapping", 1987; Peltola et
  // al., "Synthesis of hand clapping sounds", 2007).
  Random& random = flow.own;
  for (int person = 0; person < 26; ++person) {
    const float hz = random.between(700, 2600);
    const float period = random.between(0.2F, 0.33F);
    const float nearness = std::pow(random.uniform(), 2.0F) + 0.12F;
    float at = random.uniform() * period;
    while (samples_of(at) < out.size()) {
      add_burst(out, samples_of(at),
                {.attack_seconds = 0.0006F,
                 .decay_seconds = random.between(0.004F, 0.008F),
                 .colour = Biquad::band_pass(hz * random.between(0.9F, 1.1F), 1.4F),
                 .gain = nearness * random.between(0.6F, 1)},
                random);
      at += period * random.between(0.88F, 1.12F);
    }
  }
}

void strike_clap(Channel& out, const Strike& strike, Random& random) {
  Random hands(strike.source);
  const float hz = hands.between(900, 1700) * random.between(0.93F, 1.07F);
  add_burst(out, strike.at,
            {.attack_seconds = 0.0006F,
             .decay_seconds = random.between(0.005F, 0.008F),
             .colour = Biquad::band_pass(hz, 1.4F),
             .gain = strike.strength},
            random);
}

void strike_heartbeat(Channel& out, const Strike& strike, Random& random) {
  // Lub and dub: the valves close, the second time higher and shorter. Loudspeakers of telephones
  // hear nothing below 150 Hz, so each has a little of its octaves.
  const float g = strike.strength;
  const auto thud = [&](std::size_t at, float hz, float seconds, float gain) {
    const std::array<Mode, 4> modes{{{hz, seconds, 1},
                                     {hz * 1.55F, seconds * 0.8F, 0.5F},
                                     {hz * 2.6F, seconds * 0.5F, 0.28F},
                                     {hz * 4.2F, seconds * 0.3F, 0.1F}}};
    add_modes(out, at, modes, gain, 0.006F);
  };
  thud(strike.at, 52, 0.055F, g);
  thud(strike.at + samples_of(random.between(0.28F, 0.3F)), 68, 0.035F, 0.75F * g);
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "crowd",
     .description = "voices, no word of which is understood",
     .level_db = -2,
     .flow = add_crowd,
     .spread = Spread::diffuse,
     .wet = 0.3F},
    {.name = "laughter",
     .description = "several people laugh",
     .level_db = -3,
     .flow = add_laughter,
     .spread = Spread::diffuse,
     .wet = 0.3F},
    {.name = "applause",
     .description = "an audience claps",
     .level_db = 0,
     .flow = add_applause,
     .strike = strike_clap,
     .spread = Spread::diffuse,
     .wet = 0.4F},
    {.name = "heartbeat",
     .description = "lub-dub",
     .level_db = -3,
     .strike = strike_heartbeat,
     .rhythm = {0.3F, 0.88F, 0.92F},
     .wet = 0.1F},
});

}  // namespace

std::span<const Effect> people_effects() { return kShelf; }

}  // namespace kirin::sound
