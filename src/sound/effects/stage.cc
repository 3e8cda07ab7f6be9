#include "sound/effects/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "sound/mix/loudness.h"

namespace kirin::sound {
namespace {

constexpr float kFarEarSeconds = 0.0003F;
constexpr float kShadowHz = 2800;
constexpr float kSpeedOfSound = 343;
constexpr float kPassingMetres = 9;    // how near what passes comes
constexpr float kRingSeconds = 4;      // struck things are heard this long after the last strike
constexpr float kEdgeSeconds = 0.08F;  // continuous cues begin and end within it
constexpr std::size_t kMostStrikes = 600;

float value_at(const Channel& source, float position) {
  const float floor = std::floor(position);
  const float rest = position - floor;
  const auto i = static_cast<std::ptrdiff_t>(floor);
  const auto at = [&](std::ptrdiff_t k) {
    return k < 0 || k >= std::ssize(source) ? 0.0F : source[static_cast<std::size_t>(k)];
  };
  return rest == 0 ? at(i) : at(i) + rest * (at(i + 1) - at(i));
}

// The source as it is heard in passing: late by its distance and louder while it is near.
Channel passing(const Channel& source, const PanPath& path) {
  Channel heard(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    const float x = static_cast<float>(i) / static_cast<float>(source.size());
    const float side = path.at(x) * path.half_path_metres;
    const float distance = std::hypot(kPassingMetres, side);
    const float late = (distance - kPassingMetres) / kSpeedOfSound * kSampleRate;
    heard[i] =
        value_at(source, static_cast<float>(i) - late) * std::sqrt(kPassingMetres / distance);
  }
  return heard;
}

void add_panned(Stereo& out, std::size_t at, const Channel& source, const PanPath& path) {
  const float dull = 1 - std::exp(-2 * kPi * kShadowHz / kSampleRate);
  const bool is_still = path.from == path.to;
  float shadow = 0;
  float near_gain = 0, far_gain = 0, late = 0, shade = 0, pan = 0;
  for (std::size_t i = 0; i < source.size() && at + i < out.length(); ++i) {
    if (i == 0 || (!is_still && i % 32 == 0)) {
      pan = std::clamp(path.at(static_cast<float>(i) / static_cast<float>(source.size())), -1.0F,
                       1.0F);
      const float angle = (1 + std::abs(pan)) * std::numbers::pi_v<float> / 4;
      near_gain = std::sin(angle);
      // Something at the edge of a screen is still heard by both ears.
      far_gain = std::max(0.12F, std::cos(angle));
      late = std::abs(pan) * kFarEarSeconds * kSampleRate;
      late = is_still ? std::round(late) : late;
      shade = 0.8F * std::abs(pan);
    }
    const float far = value_at(source, static_cast<float>(i) - late);
    shadow += dull * (far - shadow);
    const float near_sample = near_gain * source[i];
    const float far_sample = far_gain * (far + shade * (shadow - far));
    out.left[at + i] += pan < 0 ? near_sample : far_sample;
    out.right[at + i] += pan < 0 ? far_sample : near_sample;
  }
}

void soften_ends(Channel& channel) {
  const std::size_t edge = std::min(samples_of(kEdgeSeconds), channel.size() / 4);
  for (std::size_t i = 0; i < edge; ++i) {
    const float gain = static_cast<float>(i) / static_cast<float>(edge);
    channel[i] *= std::sqrt(gain);  // soon there: what begins on screen is heard at once
    channel[channel.size() - 1 - i] *= gain;
  }
}

// The strikes of one source by nature, over `length` samples, the first at `first`.
std::vector<Strike> natural_strikes(const Rhythm& rhythm, float first_seconds, std::size_t length,
                                    Random& random) {
  std::vector<Strike> strikes;
  float pause = rhythm.most_pause;
  float strength = 1;
  for (float t = first_seconds; samples_of(t) < length && strikes.size() < kMostStrikes;) {
    strikes.push_back({.at = samples_of(t),
                       .strength = strength * random.between(0.85F, 1),
                       .index = static_cast<int>(strikes.size())});
    if (rhythm.is_bouncing) {
      t += pause;
      pause = pause * 0.74F < rhythm.least_pause ? rhythm.most_pause : pause * 0.74F;
      strength = pause == rhythm.most_pause ? 1 : strength * 0.74F;
    } else {
      t += random.between(rhythm.least_pause, rhythm.most_pause);
    }
  }
  return strikes;
}

// The strikes that a cue's beats ask for, from sample `begin` of the clip on.
std::vector<Strike> asked_strikes(const Cue& cue, const Rhythm& rhythm, std::size_t begin,
                                  std::size_t length, Random& random) {
  std::vector<double> beats = cue.beats;
  std::ranges::sort(beats);
  const double from = static_cast<double>(begin) / kSampleRate;
  const double to = static_cast<double>(begin + length) / kSampleRate;
  std::vector<Strike> strikes;
  float longest = 0;
  for (std::size_t i = 0; i + 1 < beats.size(); ++i) {
    longest = std::max(longest, static_cast<float>(beats[i + 1] - beats[i]));
  }
  for (std::size_t i = 0; i < beats.size() && strikes.size() < kMostStrikes; ++i) {
    if (beats[i] < from || beats[i] >= to) {
      continue;
    }
    const auto at = static_cast<std::size_t>(std::llround(beats[i] * kSampleRate));
    float strength = random.between(0.85F, 1);
    if (rhythm.is_bouncing && longest > 0) {
      // A ball that meets the ground at v is in the air for 2 v / g: the pause tells how hard.
      const bool is_last = i + 1 == beats.size();
      const double pause =
          is_last ? (i > 0 ? 0.7 * (beats[i] - beats[i - 1]) : longest) : beats[i + 1] - beats[i];
      strength = std::clamp(static_cast<float>(pause) / longest, 0.1F, 1.0F);
    }
    strikes.push_back(
        {.at = std::max(begin, at) - begin, .strength = strength, .index = static_cast<int>(i)});
  }
  return strikes;
}

// Brings the loudest moment of a channel's first sounds to `lufs`.
void bring_near(Channel& channel, double lufs) {
  const auto first = std::ranges::find_if(channel, [](float x) { return x != 0; });
  const auto heard = std::min<std::ptrdiff_t>(channel.end() - first, 2 * kSampleRate);
  const double found = loudest_moment(std::span<const float>(first, first + heard));
  if (found > kSilenceLufs) {
    const auto gain = static_cast<float>(std::pow(10.0, (lufs - found) / 20));
    for (float& sample : channel) {
      sample *= gain;
    }
  }
}

Channel struck(const Effect& effect, std::vector<Strike> strikes, std::size_t length,
               Random& random) {
  Channel channel(length);
  const std::uint64_t source = random.next();
  for (Strike& strike : strikes) {
    strike.source = source;
    effect.strike(channel, strike, random);
  }
  return channel;
}

Channel flowing(const Effect& effect, std::size_t length, float speed, const Random& shared,
                Random own) {
  Channel channel(length);
  effect.flow(channel, {.speed = speed, .shared = shared, .own = own});
  return channel;
}

Stereo diffuse(const Effect& effect, std::size_t length, float speed, Random& random) {
  Stereo both(0);
  const Random shared(random.next());
  both.left = flowing(effect, length, speed, shared, Random(random.next()));
  both.right = flowing(effect, length, speed, shared, Random(random.next()));
  return both;
}

// How much louder one side of something diffuse is, with the same power.
void balance(Stereo& both, const PanPath& path) {
  for (std::size_t i = 0; i < both.length(); ++i) {
    const float x = static_cast<float>(i) / static_cast<float>(both.length());
    const float pan = std::clamp(path.at(x), -1.0F, 1.0F);
    const float angle = (1 + 0.8F * pan) * std::numbers::pi_v<float> / 4;
    both.left[i] *= std::numbers::sqrt2_v<float> * std::cos(angle);
    both.right[i] *= std::numbers::sqrt2_v<float> * std::sin(angle);
  }
}

double level_of(const Effect& effect, const Cue& cue) {
  return kEffectLufs + effect.level_db + cue.gain_db;
}

bool is_finite(const Cue& cue) {
  const auto finite = [](double x) { return std::isfinite(x); };
  return finite(cue.start_seconds) && finite(cue.end_seconds) && finite(cue.pan_from) &&
         finite(cue.pan_to) && finite(cue.gain_db) && std::ranges::all_of(cue.beats, finite);
}

Stereo struck_cue(const Effect& effect, const Cue& cue, std::size_t begin, std::size_t end,
                  std::size_t length, Random& random) {
  Stereo out(length);
  const std::size_t last = std::min(length, end + samples_of(kRingSeconds));
  // What is there when the clip begins did not begin with it: it takes its time.
  const float first =
      begin == 0 ? random.between(0.1F, std::max(0.15F, effect.rhythm.first_at_most)) : 0;
  const std::vector<Strike> strikes =
      cue.beats.empty() ? natural_strikes(effect.rhythm, first, end - begin, random)
                        : asked_strikes(cue, effect.rhythm, begin, last - begin, random);
  Channel channel = struck(effect, strikes, last - begin, random);
  bring_near(channel, level_of(effect, cue));
  const float arrives =
      static_cast<float>(end - begin) / static_cast<float>(std::max<std::size_t>(1, last - begin));
  add_source(out, begin, channel, {cue.pan_from, cue.pan_to, 0, arrives});
  return out;
}

Stereo flowing_cue(const Effect& effect, const Cue& cue, std::size_t begin, std::size_t end,
                   std::size_t length, Random& random) {
  const float seconds = static_cast<float>(end - begin) / kSampleRate;
  const float speed = std::min(1.0F, std::abs(cue.pan_to - cue.pan_from) / std::max(0.1F, seconds));
  const PanPath path{cue.pan_from, cue.pan_to, effect.half_path_metres};
  Stereo out(length);
  if (effect.spread == Spread::diffuse) {
    Stereo both = diffuse(effect, end - begin, speed, random);
    for (Channel* const ear : {&both.left, &both.right}) {
      soften_ends(*ear);
      bring_near(*ear, level_of(effect, cue) - 3.01);  // both together make up the level
    }
    balance(both, path);
    std::ranges::copy(both.left, out.left.begin() + static_cast<std::ptrdiff_t>(begin));
    std::ranges::copy(both.right, out.right.begin() + static_cast<std::ptrdiff_t>(begin));
    return out;
  }
  const Random shared(random.next());
  Channel channel = flowing(effect, end - begin, speed, shared, Random(random.next()));
  soften_ends(channel);
  bring_near(channel, level_of(effect, cue));
  add_source(out, begin, channel, path);
  return out;
}

}  // namespace

void add_source(Stereo& out, std::size_t at, const Channel& source, const PanPath& path) {
  const bool passes = path.half_path_metres > 0 && path.from != path.to;
  add_panned(out, at, passes ? passing(source, path) : source, path);
}

namespace {

Stereo made_bed(const Effect& effect, std::size_t length, Random random) {
  if (effect.flow != nullptr && effect.spread == Spread::diffuse) {
    return diffuse(effect, length, 0, random);
  }
  Stereo out(length);
  // The sources take turns from side to side, and all of them are not quite equally near.
  float side = random.index(2) == 0 ? 1.0F : -1.0F;
  for (int i = 0; i < effect.sources; ++i) {
    const float pan =
        effect.sources == 1 ? random.between(-0.35F, 0.35F) : side * random.between(0.15F, 0.8F);
    side = -side;
    const float first = random.between(0.1F, std::max(0.15F, effect.rhythm.first_at_most)) +
                        0.6F * static_cast<float>(i);
    const Random shared(random.next());
    Channel source =
        effect.flow != nullptr
            ? flowing(effect, length, 0, shared, Random(random.next()))
            : struck(effect, natural_strikes(effect.rhythm, first, length, random), length, random);
    const float nearness = i == 0 ? 1 : random.between(0.4F, 0.9F);
    for (float& sample : source) {
      sample *= nearness;
    }
    add_source(out, 0, source, {pan, pan});
  }
  return out;
}

}  // namespace

Stereo effect_bed(const Effect& effect, std::size_t length, Random random) {
  Stereo bed = made_bed(effect, length, random);
  const double found = loudest_moment(bed);
  if (found > kSilenceLufs) {
    apply_gain_db(bed, kEffectLufs + effect.level_db - found);
  }
  return bed;
}

Result<Stereo> effect_cue(const Cue& cue, std::size_t length, Random random) {
  const Effect* const effect = find_effect(cue.sound);
  if (effect == nullptr) {
    return Error{ErrorCode::invalid_argument, fmt::format("no effect is called \"{}\"", cue.sound)};
  }
  if (!is_finite(cue)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a cue of \"{}\" has a number that is none", cue.sound)};
  }
  const double seconds = static_cast<double>(length) / kSampleRate;
  const auto sample_at = [&](double t) {
    return static_cast<std::size_t>(std::llround(std::clamp(t, 0.0, seconds) * kSampleRate));
  };
  // A beat may come a frame before the start; then it is the start.
  const double first = cue.beats.empty() ? cue.start_seconds
                                         : std::min(cue.start_seconds, std::ranges::min(cue.beats));
  const std::size_t begin = sample_at(first);
  const std::size_t end = std::max(begin, sample_at(cue.end_seconds));
  if (begin >= length || (end == begin && cue.beats.empty())) {
    return Stereo(length);
  }
  const bool is_struck =
      effect->strike != nullptr && (effect->flow == nullptr || !cue.beats.empty());
  return is_struck ? struck_cue(*effect, cue, begin, end, length, random)
                   : flowing_cue(*effect, cue, begin, end, length, random);
}

}  // namespace kirin::sound
