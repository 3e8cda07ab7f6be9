#include "sound/speech/flite_speech.h"

#include <flite/flite.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "sound/resample.h"
#include "sound/speech/speakable.h"
#include "sound/speech/timbre.h"
#include "sound/speech/voices.h"
#include "sound/stereo.h"

// flite's voices come without a header.
extern "C" {
cst_voice* register_cmu_us_slt(const char* voice_directory);
cst_voice* register_cmu_us_rms(const char* voice_directory);
cst_voice* register_cmu_us_awb(const char* voice_directory);
cst_voice* register_cmu_us_kal16(const char* voice_directory);
}

namespace kirin::sound {
namespace {

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

}  // namespace

Result<Utterance> FliteSpeech::speak(const SpeechRequest& request, const std::stop_token& stop) {
  EXPECTS(request.speed > 0);
  const VoiceRecipe& voice = voice_or_stand_in(request.voice_id);
  if (request.language != "en" || voice.engine != SpeechEngine::flite) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("flite has no voice {} for {}", voice.voice.id, request.language)};
  }
  if (stop.stop_requested()) {
    return Error{ErrorCode::canceled, "stopped while speaking"};
  }
  const Speakable read = speakable(request.text);
  if (read.text.empty()) {
    return Error{ErrorCode::invalid_argument, read.is_foreign
                                                  ? "it is in a script that no English voice reads"
                                                  : "it has no words"};
  }
  // Played at another rate than it was made for, speech changes its pace too: stretched before.
  const double faster = voice.source_hz / 16000.0;
  ASSIGN_OR_RETURN(Spoken spoken, Flite::instance().synthesize(
                                      read.text, voice, voice.slowness * faster / request.speed));
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
  if (read.is_incomplete) {
    utterance.left_out = "its parts in other scripts";
  }
  return utterance;
}

}  // namespace kirin::sound
