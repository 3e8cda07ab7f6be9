/// \file
/// How time passes for what moves by itself: softly away from the given picture, in real seconds,
/// and back to it where a loop is asked for.
#pragma once

namespace kirin::engine::motion {

/// Which frame of a clip is the given picture, and whether the clip is to loop.
struct Passage {
  double seconds = 5;
  bool loops = false;        ///< at the end everything is as it was at the beginning
  bool is_arriving = false;  ///< the given picture is at t = 1 instead of t = 0; never with `loops`

  /// Seconds from the given picture to `t` in [0, 1], negative before it. Starts from rest, so that
  /// nothing sets off with a jerk; a loop keeps one speed, so that its seam does not show.
  double elapsed(double t) const;
  /// How far things have set in at `t`, 0 to 1 within `onset` seconds: 0 in the given picture. A
  /// loop fades out again before its end.
  double presence(double t, double onset) const;
  /// The frequency nearest to `hz` that fits: in a loop, whole turns over the clip, at least one.
  double fitted_hz(double hz) const;
};

/// Seconds in which motion sets in.
inline constexpr double kOnset = 0.7;

}  // namespace kirin::engine::motion
