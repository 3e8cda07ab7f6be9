#include "engine/motion/view/exposure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/expects.h"
#include "engine/motion/view/pose_map.h"

namespace kirin::engine::motion {
namespace {

constexpr double kOnset = 4;    // pixels a frame, at 1280 wide, below which nothing is blurred
constexpr double kOpen = 0.5;   // of the time between frames: 180 degrees
constexpr double kSpacing = 2;  // pixels between two poses: closer than what an eye can part
constexpr int kMostPoses = 12;

constexpr std::array kPlaces = {Spot{0, 0}, Spot{-0.45, -0.45}, Spot{0.45, -0.45},
                                Spot{-0.45, 0.45}, Spot{0.45, 0.45}};

/// The sums of squares of a row: light is about the square of what is stored.
void add_row(const std::uint8_t* row, int count, std::uint32_t* sums) {
  for (int i = 0; i < count; ++i) {
    const std::uint32_t value = row[i];
    sums[i] += value * value;
  }
}

void write_mean(const std::uint32_t* sums, int count, float part, std::uint8_t* row) {
  for (int i = 0; i < count; ++i) {
    row[i] = static_cast<std::uint8_t>(
        std::sqrt(static_cast<float>(static_cast<std::int32_t>(sums[i])) * part) + 0.5F);
  }
}

}  // namespace

CameraPose part_of(const CameraPose& pose, double share) {
  if (share >= 1) {
    return pose;
  }
  CameraPose part = pose;
  part.zoom = std::pow(pose.zoom, share);
  for (double* value : {&part.x, &part.y, &part.truck_x, &part.truck_y, &part.push, &part.roll}) {
    *value *= share;
  }
  return part;
}

double travel_between(const CameraPose& from, const CameraPose& to, cv::Size size) {
  const PoseMap before(from, size);
  const PoseMap after(to, size);
  double most = 0;
  for (const Spot place : kPlaces) {
    for (const double d : {0.0, 1.0}) {
      const Spot seen = after.seen_at(before.at_disparity(before.turned(place), d), d);
      most = std::max(
          most, std::hypot((seen.x - place.x) * size.width, (seen.y - place.y) * size.height));
    }
  }
  return most;
}

std::vector<CameraPose> exposure(const CameraPath& path, double t, double step, cv::Size size,
                                 MotionBlur blur) {
  const CameraPose middle = path(t);
  const double half = kOpen * step / 2;
  const CameraPose opens = path(std::max(0.0, t - half));
  const CameraPose closes = path(std::min(1.0, t + half));
  const double travel = travel_between(opens, middle, size) + travel_between(middle, closes, size);
  const double onset = kOnset * (blur == MotionBlur::fast_moves ? 1 : 0.75) * size.width / 1280;
  const double speed = travel / kOpen;  // pixels a frame
  const double rise = std::clamp(speed / onset - 1, 0.0, 1.0);
  const double open = rise * rise * (3 - 2 * rise);
  const int poses =
      std::min(kMostPoses, static_cast<int>(std::ceil(travel * open / kSpacing)) + (open > 0));
  if (poses < 2) {
    return {middle};
  }
  std::vector<CameraPose> seen;
  for (int i = 0; i < poses; ++i) {
    const double place =
        (2.0 * i + 1) / poses - 1;  // in (-1, 1), each for an equal part of the time
    seen.push_back(path(std::clamp(t + place * open * half, 0.0, 1.0)));
  }
  return seen;
}

void paint_exposure(const ParallaxView& view, const std::vector<CameraPose>& poses,
                    const AmbientMoment& moment, cv::Mat& frame) {
  EXPECTS(!poses.empty());
  if (poses.size() == 1) {
    view.paint(poses.front(), moment, frame);
    return;
  }
  const int count = 3 * frame.cols;
  std::vector<std::uint32_t> sums(static_cast<std::size_t>(count) *
                                  static_cast<std::size_t>(frame.rows));
  for (const CameraPose& pose : poses) {
    view.paint(pose, moment, frame);
    for (int y = 0; y < frame.rows; ++y) {
      add_row(frame.ptr(y), count, sums.data() + std::ptrdiff_t{count} * y);
    }
  }
  const float part = 1 / static_cast<float>(poses.size());
  for (int y = 0; y < frame.rows; ++y) {
    write_mean(sums.data() + std::ptrdiff_t{count} * y, count, part, frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
