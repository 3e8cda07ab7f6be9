#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "sound/effects/textures.h"

namespace kirin::sound {
namespace {

constexpr float kChordSeconds = 2.5F;
constexpr float kCrossfadeSeconds = 0.9F;

using Chord = std::array<int, 4>;  // semitones over the root of the key

float hz_of(int semitones, float root_hz) {
  return root_hz * std::pow(2.0F, static_cast<float>(semitones) / 12);
}

// A warm note: few harmonics, two strings a little apart, one to each side.
void add_pad_note(Stereo& out, float hz, float begin, float end, float gain) {
  const float fade = kCrossfadeSeconds * kSampleRate;
  const auto first = static_cast<std::ptrdiff_t>(begin);
  const auto last =
      std::min(static_cast<std::ptrdiff_t>(end), static_cast<std::ptrdiff_t>(out.length()));
  for (auto i = std::max<std::ptrdiff_t>(0, first); i < last; ++i) {
    const auto x = static_cast<float>(i);
    const float edge = std::clamp(std::min(x - begin, end - x) / fade, 0.0F, 1.0F);
    const float level = gain * edge * edge * (3 - 2 * edge);
    const float t = x / kSampleRate;
    const auto voice = [&](float frequency) {
      const float phase = 2 * kPi * std::fmod(frequency * t, 1.0F);
      return std::sin(phase) + 0.28F * std::sin(2 * phase) + 0.1F * std::sin(3 * phase);
    };
    out.left[static_cast<std::size_t>(i)] += level * voice(hz * 0.9985F);
    out.right[static_cast<std::size_t>(i)] += level * voice(hz * 1.0015F);
  }
}

// A plucked bell, for the bright mood.
void add_bell(Stereo& out, float hz, float begin, float gain, float pan) {
  const auto length = static_cast<std::size_t>(1.2F * kSampleRate);
  for (std::size_t i = 0; i < length; ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    const float onset = std::min(1.0F, t / 0.004F);
    const float tone =
        std::sin(2 * kPi * hz * t) + 0.3F * std::sin(4 * kPi * hz * t) * std::exp(-t / 0.1F);
    out.add(static_cast<std::size_t>(begin) + i, gain * onset * tone * std::exp(-t / 0.3F), pan);
  }
}

float root_of_key(Random& random) { return hz_of(random.index(8), 123.47F); }  // B2 and up

void add_pad(Stereo& out, Random& random, std::span<const Chord> chords, float root_hz) {
  const float step = kChordSeconds * kSampleRate;
  const float fade = kCrossfadeSeconds * kSampleRate;
  const auto length = static_cast<float>(out.length());
  std::size_t chord = 0;
  for (float begin = -fade; begin < length; begin += step) {
    for (const int semitones : chords[chord % chords.size()]) {
      add_pad_note(out, hz_of(semitones, root_hz), begin, begin + step + fade,
                   random.between(0.16F, 0.22F));
    }
    ++chord;
  }
}

}  // namespace

void add_calm_music(Stereo& out, Random random) {
  constexpr std::array<Chord, 4> kChords{
      {{0, 7, 16, 23}, {-3, 7, 12, 16}, {-7, 9, 12, 16}, {-5, 7, 12, 14}}};
  add_pad(out, random, kChords, root_of_key(random));
}

void add_bright_music(Stereo& out, Random random) {
  constexpr std::array<Chord, 4> kChords{
      {{0, 7, 12, 16}, {-5, 7, 11, 14}, {-3, 9, 12, 16}, {-7, 9, 12, 17}}};
  const float root = root_of_key(random);
  add_pad(out, random, kChords, root);
  const float eighth = kChordSeconds / 8 * kSampleRate;
  int step = 0;
  for (float at = 0.1F * kSampleRate; at < static_cast<float>(out.length()); at += eighth) {
    const Chord& chord = kChords[static_cast<std::size_t>(step / 8) % kChords.size()];
    const int note = chord[static_cast<std::size_t>(1 + random.index(3))] + 12;
    if (random.index(4) != 0) {
      add_bell(out, hz_of(note, root), at, 0.35F, random.between(-0.5F, 0.5F));
    }
    ++step;
  }
}

void add_dark_music(Stereo& out, Random random) {
  constexpr std::array<Chord, 4> kChords{
      {{-12, 0, 3, 7}, {-16, 0, 3, 8}, {-7, 0, 5, 8}, {-17, -1, 2, 7}}};
  add_pad(out, random, kChords, root_of_key(random) * 0.75F);
}

}  // namespace kirin::sound
