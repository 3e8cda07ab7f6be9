/// \file
/// The moves a camera can make, by the names of a film set.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kirin::engine::motion {

/// A move of the camera. "Left" is the viewer's left.
enum class CameraMove {
  zoom_in,
  zoom_out,
  push_in,
  pull_out,
  pan_left,
  pan_right,
  tilt_up,
  tilt_down,
  truck_left,
  truck_right,
  pedestal_up,
  pedestal_down,
  crane_up,
  crane_down,
  orbit_left,
  orbit_right,
  roll_left,
  roll_right,
  dolly_zoom_in,   ///< travels in while the lens goes wide: the background recedes
  dolly_zoom_out,  ///< travels out while the lens goes long: the background looms (Vertigo, 1958)
  fly_forward,     ///< a drone's flight over or through the scene
  follow,          ///< goes with the subject
  focus_near,      ///< rack focus to the foreground
  focus_far,       ///< rack focus to the background
  handheld,
  still,
};
inline constexpr std::size_t kCameraMoves = 26;

/// "zoom in", "pan left", "rack focus to the background", "static".
std::string_view to_string(CameraMove move);

/// The move that undoes `move`; nothing for those that have none (handheld, follow, static).
std::optional<CameraMove> opposite_of(CameraMove move);

}  // namespace kirin::engine::motion
