#include "engine/motion/continued.h"

#include <opencv2/imgproc.hpp>

#include "engine/motion/hole_fill.h"

namespace kirin::engine::motion {

cv::Mat continued(const cv::Mat& picture, cv::Point margin) {
  cv::Mat wide;
  cv::copyMakeBorder(picture, wide, margin.y, margin.y, margin.x, margin.x, cv::BORDER_REFLECT_101);
  cv::Mat beyond(wide.size(), CV_8U, cv::Scalar(255));
  beyond(cv::Rect(margin, picture.size())).setTo(0);
  return hole_filled(wide, beyond);
}

}  // namespace kirin::engine::motion
