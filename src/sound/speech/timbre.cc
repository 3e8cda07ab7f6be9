#include "sound/speech/timbre.h"

#include <algorithm>
#include <cmath>

#include "sound/filters.h"
#include "sound/mix/loudness.h"

namespace kirin::sound {
namespace {

constexpr double kSpeechLufs = -16;
constexpr float kTremorHz = 5.5F;

}  // namespace

void make_metallic(std::vector<float>& samples) {
  constexpr std::size_t kEcho = kSampleRate / 110;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float ring = std::sin(2 * kPi * 70 * static_cast<float>(i) / kSampleRate);
    samples[i] *= 0.7F + 0.5F * ring;
    samples[i] += i >= kEcho ? 0.45F * samples[i - kEcho] : 0;
  }
}

void add_tremor(std::vector<float>& samples, float depth) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float wave = std::sin(2 * kPi * kTremorHz * static_cast<float>(i) / kSampleRate);
    samples[i] *= 1 - depth * (0.5F + 0.5F * wave);
  }
}

void add_presence(std::vector<float>& samples) {
  Biquad rumble = Biquad::high_pass(70);
  Biquad presence = Biquad::high_shelf(1000, 11);
  for (float& sample : samples) {
    sample = presence(rumble(sample));
  }
}

void trim_silence(Utterance& utterance) {
  auto& samples = utterance.samples;
  float peak = 0;
  for (const float sample : samples) {
    peak = std::max(peak, std::abs(sample));
  }
  const auto is_loud = [&](float sample) { return std::abs(sample) > 0.01F * peak; };
  constexpr std::ptrdiff_t kMargin = kSampleRate / 100;
  const auto first = std::ranges::find_if(samples, is_loud) - samples.begin();
  const auto last =
      std::find_if(samples.rbegin(), samples.rend(), is_loud).base() - samples.begin();
  const auto begin = std::max<std::ptrdiff_t>(0, first - kMargin);
  const auto end = std::min(std::ssize(samples), last + kMargin);
  if (end <= begin) {
    return;
  }
  samples = std::vector<float>(samples.begin() + begin, samples.begin() + end);
  for (std::size_t& word_end : utterance.word_ends) {
    const auto shifted = static_cast<std::ptrdiff_t>(word_end) - begin;
    word_end =
        static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(shifted, 0, std::ssize(samples)));
  }
}

void bring_to_speech_level(std::vector<float>& samples) {
  Stereo stereo(0);
  stereo.left = samples;
  stereo.right = std::move(samples);
  bring_to_loudness(stereo, kSpeechLufs);
  samples = std::move(stereo.left);
}

}  // namespace kirin::sound
