#include "engine/motion/continued.h"

#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {

cv::Mat continued(const cv::Mat& picture, cv::Point margin) {
  cv::Mat mirrored;
  cv::copyMakeBorder(picture, mirrored, margin.y, margin.y, margin.x, margin.x,
                     cv::BORDER_REFLECT_101);
  return mirrored;
}

}  // namespace kirin::engine::motion
