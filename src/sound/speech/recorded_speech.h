/// \file
/// Speech that others record: espeak-ng, festival, an external voice.
#pragma once

#include <map>
#include <string>

#include "sound/speech/recorder.h"
#include "sound/speech/speech.h"

namespace kirin::sound {

/// What these have in common: an order, its recording, and the sound made of it. A recording that
/// is not as much faster as was asked for is shortened here, so that pacing holds for all.
class RecordedSpeech : public Speech {
 public:
  explicit RecordedSpeech(Recorder& recorder) : recorder_(recorder) {}
  Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) final;

 protected:
  struct Draft {
    SpeechOrder order;
    std::string left_out;
  };
  /// The order for a request; its text has no control characters, and is not too long.
  virtual Result<Draft> draft(const SpeechRequest& request) const = 0;
  /// What makes the raw sound the voice's: by default nothing.
  virtual void shape(Utterance& utterance, const SpeechRequest& request) const;
  /// The rate the recording is played at over its own.
  virtual double throat(const SpeechRequest& request) const;

 private:
  Result<Utterance> record(const SpeechRequest& request, const std::stop_token& stop);

  Recorder& recorder_;
  std::map<std::string, Utterance> at_own_pace_;  ///< by voice, language and text
};

/// Every voice in every language of `languages()`: the timbre of its recipe.
class EspeakSpeech final : public RecordedSpeech {
 public:
  using RecordedSpeech::RecordedSpeech;

 private:
  Result<Draft> draft(const SpeechRequest& request) const override;
  void shape(Utterance& utterance, const SpeechRequest& request) const override;
  double throat(const SpeechRequest& request) const override;
};

/// English voices whose recipe is festival's; others are failed_precondition.
class FestivalSpeech final : public RecordedSpeech {
 public:
  using RecordedSpeech::RecordedSpeech;

 private:
  Result<Draft> draft(const SpeechRequest& request) const override;
};

/// The operator's own program or server. `SpeechRequest::voice_id` is its name for the voice.
class ExternalSpeech final : public RecordedSpeech {
 public:
  using RecordedSpeech::RecordedSpeech;

 private:
  Result<Draft> draft(const SpeechRequest& request) const override;
};

}  // namespace kirin::sound
