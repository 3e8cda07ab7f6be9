#include "engine/motion/join/soft_transition.h"

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
      first_(first, size, Detail::normal),
      last_(last, size, Detail::normal),
      order_(order_of(first_.disparity(), {cell_points(size.width), cell_points(size.height)},
                      plan.seed)) {}

void SoftTransition::paint(double t, cv::Mat& frame) const {
  constexpr double kStart = 0.22;
  constexpr double kSoftness = 0.16;
  const double passed =
      eased(std::clamp((t - kStart) / (1 - 2 * kStart), 0.0, 1.0)) * (1 + kSoftness);
  if (passed <= 0 || passed >= 1 + kSoftness) {
    (passed <= 0 ? first_ : last_).paint(at(passed <= 0 ? leaving_ : arriving_, t), frame);
    return;
  }
  const LookGrid from_first = first_.look(at(leaving_, t));
  const LookGrid from_last = last_.look(at(arriving_, t));
  const int points = order_.cols;
  cv::Mat rows(5, points, CV_32F);
  const RowLook first{&from_first.picture, rows.ptr<float>(0), rows.ptr<float>(1)};
  const RowLook last{&from_last.picture, rows.ptr<float>(2), rows.ptr<float>(3)};
  auto* share = rows.ptr<float>(4);
  for (int y = 0; y < frame.rows; ++y) {
    field_row(from_first.x, y, points, rows.ptr<float>(0));
    field_row(from_first.y, y, points, rows.ptr<float>(1));
    field_row(from_last.x, y, points, rows.ptr<float>(2));
    field_row(from_last.y, y, points, rows.ptr<float>(3));
    field_row(order_, y, points, share);
    for (int i = 0; i < points; ++i) {
      const float linear =
          std::clamp(static_cast<float>((passed - share[i]) / kSoftness), 0.0F, 1.0F);
      share[i] = linear * linear * (3 - 2 * linear);
    }
    blend_row(first, last, share, frame.cols, frame.ptr(y));
  }
}

}  // namespace kirin::engine::motion
