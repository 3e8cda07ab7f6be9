#include "sound/speech/recorded_speech.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sound/resample.h"
#include "sound/speech/languages.h"
#include "sound/speech/readable.h"
#include "sound/speech/speakable.h"
#include "sound/speech/timbre.h"
#include "sound/speech/time_stretch.h"
#include "sound/speech/voices.h"
#include "sound/speech/wav.h"
#include "sound/speech/word_ends.h"
#include "sound/stereo.h"

namespace kirin::sound {
namespace {

constexpr double kMostSeconds = 240;
constexpr double kStretchAbove = 1.03;  // a recording that much longer than due is shortened

Error nothing_to_say(std::string_view why) {
  return {ErrorCode::invalid_argument, std::string{why}};
}

// The number that ends each line of festival's list, in samples; what is no number is no word.
std::vector<std::size_t> listed_word_ends(std::string_view lines, std::size_t length) {
  std::vector<std::size_t> ends;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    const std::size_t space = line.rfind(' ');
    double seconds = 0;
    if (space != std::string_view::npos &&
        std::from_chars(line.data() + space + 1, line.data() + line.size(), seconds).ec ==
            std::errc{} &&
        seconds > 0 && seconds < kMostSeconds) {
      const auto sample = static_cast<std::size_t>(seconds * kSampleRate);
      ends.push_back(std::clamp(sample, ends.empty() ? 0 : ends.back(), length));
    }
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return ends;
}

}  // namespace

void RecordedSpeech::shape(Utterance& /*utterance*/, const SpeechRequest& /*request*/) const {}

double RecordedSpeech::throat(const SpeechRequest& /*request*/) const { return 1; }

Result<Utterance> RecordedSpeech::record(const SpeechRequest& request,
                                         const std::stop_token& stop) {
  ASSIGN_OR_RETURN(const Draft due, draft(request));
  ASSIGN_OR_RETURN(const Recording recording, recorder_.record(due.order, stop));
  auto wav = read_wav(recording.wav);
  if (!wav) {
    return Error{ErrorCode::unavailable,
                 fmt::format("{}: {}", to_string(due.order.engine), wav.error().message)};
  }
  const double rate = wav->sample_rate * throat(request);
  if (static_cast<double>(wav->samples.size()) > kMostSeconds * rate) {
    return Error{ErrorCode::unavailable,
                 fmt::format("{} spoke for too long", to_string(due.order.engine))};
  }
  Utterance utterance;
  // The resampler's table grows with the denominator: rates in steps of 50 Hz keep it small.
  utterance.samples =
      resampled(wav->samples, static_cast<int>(std::lround(rate / 50)) * 50, kSampleRate);
  utterance.word_ends = listed_word_ends(recording.words, utterance.samples.size());
  shape(utterance, request);
  trim_silence(utterance);
  const auto is_heard = [](float sample) { return std::abs(sample) > 1e-4F; };
  if (std::ranges::none_of(utterance.samples, is_heard)) {
    return Error{ErrorCode::unavailable, fmt::format("{} was silent", to_string(due.order.engine))};
  }
  if (utterance.word_ends.empty()) {
    utterance.word_ends = estimated_word_ends(utterance.samples, due.order.text);
  }
  bring_to_speech_level(utterance.samples);
  utterance.left_out = due.left_out;
  return utterance;
}

Result<Utterance> RecordedSpeech::speak(const SpeechRequest& request, const std::stop_token& stop) {
  EXPECTS(request.speed > 0);
  const std::string key =
      fmt::format("{}\n{}\n{}", request.voice_id, request.language, request.text);
  const auto known = at_own_pace_.find(key);
  if (request.speed == 1 && known != at_own_pace_.end()) {
    return known->second;
  }
  auto spoken = record(request, stop);
  if (known == at_own_pace_.end()) {
    if (spoken && request.speed == 1) {
      at_own_pace_.emplace(key, *spoken);
    }
    return spoken;
  }
  // One that spoke once and then fails is shortened here, as is one that does not heed the speed.
  const Utterance& base = known->second;
  const double due = static_cast<double>(base.samples.size()) / request.speed;
  if (!spoken && spoken.error().code != ErrorCode::canceled) {
    return time_stretched(base, request.speed);
  }
  if (spoken && static_cast<double>(spoken->samples.size()) > kStretchAbove * due) {
    return time_stretched(*spoken, static_cast<double>(spoken->samples.size()) / due);
  }
  return spoken;
}

Result<RecordedSpeech::Draft> EspeakSpeech::draft(const SpeechRequest& request) const {
  const Language* const language = find_language(request.language);
  if (language == nullptr) {
    return Error{ErrorCode::failed_precondition, "no voice here speaks its language"};
  }
  Readable text = readable(request.text, request.language);
  if (text.text.empty()) {
    return nothing_to_say(text.why_empty);
  }
  const VoiceRecipe& recipe = voice_or_stand_in(request.voice_id);
  Draft draft;
  draft.order = {.engine = SpeechEngine::espeak,
                 .text = std::move(text.text),
                 .voice = std::string{recipe.timbre.variant},
                 .language = request.language,
                 .pitch = recipe.timbre.pitch,
                 // Played faster it is shorter: spoken slower before.
                 .speed = request.speed / (recipe.slowness * recipe.timbre.throat)};
  draft.left_out = std::move(text.left_out);
  return draft;
}

double EspeakSpeech::throat(const SpeechRequest& request) const {
  return voice_or_stand_in(request.voice_id).timbre.throat;
}

void EspeakSpeech::shape(Utterance& utterance, const SpeechRequest& request) const {
  const VoiceRecipe& recipe = voice_or_stand_in(request.voice_id);
  if (recipe.is_metallic) {
    make_metallic(utterance.samples);
  }
  if (recipe.tremor > 0) {
    add_tremor(utterance.samples, recipe.tremor);
  }
}

Result<RecordedSpeech::Draft> FestivalSpeech::draft(const SpeechRequest& request) const {
  const VoiceRecipe& recipe = voice_or_stand_in(request.voice_id);
  if (request.language != "en" || recipe.engine != SpeechEngine::festival) {
    return Error{ErrorCode::failed_precondition,
                 fmt::format("festival has no voice {} for {}", recipe.voice.id, request.language)};
  }
  Speakable read = speakable(request.text);
  if (read.text.empty()) {
    return nothing_to_say(read.is_foreign ? "it is in a script that no English voice reads"
                                          : "it has no words");
  }
  Draft draft;
  draft.order = {.engine = SpeechEngine::festival,
                 .text = std::move(read.text),
                 .voice = {},
                 .language = "en",
                 .speed = request.speed};
  draft.left_out = read.is_incomplete ? "its parts in other scripts" : "";
  return draft;
}

Result<RecordedSpeech::Draft> ExternalSpeech::draft(const SpeechRequest& request) const {
  Readable text = readable_by_people(request.text);
  if (text.text.empty()) {
    return nothing_to_say(text.why_empty);
  }
  Draft draft;
  draft.order = {.engine = SpeechEngine::external,
                 .text = std::move(text.text),
                 .voice = request.voice_id,
                 .language = request.language,
                 .speed = request.speed};
  return draft;
}

}  // namespace kirin::sound
