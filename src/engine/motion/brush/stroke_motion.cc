#include "engine/motion/brush/stroke_motion.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr double kMostScale = 1.4;

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// The median disparity of a row's pixels that are not painted; below 0 where too few are left.
double row_median(const cv::Mat& disparity, const cv::Mat& painted, int row) {
  std::vector<float> values;
  for (int x = 0; x < disparity.cols; ++x) {
    if (painted.at<std::uint8_t>(row, x) == 0) {
      values.push_back(disparity.at<float>(row, x));
    }
  }
  if (static_cast<int>(values.size()) < disparity.cols / 6) {
    return -1;
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

double moved(const Placement& placement, cv::Size size) {
  return std::hypot(placement.offset.x, placement.offset.y) +
         std::abs(placement.scale - 1) * std::hypot(size.width, size.height) / 2;
}

GroundDepth::GroundDepth(const SceneUnderstanding& understanding, const cv::Mat& painted)
    : horizon_(std::clamp(understanding.horizon, 0.0, 1.0)) {
  const cv::Mat& disparity = understanding.disparity;
  if (disparity.empty()) {
    return;
  }
  cv::Mat hidden;
  cv::resize(painted, hidden, disparity.size(), 0, 0, cv::INTER_AREA);
  double before = -1;
  for (int y = 0; y < disparity.rows; ++y) {
    const double median = row_median(disparity, hidden, y);
    // A row that is all painted is like the one above; nearer never comes before farther.
    before = std::max(before, median);
    profile_.push_back(before);
  }
  for (double& value : profile_) {
    value = std::max(0.0, value);
  }
  const double rise = at(1) - at(horizon_);
  support_ =
      smoothstep((rise - 0.1) / 0.25) * smoothstep((understanding.horizon_trust - 0.2) / 0.4);
}

double GroundDepth::at(double height) const {
  const double row = std::clamp(height, 0.0, 1.0) * static_cast<double>(profile_.size()) - 0.5;
  const double low = std::clamp(std::floor(row), 0.0, static_cast<double>(profile_.size() - 1));
  const auto i = static_cast<std::size_t>(low);
  const std::size_t next = std::min(i + 1, profile_.size() - 1);
  return profile_[i] + (profile_[next] - profile_[i]) * std::clamp(row - low, 0.0, 1.0);
}

double GroundDepth::scale(double from, double to) const {
  if (profile_.empty() || support_ <= 0) {
    return 1;
  }
  // Who stands above the horizon flies or hangs: nothing says how far away.
  const double grounded = smoothstep((from - horizon_) / 0.08);
  constexpr double kFarthest = 0.45;  // keeps ratios of guessed disparities gentle
  const double ratio = (at(std::max(to, horizon_)) + kFarthest) / (at(from) + kFarthest);
  const double most = std::log(kMostScale);
  return std::exp(support_ * grounded * most * std::tanh(std::log(ratio) / most));
}

std::vector<Placement> placements(const Trajectory& path, int frame_count, double foot,
                                  double height, const GroundDepth& ground) {
  const auto count = static_cast<std::size_t>(frame_count);
  std::vector<Placement> frames(count);
  const Point start = path.at(0);
  for (std::size_t i = 0; i < count; ++i) {
    const double t = count < 2 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1);
    const Point now = path.at(path.walked(t));
    frames[i].offset = {now.x - start.x, now.y - start.y};
    frames[i].scale = ground.scale(foot / height, (foot + frames[i].offset.y) / height);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Placement& before = frames[i == 0 ? 0 : i - 1];
    const Placement& after = frames[std::min(i + 1, count - 1)];
    const double steps = i == 0 || i + 1 == count ? 1 : 2;
    frames[i].velocity = {(after.offset.x - before.offset.x) / steps,
                          (after.offset.y - before.offset.y) / steps};
  }
  return frames;
}

}  // namespace kirin::engine::motion
