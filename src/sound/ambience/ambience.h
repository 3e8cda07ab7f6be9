/// \file
/// The sounds a scene may have, and which of them a prompt calls for.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sound/random.h"
#include "sound/stereo.h"

namespace kirin::sound {

/// One sound of a scene: `add` adds its texture over the whole of a stretch, at any level; the mix
/// brings it to `level_db` beside the others.
struct Ambience {
  std::string_view name;  ///< as in `SoundPlan::ambience`
  float level_db;
  void (*add)(Stereo& out, Random random);
};

std::span<const Ambience> all_ambience();

/// The ambience of that name, or null.
const Ambience* find_ambience(std::string_view name);

/// Up to four names for what `told` (a prompt in lower case without its quotes) is about, the first
/// named first; where it names nothing, "room" and music that fits its mood. Left out is what it
/// negates ("no music", "without rain") and what the negative prompt (lower case) names. Empty only
/// where all sound is unwanted.
std::vector<std::string> ambience_of(std::string_view told, std::string_view negative_prompt);

/// True where `told` or the negative prompt asks for no speech ("no talking", "dialogue").
bool is_speech_unwanted(std::string_view told, std::string_view negative_prompt);

}  // namespace kirin::sound
