/// \file
/// From the frames that a model makes to those that the contract promises: another rate, another
/// size.
#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "base/result.h"
#include "engine/engine.h"
#include "nn/tensor.h"

namespace kirin::wan {

/// Takes a model's frames in order and sends the clip's to a sink, holding two at a time.
///
/// Frame i of the clip shows the moment i / fps. Where that lies between two of the model's frames
/// both are carried there along the flow between them (the embedded engine's interpolator); where
/// they show different things the nearer one is repeated. Frames are scaled to cover the clip's
/// size (Lanczos) and cropped to its middle.
class FrameDelivery {
 public:
  struct Rates {
    double model_fps = 16;
    int clip_fps = 24;
    int clip_frames = 120;
    int threads = 1;
  };
  FrameDelivery(engine::FrameSink& sink, media::Size size, Rates rates);
  ~FrameDelivery();
  FrameDelivery(const FrameDelivery&) = delete;
  FrameDelivery& operator=(const FrameDelivery&) = delete;

  /// The next frames, [3, n, height, width] f32 in [-1, 1]. The sink's errors.
  Result<void> add(const nn::Tensor& frames);
  /// Repeats the last frame until the clip is full. At least one frame must have been added.
  Result<void> finish();
  int sent() const { return sent_; }

 private:
  Result<void> take(cv::Mat frame);
  Result<void> send(const cv::Mat& frame);
  double model_time(int clip_frame) const;
  cv::Mat between(double share);

  engine::FrameSink& sink_;
  media::Size size_;
  Rates rates_;
  int sent_ = 0;
  int taken_ = 0;
  cv::Mat previous_;
  cv::Mat current_;
  struct Motion;
  std::unique_ptr<Motion> motion_;  // between previous_ and current_, made when first asked for
};

}  // namespace kirin::wan
