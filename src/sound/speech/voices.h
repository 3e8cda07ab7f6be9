/// \file
/// How each voice of `voices()` is made, and which one stands in for an unknown id.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sound/sound.h"
#include "sound/speech/recorder.h"

namespace kirin::sound {

enum class FliteVoice { slt, rms, awb, kal16 };

/// How espeak-ng makes a character in whichever language.
struct Timbre {
  std::string_view variant;  ///< of espeak-ng: "f2"
  int pitch = 50;            ///< 0..99
  float throat = 1;          ///< the rate it is played at over its own: higher is a smaller throat
};

/// A voice and its recipe.
struct VoiceRecipe {
  Voice voice;
  SpeechEngine engine = SpeechEngine::espeak;  ///< in the voice's own language
  Timbre timbre = {};                          ///< in every other, and in its own for espeak
  FliteVoice base = FliteVoice::slt;
  int pitch_hz = 0;  ///< the mean pitch flite is asked for; 0 for its own (rms has no other)
  bool is_monotone = false;  ///< flat pitch
  float slowness = 1;        ///< duration over the synthesiser's own
  int source_hz = 16000;     ///< the rate flite's 16 kHz are played at, as Timbre::throat
  float tremor = 0;          ///< depth of a 5.5 Hz tremor, 0..1
  bool is_metallic = false;  ///< ring modulation and a short echo
  /// The flite voice that speaks English in its place, where it does not itself or cannot.
  std::string_view in_english = {};
};

std::span<const VoiceRecipe> voice_recipes();

/// The recipe of `id`, or null.
const VoiceRecipe* find_voice(std::string_view id);

/// The recipe of `id`, or one that stands in for it: of the gender and age its words hint at
/// ("…-Female-…"), else a grown-up's; always the same one for an id.
const VoiceRecipe& voice_or_stand_in(std::string_view id);

/// The listed voice of `language` that is most like `like`: of its gender, then of its age, then
/// the n-th of those as `like` is in its own language. `like` itself where the language has no
/// voices.
const VoiceRecipe& voice_like(const VoiceRecipe& like, std::string_view language);

/// "female", "male", "none"; "child", "young", "adult", "old"; and back.
std::string_view to_string(Gender gender);
std::string_view to_string(Age age);
std::optional<Gender> gender_from_string(std::string_view text);
std::optional<Age> age_from_string(std::string_view text);

}  // namespace kirin::sound
