#include <algorithm>
#include <cmath>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/camera/segment_timing.h"

namespace kirin::engine::motion {
namespace {

constexpr double kShakeSeconds = 1;  // until a hand shakes fully

/// The same for the zoom that makes room: it leads a little, so that the view never sees past the
/// picture's edge and a pan looks like a pan; before a whip it is all there.
double room_made(const CameraSegment& segment, double seconds, double t) {
  if (speed_of(segment) == 3) {
    return eased(std::clamp((t - 0.1) / 0.32, 0.0, 1.0));
  }
  return way_made(segment, seconds, t / 0.88);
}

void shake_pose(const CameraPlan& plan, double t, CameraPose& pose) {
  const double seconds = t * plan.seconds;
  const double ramp = std::min(kShakeSeconds, plan.seconds / 2);
  const double held = eased(std::min(1.0, seconds / ramp));  // the identity at t = 0 stays one
  pose.zoom *= std::pow(plan.shake_room, held);
  const double size = plan.shake * held / std::max(1.0, pose.zoom / plan.shake_room);
  pose.x += size * hand_tremor(seconds, plan.seed, 1);
  pose.y += size * 0.9 * hand_tremor(seconds, plan.seed, 2) * plan.aspect;
  pose.roll += plan.shake * held * 0.5 * hand_tremor(seconds, plan.seed, 3);
}

/// The focus before the first rack focus: where nothing is blurred yet it does not show.
double first_focus(const CameraPlan& plan) {
  CameraPose before;
  for (const CameraSegment& segment : plan.segments) {
    if (segment.key.aperture > before.aperture) {
      return segment.key.focus > 0.5 ? 0.1 : 0.9;
    }
    before = segment.key;
  }
  return before.focus;
}

CameraPose mixed(const CameraPlan& plan, double t) {
  CameraPose pose;
  pose.focus = first_focus(plan);
  CameraPose before = pose;
  double log_zoom = 0;
  for (const CameraSegment& segment : plan.segments) {
    const double own = (t - segment.start) / (segment.end - segment.start);
    const double s = way_made(segment, plan.seconds, own);
    const CameraPose& key = segment.key;
    const double log_room = std::log(segment.room);
    log_zoom += s * (std::log(key.zoom / before.zoom) - log_room) +
                log_room * room_made(segment, plan.seconds, own);
    pose.x += s * (key.x - before.x);
    pose.y += s * (key.y - before.y);
    pose.truck_x += s * (key.truck_x - before.truck_x);
    pose.truck_y += s * (key.truck_y - before.truck_y);
    pose.push += s * (key.push - before.push);
    pose.roll += s * (key.roll - before.roll);
    if (key.aperture > 0) {  // the lens opens first, then the focus wanders
      const double opened = eased(std::clamp(own / 0.4, 0.0, 1.0));
      pose.aperture += opened * (key.aperture - before.aperture);
      pose.focus += eased(std::clamp((own - 0.3) / 0.7, 0.0, 1.0)) * (key.focus - before.focus);
    }
    const double focus = key.aperture > 0 ? key.focus : before.focus;
    before = key;
    before.focus = focus;
  }
  pose.zoom = std::exp(log_zoom);
  return pose;
}

double scale_at(const CameraPose& pose, double d) { return pose.zoom / (1 - pose.push * d); }

/// What of a magnification is seen on the whole: below 1 the outer part of the picture is stretched
/// over what is missing, which leaves 0.57 to 0.69 of its logarithm (measured on photographs).
double seen_scale(double scale) { return scale < 1 ? std::sqrt(scale) : scale; }

ImageMotion motion_between(const CameraPose& from, const CameraPose& to, double d, double aspect) {
  ImageMotion motion;
  const double scale = scale_at(to, d);
  motion.scale = seen_scale(scale) / seen_scale(scale_at(from, d));
  motion.roll = to.roll - from.roll;
  const auto center = [d](double pan, double truck, const CameraPose& pose) {
    return pan + d * truck * (1 - pose.push * d);
  };
  const double x = scale * (center(from.x, from.truck_x, from) - center(to.x, to.truck_x, to));
  const double y = scale * (center(from.y, from.truck_y, from) - center(to.y, to.truck_y, to));
  motion.shift_x = std::cos(to.roll) * x + std::sin(to.roll) * y / aspect;
  motion.shift_y = std::cos(to.roll) * y - std::sin(to.roll) * x * aspect;
  motion.focus_from = from.focus;
  motion.focus_to = to.focus;
  return motion;
}

}  // namespace

double eased(double t) {
  // Integral of a velocity that rises as a smoothstep over the first quarter and falls over the
  // last.
  constexpr double kRamp = 0.25;
  const auto start = [](double x) {
    const double u = x / kRamp;
    return kRamp * (u * u * u - u * u * u * u / 2) / (1 - kRamp);
  };
  t = std::clamp(t, 0.0, 1.0);
  if (t < kRamp) {
    return start(t);
  }
  return t > 1 - kRamp ? 1 - start(1 - t) : (t - kRamp / 2) / (1 - kRamp);
}

CameraPose at(const CameraPlan& plan, double t) {
  t = std::clamp(plan.is_reversed ? 1 - t : t, 0.0, 1.0);
  CameraPose pose = mixed(plan, t);
  if (plan.shake > 0) {
    shake_pose(plan, t, pose);
  }
  return pose;
}

std::vector<ImageMotion> asked_motion(const CameraPlan& plan, double disparity) {
  std::vector<ImageMotion> motions;
  CameraPose before;
  before.focus = first_focus(plan);
  double start = 0;
  for (std::size_t i = 0; i < plan.segments.size(); ++i) {
    const CameraSegment& segment = plan.segments[i];
    const bool is_last = i + 1 == plan.segments.size();
    const double end = is_last ? 1 : (segment.end + plan.segments[i + 1].start) / 2;
    CameraPose key = segment.key;
    key.focus = key.aperture > 0 ? key.focus : before.focus;
    ImageMotion motion = plan.is_reversed ? motion_between(key, before, disparity, plan.aspect)
                                          : motion_between(before, key, disparity, plan.aspect);
    motion.room = plan.is_reversed ? 1 / segment.room : segment.room;
    motion.scale /= motion.room;
    motion.start = plan.is_reversed ? 1 - end : start;
    motion.end = plan.is_reversed ? 1 - start : end;
    for (const PlannedMove& move : segment.moves) {
      const auto back =
          plan.is_reversed && plan.is_from_prompt ? opposite_of(move.move) : std::nullopt;
      motion.moves.push_back(back.value_or(move.move));
    }
    motions.push_back(std::move(motion));
    before = key;
    start = end;
  }
  if (plan.is_reversed) {
    std::reverse(motions.begin(), motions.end());
  }
  return motions;
}

}  // namespace kirin::engine::motion
