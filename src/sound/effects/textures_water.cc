#include <algorithm>
#include <cmath>

#include "sound/effects/textures.h"
#include "sound/filters.h"

namespace kirin::sound {
namespace {

// How far a breaker of this age is: 0..1 and down again, steep at its crash (0.42 of its life).
float swell(float age) {
  if (age < 0 || age > 1) {
    return 0;
  }
  const float rise = age / 0.42F;
  const float fall = (1 - age) / 0.58F;
  return rise < 1 ? rise * rise * rise : fall * fall;
}

// A breaker: a deep surge, and a hiss of foam that comes with the crash and runs out after it.
void add_breaker(std::vector<float>& channel, Random random, float begin, float length,
                 float gain) {
  Biquad surge = Biquad::low_pass(420);
  Biquad body = Biquad::band_pass(900, 0.5F);
  Biquad foam = Biquad::high_pass(2600);
  const auto first = static_cast<std::ptrdiff_t>(begin);
  const auto last = std::min(std::ssize(channel), static_cast<std::ptrdiff_t>(begin + length));
  for (auto i = std::max<std::ptrdiff_t>(0, first); i < last; ++i) {
    const float age = (static_cast<float>(i) - begin) / length;
    const float now = swell(age);
    const float foaming = swell(age * 0.85F - 0.02F);
    const float noise = random.bipolar();
    channel[static_cast<std::size_t>(i)] +=
        gain *
        (1.1F * surge(noise) * now + 0.7F * body(noise) * now + 0.22F * foam(noise) * foaming);
  }
}

void add_sea_bed(std::vector<float>& channel, Random random) {
  Biquad low = Biquad::low_pass(500);
  Wander heave(random, 0.4F);
  for (float& sample : channel) {
    sample += 0.35F * low(random.bipolar()) * (0.5F + 0.5F * heave.next());
  }
}

void add_rain_hiss(std::vector<float>& channel, Random random) {
  Biquad high = Biquad::high_pass(900);
  Biquad low = Biquad::low_pass(9000);
  Wander density(random, 0.7F);
  for (float& sample : channel) {
    sample += 0.16F * low(high(random.bipolar())) * (0.75F + 0.25F * density.next());
  }
}

// A sine whose pitch rises by `rise` octaves a second while it dies away: a drop, or a bubble (van
// den Doel, "Physically based models for liquid sounds", 2005).
struct Blip {
  float hz;
  float rise;
  float decay_seconds;
  float gain;
  float pan;
};

void add_blip(Stereo& out, std::size_t at, const Blip& blip) {
  const auto length = static_cast<std::size_t>(blip.decay_seconds * 6 * kSampleRate);
  float phase = 0;
  for (std::size_t i = 0; i < length && at + i < out.length(); ++i) {
    const float t = static_cast<float>(i) / kSampleRate;
    phase += 2 * kPi * blip.hz * (1 + blip.rise * t) / kSampleRate;
    const float onset = std::min(1.0F, t / 0.001F);
    out.add(at + i, blip.gain * onset * std::sin(phase) * std::exp(-t / blip.decay_seconds),
            blip.pan);
  }
}

void add_drops(Stereo& out, Random& random, float a_second) {
  const auto end = static_cast<float>(out.length());
  for (float at = 0; at < end; at += 1 + random.waiting_time(kSampleRate / a_second)) {
    const float size = random.uniform();
    add_blip(out, static_cast<std::size_t>(at),
             {.hz = random.between(1800, 6500),
              .rise = 0,
              .decay_seconds = random.between(0.001F, 0.005F),
              .gain = 0.04F + 0.3F * size * size * size,
              .pan = random.between(-0.9F, 0.9F)});
  }
}

void add_bubbles(Stereo& out, Random& random, float a_second, float low_hz, float high_hz) {
  const auto end = static_cast<float>(out.length());
  for (float at = 0; at < end; at += 1 + random.waiting_time(kSampleRate / a_second)) {
    const float size = random.uniform();  // small bubbles ring high and short
    add_blip(out, static_cast<std::size_t>(at),
             {.hz = high_hz * std::pow(low_hz / high_hz, size),
              .rise = random.between(0.5F, 5),
              .decay_seconds = 0.008F + 0.03F * size,
              .gain = 0.08F + 0.2F * random.uniform() * random.uniform(),
              .pan = random.between(-0.7F, 0.7F)});
  }
}

void add_murmur(std::vector<float>& channel, Random random, float hz, float gain) {
  Biquad band = Biquad::band_pass(hz, 0.5F);
  Wander flow(random, 1.5F);
  for (float& sample : channel) {
    sample += gain * band(random.bipolar()) * (0.6F + 0.4F * flow.next());
  }
}

// A stroke: a tearing crack, then a rumble that rolls on for seconds, from one side to the other.
void add_stroke(std::vector<float>& channel, Random random, std::size_t at, float nearness) {
  Biquad crack = Biquad::band_pass(700, 0.4F);
  Biquad rumble = Biquad::low_pass(110);
  Biquad boom = Biquad::low_pass(260);
  Wander roll(random, 3.5F);
  for (std::size_t i = at; i < channel.size(); ++i) {
    const float t = static_cast<float>(i - at) / kSampleRate;
    const float noise = random.bipolar();
    const float onset = std::min(1.0F, t / 0.02F);
    const float rolling = std::exp(-t / 1.5F) * (0.35F + 0.65F * roll.next());
    channel[i] +=
        onset * (nearness * crack(noise) * std::exp(-t / 0.12F) + 3.0F * rumble(noise) * rolling +
                 0.8F * boom(noise) * rolling * std::exp(-t / 0.7F));
  }
}

}  // namespace

void add_surf(Stereo& out, Random random) {
  add_sea_bed(out.left, Random(random.next()));
  add_sea_bed(out.right, Random(random.next()));
  const auto end = static_cast<float>(out.length());
  // The first breaker is on its way already, so that even a short clip hears one crash.
  float begin = -random.between(0.5F, 1.5F) * kSampleRate;
  while (begin < end) {
    const float length = random.between(4.5F, 6.5F) * kSampleRate;
    const float gain = random.between(0.7F, 1);
    const float side = random.between(-0.35F, 0.35F);
    add_breaker(out.left, Random(random.next()), begin, length, gain * (1 - side));
    add_breaker(out.right, Random(random.next()), begin + 0.05F * kSampleRate, length,
                gain * (1 + side));
    begin += length * random.between(0.5F, 0.75F);
  }
}

void add_rain(Stereo& out, Random random) {
  add_rain_hiss(out.left, Random(random.next()));
  add_rain_hiss(out.right, Random(random.next()));
  add_drops(out, random, 110);
}

void add_thunder(Stereo& out, Random random) {
  const auto length = static_cast<float>(out.length());
  float at = std::min(random.between(0.4F, 1.6F) * kSampleRate, length * 0.3F);
  while (at < length) {
    const float nearness = random.between(0.3F, 1.3F);
    const float side = random.between(-0.4F, 0.4F);
    const auto delay = static_cast<std::size_t>(random.between(0, 0.02F) * kSampleRate);
    add_stroke(out.left, Random(random.next()), static_cast<std::size_t>(at),
               nearness * (1 - side));
    add_stroke(out.right, Random(random.next()), static_cast<std::size_t>(at) + delay,
               nearness * (1 + side));
    at += random.between(4, 7) * kSampleRate;
  }
}

void add_stream(Stereo& out, Random random) {
  add_murmur(out.left, Random(random.next()), 700, 0.13F);
  add_murmur(out.right, Random(random.next()), 820, 0.13F);
  add_bubbles(out, random, 90, 380, 2600);
}

void add_underwater(Stereo& out, Random random) {
  add_murmur(out.left, Random(random.next()), 120, 0.5F);
  add_murmur(out.right, Random(random.next()), 130, 0.5F);
  const auto end = static_cast<float>(out.length());
  for (float at = random.between(0.3F, 1) * kSampleRate; at < end;
       at += random.between(1.2F, 2.6F) * kSampleRate) {
    const float pan = random.between(-0.5F, 0.5F);
    float when = at;
    for (int i = 0; i < 8 + random.index(8); ++i) {  // a cloud of bubbles on its way up
      add_blip(out, static_cast<std::size_t>(when),
               {.hz = random.between(220, 700),
                .rise = random.between(3, 8),
                .decay_seconds = random.between(0.02F, 0.05F),
                .gain = random.between(0.1F, 0.3F),
                .pan = pan});
      when += random.between(0.02F, 0.09F) * kSampleRate;
    }
  }
}

}  // namespace kirin::sound
