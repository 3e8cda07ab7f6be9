#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sound/ambience/ambience.h"
#include "sound/mix/loudness.h"
#include "sound/mix/mix.h"
#include "sound/sound.h"
#include "sound/speech/cast.h"
#include "sound/speech/speech_timeline.h"

namespace kirin::sound {
namespace {

constexpr double kTrackLufs = -16;
constexpr double kQuietTrackLufs = -32;  // a room tone alone would be a loud hiss at -16
constexpr double kBedLufs = -20;         // beside speech of -16

Result<const Ambience*> known_ambience(const std::string& name) {
  if (const Ambience* const found = find_ambience(name)) {
    return found;
  }
  return Error{ErrorCode::invalid_argument, fmt::format("no ambience is called \"{}\"", name)};
}

// All sounds of the scene, each at its level, together as loud as the loudest of them is meant to
// be: a room tone alone stays faint.
Result<Stereo> make_bed(const SoundPlan& plan, std::size_t length, const std::stop_token& stop) {
  Stereo bed(length);
  float loudest_db = -100;
  for (const std::string& name : plan.ambience) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "stopped while making the ambience"};
    }
    ASSIGN_OR_RETURN(const Ambience* const ambience, known_ambience(name));
    Stereo layer(length);
    ambience->add(layer, Random(plan.seed, name));
    bring_to_loudness(layer, kBedLufs + ambience->level_db);
    loudest_db = std::max(loudest_db, ambience->level_db);
    for (std::size_t i = 0; i < length; ++i) {
      bed.left[i] += layer.left[i];
      bed.right[i] += layer.right[i];
    }
  }
  bring_to_loudness(bed, kBedLufs + std::min(0.0F, loudest_db));
  return bed;
}

void add_speech(Stereo& bed, std::span<const PlacedSpeech> speech) {
  std::vector<Stretch> stretches;
  for (const PlacedSpeech& each : speech) {
    stretches.push_back({each.begin, each.begin + each.samples.size()});
  }
  duck(bed, stretches);
  for (const PlacedSpeech& each : speech) {
    for (std::size_t i = 0; i < each.samples.size(); ++i) {
      bed.left[each.begin + i] += each.samples[i] * (1 - each.pan);
      bed.right[each.begin + i] += each.samples[i] * (1 + each.pan);
    }
  }
}

double loudness_due(const SoundPlan& plan, bool has_speech) {
  const bool is_quiet = !has_speech && plan.ambience == std::vector<std::string>{"room"};
  return is_quiet ? kQuietTrackLufs : kTrackLufs;
}

std::vector<float> interleaved(const Stereo& sound) {
  std::vector<float> samples;
  samples.reserve(sound.length() * 2);
  for (std::size_t i = 0; i < sound.length(); ++i) {
    samples.push_back(sound.left[i]);
    samples.push_back(sound.right[i]);
  }
  return samples;
}

}  // namespace

Result<SoundTrack> render_sound(const SoundPlan& plan, std::stop_token stop) {
  const auto flite_alone = make_cast(nullptr, {});
  return render_sound(plan, *flite_alone, std::move(stop));
}

Result<SoundTrack> render_sound(const SoundPlan& plan, Speech& voices, std::stop_token stop) {
  if (!(plan.duration_seconds > 0 && plan.duration_seconds <= kMaxDurationSeconds)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("a sound track of {} s; between 0 and {} is due",
                             plan.duration_seconds, kMaxDurationSeconds)};
  }
  const auto length = static_cast<std::size_t>(std::llround(plan.duration_seconds * kSampleRate));
  SoundTrack track{.samples = {}, .warnings = plan.warnings};
  ASSIGN_OR_RETURN(const auto speech,
                   lay_out_speech(voices, plan.lines, length, stop, track.warnings));
  ASSIGN_OR_RETURN(Stereo mix, make_bed(plan, length, stop));
  add_speech(mix, speech);
  bring_to_loudness(mix, loudness_due(plan, !speech.empty()));
  fade_ends(mix);
  limit(mix);
  track.samples = interleaved(mix);
  return track;
}

}  // namespace kirin::sound
