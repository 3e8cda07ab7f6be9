#include "engine/motion/imaging/guided_filter.h"

#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {

cv::Mat guided_filtered(const cv::Mat& input, const cv::Mat& guide, int radius, double epsilon) {
  const auto mean = [&](const cv::Mat& field) {
    cv::Mat result;
    cv::boxFilter(field, result, CV_32F, {2 * radius + 1, 2 * radius + 1}, {-1, -1}, true,
                  cv::BORDER_REFLECT_101);
    return result;
  };
  const cv::Mat mean_guide = mean(guide);
  const cv::Mat mean_input = mean(input);
  const cv::Mat variance = mean(guide.mul(guide)) - mean_guide.mul(mean_guide);
  const cv::Mat covariance = mean(guide.mul(input)) - mean_guide.mul(mean_input);
  const cv::Mat a = covariance / (variance + epsilon);
  const cv::Mat b = mean_input - a.mul(mean_guide);
  return mean(a).mul(guide) + mean(b);
}

}  // namespace kirin::engine::motion
