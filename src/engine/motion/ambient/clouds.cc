#include "engine/motion/ambient/clouds.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

constexpr double kCloudSpeed = 0.0045;  ///< widths per second overhead
constexpr double kHem = 0.08;  ///< heights above the horizon within which clouds come to rest
constexpr double kCloudReach = 0.05;   ///< widths that one picture may be carried
constexpr double kSmokeSpeed = 0.035;  ///< heights per second
constexpr double kSmokePeriod = 2.6;   ///< seconds

}  // namespace

bool drifts_in_one(const DriftLook& look, const Passage& passage) {
  return !passage.loops && kCloudSpeed * look.amount * passage.seconds <= kCloudReach;
}

FlowMap drifting_clouds(const Place& sky, const cv::Mat& share, const DriftLook& look,
                        const Passage& passage) {
  const cv::Size grid = sky.inside.size();
  const double speed = kCloudSpeed * look.amount;
  // One picture all along is best: nothing fades. Two where it would be carried too far.
  const bool is_single = drifts_in_one(look, passage);
  double period = is_single ? 0 : std::min(passage.seconds, 2 * kCloudReach / speed);
  if (!is_single) {
    period = 1 / passage.fitted_hz(1 / period);
  }
  const double reach = is_single ? speed * passage.seconds : speed * period / 2;
  const cv::Mat freedom = sky.freedom(reach);
  const double depth = std::max(0.2, look.horizon);
  cv::Mat velocity = cv::Mat::zeros(grid, CV_32FC2);
  for (int y = sky.box.y; y < sky.box.y + sky.box.height; ++y) {
    const double above = look.horizon - (y + 0.5) / grid.height;
    const double up = std::clamp(above / depth, 0.0, 1.0);
    const double hem = std::clamp(above / kHem, 0.0, 1.0);
    for (int x = sky.box.x; x < sky.box.x + sky.box.width; ++x) {
      const double pace =
          speed * (0.35 + 0.65 * up) * hem * freedom.at<float>(y, x) * share.at<float>(y, x);
      velocity.at<cv::Vec2f>(y, x) = {static_cast<float>(look.direction * pace),
                                      static_cast<float>(-0.08 * pace)};
    }
  }
  return {velocity, period, passage};
}

FlowMap rising_smoke(const Place& place, const DriftLook& look, const Passage& passage) {
  const cv::Size grid = place.inside.size();
  const double aspect = static_cast<double>(grid.width) / grid.height;
  const double speed = kSmokeSpeed * look.amount;
  const double period = 1 / passage.fitted_hz(1 / kSmokePeriod);
  const cv::Mat freedom = place.freedom(speed * period / 2 / aspect * 1.3);
  const cv::Mat billows = grid_noise(grid, 22, look.seed ^ 0x5130);
  cv::Mat velocity = cv::Mat::zeros(grid, CV_32FC2);
  for (int y = place.box.y; y < place.box.y + place.box.height; ++y) {
    for (int x = place.box.x; x < place.box.x + place.box.width; ++x) {
      const double pace = speed * freedom.at<float>(y, x);
      const double noise = billows.at<float>(y, x);
      velocity.at<cv::Vec2f>(y, x) = {
          static_cast<float>(pace * (0.35 * look.direction + 0.5 * noise) / aspect),
          static_cast<float>(-pace * (0.85 + 0.3 * noise))};
    }
  }
  return {velocity, period, passage};
}

}  // namespace kirin::engine::motion
