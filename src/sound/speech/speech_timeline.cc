#include "sound/speech/speech_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sound/prompt_text.h"
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
  SpeechRequest request;
  std::size_t number;  ///< in the plan, 1-based, as warnings say it
};

std::string excerpt(std::string_view text) {
  const std::string whole = cleaned(text);
  const std::string_view begin = first_code_points(whole, 40);
  return begin.size() < whole.size() ? fmt::format("\"{}…\"", begin) : fmt::format("\"{}\"", begin);
}

std::vector<Line> lines_of(std::span<const SpeechLine> asked) {
  std::vector<Line> lines;
  for (const SpeechLine& line : asked) {
    lines.push_back({{line.text, line.voice_id, line.language}, lines.size() + 1});
  }
  return lines;
}

std::size_t samples_of(double seconds) { return static_cast<std::size_t>(seconds * kSampleRate); }

void warn_once(std::string warning, std::vector<std::string>& warnings) {
  if (std::ranges::find(warnings, warning) == warnings.end()) {
    warnings.push_back(std::move(warning));
  }
}

void warn_of(const Line& line, const Utterance& utterance, std::vector<std::string>& warnings) {
  if (!utterance.left_out.empty()) {
    warnings.push_back(fmt::format("line {} {} is spoken without {}", line.number,
                                   excerpt(line.request.text), utterance.left_out));
  }
  for (const std::string& warning : utterance.warnings) {
    warn_once(warning, warnings);
  }
}

// Says each line in its own time; a line that cannot be said is gone from `lines`, with a warning.
Result<std::vector<Utterance>> speak_all(Speech& speech, std::vector<Line>& lines,
                                         const std::stop_token& stop,
                                         std::vector<std::string>& warnings) {
  std::vector<Utterance> spoken;
  std::vector<Line> said;
  for (Line& line : lines) {
    auto utterance = speech.speak(line.request, stop);
    if (!utterance && utterance.error().code == ErrorCode::canceled) {
      return utterance.error();
    }
    if (!utterance) {
      warnings.push_back(fmt::format("line {} {} is not spoken: {}", line.number,
                                     excerpt(line.request.text), utterance.error().message));
      continue;
    }
    warn_of(line, *utterance, warnings);
    spoken.push_back(*std::move(utterance));
    said.push_back(std::move(line));
  }
  lines = std::move(said);
  return spoken;
}

// The same lines faster. One that cannot be said again stays as it was: it is cut later.
Result<void> hurry_all(Speech& speech, std::span<const Line> lines, double speed,
                       const std::stop_token& stop, std::vector<Utterance>& spoken) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    SpeechRequest faster = lines[i].request;
    faster.speed = speed;
    auto utterance = speech.speak(faster, stop);
    if (!utterance && utterance.error().code == ErrorCode::canceled) {
      return utterance.error();
    }
    if (utterance) {
      spoken[i] = *std::move(utterance);
    }
  }
  return {};
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
  const auto speaks = [&](const Line& each) {
    return each.request.voice_id == line.request.voice_id;
  };
  const bool is_alone = std::ranges::all_of(lines, speaks);
  return is_alone ? 0 : speaks(lines.front()) ? -0.2F : 0.2F;
}

}  // namespace

Result<std::vector<PlacedSpeech>> lay_out_speech(Speech& speech, std::span<const SpeechLine> asked,
                                                 std::size_t length, const std::stop_token& stop,
                                                 std::vector<std::string>& warnings) {
  std::vector<Line> lines = lines_of(asked);
  std::vector<PlacedSpeech> placed;
  ASSIGN_OR_RETURN(std::vector<Utterance> spoken, speak_all(speech, lines, stop, warnings));
  if (lines.empty()) {
    return placed;
  }
  // A very short track has no time for the pauses around.
  const std::size_t begin = std::min(samples_of(kFirstWordSeconds), length / 10);
  const std::size_t end = length - std::min(samples_of(kTailSeconds), length / 10);
  if (const double speed = needed_speed(spoken, end - begin); speed > 1) {
    RETURN_IF_ERROR(hurry_all(speech, lines, speed, stop, spoken));
  }

  std::size_t at = begin;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t room = at < end ? end - at : 0;
    if (spoken[i].samples.size() > room) {
      const bool is_cut = cut_to(spoken[i], room);
      warnings.push_back(fmt::format("line {} {} {}: the clip is too short for all that is said",
                                     lines[i].number, excerpt(lines[i].request.text),
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
