#include "sound/speech/speech_timeline.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "sound/prompt_text.h"
#include "sound/speech/speakable.h"
#include "sound/speech/speech.h"
#include "sound/stereo.h"

namespace kirin::sound {
namespace {

constexpr double kFirstWordSeconds = 0.6;
constexpr double kGapSeconds = 0.35;
constexpr double kTailSeconds = 0.35;
constexpr double kFastest = 1.25;
constexpr std::size_t kCutFade = kSampleRate / 50;
constexpr std::size_t kShortestLine = kSampleRate / 4;

struct Line {
  std::string text;
  std::size_t number;  ///< in the plan, 1-based, as warnings say it
  const VoiceRecipe* voice;
};

std::string excerpt(std::string_view text) {
  const std::string whole = cleaned(text);
  const std::string_view begin = first_code_points(whole, 40);
  return begin.size() < whole.size() ? fmt::format("\"{}…\"", begin) : fmt::format("\"{}\"", begin);
}

std::string known_voices() {
  std::vector<std::string_view> ids;
  for (const Voice& voice : voices()) {
    ids.push_back(voice.id);
  }
  return fmt::format("{}", fmt::join(ids, ", "));
}

const VoiceRecipe& voice_of(const SpeechLine& line, std::vector<std::string>& warnings) {
  const VoiceRecipe& voice = voice_or_stand_in(line.voice_id);
  if (voice.voice.id != line.voice_id) {
    auto warning =
        fmt::format("voice {} is not one of this server's: {} speaks instead; known voices: {}",
                    excerpt(line.voice_id), voice.voice.id, known_voices());
    if (std::ranges::find(warnings, warning) == warnings.end()) {
      warnings.push_back(std::move(warning));
    }
  }
  return voice;
}

std::vector<Line> speakable_lines(std::span<const SpeechLine> lines,
                                  std::vector<std::string>& warnings) {
  std::vector<Line> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Speakable read = speakable(lines[i].text);
    if (read.text.empty()) {
      warnings.push_back(
          read.is_foreign
              ? fmt::format(
                    "line {} {} is not spoken: the voices of this server speak English only", i + 1,
                    excerpt(lines[i].text))
              : fmt::format("line {} {} is not spoken: it has no words", i + 1,
                            excerpt(lines[i].text)));
      continue;
    }
    if (read.is_incomplete) {
      warnings.push_back(
          fmt::format("line {} {} is spoken without its parts in other scripts: the voices of "
                      "this server speak English only",
                      i + 1, excerpt(lines[i].text)));
    }
    out.push_back({std::move(read.text), i + 1, &voice_of(lines[i], warnings)});
  }
  return out;
}

std::size_t samples_of(double seconds) { return static_cast<std::size_t>(seconds * kSampleRate); }

Result<std::vector<Utterance>> speak_all(std::span<const Line> lines, double speed,
                                         const std::stop_token& stop) {
  std::vector<Utterance> spoken;
  for (const Line& line : lines) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "stopped while speaking"};
    }
    ASSIGN_OR_RETURN(Utterance utterance, speak(line.text, *line.voice, speed));
    spoken.push_back(std::move(utterance));
  }
  return spoken;
}

// How much faster the lines must be spoken to fit into `room` samples, gaps included; 1 where they
// do.
double needed_speed(std::span<const Utterance> spoken, std::size_t room) {
  std::size_t total = 0;
  for (const Utterance& each : spoken) {
    total += each.samples.size();
  }
  const std::size_t gaps = (spoken.size() - 1) * samples_of(kGapSeconds);
  if (total + gaps <= room) {
    return 1;
  }
  // A little more, as pauses at the ends do not shrink alike.
  return gaps >= room ? kFastest
                      : std::min(kFastest, 1.02 * static_cast<double>(total) /
                                               static_cast<double>(room - gaps));
}

// Cuts `utterance` behind the last word that ends within `room`; false where not even one does.
bool cut_to(Utterance& utterance, std::size_t room) {
  const auto fits = [&](std::size_t end) { return end <= room && end >= kShortestLine; };
  const auto last = std::find_if(utterance.word_ends.rbegin(), utterance.word_ends.rend(), fits);
  if (last == utterance.word_ends.rend()) {
    return false;
  }
  utterance.samples.resize(*last);
  const std::size_t fade = std::min(kCutFade, *last);
  for (std::size_t i = 0; i < fade; ++i) {
    utterance.samples[*last - 1 - i] *= static_cast<float>(i) / static_cast<float>(fade);
  }
  return true;
}

// One speaker is heard in the middle, two a little to the left and the right.
float pan_of(std::span<const Line> lines, const Line& line) {
  const bool is_alone =
      std::ranges::all_of(lines, [&](const Line& each) { return each.voice == line.voice; });
  return is_alone ? 0 : line.voice == lines.front().voice ? -0.2F : 0.2F;
}

}  // namespace

Result<std::vector<PlacedSpeech>> lay_out_speech(std::span<const SpeechLine> asked,
                                                 std::size_t length, const std::stop_token& stop,
                                                 std::vector<std::string>& warnings) {
  const std::vector<Line> lines = speakable_lines(asked, warnings);
  std::vector<PlacedSpeech> placed;
  if (lines.empty()) {
    return placed;
  }
  // A very short track has no time for the pauses around.
  const std::size_t begin = std::min(samples_of(kFirstWordSeconds), length / 10);
  const std::size_t end = length - std::min(samples_of(kTailSeconds), length / 10);
  ASSIGN_OR_RETURN(std::vector<Utterance> spoken, speak_all(lines, 1, stop));
  if (const double speed = needed_speed(spoken, end - begin); speed > 1) {
    ASSIGN_OR_RETURN(spoken, speak_all(lines, speed, stop));
  }

  std::size_t at = begin;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t room = at < end ? end - at : 0;
    if (spoken[i].samples.size() > room) {
      const bool is_cut = cut_to(spoken[i], room);
      warnings.push_back(fmt::format("line {} {} {}: the clip is too short for all that is said",
                                     lines[i].number, excerpt(asked[lines[i].number - 1].text),
                                     is_cut ? "is cut short" : "is not spoken"));
      if (!is_cut) {
        at = end;
        continue;
      }
    }
    const std::size_t spoken_until = at + spoken[i].samples.size();
    placed.push_back({at, std::move(spoken[i].samples), pan_of(lines, lines[i])});
    at = spoken_until + samples_of(kGapSeconds);
  }
  return placed;
}

}  // namespace kirin::sound
