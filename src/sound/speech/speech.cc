#include "sound/speech/speech.h"

#include <flite/flite.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "sound/filters.h"
#include "sound/mix/loudness.h"
#include "sound/resample.h"

// flite's voices come without a header.
extern "C" {
cst_voice* register_cmu_us_slt(const char* voice_directory);
cst_voice* register_cmu_us_rms(const char* voice_directory);
cst_voice* register_cmu_us_awb(const char* voice_directory);
cst_voice* register_cmu_us_kal16(const char* voice_directory);
}

namespace kirin::sound {
namespace {

constexpr double kSpeechLufs = -16;
constexpr float kTremorHz = 5.5F;

struct DeleteUtterance {
  void operator()(cst_utterance* utterance) const { delete_utterance(utterance); }
};
using FliteUtterance = std::unique_ptr<cst_utterance, DeleteUtterance>;

struct Spoken {
  std::vector<float> samples;
  int sample_rate = 16000;
  std::vector<double> word_ends;  ///< seconds
};

/// flite and its voices, which are no threads' friends: one synthesis at a time.
class Flite {
 public:
  static Flite& instance() {
    static Flite flite;
    return flite;
  }

  Result<Spoken> synthesize(const std::string& text, const VoiceRecipe& voice, double stretch) {
    const std::lock_guard lock(mutex_);
    std::srand(1);  // NOLINT(cert-msc51-cpp): the same noise each time is the point
    const FliteUtterance utterance(new_utterance());
    feat_set_string(utterance->features, "input_text", text.c_str());
    utt_init(utterance.get(), base_of(voice.base));
    feat_set_float(utterance->features, "duration_stretch", static_cast<float>(stretch));
    if (voice.pitch_hz > 0) {
      feat_set_float(utterance->features, "int_f0_target_mean", static_cast<float>(voice.pitch_hz));
    }
    if (voice.is_monotone) {
      feat_set_float(utterance->features, "int_f0_target_stddev", 0);
    }
    if (utt_synth(utterance.get()) == nullptr) {
      return Error{ErrorCode::internal, fmt::format("flite cannot say {} bytes", text.size())};
    }
    return spoken(*utterance);
  }

 private:
  Flite() {
    flite_init();
    slt_ = register_cmu_us_slt(nullptr);
    rms_ = register_cmu_us_rms(nullptr);
    awb_ = register_cmu_us_awb(nullptr);
    kal16_ = register_cmu_us_kal16(nullptr);
  }

  cst_voice* base_of(FliteVoice base) const {
    switch (base) {
      case FliteVoice::slt:
        return slt_;
      case FliteVoice::rms:
        return rms_;
      case FliteVoice::awb:
        return awb_;
      case FliteVoice::kal16:
        return kal16_;
    }
    return slt_;
  }

  static Spoken spoken(cst_utterance& utterance) {
    Spoken out;
    const cst_wave* const wave = utt_wave(&utterance);
    out.sample_rate = wave->sample_rate;
    out.samples.assign(wave->samples, wave->samples + wave->num_samples);
    for (const cst_item* word = relation_head(utt_relation(&utterance, "Word")); word != nullptr;
         word = item_next(word)) {
      const double end =
          flite_ffeature_float(word, "R:SylStructure.daughtern.daughtern.R:Segment.end");
      if (end > 0) {
        out.word_ends.push_back(end);
      }
    }
    return out;
  }

  std::mutex mutex_;
  cst_voice* slt_ = nullptr;
  cst_voice* rms_ = nullptr;
  cst_voice* awb_ = nullptr;
  cst_voice* kal16_ = nullptr;
};

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

// flite's voices are dull: above 1 kHz they lack some 10 dB of the standard speech spectrum (ANSI
// S3.5-1997, table 1), and with it their consonants.
void add_presence(std::vector<float>& samples) {
  Biquad rumble = Biquad::high_pass(70);
  Biquad presence = Biquad::high_shelf(1000, 11);
  for (float& sample : samples) {
    sample = presence(rumble(sample));
  }
}

// Drops what lies more than 40 dB under the peak at both ends, but 10 ms.
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

}  // namespace

Result<Utterance> speak(const std::string& text, const VoiceRecipe& voice, double speed) {
  EXPECTS(!text.empty() && speed > 0);
  // Played at another rate than it was made for, speech changes its pace too: stretched before.
  const double faster = voice.source_hz / 16000.0;
  ASSIGN_OR_RETURN(Spoken spoken,
                   Flite::instance().synthesize(text, voice, voice.slowness * faster / speed));
  const double rate = spoken.sample_rate * faster;
  Utterance utterance;
  utterance.samples = resampled(spoken.samples, static_cast<int>(std::lround(rate)), kSampleRate);
  for (const double seconds : spoken.word_ends) {
    utterance.word_ends.push_back(static_cast<std::size_t>(seconds / faster * kSampleRate));
  }
  add_presence(utterance.samples);
  if (voice.is_metallic) {
    make_metallic(utterance.samples);
  }
  if (voice.tremor > 0) {
    add_tremor(utterance.samples, voice.tremor);
  }
  trim_silence(utterance);
  bring_to_speech_level(utterance.samples);
  return utterance;
}

}  // namespace kirin::sound
