#include <array>
#include <cmath>

#include "sound/effects/shelves.h"
#include "sound/filters.h"
#include "sound/stereo.h"
#include "sound/synth/oscillators.h"

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

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "crickets",
     .description = "crickets chirp in the night",
     .level_db = -6,
     .flow = add_crickets,
     .spread = Spread::diffuse,
     .wet = 0.1F},
});

}  // namespace

std::span<const Effect> insect_effects() { return kShelf; }

}  // namespace kirin::sound
