#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sound/effects/textures.h"
#include "sound/filters.h"

namespace kirin::sound {
namespace {

/// One note of a bird: a sine that sweeps and warbles (frequency modulation).
struct Chirp {
  float from_hz;
  float to_hz;
  float seconds;
  float warble_hz;
  float warble_depth;  ///< as a part of the frequency
  float pause_after;   ///< seconds
};

// Returns where the chirp ends.
std::size_t add_chirp(Stereo& out, std::size_t at, const Chirp& chirp, float gain, float pan) {
  const auto length = static_cast<std::size_t>(chirp.seconds * kSampleRate);
  float phase = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const float x = static_cast<float>(i) / static_cast<float>(length);
    const float t = static_cast<float>(i) / kSampleRate;
    const float sweep = chirp.from_hz + (chirp.to_hz - chirp.from_hz) * x * x;
    const float hz = sweep * (1 + chirp.warble_depth * std::sin(2 * kPi * chirp.warble_hz * t));
    phase += 2 * kPi * hz / kSampleRate;
    const float envelope = std::sin(kPi * x);
    out.add(at + i, gain * envelope * envelope * (std::sin(phase) + 0.12F * std::sin(2 * phase)),
            pan);
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

void add_bird(Stereo& out, Random& random, float first_seconds) {
  const std::vector<Chirp> motif = make_motif(random);
  const float pan = random.between(-0.8F, 0.8F);
  const float nearness = random.between(0.25F, 1);
  auto at = static_cast<std::size_t>(first_seconds * kSampleRate);
  while (at < out.length()) {
    for (const Chirp& chirp : motif) {
      const std::size_t begin = at;
      at = add_chirp(out, begin, chirp, nearness, pan);
      // The woods answer: two soft echoes from the other side.
      add_chirp(out, begin + kSampleRate / 12, chirp, nearness * 0.16F, -pan);
      add_chirp(out, begin + kSampleRate / 6, chirp, nearness * 0.07F, pan * 0.5F);
      at += static_cast<std::size_t>(chirp.pause_after * kSampleRate);
    }
    at += static_cast<std::size_t>(random.between(0.9F, 2.6F) * kSampleRate);
  }
}

struct Cricket {
  float hz;
  float pulse_seconds;
  int pulses;
  float rest_seconds;
  float gain;
  float pan;
};

void add_cricket(Stereo& out, Random& random, const Cricket& cricket) {
  const auto pulse = static_cast<std::size_t>(cricket.pulse_seconds * kSampleRate);
  std::size_t at = static_cast<std::size_t>(random.uniform() * cricket.rest_seconds * kSampleRate);
  while (at < out.length()) {
    for (int i = 0; i < cricket.pulses; ++i) {
      for (std::size_t k = 0; k < pulse; ++k) {
        const float envelope = std::sin(kPi * static_cast<float>(k) / static_cast<float>(pulse));
        const float t = static_cast<float>(k) / kSampleRate;
        out.add(at + k, cricket.gain * envelope * envelope * std::sin(2 * kPi * cricket.hz * t),
                cricket.pan);
      }
      at += pulse + pulse / 2;
    }
    at +=
        static_cast<std::size_t>(cricket.rest_seconds * random.between(0.9F, 1.15F) * kSampleRate);
  }
}

void add_night_air(std::vector<float>& channel, Random random) {
  Biquad band = Biquad::band_pass(400, 0.4F);
  for (float& sample : channel) {
    sample += 0.03F * band(random.bipolar());
  }
}

// A talker nobody understands: a buzzing throat behind two formants that change with each syllable.
void add_talker(Stereo& out, Random random) {
  constexpr std::array<std::array<float, 2>, 5> kVowels{{{730, 1090},
                                                         {530, 1840},
                                                         {270, 2290},
                                                         {570, 840},
                                                         {300, 870}}};  // Peterson and Barney, 1952
  const float pan = random.between(-0.9F, 0.9F);
  const float nearness = random.between(0.3F, 1);
  const float pitch = random.between(95, 230);
  Biquad first = Biquad::band_pass(600, 5);
  Biquad second = Biquad::band_pass(1400, 7);
  float phase = random.uniform();
  for (std::size_t at = 0; at < out.length();) {
    const auto& vowel = kVowels[static_cast<std::size_t>(random.index(5))];
    first.tune(Biquad::band_pass(vowel[0], 5));
    second.tune(Biquad::band_pass(vowel[1], 7));
    const auto length = static_cast<std::size_t>(random.between(0.1F, 0.26F) * kSampleRate);
    const bool is_pause = random.index(6) == 0;
    const float hz = pitch * random.between(0.85F, 1.2F);
    for (std::size_t i = 0; i < length; ++i) {
      phase += hz / kSampleRate;
      phase -= std::floor(phase);
      const float envelope =
          is_pause ? 0 : std::sin(kPi * static_cast<float>(i) / static_cast<float>(length));
      const float throat = (phase - 0.5F + 0.15F * random.bipolar()) * envelope;
      out.add(at + i, nearness * (first(throat) + 0.5F * second(throat)), pan);
    }
    at += length;
  }
}

}  // namespace

void add_birds(Stereo& out, Random random) {
  const int birds = 3 + random.index(2);
  for (int i = 0; i < birds; ++i) {
    add_bird(out, random, 0.15F + 0.7F * static_cast<float>(i) + random.between(0, 0.4F));
  }
}

void add_crickets(Stereo& out, Random random) {
  add_night_air(out.left, Random(random.next()));
  add_night_air(out.right, Random(random.next()));
  for (int i = 0; i < 5; ++i) {
    add_cricket(out, random,
                {.hz = random.between(3900, 5000),
                 .pulse_seconds = random.between(0.012F, 0.02F),
                 .pulses = 3 + random.index(2),
                 .rest_seconds = random.between(0.28F, 0.6F),
                 .gain = random.between(0.1F, 0.5F),
                 .pan = random.between(-0.9F, 0.9F)});
  }
}

void add_crowd(Stereo& out, Random random) {
  for (int i = 0; i < 14; ++i) {
    add_talker(out, Random(random.next()));
  }
}

}  // namespace kirin::sound
