/// \file
/// What a prompt says about things that move by themselves, in English or Chinese.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace kirin::engine::motion {

/// What can fall, float or hang in the air. Drawn where the prompt asks for it, and only there.
enum class Weather { snow, rain, fog, dust, petals, leaves, fireflies, embers, bubbles };
inline constexpr std::size_t kWeathers = 9;

/// "snow", "rain", ...
std::string_view to_string(Weather weather);

/// Things in the picture that may move.
enum class Mover { water, stream, clouds, foliage, hair, fire, smoke, lights, people };
inline constexpr std::size_t kMovers = 9;

/// What is said about one mover.
struct Wish {
  bool is_named = false;  ///< the prompt expects it to move: it needs less trust to be found
  double amount = 1;      ///< 0: holds still; below 1 calm, above 1 rough
};

/// All that a prompt says about what moves by itself.
struct AmbientWishes {
  std::array<double, kWeathers> weather{};  ///< how much: 0 none, 1 ordinary, at most 2
  std::array<Wish, kMovers> movers;
  double wind = 1;       ///< 0 none, 1 ordinary, at most 2.5
  double direction = 0;  ///< of the wind: -1 to the left, 1 to the right, 0 not said
  double pace = 1;       ///< of clouds and light: above 1 in a time lapse
  bool loops = false;    ///< asked for: the end goes over into the beginning

  double of(Weather kind) const { return weather[static_cast<std::size_t>(kind)]; }
  const Wish& of(Mover mover) const { return movers[static_cast<std::size_t>(mover)]; }
};

/// Reads `prompt`. What it negates ("no snow", "没有风") and what `negative_prompt` names is taken
/// away. Words of the place are not weather: it does not snow on a "snow-capped mountain", and "the
/// camera is still" leaves the water alone.
AmbientWishes read_wishes(std::string_view prompt, std::string_view negative_prompt);

}  // namespace kirin::engine::motion
