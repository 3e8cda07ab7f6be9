#include "engine/motion/camera/moves.h"

#include <array>
#include <utility>

namespace kirin::engine::motion {

using enum CameraMove;

std::string_view to_string(CameraMove move) {
  constexpr std::array<std::string_view, kCameraMoves> kNames = {"zoom in",
                                                                 "zoom out",
                                                                 "push in",
                                                                 "pull out",
                                                                 "pan left",
                                                                 "pan right",
                                                                 "tilt up",
                                                                 "tilt down",
                                                                 "truck left",
                                                                 "truck right",
                                                                 "pedestal up",
                                                                 "pedestal down",
                                                                 "crane up",
                                                                 "crane down",
                                                                 "orbit left",
                                                                 "orbit right",
                                                                 "roll left",
                                                                 "roll right",
                                                                 "dolly zoom in",
                                                                 "dolly zoom out",
                                                                 "fly forward",
                                                                 "follow",
                                                                 "rack focus to the foreground",
                                                                 "rack focus to the background",
                                                                 "handheld",
                                                                 "static"};
  return kNames.at(static_cast<std::size_t>(move));
}

std::optional<CameraMove> opposite_of(CameraMove move) {
  constexpr std::array kPairs = {
      std::pair{zoom_in, zoom_out},       std::pair{push_in, pull_out},
      std::pair{pan_left, pan_right},     std::pair{tilt_up, tilt_down},
      std::pair{truck_left, truck_right}, std::pair{pedestal_up, pedestal_down},
      std::pair{crane_up, crane_down},    std::pair{orbit_left, orbit_right},
      std::pair{roll_left, roll_right},   std::pair{dolly_zoom_in, dolly_zoom_out},
      std::pair{focus_near, focus_far},
  };
  for (const auto& [one, other] : kPairs) {
    if (move == one || move == other) {
      return move == one ? other : one;
    }
  }
  return move == fly_forward ? std::optional{pull_out} : std::nullopt;
}

}  // namespace kirin::engine::motion
