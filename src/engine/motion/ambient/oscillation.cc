#include "engine/motion/ambient/oscillation.h"

#include <cmath>
#include <numbers>

namespace kirin::engine::motion {
namespace {

/// Multiplies each of the channels of `field` by `factor` (CV_32FC1).
void scale_by(cv::Mat& field, const cv::Mat& factor) {
  const int channels = field.channels();
  for (int y = 0; y < field.rows; ++y) {
    float* row = field.ptr<float>(y);
    const float* by = factor.ptr<float>(y);
    for (int x = 0; x < field.cols; ++x) {
      for (int c = 0; c < channels; ++c) {
        row[x * channels + c] *= by[x];
      }
    }
  }
}

}  // namespace

void Oscillation::add(const Wave& wave, const Passage& passage) {
  Mode mode{passage.fitted_hz(wave.hz), wave.amplitude(box_).clone(), wave.amplitude(box_).clone()};
  cv::Mat cosine(box_.size(), CV_32F);
  cv::Mat sine(box_.size(), CV_32F);
  const cv::Mat phase = wave.phase(box_);
  for (int y = 0; y < phase.rows; ++y) {
    for (int x = 0; x < phase.cols; ++x) {
      cosine.at<float>(y, x) = std::cos(phase.at<float>(y, x));
      sine.at<float>(y, x) = std::sin(phase.at<float>(y, x));
    }
  }
  scale_by(mode.cosine, cosine);
  scale_by(mode.sine, sine);
  modes_.push_back(std::move(mode));
}

void Oscillation::add_to(cv::Mat& field, const Passage& passage, double t) const {
  // A loop leaves out what the waves already are in the given picture, and so comes back to it;
  // other clips let them grow.
  const double presence = passage.loops ? 1 : passage.presence(t, kOnset);
  if (presence <= 0) {
    return;
  }
  const int channels = field.channels();
  for (const Mode& mode : modes_) {
    const double turn = 2 * std::numbers::pi * mode.hz * passage.elapsed(t);
    const auto a = static_cast<float>(presence * (std::cos(turn) - (passage.loops ? 1 : 0)));
    const auto b = static_cast<float>(presence * std::sin(turn));
    for (int y = 0; y < box_.height; ++y) {
      float* to = field.ptr<float>(box_.y + y) + static_cast<std::ptrdiff_t>(box_.x) * channels;
      const float* cosine = mode.cosine.ptr<float>(y);
      const float* sine = mode.sine.ptr<float>(y);
      for (int i = 0; i < box_.width * channels; ++i) {
        to[i] += a * cosine[i] + b * sine[i];
      }
    }
  }
}

void Oscillation::limit(const cv::Mat& factor) {
  for (Mode& mode : modes_) {
    scale_by(mode.cosine, factor(box_));
    scale_by(mode.sine, factor(box_));
  }
}

}  // namespace kirin::engine::motion
