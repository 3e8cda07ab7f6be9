/// \file
/// Camera language: what a prompt says about the camera, and where the camera is at each moment.
///
/// The prompt's words become moves in an order (`read_camera`), the moves become one smooth path
/// (`at`). The path starts at the identity pose, so that the first frame is the given picture;
/// `reversed` makes one that ends there. `asked_motion` says in numbers what a plan intends, so
/// that a clip can be measured against it. docs/prompting.md lists words and magnitudes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/camera/moves.h"
#include "engine/motion/camera/picture_facts.h"

namespace kirin::engine::motion {

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
  double aperture = 0;  ///< at least 0; about 0.016 where a prompt asks for a rack focus
};

/// One move of a plan.
struct PlannedMove {
  CameraMove move = CameraMove::still;
  int speed = 0;  ///< -3 extremely slow, -1 slow, 0 ordinary, 1 fast, 2 very fast, 3 whip
  double size =
      1;  ///< how far, of the ordinary way: what was asked for, times speed, strength, pace
  double amount = 1;  ///< of that, what "slightly" (0.5) or "a lot" (1.4) made of it; for people
  std::optional<double> degrees;      ///< of a turn, where the prompt gives a number
  std::optional<double> factor;       ///< of a zoom, likewise; above 1 for both ways
  std::optional<PictureSpot> target;  ///< what a zoom or push goes towards
};

/// Moves that happen together, and when. Neighbours overlap a little, so that one move hands over
/// to the next without a stop.
struct CameraSegment {
  std::vector<PlannedMove> moves;
  double start = 0;  ///< [0, 1] of the clip
  double end = 1;
  CameraPose key;   ///< where this segment leads to: the pose after it, had nothing else followed
  double room = 1;  ///< how much of the key's zoom, over the one before, is only to make room
};

/// A whole camera path.
struct CameraPlan {
  std::vector<CameraSegment> segments;  ///< in the order of time; of a reversed plan, backwards
  bool is_from_prompt = false;  ///< false: the prompt asks for nothing, the moves are our default
  std::set<CameraMove> moves;   ///< all that occur
  CameraPose end;               ///< the pose furthest from the identity in time, without the shake
  double shake = 0;             ///< handheld: fraction of the frame's width
  double shake_room = 1;        ///< how far to zoom in so that the shaking view stays inside
  double seconds = 5;           ///< duration of the clip: a hand shakes in real time
  double aspect = 16.0 / 9;     ///< width / height of the frame
  std::uint64_t seed = 0;       ///< of the shake
  bool is_reversed = false;     ///< the identity is at t = 1
};

/// What `prompt` says about the camera, in English or Chinese, less what it negates ("no zoom") and
/// what `negative_prompt` names. Where it says nothing: what fits the picture (`fit_default`).
/// `strength` in [0, 1] (`cfg_scale`; 0.5 is ordinary) scales how far the moves go, from 0.5 to 1.6
/// times. In longer clips they go further, at 10 s about 1.4 times.
CameraPlan read_camera(std::string_view prompt, std::string_view negative_prompt, double strength,
                       std::uint64_t seed, double seconds = 5, const PictureFacts& facts = {});

/// The same moves as seen by the audience, arriving at the identity when t is 1 instead of leaving
/// it.
CameraPlan reversed(const CameraPlan& plan);

/// The plan for a world that goes on beyond the frame: without the zoom that only makes room, with
/// as much motion on the screen.
CameraPlan without_room(const CameraPlan& plan);

/// The pose at `t` in [0, 1]: smooth (position and velocity are continuous), at rest at both ends.
CameraPose at(const CameraPlan& plan, double t);

/// What a plan intends to show between two moments, on the screen, for points of one disparity: a
/// point seen at `s` (centred fractions of width and height) at `start` is seen at `end` at
/// `scale * room * R(-roll) * s + (shift_x, shift_y)`, with R in a frame of square pixels.
///
/// A camera that goes back from the whole picture sees past its edges. Nothing is invented there:
/// the outer part is stretched, so that the whole shrinks less than its middle. `scale` is what is
/// seen on the whole, measured on photographs: the square root of the middle's.
struct ImageMotion {
  double start = 0;    ///< [0, 1] of the clip
  double end = 1;      ///< likewise
  double scale = 1;    ///< asked for
  double room = 1;     ///< not asked for: the zoom that keeps the view inside the picture
  double shift_x = 0;  ///< where the middle of the frame goes: negative when the camera pans right
  double shift_y = 0;  ///< negative when it tilts down
  double roll = 0;     ///< of the camera, clockwise, radians
  double focus_from = 1;  ///< disparity in focus; differs from focus_to in a rack focus
  double focus_to = 1;
  std::vector<CameraMove> moves;
};

/// The motion of each segment in the order of time, without the shake of a hand. Segments touch
/// here, where in `at` they overlap: there the next has made about 2 % of its way.
std::vector<ImageMotion> asked_motion(const CameraPlan& plan, double disparity = 0.5);

/// From 0 to 1 with a steady middle and soft ends (velocity is continuous and 0 at 0 and 1).
double eased(double t);

/// For people: "slow push in, then pan left and tilt up", "gentle push in (default)".
std::string describe(const CameraPlan& plan);

/// For people: how each word was understood, a line each.
std::vector<std::string> explain_camera(std::string_view prompt, std::string_view negative_prompt);

}  // namespace kirin::engine::motion
