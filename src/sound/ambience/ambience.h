/// \file
/// Which sounds a prompt calls for, and which it forbids. The words are in sounds.words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kirin::sound {

struct SoundWishes {
  /// Names of effects, the first named first and at most four, and behind them a music bed
  /// ("music_calm", "music_sad:piano"; music/music.h) where one is due. Empty only where all sound
  /// is unwanted.
  std::vector<std::string> ambience;
  /// Effects that nobody shall hear, not even where something is seen to make them.
  std::vector<std::string> refused;
  /// What one walks on: "snow", "gravel", "wood", "grass", "sand"; empty: hard ground.
  std::string ground;
  bool is_speech_unwanted = false;
};

/// The wishes of `told` (a prompt in lower case without its quotes). Where no place is heard, there
/// is a room's tone and music in the prompt's mood. Left out is what it negates ("no music",
/// "without rain"), what the negative prompt (lower case) names and, where it wants to hear one
/// thing only ("only the sound of wind", "只有风声"), everything else.
SoundWishes sound_wishes(std::string_view told, std::string_view negative_prompt);

}  // namespace kirin::sound
