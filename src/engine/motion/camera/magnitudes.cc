#include "engine/motion/camera/magnitudes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kirin::engine::motion {
namespace {

using enum CameraMove;

constexpr double kZoomIn = 1.36;
constexpr double kPushIn = 1.30;    // at the middle disparity; near points more, far ones less
constexpr double kTravel = 0.22;    // of a push in
constexpr double kZoomOut = 0.835;  // sees beyond the picture: no further than the edge stands
constexpr double kPullOut = 0.86;
constexpr double kPan = 0.16;
constexpr double kTruck = 0.10;
constexpr double kCrane = 0.12;
constexpr double kSwing = 0.15;
constexpr double kRoll = 0.10;  // radians, near 6 degrees
constexpr double kAperture = 0.016;
constexpr double kFieldOfView = 60;  // degrees of the frame's width, for those who give degrees
constexpr double kMostZoom = 2.5;
constexpr double kMostTurn = 0.30;
constexpr double kMostRoll = 0.35;
constexpr double kPivot = 0.6;  // the disparity that keeps its size in a dolly zoom

/// Grows like `size` at first and never above `most`.
double softly(double size, double most) {
  const double part = size / most;
  return size / std::pow(1 + part * part * part * part, 0.25);
}

double turn_of(const PlannedMove& move) {
  return move.degrees ? std::min(*move.degrees / kFieldOfView, kMostTurn)
                      : kPan * softly(move.size, kMostTurn / kPan);
}

double log_zoom_of(const PlannedMove& move) {
  if (move.move == zoom_out) {
    const double asked = move.factor ? std::log(*move.factor) / -std::log(kZoomOut) : move.size;
    return std::log(kZoomOut) * softly(asked, 1.5);
  }
  return move.factor ? std::log(std::min(*move.factor, kMostZoom))
                     : std::log(kZoomIn) * softly(move.size, 2.6);
}

ScreenWay push_way(const PlannedMove& move) {
  const double size = softly(move.size, 1.7);
  ScreenWay way;
  way.push = kTravel * size;
  way.log_scale = move.factor ? std::log(std::min(*move.factor, 2.0)) : std::log(kPushIn) * size;
  return way;
}

ScreenWay dolly_zoom_way(const PlannedMove& move) {
  const double size = softly(move.size, 1.35);
  ScreenWay way;
  way.push = move.move == dolly_zoom_in ? 0.25 * size : -0.36 * size;
  way.log_scale = std::log((1 - way.push * kPivot) / (1 - way.push / 2));
  return way;
}

}  // namespace

ScreenWay& operator+=(ScreenWay& sum, const ScreenWay& way) {
  sum.log_scale += way.log_scale;
  sum.push += way.push;
  sum.x += way.x;
  sum.y += way.y;
  sum.truck_x += way.truck_x;
  sum.truck_y += way.truck_y;
  sum.swing += way.swing;
  sum.roll += way.roll;
  sum.focus += way.focus;
  sum.aperture = std::max(sum.aperture, way.aperture);
  return sum;
}

ScreenWay way_of(const PlannedMove& move) {
  ScreenWay way;
  switch (move.move) {
    case zoom_in:
    case zoom_out:
      way.log_scale = log_zoom_of(move);
      break;
    case push_in:
      return push_way(move);
    case pull_out: {
      const double size = softly(move.size, 1.35);
      way.push = -0.08 * size;
      way.log_scale = std::log(kPullOut) * size;
      break;
    }
    case pan_left:
    case pan_right:
      way.x = (move.move == pan_left ? -1 : 1) * turn_of(move);
      break;
    case tilt_up:
    case tilt_down:
      way.y = (move.move == tilt_up ? -1 : 1) * turn_of(move);
      break;
    case truck_left:
    case truck_right:
      way.truck_x = (move.move == truck_left ? -1 : 1) * kTruck * softly(move.size, 1.8);
      break;
    case pedestal_up:
    case pedestal_down:
      way.truck_y = (move.move == pedestal_up ? -1 : 1) * kTruck * softly(move.size, 1.8);
      break;
    case crane_up:
    case crane_down:
      way.truck_y = (move.move == crane_up ? -1 : 1) * kCrane * softly(move.size, 1.6);
      way.push = 0.05 * softly(move.size, 1.6);
      way.log_scale = -std::log(1 - way.push / 2);
      break;
    case orbit_left:
    case orbit_right: {
      const double size = softly(move.degrees ? *move.degrees / 45 : move.size, 1.5);
      way.swing = (move.move == orbit_left ? -1 : 1) * kSwing * size;
      way.push = 0.06 * size;
      way.log_scale = -std::log(1 - way.push / 2);
      break;
    }
    case roll_left:
    case roll_right: {
      const double angle = move.degrees
                               ? std::min(*move.degrees * std::numbers::pi / 180, kMostRoll)
                               : kRoll * softly(move.size, kMostRoll / kRoll);
      way.roll = (move.move == roll_left ? -1 : 1) * angle;
      break;
    }
    case dolly_zoom_in:
    case dolly_zoom_out:
      return dolly_zoom_way(move);
    case fly_forward:
      way = push_way(move);
      way.push *= 1.25;
      way.log_scale *= 1.1;
      way.truck_y = -0.025 * softly(move.size, 1.7);
      break;
    case follow:
      way.push = 0.12 * softly(move.size, 1.7);
      way.log_scale = std::log(1.14) * softly(move.size, 1.7);
      break;
    case focus_near:
    case focus_far:
      way.focus = move.move == focus_near ? 1 : -1;
      way.aperture = kAperture * softly(move.size, 1.6);
      break;
    case handheld:
    case still:
      break;
  }
  return way;
}

std::size_t speed_index(int speed) {
  const int index = std::clamp(speed, -3, 3) + 3;
  return static_cast<std::size_t>(index);
}

double reach_of_speed(int speed) {
  constexpr std::array kReach = {0.35, 0.5, 0.7, 1.0, 1.25, 1.45, 1.45};
  return kReach.at(speed_index(speed));
}

double reach_of_strength(double strength) {
  const double s = std::clamp(strength, 0.0, 1.0);
  return 0.5 + 0.9 * s + 0.2 * s * s;  // 0.5, 1 and 1.6 at 0, 0.5 and 1
}

double reach_of_seconds(double seconds) {
  return std::clamp(std::pow(std::max(seconds, 0.1) / 5, 0.48), 0.6, 1.7);
}

}  // namespace kirin::engine::motion
