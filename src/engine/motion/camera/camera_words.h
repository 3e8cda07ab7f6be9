/// \file
/// The words of camera language: prompt text to the set of moves it asks for and forbids.
#pragma once

#include <set>
#include <string_view>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// What a text says about the camera.
struct CameraWords {
  std::set<CameraMove> asked;
  std::set<CameraMove> forbidden;  ///< negated: "without zoom" holds zoom_in and zoom_out
  int pace = 0;                    ///< -1 slow, 1 fast; only where it stands beside a move
};

/// Reads English words and Chinese phrases. Words that mean a move only in a camera's company
/// ("pan", "roll", "tilt", "static") count only there: a frying pan or rolling waves move nothing.
CameraWords read_camera_words(std::string_view text);

}  // namespace kirin::engine::motion
