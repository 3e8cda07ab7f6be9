/// \file
/// How each voice of `voices()` is made of flite's four, and which one stands in for an unknown id.
#pragma once

#include <span>
#include <string_view>

#include "sound/sound.h"

namespace kirin::sound {

enum class FliteVoice { slt, rms, awb, kal16 };
enum class VoiceKind { male, female, child, machine };

/// A voice and its recipe.
struct VoiceRecipe {
  Voice voice;
  VoiceKind kind;
  FliteVoice base;
  int pitch_hz;      ///< the mean pitch flite is asked for; 0 for its own (rms has no other)
  bool is_monotone;  ///< flat pitch
  float slowness;    ///< duration over flite's own
  int source_hz;     ///< the rate its 16 kHz are played at: higher is a smaller throat and a higher
                     ///< pitch
  float tremor;      ///< depth of a 5.5 Hz tremor, 0..1
  bool is_metallic;  ///< ring modulation and a short echo
};

std::span<const VoiceRecipe> voice_recipes();

/// The recipe of `id`, or null.
const VoiceRecipe* find_voice(std::string_view id);

/// The recipe of `id`, or one that stands in for it: of the kind its words hint at ("…-Female-…"),
/// else a grown-up's; always the same one for an id.
const VoiceRecipe& voice_or_stand_in(std::string_view id);

}  // namespace kirin::sound
