#include "engine/motion/soft_transition.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

/// Clouds: octaves of smoothed noise, [0, 1].
cv::Mat clouds(cv::Size size, std::uint64_t seed) {
  cv::RNG dice(seed * 2 + 0x5eed);
  cv::Mat sum(size, CV_32F, cv::Scalar(0));
  double share = 1;
  for (int cells = 3; cells <= 48; cells *= 2) {
    cv::Mat coarse(cells * size.height / size.width + 3, cells + 3, CV_32F);
    dice.fill(coarse, cv::RNG::UNIFORM, 0.0, 1.0);
    cv::Mat fine;
    cv::resize(coarse, fine, size, 0, 0, cv::INTER_CUBIC);
    sum += share * fine;
    share /= 2;
  }
  cv::normalize(sum, sum, 0, 1, cv::NORM_MINMAX);
  return sum;
}

cv::Mat order_of(const cv::Mat& disparity, cv::Size size, std::uint64_t seed) {
  cv::Mat near;
  cv::resize(disparity, near, size, 0, 0, cv::INTER_LINEAR);
  cv::Mat order = 0.55 * near + 0.45 * clouds(size, seed);
  cv::normalize(order, order, 0, 1, cv::NORM_MINMAX);
  return order;
}

}  // namespace

SoftTransition::SoftTransition(const cv::Mat& first, const cv::Mat& last, cv::Size size,
                               const CameraPlan& plan)
    : leaving_(plan),
      arriving_(reversed(plan)),
      first_(first, size, leaving_, Sampling::cubic),
      last_(last, size, arriving_, Sampling::cubic),
      order_(order_of(first_.disparity(), size, plan.seed)) {}

void SoftTransition::paint(double t, cv::Mat& frame) const {
  constexpr double kStart = 0.22;
  constexpr double kSoftness = 0.16;
  const double passed =
      eased(std::clamp((t - kStart) / (1 - 2 * kStart), 0.0, 1.0)) * (1 + kSoftness);
  if (passed <= 0 || passed >= 1 + kSoftness) {
    (passed <= 0 ? first_ : last_).paint(at(passed <= 0 ? leaving_ : arriving_, t), frame);
    return;
  }
  cv::Mat from_last(frame.size(), frame.type());
  first_.paint(at(leaving_, t), frame);
  last_.paint(at(arriving_, t), from_last);
  for (int y = 0; y < frame.rows; ++y) {
    const float* order = order_.ptr<float>(y);
    std::uint8_t* to = frame.ptr(y);
    const std::uint8_t* from = from_last.ptr(y);
    for (int x = 0; x < frame.cols; ++x) {
      float share = std::clamp(
          (static_cast<float>(passed) - order[x]) / static_cast<float>(kSoftness), 0.0F, 1.0F);
      share = share * share * (3 - 2 * share);
      for (int c = 3 * x; c < 3 * x + 3; ++c) {
        to[c] = static_cast<std::uint8_t>(static_cast<float>(to[c]) * (1 - share) +
                                          static_cast<float>(from[c]) * share + 0.5F);
      }
    }
  }
}

}  // namespace kirin::engine::motion
