#include "engine/motion/view/pose_map.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::engine::motion {
namespace {

constexpr std::array kCorners = {Spot{-0.5, -0.5}, Spot{0.5, -0.5}, Spot{-0.5, 0.5},
                                 Spot{0.5, 0.5}};

}  // namespace

PoseMap::PoseMap(const CameraPose& pose, cv::Size size)
    : pose_(pose),
      aspect_(static_cast<double>(size.width) / size.height),
      cosine_(std::cos(pose.roll) / pose.zoom),
      sine_(std::sin(pose.roll) / pose.zoom) {}

Spot PoseMap::seen_at(Spot point, double d) const {
  const double reach = 1 - pose_.push * d;
  const double x = (point.x - pose_.x) / reach - d * pose_.truck_x;
  const double y = (point.y - pose_.y) / reach - d * pose_.truck_y;
  const double square = pose_.zoom * pose_.zoom;  // cosine_ and sine_ are divided by the zoom
  return {square * (cosine_ * x + sine_ * y / aspect_),
          square * (cosine_ * y - sine_ * x * aspect_)};
}

Spot PoseMap::seen_beyond() const {
  Spot beyond;
  for (const Spot corner : kCorners) {
    for (const double d : {0.0, 1.0}) {
      const Spot seen = at_disparity(turned(corner), d);
      beyond.x = std::max(beyond.x, std::abs(seen.x) - 0.5);
      beyond.y = std::max(beyond.y, std::abs(seen.y) - 0.5);
    }
  }
  return beyond;
}

double PoseMap::motion(cv::Size size) const {
  double most = 0;
  for (const Spot corner : kCorners) {
    for (const double d : {0.0, 1.0}) {
      const Spot seen = at_disparity(turned(corner), d);
      most = std::max(
          most, std::hypot((seen.x - corner.x) * size.width, (seen.y - corner.y) * size.height));
    }
  }
  return most;
}

Stretch::Stretch(double beyond)
    : beyond_(std::clamp(beyond, 0.0, 0.4)), band_(std::min(3 * beyond_, 0.5)) {}

double Stretch::operator()(double x) const {
  const double into = std::abs(x) - (0.5 - band_);
  if (beyond_ <= 0 || into <= 0) {
    return x;
  }
  // 1 steep where the band begins, and the edge where the view ends.
  const double part = std::min(1.0, into / (band_ + beyond_));
  return std::copysign(0.5 - band_ + part * (band_ + beyond_) - beyond_ * part * part, x);
}

double Stretch::undone(double x) const {
  const double into = std::abs(x) - (0.5 - band_);
  if (beyond_ <= 0 || into <= 0) {
    return x;
  }
  // The smaller root of beyond part² - (band + beyond) part + into = 0.
  const double whole = band_ + beyond_;
  const double root = std::sqrt(std::max(0.0, whole * whole - 4 * beyond_ * into));
  const double part = 2 * into / (whole + root);
  return std::copysign(0.5 - band_ + std::min(part, 1.0) * whole, x);
}

}  // namespace kirin::engine::motion
