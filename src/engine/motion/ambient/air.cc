#include "engine/motion/ambient/air.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

constexpr float kMargin = 0.36F;  ///< heights of air that are kept around the view

float smoothstep(float from, float to, float x) {
  x = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
}

}  // namespace

float wrapped(double x) { return static_cast<float>(x - std::floor(x)); }

Air::Air(const CameraPose& pose, const cv::Mat& disparity, const cv::Mat& front, cv::Size frame)
    : pose_(pose),
      disparity_(disparity),
      front_(front),
      frame_(frame),
      aspect_(static_cast<float>(frame.width) / static_cast<float>(frame.height)),
      width_(aspect_ + kMargin),
      height_(1 + kMargin) {}

Air::Seen Air::seen(cv::Point2f point, float disparity) const {
  const auto reach = static_cast<float>(1 - pose_.push * std::min(disparity, 1.0F));
  const auto zoom = static_cast<float>(pose_.zoom);
  // CameraPose's formula, the picture being endless: travel is wrapped, growth is not.
  const float moved_x = static_cast<float>(pose_.x + disparity * pose_.truck_x * reach) * aspect_;
  const auto moved_y = static_cast<float>(pose_.y + disparity * pose_.truck_y * reach);
  const float x = (wrapped((point.x - moved_x) / width_ + 0.5F) - 0.5F) * width_;
  const float y = (wrapped((point.y - moved_y) / height_ + 0.5F) - 0.5F) * height_;
  const float scale = std::max(0.75F, zoom / reach);
  const auto cosine = static_cast<float>(std::cos(pose_.roll));
  const auto sine = static_cast<float>(std::sin(pose_.roll));
  const auto h = static_cast<float>(frame_.height);
  return {{(cosine * x + sine * y) * scale * h + 0.5F * static_cast<float>(frame_.width) - 0.5F,
           (cosine * y - sine * x) * scale * h + 0.5F * h - 0.5F},
          scale};
}

float Air::visible(cv::Point2f at, float disparity) const {
  // What falls is within some metres: in a landscape all of it is in front of the picture.
  const float hidden = 1 - smoothstep(0.5F, 0.85F, disparity);
  if (front_.empty() || hidden <= 0) {
    return 1;
  }
  const float x = (at.x + 0.5F) / static_cast<float>(frame_.width) - 0.5F;
  const float y = (at.y + 0.5F) / static_cast<float>(frame_.height) - 0.5F;
  const auto cosine = static_cast<float>(std::cos(pose_.roll));
  const auto sine = static_cast<float>(std::sin(pose_.roll));
  const auto zoom = static_cast<float>(pose_.zoom);
  const float turned_x = (cosine * x - sine * y / aspect_) / zoom;
  const float turned_y = (cosine * y + sine * x * aspect_) / zoom;
  const auto value = [](const cv::Mat& field, float px, float py) {
    const int column =
        std::clamp(static_cast<int>(px * static_cast<float>(field.cols)), 0, field.cols - 1);
    const int row =
        std::clamp(static_cast<int>(py * static_cast<float>(field.rows)), 0, field.rows - 1);
    return field.at<float>(row, column);
  };
  float px = 0;
  float py = 0;
  float behind = 0.5F;
  for (int i = 0; i < 3; ++i) {  // the view's fixed point, near enough for a snowflake
    const float reach = 1 - static_cast<float>(pose_.push) * behind;
    px = static_cast<float>(pose_.x) +
         (turned_x + static_cast<float>(pose_.truck_x) * behind) * reach + 0.5F;
    py = static_cast<float>(pose_.y) +
         (turned_y + static_cast<float>(pose_.truck_y) * behind) * reach + 0.5F;
    behind = value(disparity_, px, py);
  }
  return 1 - hidden * smoothstep(0.3F, 0.8F, value(front_, px, py));
}

}  // namespace kirin::engine::motion
