#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sound/effects/effects.h"
#include "sound/effects/stage.h"
#include "sound/mix/loudness.h"
#include "sound/mix/master.h"
#include "sound/mix/mix.h"
#include "sound/music/music.h"
#include "sound/sound.h"
#include "sound/speech/cast.h"
#include "sound/speech/speech_timeline.h"
#include "sound/synth/reverb.h"

namespace kirin::sound {
namespace {

constexpr double kTrackLufs = -16;
constexpr double kQuietTrackLufs = -32;   // a room tone alone would be a loud hiss at -16
constexpr double kUnseenStrikesDb = -3;   // a dog nobody sees is not next to us
constexpr double kMusicLufs = -23;        // under the effects
constexpr double kUnderSpeechLufs = -18;  // all that is not speech, before it is ducked

// Under speech: music hides words most, what is seen to happen should still be heard.
constexpr double kAmbienceDuckDb = 12;
constexpr double kMusicDuckDb = 14;
constexpr double kCueDuckDb = 8;

// More voices than this are a blur.
constexpr std::size_t kMostCues = 40;

constexpr Place kOutdoors{.decay_seconds = 0.9F, .dull_hz = 2200, .gain = 0.1F};
constexpr Place kIndoors{.decay_seconds = 0.5F, .dull_hz = 4500, .gain = 0.2F};
constexpr Place kVast{.decay_seconds = 2.6F, .dull_hz = 3000, .gain = 0.22F};

// What is heard beside speech, by how far speech pushes it back.
struct Stems {
  explicit Stems(std::size_t length)
      : ambience(length), music(length), cues(length), echo(length) {}
  Stereo ambience;
  Stereo music;
  Stereo cues;
  Stereo echo;  ///< what goes to the place
};

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

const Place& place_of(const SoundPlan& plan) {
  return has(plan.ambience, "room") ? kIndoors : has(plan.ambience, "space") ? kVast : kOutdoors;
}

void add_effect(const Effect& effect, const Stereo& layer, Stereo& stem, Stereo& echo) {
  add_to(stem, layer);
  if (effect.wet > 0) {
    add_to(echo, layer, effect.wet);
  }
}

// The cues that are heard: those nobody refused, the nearest of too many, and on the ground there
// is.
std::vector<Cue> heard_cues(const SoundPlan& plan) {
  std::vector<Cue> cues;
  for (Cue cue : plan.cues) {
    const std::string on_ground = cue.sound + "_" + plan.ground;
    if (find_effect(on_ground) != nullptr) {
      cue.sound = on_ground;
    }
    if (!has(plan.refused, cue.sound) && !has(plan.refused, family_of(cue.sound))) {
      cues.push_back(std::move(cue));
    }
  }
  if (cues.size() > kMostCues) {
    std::ranges::stable_sort(cues, std::ranges::greater{}, &Cue::gain_db);
    cues.resize(kMostCues);
  }
  return cues;
}

Result<void> add_cues(const SoundPlan& plan, const std::vector<Cue>& cues, Stems& stems,
                      const std::stop_token& stop) {
  Random seeds(plan.seed, "cues");
  for (const Cue& cue : cues) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "stopped while making the effects"};
    }
    ASSIGN_OR_RETURN(const Stereo layer,
                     effect_cue(cue, stems.cues.length(), Random(seeds.next(), cue.sound)));
    add_effect(*find_effect(cue.sound), layer, stems.cues, stems.echo);
  }
  return {};
}

Result<void> add_ambience(const SoundPlan& plan, const std::vector<Cue>& cues, Stems& stems,
                          const std::stop_token& stop) {
  for (const std::string& name : plan.ambience) {
    if (stop.stop_requested()) {
      return Error{ErrorCode::canceled, "stopped while making the ambience"};
    }
    const Random random(plan.seed, name);
    if (const auto brief = music_of(name)) {
      Stereo music = music_bed(*brief, stems.music.length(), random);
      bring_to_loudness(music, kMusicLufs);
      add_to(stems.music, music);
      continue;
    }
    const Effect* const effect = find_effect(name);
    if (effect == nullptr) {
      return Error{ErrorCode::invalid_argument, fmt::format("no ambience is called \"{}\"", name)};
    }
    const bool is_seen = std::ranges::any_of(
        cues, [&](const Cue& cue) { return family_of(cue.sound) == family_of(name); });
    if (!is_seen) {
      Stereo bed = effect_bed(*effect, stems.ambience.length(), random);
      apply_gain_db(bed, effect->flow == nullptr ? kUnseenStrikesDb : 0);
      add_effect(*effect, bed, stems.ambience, stems.echo);
    }
  }
  return {};
}

std::vector<Stretch> stretches_of(std::span<const PlacedSpeech> speech) {
  std::vector<Stretch> stretches;
  for (const PlacedSpeech& each : speech) {
    stretches.push_back({each.begin, each.begin + each.samples.size()});
  }
  return stretches;
}

// The stems as one, under the speech where there is some.
Stereo mixed(Stems stems, std::span<const PlacedSpeech> speech, const Place& place) {
  add_reverb(stems.ambience, stems.echo, place);
  if (!speech.empty()) {
    Stereo all = stems.ambience;
    add_to(all, stems.music);
    add_to(all, stems.cues);
    const double too_loud = std::max(0.0, integrated_loudness(all) - kUnderSpeechLufs);
    const std::vector<Stretch> stretches = stretches_of(speech);
    for (const auto& [stem, depth_db] : {std::pair{&stems.ambience, kAmbienceDuckDb},
                                         {&stems.music, kMusicDuckDb},
                                         {&stems.cues, kCueDuckDb}}) {
      apply_gain_db(*stem, -too_loud);
      duck(*stem, stretches, depth_db);
    }
  }
  Stereo mix = std::move(stems.ambience);
  add_to(mix, stems.music);
  add_to(mix, stems.cues);
  for (const PlacedSpeech& each : speech) {
    for (std::size_t i = 0; i < each.samples.size(); ++i) {
      mix.left[each.begin + i] += each.samples[i] * (1 - each.pan);
      mix.right[each.begin + i] += each.samples[i] * (1 + each.pan);
    }
  }
  return mix;
}

double loudness_due(const SoundPlan& plan, bool has_speech, bool has_cues) {
  const bool is_quiet =
      !has_speech && !has_cues && plan.ambience.size() == 1 && plan.ambience.front() == "room";
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
  const std::vector<Cue> cues = heard_cues(plan);
  Stems stems(length);
  RETURN_IF_ERROR(add_cues(plan, cues, stems, stop));
  RETURN_IF_ERROR(add_ambience(plan, cues, stems, stop));
  Stereo mix = mixed(std::move(stems), speech, place_of(plan));
  fade_ends(mix);
  master(mix, loudness_due(plan, !speech.empty(), !cues.empty()));
  track.samples = interleaved(mix);
  return track;
}

}  // namespace kirin::sound
