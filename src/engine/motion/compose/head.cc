#include "engine/motion/compose/head.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

cv::Mat skin_of(const cv::Mat& lab) {
  cv::Mat skin(lab.size(), CV_8U, cv::Scalar(0));
  for (int y = 0; y < lab.rows; ++y) {
    for (int x = 0; x < lab.cols; ++x) {
      const cv::Vec3f& value = lab.at<cv::Vec3f>(y, x);
      const double chroma = std::hypot(value[1], value[2]);
      const double hue = std::atan2(value[2], value[1]) * 180 / std::numbers::pi;
      const bool is_skin =
          value[0] > 22 && value[0] < 93 && chroma > 11 && chroma < 42 && hue > 22 && hue < 78;
      skin.at<std::uint8_t>(y, x) = is_skin ? 255 : 0;
    }
  }
  cv::morphologyEx(skin, skin, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
  return skin;
}

}  // namespace

std::optional<Face> head_above(const cv::Mat& lab, const cv::Mat& mask) {
  const cv::Rect body = cv::boundingRect(mask);
  cv::Mat free = skin_of(lab);
  cv::Mat grown;
  cv::dilate(mask, grown, cv::Mat());
  free.setTo(0, grown);
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(free, labels, stats, centres, 4);
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    const double filled = stats.at<int>(i, cv::CC_STAT_AREA) / (box.area() * std::numbers::pi / 4);
    const double shape = static_cast<double>(box.height) / box.width;
    const double share = static_cast<double>(box.width) / body.width;
    const double middle = box.x + box.width / 2.0;
    const bool is_round = filled > 0.62 && shape > 0.75 && shape < 2.1;
    const bool is_head_sized = share > 0.12 && share < 0.6 && box.width >= 5;
    const bool is_over_body = middle > body.x + 0.12 * body.width &&
                              middle < body.x + 0.88 * body.width &&
                              box.y < body.y + box.height / 3;
    const bool is_close =
        box.br().y > body.y - 0.8 * box.height && box.br().y < body.y + 0.5 * body.height;
    if (is_round && is_head_sized && is_over_body && is_close) {
      Face face;
      face.box = {static_cast<double>(box.x) / lab.cols, static_cast<double>(box.y) / lab.rows,
                  static_cast<double>(box.width) / lab.cols,
                  static_cast<double>(box.height) / lab.rows};
      face.trust = std::min(1.0, filled) * 0.6;
      return face;
    }
  }
  return std::nullopt;
}

}  // namespace kirin::engine::motion
