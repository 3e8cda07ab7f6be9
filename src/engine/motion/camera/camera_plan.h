/// \file
/// Camera language: what a prompt says about the camera, and where the camera is at each moment.
///
/// The prompt's words become moves (`read_camera`), the moves become one eased path (`at`). The
/// path starts at the identity pose, so that the first frame is the given picture; `reversed` makes
/// one that ends there.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace kirin::engine::motion {

/// A move of the camera, named as on a film set. "Left" is the viewer's left.
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
  orbit_left,
  orbit_right,
  roll_left,
  roll_right,
  handheld,
  still,
};

/// "zoom in", "pan left", "static".
std::string_view to_string(CameraMove move);

/// Where the camera is. Lengths are fractions of the frame's width (x) and height (y), y downwards.
///
/// A point `p` of the picture (centre at 0) whose disparity is `d` (0 far, 1 near) is seen at
/// `R(-roll) * zoom * ((p - (x, y)) / (1 - push * d) - d * (truck_x, truck_y))`.
struct CameraPose {
  double zoom = 1;     ///< magnification of everything
  double x = 0;        ///< the centre of the view: pan
  double y = 0;        ///< likewise: tilt
  double truck_x = 0;  ///< travel sideways: what is near moves the other way, what is far stays
  double truck_y = 0;
  double push = 0;  ///< travel forwards: what is near grows, what is far stays; below 1
  double roll = 0;  ///< of the camera, clockwise, radians: the picture turns the other way
  /// Rack focus: a point of disparity `d` is blurred by a disc of radius `aperture * |d - focus|`,
  /// a fraction of the frame's width, after everything else. With aperture 0 all is sharp, as in
  /// the given picture; both change smoothly, so that the blur sets in from nothing.
  double focus = 1;     ///< the disparity in focus, [0, 1]
  double aperture = 0;  ///< at least 0; about 0.012 where a prompt asks for a rack focus
};

/// A whole camera path. Its moves all happen together, over the whole clip.
struct CameraPlan {
  std::set<CameraMove> moves;
  bool is_from_prompt = false;  ///< false: the prompt asks for nothing, the moves are our default
  double pace = 1;              ///< below 1 slow, above 1 fast
  CameraPose end;          ///< reached when t is 1, but for `end.zoom`, which `overscan` multiplies
  double overscan = 1;     ///< how far to zoom in so that the moving view stays inside the picture
  double shake = 0;        ///< handheld: fraction of the frame's width
  double seconds = 5;      ///< duration of the clip: sets how many times a hand shakes
  std::uint64_t seed = 0;  ///< of the shake
  bool is_reversed = false;  ///< the identity is at t = 1
};

/// What `prompt` says about the camera, in English or Chinese, less what it negates ("no zoom") and
/// what `negative_prompt` names. Where it says nothing: a gentle push-in with a drift that `seed`
/// chooses. `strength` in [0, 1] (`cfg_scale`; 0.5 is ordinary) scales how far the moves go.
CameraPlan read_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed);

/// The same moves as seen by the audience, arriving at the identity when t is 1 instead of leaving
/// it.
CameraPlan reversed(const CameraPlan& plan);

/// The pose at `t` in [0, 1]: smooth, at rest at both ends.
CameraPose at(const CameraPlan& plan, double t);

/// From 0 to 1 with a steady middle and soft ends (velocity is continuous and 0 at 0 and 1).
double eased(double t);

/// For people: "zoom in, pan left (slow)", "gentle push in (default)".
std::string describe(const CameraPlan& plan);

}  // namespace kirin::engine::motion
