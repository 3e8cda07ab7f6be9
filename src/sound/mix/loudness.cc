#include "sound/mix/loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>
#include <vector>

namespace kirin::sound {
namespace {

constexpr std::size_t kStep = kSampleRate / 10;
constexpr std::size_t kWindow = 4 * kStep;

struct Close {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};
using Meter = std::unique_ptr<ebur128_state, Close>;

Meter open_meter(unsigned channels, int mode) {
  Meter meter(ebur128_init(channels, kSampleRate, mode));
  if (meter == nullptr) {
    throw std::bad_alloc();
  }
  return meter;
}

double at_least_silence(double value) {
  return std::isfinite(value) ? std::max(kSilenceLufs, value) : kSilenceLufs;
}

// `sound` and, where it is shorter than the meter's window, itself again and again.
std::vector<float> interleaved(const Stereo& sound) {
  const std::size_t length = sound.length();
  const std::size_t due = length == 0 ? 0 : std::max(length, kWindow);
  std::vector<float> frames;
  frames.reserve(2 * due);
  for (std::size_t i = 0; i < due; ++i) {
    frames.push_back(sound.left[i % length]);
    frames.push_back(sound.right[i % length]);
  }
  return frames;
}

// Feeds the meter and returns the loudest moment on the way.
double feed(ebur128_state* meter, std::span<const float> frames) {
  double loudest = kSilenceLufs;
  const std::size_t count = frames.size() / meter->channels;
  for (std::size_t at = 0; at < count; at += kStep) {
    ebur128_add_frames_float(meter, &frames[meter->channels * at], std::min(kStep, count - at));
    double moment = 0;
    if (ebur128_loudness_momentary(meter, &moment) == EBUR128_SUCCESS) {
      loudest = std::max(loudest, at_least_silence(moment));
    }
  }
  return loudest;
}

Loudness measured(const Stereo& sound, int mode) {
  const Meter meter = open_meter(2, mode);
  Loudness found;
  found.loudest_lufs = feed(meter.get(), interleaved(sound));
  double integrated = kSilenceLufs;
  if ((mode & EBUR128_MODE_I) == EBUR128_MODE_I &&
      ebur128_loudness_global(meter.get(), &integrated) == EBUR128_SUCCESS) {
    found.integrated_lufs = at_least_silence(integrated);
  }
  for (unsigned channel = 0;
       channel < 2 && (mode & EBUR128_MODE_TRUE_PEAK) == EBUR128_MODE_TRUE_PEAK; ++channel) {
    double peak = 0;
    ebur128_true_peak(meter.get(), channel, &peak);
    found.true_peak_db = std::max(found.true_peak_db, at_least_silence(20 * std::log10(peak)));
  }
  return found;
}

}  // namespace

Loudness loudness_of(const Stereo& sound) {
  return measured(sound, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
}

double integrated_loudness(const Stereo& sound) {
  return measured(sound, EBUR128_MODE_I).integrated_lufs;
}

double loudest_moment(const Stereo& sound) { return measured(sound, EBUR128_MODE_M).loudest_lufs; }

double loudest_moment(std::span<const float> channel) {
  const Meter meter = open_meter(1, EBUR128_MODE_M);
  return feed(meter.get(), channel);
}

void apply_gain_db(Stereo& sound, double gain_db) {
  const auto gain = static_cast<float>(std::pow(10.0, gain_db / 20));
  for (std::size_t i = 0; i < sound.length(); ++i) {
    sound.left[i] *= gain;
    sound.right[i] *= gain;
  }
}

void bring_to_loudness(Stereo& sound, double lufs) {
  const double found = integrated_loudness(sound);
  if (found > kSilenceLufs) {
    apply_gain_db(sound, lufs - found);
  }
}

}  // namespace kirin::sound
