#include "engine/motion/ambient/flow_map.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

/// To the nearest whole number and on: in [-0.5, 0.5).
double centred(double x) { return x - std::floor(x + 0.5); }

/// Adds -`seconds` of flow.
void carry(const cv::Mat& velocity, cv::Rect box, double seconds, cv::Mat& shift) {
  const auto back = static_cast<float>(-seconds);
  for (int y = box.y; y < box.y + box.height; ++y) {
    const float* v = velocity.ptr<float>(y) + 2 * static_cast<std::ptrdiff_t>(box.x);
    float* to = shift.ptr<float>(y) + 2 * static_cast<std::ptrdiff_t>(box.x);
    for (int i = 0; i < 2 * box.width; ++i) {
      to[i] += back * v[i];
    }
  }
}

}  // namespace

FlowMap::FlowMap(const cv::Mat& velocity, double period, const Passage& passage)
    : velocity_(velocity.clone()),
      period_(period > 0 || passage.loops
                  ? 1 / passage.fitted_hz(1 / (period > 0 ? period : passage.seconds))
                  : 0) {
  find_box();
}

void FlowMap::find_box() {
  cv::Mat parts[2];
  cv::split(velocity_, parts);
  box_ = cv::boundingRect((parts[0] != 0) | (parts[1] != 0));
}

void FlowMap::add_to(cv::Mat& shift, cv::Mat& other_shift, cv::Mat& share, const Passage& passage,
                     double t) const {
  const double elapsed = passage.elapsed(t);
  if (is_single()) {
    carry(velocity_, box_, elapsed, shift);
    carry(velocity_, box_, elapsed, other_shift);
    return;
  }
  const double first = centred(elapsed / period_);
  const double second = centred(elapsed / period_ + 0.5);
  carry(velocity_, box_, first * period_, shift);
  carry(velocity_, box_, second * period_, other_shift);
  const double mixed = 2 * std::abs(first);
  const auto seen = static_cast<float>(mixed * mixed * (3 - 2 * mixed));
  for (int y = box_.y; y < box_.y + box_.height; ++y) {
    const auto* v = velocity_.ptr<cv::Vec2f>(y);
    float* to = share.ptr<float>(y);
    for (int x = box_.x; x < box_.x + box_.width; ++x) {
      if (v[x][0] != 0 || v[x][1] != 0) {
        to[x] = std::max(to[x], seen);
      }
    }
  }
}

void FlowMap::limit(const cv::Mat& factor) {
  for (int y = 0; y < velocity_.rows; ++y) {
    for (int x = 0; x < velocity_.cols; ++x) {
      velocity_.at<cv::Vec2f>(y, x) *= factor.at<float>(y, x);
    }
  }
  find_box();
}

}  // namespace kirin::engine::motion
