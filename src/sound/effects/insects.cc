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

// Wings that beat some 230 times a second and not quite as fast when they carry (Altshuler et al.,
// "Short-amplitude high-frequency wing strokes determine the aerodynamics of honeybee flight",
// 2005): each stroke a pulse, so a buzz with many harmonics that comes near and goes.
void add_bee(Channel& out, Flow flow) {
  Random& random = flow.own;
  const float hz = random.between(205, 245);
  Wander nearness(random, 0.9F);
  Wander effort(random, 6);
  Biquad thorax = Biquad::band_pass(2 * hz, 1.3F);
  Biquad dull = Biquad::low_pass(2200);
  Phase wing;
  for (float& sample : out) {
    const float near = nearness.next();
    const float step = hz * (0.93F + 0.06F * near + 0.06F * effort.next()) / kSampleRate;
    const float stroke = saw(wing.advance(step), step) + 0.15F * random.bipolar();
    sample += (0.15F + near * near) * (0.6F * dull(stroke) + thorax(stroke));
  }
}

constexpr auto kShelf = std::to_array<Effect>({
    {.name = "bees",
     .description = "a bee or two buzz about",
     .level_db = -8,
     .flow = add_bee,
     .sources = 2,
     .wet = 0.1F,
     .half_path_metres = 2},
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
