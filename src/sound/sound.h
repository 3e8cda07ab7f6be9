/// \file
/// The sound of a clip: what is said and what is heard around it. A `SoundPlan` in, PCM out.
///
/// `plan_sound` reads the prompt; `render_sound` makes 48 kHz stereo of exactly the asked length.
/// Runs in a confined process: no files, no network, no child processes.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::sound {

class Speech;

enum class Gender { none, female, male };
enum class Age { child, young, adult, old };

/// A voice a request may name in `voice_list`. It speaks its own language best and every other of
/// speech/languages.h in the same character.
struct Voice {
  std::string_view id;           ///< "en_male_1"; never changes
  std::string_view name;         ///< "Tom"
  std::string_view description;  ///< one line for people
  std::string_view language;     ///< BCP 47, "en"
  Gender gender = Gender::none;
  Age age = Age::adult;
};

/// All voices of this build.
std::span<const Voice> voices();

/// One spoken line: a quoted part of the prompt.
struct SpeechLine {
  std::string text;
  std::string voice_id;
  std::string language = "en";  ///< a code of speech/languages.h; empty: one no voice speaks
};

/// A sound that belongs to something that is seen, timed and placed by whoever shows it.
struct Cue {
  std::string sound;  ///< "footsteps", "dog", "engine", …: a name of effects.h
  double start_seconds = 0;
  double end_seconds = 0;
  float pan_from = 0;  ///< -1 left … 1 right, where the thing is on screen at the start
  float pan_to = 0;    ///< and at the end
  float gain_db = 0;   ///< 0 for something near
  std::vector<double> beats =
      {};  ///< seconds of single strikes (footfalls, bounces); empty: a continuous sound
};

/// What of the scene is heard, in words `render_sound` knows: names of effects (effects/effects.h)
/// and of music ("music_calm", "music_sad:piano"; music/music.h).
struct SoundPlan {
  double duration_seconds = 5;
  std::vector<SpeechLine> lines = {};
  std::vector<std::string> ambience = {};
  std::vector<Cue> cues = {};  ///< what the engine saw happen; in place of ambience of that name
  std::vector<std::string> refused = {};  ///< effects that nobody shall hear, cues included
  std::string ground = {};  ///< "snow", "wood", …: what footsteps of no other ground fall on
  std::uint64_t seed = 0;
  std::vector<std::string> warnings =
      {};  ///< what of the prompt was left out; `render_sound` passes them on
};

/// The longest track `render_sound` makes.
inline constexpr double kMaxDurationSeconds = 60;

/// Reads speech (text in straight, curly or Chinese quotes; `<<<voice_n>>>` before it picks the
/// n-th of `voice_ids`, 1-based, else a voice that fits the speaker's noun) and ambience from the
/// prompt. What the negative prompt names is left out, and so is quoted text that is seen rather
/// than said ("a sign that reads …"). Any bytes are a prompt; at most 12 lines of together 600 code
/// points are spoken.
SoundPlan plan_sound(std::string_view prompt, std::string_view negative_prompt,
                     std::span<const std::string> voice_ids, double duration_seconds,
                     std::uint64_t seed);

struct SoundTrack {
  std::vector<float> samples;  ///< interleaved stereo, 48 kHz, [-1, 1], exactly the plan's length
  std::vector<std::string>
      warnings;  ///< such as a line that did not fit, or a language no voice speaks
};

/// Renders the plan; the same plan gives the same samples. canceled where `stop` asks for it,
/// invalid_argument for a duration outside (0, kMaxDurationSeconds], for an ambience word or a cue
/// whose name it does not know, and for a cue with a number that is not finite. A voice id it does not know is spoken by a voice that fits and named in `warnings`.
Result<SoundTrack> render_sound(const SoundPlan& plan, std::stop_token stop);

/// The same with a way to speak of the caller's choice (speech/cast.h); the other speaks English by
/// flite alone.
Result<SoundTrack> render_sound(const SoundPlan& plan, Speech& speech, std::stop_token stop);

}  // namespace kirin::sound
