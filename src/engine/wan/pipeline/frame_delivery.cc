#include "engine/wan/pipeline/frame_delivery.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/join/camera_motion.h"
#include "engine/motion/join/correspondence.h"
#include "engine/motion/join/interpolator.h"

namespace kirin::wan {
namespace {

/// Moments closer than this to a frame of the model show that frame.
constexpr double kSameMoment = 1e-3;

/// Frame `at` of [3, n, h, w] as an 8-bit picture, channels interleaved. Truncated like the
/// reference's frames.
cv::Mat picture_of(const nn::Tensor& frames, nn::Index at) {
  const auto height = static_cast<int>(frames.extent(2));
  const auto width = static_cast<int>(frames.extent(3));
  const auto plane = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  const auto* first = frames.data<float>() + static_cast<std::size_t>(at) * plane;
  const auto channel = plane * static_cast<std::size_t>(frames.extent(1));
  cv::Mat picture(height, width, CV_8UC3);
  auto* out = picture.ptr<std::uint8_t>();
  for (std::size_t i = 0; i < plane; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      const float value = std::clamp(first[c * channel + i], -1.0F, 1.0F);
      *out++ = static_cast<std::uint8_t>((value + 1) / 2 * 255);
    }
  }
  return picture;
}

/// Scaled to cover `size`, cropped to its middle.
cv::Mat covering(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) {
    return picture;
  }
  const double scale = std::max(static_cast<double>(size.width) / picture.cols,
                                static_cast<double>(size.height) / picture.rows);
  const cv::Size scaled(std::max(size.width, static_cast<int>(std::lround(picture.cols * scale))),
                        std::max(size.height, static_cast<int>(std::lround(picture.rows * scale))));
  cv::Mat large;
  cv::resize(picture, large, scaled, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LANCZOS4);
  const cv::Rect middle((scaled.width - size.width) / 2, (scaled.height - size.height) / 2,
                        size.width, size.height);
  return large(middle).clone();
}

}  // namespace

struct FrameDelivery::Motion {
  /// Null where the frames show different things.
  std::unique_ptr<engine::motion::Interpolator> interpolator;
};

FrameDelivery::FrameDelivery(engine::FrameSink& sink, media::Size size, Rates rates)
    : sink_(sink), size_(size), rates_(rates) {}
FrameDelivery::~FrameDelivery() = default;

double FrameDelivery::model_time(int clip_frame) const {
  return clip_frame * rates_.model_fps / rates_.clip_fps;
}

Result<void> FrameDelivery::send(const cv::Mat& frame) {
  EXPECTS(frame.isContinuous());
  ++sent_;
  return sink_.add(
      {frame.ptr(), {frame.cols, frame.rows}, static_cast<std::size_t>(frame.cols) * 3});
}

cv::Mat FrameDelivery::between(double share) {
  if (motion_ == nullptr) {
    motion_ = std::make_unique<Motion>();
    const auto common = engine::motion::common_motion(previous_, current_, rates_.threads);
    const auto correspondence =
        engine::motion::correspondence_of(previous_, current_, common, rates_.threads);
    if (correspondence.quality >= engine::motion::kRelated) {
      motion_->interpolator =
          std::make_unique<engine::motion::Interpolator>(previous_, current_, correspondence);
    }
  }
  if (motion_->interpolator == nullptr) {
    return share < 0.5 ? previous_ : current_;
  }
  cv::Mat frame(current_.size(), CV_8UC3);
  motion_->interpolator->paint(share, frame);
  return frame;
}

Result<void> FrameDelivery::take(cv::Mat frame) {
  previous_ = std::move(current_);
  current_ = std::move(frame);
  motion_.reset();
  const int newest = taken_++;
  while (sent_ < rates_.clip_frames && model_time(sent_) <= newest + kSameMoment) {
    const double share = model_time(sent_) - (newest - 1);
    const bool is_newest = share >= 1 - kSameMoment;
    RETURN_IF_ERROR(send(is_newest ? current_ : between(share)));
  }
  return {};
}

Result<void> FrameDelivery::add(const nn::Tensor& frames) {
  EXPECTS(frames.rank() == 4 && frames.extent(0) == 3 && frames.is_contiguous());
  for (nn::Index at = 0; at < frames.extent(1); ++at) {
    RETURN_IF_ERROR(take(covering(picture_of(frames, at), {size_.width, size_.height})));
  }
  return {};
}

Result<void> FrameDelivery::finish() {
  EXPECTS(!current_.empty());
  while (sent_ < rates_.clip_frames) {
    RETURN_IF_ERROR(send(current_));
  }
  return {};
}

}  // namespace kirin::wan
